//! `disclosure:` of a source: what must not be shown of it, to everyone and to partners.
//!
//! In goes a node, out come a [`Protection`] for the public and, where one is declared, another for partners.
//! Wrong can be: words and numbers, a rule that turns counts into zeros, one that is loosened without a
//! reason. It must not know which levels, series and breakdowns there are: `bounds.rs` compares those.

use super::bounds;
use crate::model::source::{Exempt, Exemption, Part, Protection, Rule, Secondary, Zero};
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{Map, Node, word};

/// What `disclosure:` says, for everyone and for partners.
pub(super) fn decode(report: &Report, node: &Node) -> Option<(Protection, Option<Protection>)> {
    let mut map = node.map(report)?;
    let partner = map.optional("partner");
    let public = protection(report, &mut map);
    map.finish();
    let partner = match partner {
        None => None,
        Some(node) => Some(for_partners(report, node)?),
    };
    Some((public?, partner))
}

/// A whole rule of its own: nothing of the public one holds beside it.
fn for_partners(report: &Report, node: &Node) -> Option<Protection> {
    let mut map = node.map(report)?;
    let found = protection(report, &mut map);
    map.finish();
    let found = found?;
    if found.why.is_none() && !found.rule.shows_every_count() {
        let missing = Diagnostic::error("a rule for partners needs a reason").at(node.place().clone());
        let missing = missing.label("which agreement allows it?");
        report.add(missing.help("add `why:` and name the information sharing agreement"));
    }
    Some(found)
}

fn protection(report: &Report, map: &mut Map<'_>) -> Option<Protection> {
    let place = map.place().clone();
    let presets = [("none", Rule::NONE), ("hes", Rule::HES), ("under-5", Rule::UNDER_5), ("under-10", Rule::UNDER_10)];
    let named = map.optional("rule");
    let mut keys = Keys::of(map);
    let base = match named {
        None => keys.base(report, &place),
        Some(node) if node.is_map() => {
            let mut inner = node.map(report)?;
            // Keys of the rule and keys beside it say the same, and those beside it have the last word.
            keys = keys.before(Keys::of(&mut inner));
            inner.finish();
            keys.base(report, &place)
        }
        Some(node) => node.text(report).and_then(|text| word(report, "rule", &text, node.place(), &presets)),
    };
    let why = map.optional_text("why");
    let bounds = bounds::decode(report, map);
    let exemptions = exemptions(report, map);
    let base = base?;
    let rule = keys.over(base);
    if rule.shows_every_count() && why.is_none() {
        let found = Diagnostic::error("`rule: none` needs a reason").at(place.clone());
        let found = found.label("why may every number be shown?");
        report.add(found.help("add `why:` and say who has already protected the numbers"));
    }
    if rule.under < rule.least_under() {
        let message = format!("rounding to {} would turn small counts into 0", rule.round);
        let found = Diagnostic::error(message).at(place.clone()).label("in this rule");
        report.add(found.help(format!("withhold them: write `under: {}` or more", rule.least_under())));
        return None;
    }
    if let (Some(part), None, false) = (rule.looser_than(base).next(), &why, rule.shows_every_count()) {
        let named = named.filter(|node| !node.is_map()).and_then(|node| node.text(report));
        let named = named.map_or_else(|| format!("under: {}", base.under), |name| format!("rule: {name}"));
        let found = Diagnostic::error(format!("`{named}` is loosened, and no reason is given"));
        let found = found.at(keys.place(part).unwrap_or(&place).clone());
        let found = found.label(format!("without this key it would be {}", words(part, base)));
        report.add(found.help(format!("add `why:` and say who allowed it, or leave `{}:` out", part.key())));
    }
    Some(Protection { rule, why, bounds, exemptions, place })
}

/// A part of a rule as an author would write its value.
fn words(part: Part, rule: Rule) -> String {
    match part {
        Part::Under => rule.under.to_string(),
        Part::Round => rule.round.to_string(),
        Part::Zero => match rule.zero {
            Zero::Shown => "shown",
            Zero::Group => "group",
            Zero::Withheld => "withheld",
        }
        .to_owned(),
        Part::Secondary => match rule.secondary {
            Secondary::Off => "off",
            Secondary::On => "on",
        }
        .to_owned(),
        Part::Width => rule.width.to_string(),
        Part::MinimumPopulation => rule.minimum_population.to_string(),
    }
}

/// The single keys of a rule, as far as they are written.
struct Keys {
    under: Option<u32>,
    round: Option<u32>,
    zero: Option<Zero>,
    secondary: Option<Secondary>,
    width: Option<u32>,
    minimum_population: Option<u32>,
    places: Vec<(Part, Place)>,
}

impl Keys {
    fn of(map: &mut Map<'_>) -> Self {
        let places = Part::ALL.into_iter().filter_map(|part| Some((part, map.optional(part.key())?.place().clone())));
        let places = places.collect();
        let secondary = [
            ("on", Secondary::On),
            ("off", Secondary::Off),
            ("yes", Secondary::On),
            ("no", Secondary::Off),
            ("true", Secondary::On),
            ("false", Secondary::Off),
        ];
        let zero = [("shown", Zero::Shown), ("group", Zero::Group), ("withheld", Zero::Withheld)];
        let mut number = |part: Part| map.optional_number::<u32>(part.key(), "a whole number");
        let (under, round, width) = (number(Part::Under), number(Part::Round), number(Part::Width));
        let minimum_population = number(Part::MinimumPopulation);
        Self {
            under,
            round: round.map(|base| base.max(1)),
            zero: map.optional_word("zero", &zero),
            secondary: map.optional_word("secondary", &secondary),
            width,
            minimum_population,
            places,
        }
    }

    /// These keys, and of `others` those that are not among them.
    fn before(self, others: Self) -> Self {
        Self {
            under: self.under.or(others.under),
            round: self.round.or(others.round),
            zero: self.zero.or(others.zero),
            secondary: self.secondary.or(others.secondary),
            width: self.width.or(others.width),
            minimum_population: self.minimum_population.or(others.minimum_population),
            places: self.places.into_iter().chain(others.places).collect(),
        }
    }

    /// What holds before the other keys are looked at, where no rule is named.
    fn base(&self, report: &Report, place: &Place) -> Option<Rule> {
        let is_written = |part: Part| self.places.iter().any(|(written, _)| *written == part);
        if self.under.is_none() && !is_written(Part::Under) {
            let found = Diagnostic::error("no disclosure rule is given").at(place.clone());
            let found = found.label("which counts may not be shown?");
            report.add(found.help("add `rule:` with `none`, `hes`, `under-5` or `under-10`, or `under:` and `round:`"));
        }
        self.under.map(Rule::under)
    }

    /// A rule with these keys in place of its own.
    fn over(&self, base: Rule) -> Rule {
        let (under, zero) = (self.under.unwrap_or(base.under), self.zero.unwrap_or(base.zero));
        let withholds = under > 0 || zero != Zero::Shown;
        let withheld = base.under > 0 || base.zero != Zero::Shown;
        // Whoever withholds more wants it hidden among more.
        let width = if under > base.under { base.width.max(under) } else { base.width };
        Rule {
            under,
            round: self.round.unwrap_or(base.round),
            zero,
            secondary: self.secondary.unwrap_or(if withholds && !withheld { Secondary::On } else { base.secondary }),
            width: self.width.unwrap_or(if withholds { width.max(1) } else { width }),
            minimum_population: self.minimum_population.unwrap_or(base.minimum_population),
        }
    }

    fn place(&self, part: Part) -> Option<&Place> {
        self.places.iter().find(|(written, _)| *written == part).map(|(_, place)| place)
    }
}

/// `exempt: {from: audit, by: head of analysis, why: …, until: 2027-03}`, or a list of such.
fn exemptions(report: &Report, map: &mut Map<'_>) -> Vec<Exemption> {
    let Some(node) = map.optional("exempt") else { return Vec::new() };
    let entries = if node.is_map() { std::slice::from_ref(node) } else { node.list(report).unwrap_or_default() };
    entries.iter().filter_map(|entry| exemption(report, entry)).collect()
}

fn exemption(report: &Report, node: &Node) -> Option<Exemption> {
    let mut map = node.map(report)?;
    let words = [Exempt::Audit, Exempt::Secondary].map(|from| (from.word(), from));
    let is_said = map.required("from").is_some();
    let from: Vec<Option<Exempt>> =
        map.texts("from").iter().map(|(text, place)| word(report, "from", text, place, &words)).collect();
    let by = map.text("by");
    let why = map.text("why");
    let until = map.optional_text_at("until");
    map.finish();
    let until = match until {
        None => None,
        Some((text, place)) => Some(super::when::period(report, &text, &place, &[])?),
    };
    let mut from: Vec<Exempt> = from.into_iter().collect::<Option<_>>()?;
    from.sort_unstable();
    from.dedup();
    is_said.then_some(Exemption { from, by: by?, why: why?, until, place: node.place().clone() })
}
