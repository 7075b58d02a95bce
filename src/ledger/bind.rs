//! What was released, beside what the site shows now.
//!
//! Comes in: a [`Past`], the settings and every figure of the site. Goes out: a [`History`]. Wrong can be: an id that
//! stands for something else, a released figure that is not there, a name that was never released.

use std::collections::{BTreeMap, BTreeSet};

use super::corrections::Written;
use super::{Correction, Elsewhere, Entry, Frozen, History, Past, Shown, Standing, VERSION, became, means, rhythm};
use crate::chart::gallery::{Exhibit, Exhibited, Gallery};
use crate::compare::Findings;
use crate::config::{self, Config};
use crate::content::{Bindings, Block};
use crate::report::{Diagnostic, Place, Report, nearest};

/// Each figure that is gone is said by itself, up to this many.
const APART: usize = 5;

/// What a site of these figures makes of what was released.
pub fn bind(
    report: &Report,
    past: Past,
    config: &Config,
    (bindings, gallery, findings): (&Bindings, &Gallery, &Findings),
) -> History {
    let Past { editions, entries, became, corrections: written, elsewhere } = past;
    let figures = gallery.iter().map(|one| (one.id.clone(), shown(one, findings))).collect();
    let places = places(bindings, gallery);
    in_order(report, config, &editions);
    let mut history = History {
        entries: of_editions(report, config, &editions, entries),
        editions,
        moved: Vec::new(),
        figures,
        ..History::default()
    };
    // What moved in an edition of the other audience is for that one.
    let is_here = |address: &String| {
        let edition = address.split('/').next().unwrap_or_default();
        edition == config.edition || history.edition(edition).is_some() || !elsewhere.has(edition)
    };
    let moved = became.moved.iter().filter(|one| is_here(&one.from) && is_here(&one.to)).cloned().collect();
    history.moved = moved;
    let sound = report.sound(()).is_ok();
    withdraw(report, &became, &elsewhere, &mut history);
    meant(report, (&became, &elsewhere), &history, &places);
    // A figure that could not be drawn is not one that its author took away.
    if sound {
        gone(report, config, &history, findings);
    }
    history.corrections = correct(report, config, &history, (&written, &elsewhere));
    history.standing = match history.edition(&config.edition) {
        None => Standing::New,
        Some(_) if history.pending(&config.edition).next().is_some() => Standing::Corrected,
        Some(frozen) if frozen.manifest.version != VERSION => Standing::Carried,
        Some(_) => Standing::Released,
    };
    if history.standing == Standing::Carried {
        let frozen = history.edition(&config.edition).map(|frozen| frozen.manifest.figures.clone());
        history.figures = frozen.unwrap_or_default();
    }
    history
}

/// What an exhibit is.
fn shown(exhibit: &Exhibit, findings: &Findings) -> Shown {
    let kind = match &exhibit.content {
        Exhibited::Drawing(figure) => figure.spec.kind.as_str(),
        Exhibited::Table(_) => "table",
        Exhibited::KeyFigures(_) => "key-figures",
    };
    let code = |id| Some(findings.get(&id)?.indicator.code.clone());
    let mut codes: Vec<String> = exhibit.indicators().into_iter().filter_map(code).collect();
    codes.sort();
    codes.dedup();
    let used = exhibit.used_in.iter().map(|(address, _)| address.clone()).collect();
    Shown { kind: kind.to_owned(), codes, title: exhibit.finding.text(), used }
}

/// Where authors ask for figures.
fn places(bindings: &Bindings, gallery: &Gallery) -> BTreeMap<String, Place> {
    let blocks = bindings.pages.iter().flat_map(|page| &page.blocks);
    let authored = blocks.filter_map(|block| match block {
        Block::Figure(figure) => Some((figure.id.clone(), figure.place.clone())),
        Block::Html(_) => None,
    });
    authored.filter(|(id, _)| gallery.get(id).is_some()).collect()
}

/// The edition that is built is the newest: the root of the site shows it.
fn in_order(report: &Report, config: &Config, editions: &[Frozen]) {
    let later = editions.iter().map(|frozen| &frozen.manifest);
    for later in later.filter(|one| one.edition != config.edition && one.published > config.published) {
        let found =
            Diagnostic::error(format!("the {} was published later than this one, on {}", later.label, later.published));
        let found = found.at(Place::file(config::FILE)).note("the address of the site shows the newest edition");
        report.add(found.help("write the edition and the day of publication of the newest edition"));
    }
}

/// The lines of the ledger, each of an edition that is there.
fn of_editions(report: &Report, config: &Config, editions: &[Frozen], entries: Vec<Entry>) -> BTreeMap<String, Entry> {
    let mut known = BTreeMap::new();
    for entry in entries {
        if editions.iter().any(|frozen| frozen.manifest.edition == entry.first) {
            known.insert(entry.id.clone(), entry);
        } else if entry.first != config.edition {
            // A release of this very edition that was interrupted leaves lines that the next writes again.
            let found = Diagnostic::error(format!("the {} edition was released, and is not there", entry.first));
            let found = found.at(entry.place).label("it first had this figure");
            let found = found.note("its pages were published, and would vanish");
            let help = "put its `.json` and `.zip` back from a copy; `sna release` wrote them beside this file";
            report.add(found.help(help).repeated(entry.first, "figure"));
        }
    }
    known
}

/// The figures that are withdrawn; each must have been released, and be there no more.
fn withdraw(report: &Report, became: &became::Became, elsewhere: &Elsewhere, history: &mut History) {
    for became::Written { figures, withdrawn, successor: place } in &became.withdrawn {
        let is_ours = |(pattern, _): &(String, Place)| history.entries.keys().any(|id| means(pattern, id));
        let ours: Vec<&(String, Place)> =
            figures.iter().filter(|one| is_ours(one) || !elsewhere.means(&one.0)).collect();
        if ours.is_empty() {
            continue;
        }
        // A successor may itself have been withdrawn later: its page says so.
        if let Some(id) = &withdrawn.successor
            && !history.figures.contains_key(id)
            && (!history.entries.contains_key(id) || figures.iter().any(|(pattern, _)| means(pattern, id)))
        {
            report.add(unknown(id, place.clone(), history.figures.keys(), "no figure of this site has this id"));
        }
        for (pattern, place) in ours {
            let found: Vec<String> = history.entries.keys().filter(|id| means(pattern, id)).cloned().collect();
            if found.is_empty() {
                let label = "no edition was released with this figure";
                report.add(unknown(pattern, Some(place.clone()), history.entries.keys(), label));
            }
            let (stands, is_gone): (Vec<String>, Vec<String>) =
                found.into_iter().partition(|id| history.figures.contains_key(id));
            if let Some(id) = stands.first().filter(|_| is_gone.is_empty() || !pattern.contains('*')) {
                let found = Diagnostic::error(format!("`{id}` is withdrawn, and the site shows it")).at(place.clone());
                report.add(found.label("withdrawn here").help("take one of the two out"));
            }
            history.withdrawn.extend(is_gone.into_iter().map(|id| (id, withdrawn.clone())));
        }
    }
}

fn unknown<'a>(name: &str, place: Option<Place>, known: impl Iterator<Item = &'a String>, label: &str) -> Diagnostic {
    let mut found = Diagnostic::error(format!("unknown figure `{name}`")).label(label);
    if let Some(place) = place {
        found = found.at(place);
    }
    found.suggest(name, known.map(String::as_str))
}

/// An id goes on meaning what it meant.
fn meant(
    report: &Report,
    (became, elsewhere): (&became::Became, &Elsewhere),
    history: &History,
    places: &BTreeMap<String, Place>,
) {
    for (pattern, place) in &became.redrawn {
        if !history.entries.keys().any(|id| means(pattern, id)) && !elsewhere.means(pattern) {
            let label = "no edition was released with this figure";
            report.add(unknown(pattern, Some(place.clone()), history.entries.keys(), label));
        }
    }
    let without_case: BTreeMap<String, &Entry> =
        history.entries.iter().map(|(id, entry)| (id.to_lowercase(), entry)).collect();
    for (id, now) in &history.figures {
        let Some(entry) = history.entries.get(id) else {
            if let Some(entry) = without_case.get(&id.to_lowercase()) {
                let found = given(entry, id, now, places).note("on some systems both would have the same address");
                let help = format!("write `{}` if it is the same figure; otherwise give this one a new id", entry.id);
                report.add(found.help(help));
            }
            continue;
        };
        let before = &entry.shown;
        let same = before.codes.is_empty() || before.codes.iter().any(|code| now.codes.contains(code));
        let automatic = automatic_of(before, id).is_some();
        let redrawn = became.redrawn.iter().any(|(one, _)| means(one, id));
        if !same {
            report.add(given(entry, id, now, places).help(
                "give this figure a new id; the old one keeps its address, and what became of it is told in `content/addresses.yaml` under `withdrawn:`",
            ));
        } else if !automatic && before.kind != now.kind && !redrawn {
            let message = format!("figure `{id}` was released as another kind, in the {} edition", entry.first);
            report.add(between(Diagnostic::warning(message), entry, id, now, places).help(
                "if it still says the same, name it in `content/addresses.yaml` under `redrawn:`; otherwise give it a new id",
            ));
        }
    }
}

/// The code of the indicator whose figures the program itself draws, chooses the kind of, and leaves out where too
/// little of it can be shown; nothing for a figure of an author.
fn automatic_of<'a>(shown: &'a Shown, id: &str) -> Option<&'a String> {
    shown.codes.iter().find(|code| id.strip_prefix(code.as_str()).is_some_and(|rest| rest.starts_with('-')))
}

/// That an id was given to another figure.
fn given(entry: &Entry, id: &str, now: &Shown, places: &BTreeMap<String, Place>) -> Diagnostic {
    let message = format!("the id `{id}` was given to another figure, in the {} edition", entry.first);
    between(Diagnostic::error(message), entry, id, now, places)
}

/// A figure as it is now, and as a line of the ledger has it.
fn between(found: Diagnostic, entry: &Entry, id: &str, now: &Shown, places: &BTreeMap<String, Place>) -> Diagnostic {
    let at = entry.place.at.as_ref().map_or(0, |at| at.line);
    let found = found.at(places.get(id).unwrap_or(&entry.place).clone()).label(format!("now {}", now.words()));
    found.note(format!("{}:{at}: then {}", entry.place.path, entry.shown.words()))
}

/// Figures of the edition before that are not there any more and of which nobody says why. One that the program draws
/// of an indicator that is still there comes and goes with the data, and its address answers all the same.
fn gone(report: &Report, config: &Config, history: &History, findings: &Findings) {
    let codes: BTreeSet<&String> = findings.iter().map(|one| &one.indicator.code).collect();
    let comes_and_goes =
        |entry: &&Entry| automatic_of(&entry.shown, &entry.id).is_some_and(|code| codes.contains(code));
    let before = history.editions.iter().filter(|frozen| rhythm(&frozen.manifest.edition) == rhythm(&config.edition));
    let released: BTreeSet<&String> = before.flat_map(|frozen| frozen.manifest.figures.keys()).collect();
    let is_gone = |id: &&&String| !history.figures.contains_key(**id) && !history.withdrawn.contains_key(**id);
    let gone: Vec<&Entry> = released
        .iter()
        .filter(is_gone)
        .filter_map(|id| history.entries.get(*id))
        .filter(|entry| !comes_and_goes(entry))
        .collect();
    let fresh = history.figures.keys().filter(|id| !history.entries.contains_key(*id));
    let fresh: Vec<&str> = fresh.map(String::as_str).collect();
    for entry in &gone {
        let id = &entry.id;
        let mut found = Diagnostic::error(format!("figure `{id}` was released, and is not there any more"));
        found =
            found.at(entry.place.clone()).label(format!("since the {} edition, {}", entry.first, entry.shown.words()));
        if let Some(near) = nearest(id, fresh.iter().copied()) {
            found = found.note(format!("`{near}` is new here: a figure whose id is changed loses its address"));
        }
        let help = format!(
            "show it under this id, or say in `content/addresses.yaml` what became of it: `withdrawn: [{{figures: {id}, why: …, when: {}}}]`",
            config.published.id()
        );
        let found = found.help(help);
        report.add(if gone.len() > APART { found.repeated("gone", "figure") } else { found });
    }
}

/// Corrections with their edition and figures, the newest first.
fn correct(
    report: &Report,
    config: &Config,
    history: &History,
    (written, elsewhere): (&[Written], &Elsewhere),
) -> Vec<Correction> {
    let own = (config.edition.as_str(), config.published);
    let others = history.editions.iter().map(|frozen| (frozen.manifest.edition.as_str(), frozen.manifest.published));
    let mut editions: Vec<(&str, _)> = others.filter(|(edition, _)| *edition != own.0).chain([own]).collect();
    editions.sort_by_key(|(edition, published)| (*published, *edition));
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let mut all = Vec::new();
    for one in written {
        let when = one.when.0;
        // The edition that readers had when it was put right.
        let named = match &one.edition {
            Some((name, _)) => editions.iter().find(|(edition, _)| edition == name),
            None => editions.iter().rev().find(|(_, published)| *published <= when),
        };
        let Some((edition, published)) = named.or(editions.first().filter(|_| one.edition.is_none())) else {
            if let Some((name, place)) = one.edition.as_ref().filter(|(name, _)| !elsewhere.has(name)) {
                let found = Diagnostic::error(format!("unknown edition `{name}`")).at(place.clone());
                let found = found.label("neither this one nor released");
                report.add(found.suggest(name, editions.iter().map(|(edition, _)| *edition)));
            }
            continue;
        };
        if *published > when {
            let found = Diagnostic::error("this was put right before it was published").at(one.when.1.clone());
            let found = found.label(format!("the {edition} edition was published on {published}"));
            report.add(found.help("a correction is of what readers have seen; before that, just change it"));
            continue;
        }
        let frozen = history.edition(edition).into_iter().flat_map(|frozen| frozen.manifest.figures.keys());
        let today = history.figures.keys().filter(|_| *edition == config.edition);
        let known: BTreeSet<&String> = frozen.chain(today).collect();
        let mut figures = BTreeSet::new();
        for (pattern, place) in &one.figures {
            let meant = |id: &&String| means(pattern, id);
            let mut found: Vec<&String> = known.iter().copied().filter(meant).collect();
            // A figure that the correction itself has taken out of its edition is known by the ledger alone.
            if found.is_empty() {
                found.extend(history.withdrawn.keys().filter(meant));
            }
            if found.is_empty() && !elsewhere.means(pattern) {
                let label = format!("the {edition} edition has no such figure");
                report.add(unknown(pattern, Some(place.clone()), known.iter().copied(), &label));
            }
            figures.extend(found.into_iter().cloned());
        }
        if figures.is_empty() {
            continue;
        }
        let named: Vec<String> = one.figures.iter().map(|(name, _)| name.clone()).collect();
        let stem = named.first().map_or_else(String::new, |name| name.to_lowercase().replace('*', "all"));
        let mut anchor = format!("c-{}-{stem}", when.id());
        let times = taken.entry(anchor.clone()).or_default();
        *times += 1;
        if *times > 1 {
            anchor.push_str(&format!("-{times}"));
        }
        all.push(Correction {
            figures: figures.into_iter().collect(),
            named,
            edition: (*edition).to_owned(),
            when,
            what: one.what.clone(),
            why: one.why.clone(),
            anchor,
        });
    }
    all.sort_by(|one, other| (other.when, &one.anchor).cmp(&(one.when, &other.anchor)));
    all
}
