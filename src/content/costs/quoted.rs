//! A cost in a sentence: `{{ cost robbery area=dudley }}`.
//!
//! The grammar is `cost name`, then `key=value`; the name is that of an indicator with a unit cost, or the `id:` of a
//! sum. Comes in: words and their places, then unit costs and findings. Goes out: a number that says that it is
//! rough, and leads to the page of costs. Wrong can be: a site without costs, a name that has none, a count that is
//! withheld or missing, a cost that is given as if it were exact.

use super::super::compose::Composer;
use super::super::value::{Property, ValueReference, Written, settings};
use super::super::words::Word;
use super::super::{lookup, number};
use super::{CostTotal, Costs, NoCost, NoSum, Priced, UnitCost, WORD, pounds};
use crate::model::area::AreaId;
use crate::model::cell::Shorthand;
use crate::model::indicator::IndicatorId;
use crate::model::mark::Marks;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};

/// The settings of a cost.
const KEYS: [&str; 3] = ["area", "as", "of"];

/// How a cost can be said.
const FORMS: [&str; 7] = ["about", "estimate", "number", "share", "unit", "period", "prices"];

/// What says of a sentence that its number is none to the pound.
const CAUTIONS: [&str; 4] = ["estimat", "about", "roughly", "around"];

/// Reads a cost, whose first word is [`WORD`].
pub(in super::super) fn reference(report: &Report, written: &Written<'_>) -> Option<ValueReference> {
    let whole = (written.place)(written.whole.clone());
    let [_, name, rest @ ..] = written.words else {
        let found = Diagnostic::error("this cost is of nothing").at(whole).label("a name is missing");
        report.add(found.help("write `cost` and the name of an indicator with a unit cost, or the `id:` of a sum"));
        return None;
    };
    Some(ValueReference {
        written: written.said(),
        indicator: name.1.to_owned(),
        property: Property::Cost,
        keys: settings(report, written, rest, &KEYS, "a cost has no use for it")?,
        indicator_place: written.at(*name),
        place: whole,
    })
}

/// What a sentence names: one cost or a sum of some.
#[derive(Clone, Copy)]
enum Named<'a> {
    One(&'a UnitCost),
    Sum(&'a CostTotal),
}

impl Named<'_> {
    /// The indicators whose counts it is made of.
    fn indicators(&self) -> Vec<IndicatorId> {
        match self {
            Self::One(item) => vec![item.indicator.clone()],
            Self::Sum(total) => total.adds.clone(),
        }
    }
}

impl Composer<'_> {
    /// What a cost says, as a word of the page it stands on, and the marks of the counts it is of.
    pub(in super::super) fn cost(&mut self, reference: &ValueReference) -> Option<(Word, Marks)> {
        let (report, findings) = (self.context.report, self.context.findings);
        let Some(costs) = self.context.costs else {
            let found = Diagnostic::error("this site has no unit costs").at(reference.place.clone());
            report.add(found.label("this cost").help("declare them in `content/costs.yaml`"));
            return None;
        };
        let named = self.named(costs, &reference.indicator, &reference.indicator_place)?;
        let area = match reference.key("area") {
            Some((name, place)) => lookup::area(report, findings, name, place)?,
            None => self.area(),
        };
        let (form, place) = reference.key("as").unwrap_or(("about", &reference.place));
        if !FORMS.contains(&form) {
            let found = Diagnostic::error(format!("`{form}` is not a form that `as` knows")).at(place.clone());
            report.add(found.label("unknown form").suggest(form, FORMS));
            return None;
        }
        if reference.key("of").is_some() != (form == "share") {
            let found = Diagnostic::error("a share of a cost has `as=share` and `of=`").at(reference.place.clone());
            report.add(found.label("one of the two").help("write both, such as `as=share of=NAME`, or neither"));
            return None;
        }
        self.mention(named.indicators());
        let bound = |text: String| Some((Word::Bound { value: text.clone(), text }, Marks::NONE));
        match form {
            "prices" => return bound(costs.prices.clone()),
            "unit" => {
                let made_up = costs.made_up(findings, named.indicators().iter());
                return bound(format!("{}{made_up}", self.each(named, reference)?));
            }
            _ => {}
        }
        let priced = self.priced(costs, named, area, reference)?;
        if form == "period" {
            let period = self.period_of_cost(costs, named)?;
            return Some((Word::Bound { value: period.id(), text: period.to_string() }, Marks::NONE));
        }
        let mut made_up = costs.made_up(findings, named.indicators().iter());
        let mut marks = priced.marks;
        let (value, text) = match form {
            "share" => {
                // What is said of the whole is true of a share of it.
                let (name, place) = reference.key("of")?;
                let whole = self.named(costs, name, place)?;
                let of = self.priced(costs, whole, area, reference)?;
                self.mention(whole.indicators());
                made_up = costs.made_up(findings, named.indicators().iter().chain(whole.indicators().iter()));
                marks = marks.union(of.marks);
                self.share_of((named, priced), (whole, of), reference)?
            }
            "number" => (priced.plain(), self.exactly(priced, reference)?),
            "estimate" => (priced.plain(), pounds::said("an estimated", priced.pounds, priced.events)),
            _ => (priced.plain(), pounds::about(priced.pounds, priced.events)),
        };
        let address = self.context.addresses.page("cost");
        Some((Word::Data { value, text: format!("{text}{made_up}"), address }, marks))
    }

    fn named<'c>(&self, costs: &'c Costs, name: &str, place: &Place) -> Option<Named<'c>> {
        let one = costs.items.iter().find(|item| item.indicator.as_str() == name).map(Named::One);
        let sum = || costs.totals.iter().find(|total| total.id.as_deref() == Some(name)).map(Named::Sum);
        one.or_else(sum).or_else(|| {
            let items = costs.items.iter().map(|item| item.indicator.as_str());
            let known: Vec<&str> = items.chain(costs.totals.iter().filter_map(|total| total.id.as_deref())).collect();
            let found = Diagnostic::error(format!("`{name}` has no cost")).at(place.clone());
            self.context.report.add(found.label("no unit cost and no sum of this name").suggest(name, known));
            None
        })
    }

    /// What one event costs.
    fn each(&self, named: Named<'_>, reference: &ValueReference) -> Option<String> {
        match named {
            Named::One(item) => Some(item.each()),
            Named::Sum(total) => {
                let found =
                    Diagnostic::error(format!("`{}` has no unit cost", total.title)).at(reference.place.clone());
                self.context.report.add(found.label("a sum of several").help("name one of its parts"));
                None
            }
        }
    }

    fn period_of_cost(&self, costs: &Costs, named: Named<'_>) -> Option<Period> {
        let item = match named {
            Named::One(item) => Some(item),
            Named::Sum(total) => costs.parts(total).next(),
        };
        item.and_then(|item| item.latest(self.context.findings)).map(|(_, period)| period)
    }

    /// The cost in an area; says why there is none, which tells no more than the page of costs does.
    fn priced(&self, costs: &Costs, named: Named<'_>, area: AreaId, reference: &ValueReference) -> Option<Priced> {
        let findings = self.context.findings;
        let found = match named {
            Named::One(item) => item.cost(findings, area).map_err(|why| NoSum::Part(item.indicator.clone(), why)),
            Named::Sum(total) => costs.total(findings, total, area),
        };
        let why = match found {
            Ok(priced) => return Some(priced),
            Err(why) => why,
        };
        let name = &findings.areas.get(area).name;
        let (message, label) = match &why {
            NoSum::Periods => ("this sentence quotes a sum of costs of different periods".to_owned(), String::new()),
            NoSum::Part(id, NoCost::Missing(Shorthand::Confidential)) => (
                "this sentence quotes a cost of a count that is withheld".to_owned(),
                format!("`{id}` in {name}, published as [c]"),
            ),
            NoSum::Part(id, why) => (
                "this sentence quotes a cost of a count that is not there".to_owned(),
                format!("`{id}` in {name}: {}", why.words()),
            ),
        };
        let found = Diagnostic::error(message).at(reference.place.clone());
        let found = if label.is_empty() { found.label("no such sum") } else { found.label(label) };
        self.context
            .report
            .add(found.help("quote the cost of a larger area or of what is published, or describe it in words"));
        None
    }

    /// A share of another cost in the same area.
    fn share_of(
        &self,
        (part, priced): (Named<'_>, Priced),
        (whole, of): (Named<'_>, Priced),
        reference: &ValueReference,
    ) -> Option<(String, String)> {
        let (name, place) = reference.key("of")?;
        let is_within = part.indicators().iter().all(|id| whole.indicators().contains(id));
        if is_within && of.pounds <= 0.0 {
            let found = Diagnostic::error(format!("`{name}` is £0, and nothing is a share of it")).at(place.clone());
            self.context.report.add(found.label("no cost at all").help("say so in words"));
            return None;
        }
        if !is_within {
            let found =
                Diagnostic::error(format!("`{}` is no part of `{name}`", reference.indicator)).at(place.clone());
            self.context.report.add(found.label("a share of what it is no part of").help("name a sum that adds it up"));
            return None;
        }
        let text = number::percent(priced.pounds / of.pounds);
        Some((text.clone(), text))
    }

    /// Pounds without a word of caution, where the sentence has one before them.
    fn exactly(&self, priced: Priced, reference: &ValueReference) -> Option<String> {
        let before = self.saying.last().to_lowercase();
        if CAUTIONS.iter().any(|word| before.contains(word)) {
            return Some(pounds::rough(priced.pounds, priced.events));
        }
        let found = Diagnostic::error("this sentence gives a cost as if it were exact").at(reference.place.clone());
        self.context.report.add(found.label("no word of caution stands before it").help(format!(
            "write `{WORD} {} as=estimate`, or say before it that it is an estimate",
            reference.indicator
        )));
        None
    }
}
