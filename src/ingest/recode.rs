//! Codes of another year, and what becomes of their numbers.
//!
//! In go the areas of the site and the districts that are known to have changed; out come rules, one for
//! each code that is not of the site and leads to areas that are. Declared lookups add theirs through
//! [`super::recode_lookup`]. Whether a source may use a rule is its own word, since only counts may be
//! added or shared out. What can be wrong is told where a row asks for a rule that it may not use.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::area::{AreaId, Areas};
use crate::model::cell::Shorthand;
use crate::model::mark::Mark;
use crate::model::observation::{Mapped, Observation, Value};
use crate::report::{Place, Report};
use crate::yaml::Node;

/// How a code of another year stands to the areas of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// The same area under a new code.
    Recoded,
    /// Part of a larger area: its numbers are added to those of the other parts.
    Merged,
    /// Cut into several areas, or redrawn: its numbers are shared out, and are estimates from then on.
    Split,
}

/// What becomes of the numbers of one code.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    /// The code of another year.
    pub(super) code: String,
    pub(super) change: Change,
    /// `LSOAs of 2011`, `districts before April 2023`.
    pub(super) vintage: String,
    /// The areas of the site, and the share that each has of its numbers. Shares need not make up the
    /// whole: a part may lie outside the site.
    pub(super) parts: Vec<(AreaId, f64)>,
    /// Whether the shares are known.
    pub(super) shares: Shares,
    /// Of an area that was merged: how many of its parts this code stands for, of how many.
    pub(super) covers: (u32, u32),
    /// Codes that the area had in between, each of which may hold more than it.
    pub(super) through: Vec<String>,
    /// Where the lookup is declared; `None` for the districts that this program knows.
    pub(super) place: Option<Place>,
}

/// Whether there are weights to share numbers out by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shares {
    Known,
    Unknown,
}

/// A rule by its position among those of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RuleId(pub(super) u32);

impl RuleId {
    /// What stands for all parts of a split area together until numbers are shared out. Ids of areas of the
    /// site count from below and never come near, so counts can be added up under it like any other.
    pub(super) fn whole(self) -> AreaId {
        AreaId(u32::MAX - self.0)
    }

    /// The rule that an id stands for, where it is none of the areas of the site.
    fn of_whole(id: AreaId, areas: &Areas) -> Option<Self> {
        let is_of_site = usize::try_from(id.0).is_ok_and(|index| index < areas.len());
        (!is_of_site).then_some(Self(u32::MAX - id.0))
    }
}

/// What the numbers of a source are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Numbers {
    /// They may be added and shared out.
    Counts,
    /// Rates, scores, ranks: they may not.
    Rates,
    /// The source does not say.
    #[default]
    Unsaid,
}

/// What becomes of a code that was split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Splits {
    /// It is refused.
    #[default]
    Refused,
    /// Its numbers are shared out by population.
    ByPopulation,
}

/// What a source allows to be done with its numbers: `recode:` in its `source.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Permission {
    pub(super) numbers: Numbers,
    pub(super) splits: Splits,
}

impl Permission {
    /// `{numbers: counts, split: by population}`.
    pub(super) fn of(report: &Report, node: Option<&Node>) -> Self {
        let Some(mut map) = node.and_then(|node| node.map(report)) else { return Self::default() };
        let numbers = [("counts", Numbers::Counts), ("rates", Numbers::Rates)];
        let splits = [("by population", Splits::ByPopulation), ("refused", Splits::Refused)];
        let numbers = map.optional_word("numbers", &numbers).unwrap_or_default();
        let splits = map.optional_word("split", &splits).unwrap_or_default();
        map.finish();
        Self { numbers, splits }
    }

    /// A source whose rows are added has counts, whether it says so or not.
    #[must_use]
    pub(super) fn of_added_rows(self) -> Self {
        let numbers = if self.numbers == Numbers::Unsaid { Numbers::Counts } else { self.numbers };
        Self { numbers, ..self }
    }

    /// Whether a rule may be used.
    pub(super) fn allows(self, rule: &Rule) -> bool {
        match rule.change {
            Change::Recoded => true,
            Change::Merged => self.numbers == Numbers::Counts,
            Change::Split => {
                self.numbers == Numbers::Counts && self.splits == Splits::ByPopulation && rule.shares == Shares::Known
            }
        }
    }
}

impl Rule {
    /// Counts a row that it mapped.
    pub(super) fn count(&self, mapped: &mut Mapped) {
        let count = match self.change {
            Change::Recoded => &mut mapped.recoded,
            Change::Merged => &mut mapped.merged,
            Change::Split => &mut mapped.split,
        };
        *count += 1;
    }
}

/// Shares out what stands for the whole of a split area among its parts; nothing where there is none such. A
/// number that is missing is missing in each part.
pub(super) fn shared<'a>(
    observations: &[Observation],
    areas: &Areas,
    rule: impl Fn(RuleId) -> &'a Rule,
) -> Option<Vec<Observation>> {
    let of_whole = |seen: &Observation| RuleId::of_whole(seen.area, areas);
    observations.iter().any(|seen| of_whole(seen).is_some()).then(|| {
        let mut all = Vec::with_capacity(observations.len());
        for whole in observations {
            let Some(id) = of_whole(whole) else {
                all.push(*whole);
                continue;
            };
            all.extend(rule(id).parts.iter().map(|(area, share)| match whole.value {
                // No publisher counted this: it is reckoned.
                Value::Number(number) => {
                    let marks = whole.marks.with(Mark::Estimated);
                    Observation { area: *area, value: Value::Number(number * share), marks, ..*whole }
                }
                Value::Missing(_) => Observation { area: *area, ..*whole },
            }));
        }
        all
    })
}

/// Which rule a row was mapped by, and how many parts of its area it stands for, of how many.
pub(super) type Origin = (RuleId, (u32, u32));

/// The rows of one source that were mapped, by file and line.
pub(super) type Origins = BTreeMap<(u16, u32), Origin>;

/// Takes back the numbers of merged areas of which a part is not given: a sum without it would be too
/// small. `observations` are sorted; `same` says whether two share a place of the table.
pub(super) fn hollow(
    observations: &mut [Observation],
    origins: &Origins,
    same: impl Fn(&Observation, &Observation) -> bool,
) {
    for run in observations.chunk_by_mut(same) {
        let parts: BTreeMap<RuleId, (u32, u32)> =
            run.iter().filter_map(|seen| origins.get(&(seen.file, seen.line)).copied()).collect();
        let Some(whole) = parts.values().map(|(_, whole)| *whole).max() else { continue };
        // A part that is withheld stays what it is: it is there, and nobody may know it.
        let is_withheld = run.iter().any(|seen| seen.value == Value::Missing(Shorthand::Confidential));
        if !is_withheld && parts.values().map(|(part, _)| part).sum::<u32>() < whole {
            run[0].value = Value::Missing(Shorthand::NotAvailable);
        }
    }
}

/// Pairs of numbers for one place of the table that no merger explains: two rows of one code, a row of the
/// new code beside one of the old, or an area beside one that it became part of. `observations` are sorted;
/// `same` says whether two share a place.
pub(super) fn twice<'a>(
    observations: &[Observation],
    origins: &Origins,
    rule: impl Fn(RuleId) -> &'a Rule,
    same: impl Fn(&Observation, &Observation) -> bool,
) -> Vec<(Observation, Observation)> {
    let origin = |seen: &Observation| origins.get(&(seen.file, seen.line)).map(|(rule, _)| *rule);
    let mut twice = Vec::new();
    for run in observations.chunk_by(same).filter(|run| run.len() > 1) {
        let mut seen: BTreeMap<Option<RuleId>, Observation> = BTreeMap::new();
        for found in run {
            let from = origin(found);
            let other = seen.get(&from).or_else(|| seen.get(&None));
            let beside = other.or_else(|| seen.values().next().filter(|_| from.is_none()));
            let holds = |a: RuleId, b: RuleId| rule(a).through.contains(&rule(b).code);
            let is_inside = |known: &Option<RuleId>| {
                known.zip(from).is_some_and(|(known, from)| known != from && (holds(known, from) || holds(from, known)))
            };
            let inside = seen.iter().find(|(known, _)| is_inside(known)).map(|(_, first)| first);
            let beside = beside.or(inside);
            if let Some(first) = beside {
                twice.push((*first, *found));
            }
            seen.entry(from).or_insert(*found);
        }
    }
    twice
}

/// A district whose code changed.
struct District {
    old: &'static str,
    new: &'static str,
    /// The month from which the new code is right, in words.
    from: String,
}

/// The built-in table; its head says where it comes from.
fn districts() -> Vec<District> {
    let lines = include_str!("recoded-districts.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let district = |line: &'static str| {
        let mut fields = line.splitn(4, ',');
        let (old, new, from) = (fields.next()?, fields.next()?, fields.next()?);
        let from = crate::model::period::Period::from_id(from.get(..7)?)?.to_string();
        Some(District { old, new, from })
    };
    lines.filter_map(district).collect()
}

/// The rules that the built-in table makes for a site, sorted by code.
pub(super) fn of_districts(areas: &Areas) -> Vec<Rule> {
    let districts = districts();
    // A code of before leads to the one after, and where that is not of the site either, further on.
    let after = |code: &str| {
        let mut at = code;
        let mut from = None;
        while areas.by_code(at).is_none() {
            let next = districts.iter().find(|district| district.old == at)?;
            from = from.or(Some(&next.from));
            at = next.new;
        }
        areas.by_code(at).zip(from)
    };
    let mut rules = Vec::new();
    let olds: BTreeSet<&str> = districts.iter().map(|district| district.old).collect();
    for old in olds.iter().filter(|code| areas.by_code(code).is_none()) {
        let Some((area, from)) = after(old) else { continue };
        // A district that was itself merged from others stands for all of them.
        let first = |code: &&&str| districts.iter().all(|district| district.new != **code);
        let leads = |code: &str| after(code).is_some_and(|(other, _)| other == area);
        let whole = olds.iter().filter(first).filter(|other| leads(other)).count();
        let part = districts.iter().filter(|district| district.new == *old).count().max(1);
        let others = olds.iter().filter(|other| leads(other)).count();
        let change = if others > 1 { Change::Merged } else { Change::Recoded };
        let covers = [part, whole].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        let found = rule(old, change, format!("districts before {from}"), vec![area]);
        let next = |code: &&str| districts.iter().find(|district| district.old == *code).map(|district| district.new);
        let steps = std::iter::successors(next(old), next).filter(|code| olds.contains(code));
        let through = steps.map(str::to_owned).collect();
        rules.push(Rule { covers: (covers[0], covers[1]), through, ..found });
    }
    let news: BTreeSet<&str> = districts.iter().map(|district| district.new).collect();
    for new in news.into_iter().filter(|code| areas.by_code(code).is_none() && !olds.contains(code)) {
        let before: Vec<&District> = districts.iter().filter(|district| district.new == new).collect();
        let parts: Vec<AreaId> = before.iter().filter_map(|district| areas.by_code(district.old)).collect();
        let Some(first) = before.first().filter(|_| !parts.is_empty()) else { continue };
        let change = if before.len() == 1 { Change::Recoded } else { Change::Split };
        rules.push(rule(new, change, format!("districts from {}", first.from), parts));
    }
    rules.sort_by(|a, b| a.code.cmp(&b.code));
    rules
}

fn rule(code: &str, change: Change, vintage: String, areas: Vec<AreaId>) -> Rule {
    let shares = if change == Change::Split { Shares::Unknown } else { Shares::Known };
    let parts = areas.into_iter().map(|area| (area, 1.0)).collect();
    Rule { code: code.to_owned(), change, vintage, parts, shares, covers: (1, 1), through: Vec::new(), place: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::area::{Area, AreaCode, Level, LevelId};

    fn site(codes: &[&str]) -> Areas {
        let level = Level { id: "district".into(), name: "District".into(), plural: "Districts".into(), profile: true };
        let area = |code: &&str| {
            let area = Area {
                code: AreaCode::new(code),
                name: (*code).to_owned(),
                slug: code.to_lowercase(),
                level: LevelId(0),
                parent: None,
            };
            (area, None)
        };
        Areas::new(vec![level], codes.iter().map(area).collect(), "")
    }

    fn told(codes: &[&str]) -> Vec<String> {
        let areas = site(codes);
        let line = |rule: &Rule| {
            let parts: Vec<&str> = rule.parts.iter().map(|(area, _)| areas.get(*area).code.as_str()).collect();
            format!("{} {:?} {} ({})", rule.code, rule.change, parts.join("+"), rule.vintage)
        };
        of_districts(&areas).iter().map(line).collect()
    }

    #[test]
    fn a_district_is_found_under_the_codes_it_had_before_and_after() {
        assert_eq!(told(&["E08000039"]), ["E08000019 Recoded E08000039 (districts before April 2025)"]);
        assert_eq!(told(&["E08000019"]), ["E08000039 Recoded E08000019 (districts from April 2025)"]);
    }

    #[test]
    fn districts_that_were_merged_twice_lead_to_the_last() {
        assert_eq!(
            told(&["E06000066"]),
            [
                "E07000187 Merged E06000066 (districts before April 2023)",
                "E07000188 Merged E06000066 (districts before April 2023)",
                "E07000189 Merged E06000066 (districts before April 2023)",
                "E07000190 Merged E06000066 (districts before April 2019)",
                "E07000191 Merged E06000066 (districts before April 2019)",
                "E07000246 Merged E06000066 (districts before April 2023)",
            ]
        );
    }

    #[test]
    fn a_district_of_later_that_covers_several_of_the_site_cannot_be_shared_out() {
        assert_eq!(
            told(&["E07000026", "E07000028"]),
            ["E06000063 Split E07000026+E07000028 (districts from April 2023)"]
        );
        assert_eq!(told(&["E08000025"]), [""; 0]);
    }

    // The table says what the published lookup of districts from 2016 to 2024 says.
    #[test]
    fn the_table_has_no_code_twice_and_no_circle() {
        let districts = districts();
        assert_eq!(districts.len(), 50);
        for district in &districts {
            assert_eq!(districts.iter().filter(|other| other.old == district.old).count(), 1, "{}", district.old);
            let mut at = district.new;
            for _ in 0..3 {
                at = districts.iter().find(|next| next.old == at).map_or(at, |next| next.new);
            }
            assert!(districts.iter().all(|next| next.old != at), "{at}");
        }
    }
}
