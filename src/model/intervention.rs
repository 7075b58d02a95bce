//! What is done against violence, for whom and where, and the needs it is set beside.

use super::age::Ages;
use super::area::{AreaId, Areas, LevelId};
use super::indicator::IndicatorId;
use super::period::Period;

/// When in the course of violence an intervention acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prevention {
    /// Before there is any violence.
    Primary,
    /// At the first signs of it, or where its risk is high.
    Secondary,
    /// After it, so that it is not repeated.
    Tertiary,
}

impl Prevention {
    /// Every level, by the word that authors write.
    pub const WORDS: [(&'static str, Self); 3] =
        [("primary", Self::Primary), ("secondary", Self::Secondary), ("tertiary", Self::Tertiary)];

    /// The word that authors write and readers see.
    pub fn word(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Tertiary => "tertiary",
        }
    }

    /// What the word means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Primary => "before violence happens",
            Self::Secondary => "early, where the risk is high or first signs are seen",
            Self::Tertiary => "for those already involved in violence or harmed by it",
        }
    }
}

/// A need, by which interventions are set beside areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Its part of addresses.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What is meant by it, in a sentence.
    pub about: Option<String>,
    /// The indicators whose comparison tells its level; none where nothing published does.
    pub indicators: Vec<IndicatorId>,
    /// Those that tell it for the whole assessed area; empty where the same ones do.
    pub whole: Vec<IndicatorId>,
    /// How severe its harm is, as the publisher says.
    pub severity: Option<Stated<Severity>>,
    /// Whether it is a priority, as the publisher says, whatever the answers are.
    pub priority: Option<Stated<bool>>,
}

impl Need {
    /// The indicators that tell it for an area of the site.
    pub fn told_by(&self, areas: &Areas, area: AreaId) -> &[IndicatorId] {
        if area == areas.assessed() && !self.whole.is_empty() { &self.whole } else { &self.indicators }
    }
}

/// A word that evidence is rated in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The word: `moderate`.
    pub word: String,
    /// What it means, and by whose judgement.
    pub meaning: String,
}

/// What a publisher says, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<T> {
    /// What is said.
    pub said: T,
    /// Why.
    pub why: String,
}

/// How severe the harm of a need is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Severe.
    High,
    /// Between the two.
    Medium,
    /// Not severe.
    Low,
}

impl Severity {
    /// Every degree, by the word that authors write and readers see.
    pub const WORDS: [(&'static str, Self); 3] = [("high", Self::High), ("medium", Self::Medium), ("low", Self::Low)];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// How far an intervention reaches an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// It names the area, or one that the area lies in.
    Whole,
    /// It names a part of the area alone.
    Part,
}

/// An intervention. What nobody stated is absent or empty, and never guessed.
#[derive(Debug, Clone, PartialEq)]
pub struct Intervention {
    /// Its part of addresses, given once.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who provides it.
    pub providers: Vec<String>,
    /// The areas it is provided in.
    pub areas: Vec<AreaId>,
    /// The ages it is for.
    pub age: Option<Ages>,
    /// The level of prevention.
    pub level: Option<Prevention>,
    /// The needs it meets, by their ids.
    pub needs: Vec<String>,
    /// Where it takes place.
    pub settings: Vec<String>,
    /// Whom it is for.
    pub who: Vec<String>,
    /// What is done.
    pub what: Option<String>,
    /// How many people it reached, and when.
    pub reach: Option<String>,
    /// Who pays, and how much.
    pub funding: Option<String>,
    /// The last day of its funding.
    pub ends: Option<Period>,
    /// How strong the evidence for it is, and by whose rating.
    pub evidence: Option<String>,
    /// How someone is referred to it.
    pub referral: Option<String>,
    /// Where the source describes it.
    pub reference: Option<String>,
    /// Whether it had ended when the edition was published.
    pub ended: bool,
}

impl Intervention {
    /// How far it reaches an area; `None` where it does not.
    pub fn reach_of(&self, areas: &Areas, area: AreaId) -> Option<Reach> {
        let holds = |outer: AreaId, inner: AreaId| areas.ancestry(inner).any(|up| up == outer);
        if self.areas.iter().any(|own| holds(*own, area)) {
            Some(Reach::Whole)
        } else {
            self.areas.iter().any(|own| holds(area, *own)).then_some(Reach::Part)
        }
    }
}

/// Who described the interventions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The document or list.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Under which terms.
    pub licence: String,
    /// Where it stands.
    pub address: Option<String>,
}

/// All interventions of a site, and the needs they are set beside.
#[derive(Debug, Clone, PartialEq)]
pub struct Directory {
    /// When they were as described: `2021-22`.
    pub described: String,
    /// Who described them.
    pub origin: Origin,
    /// What a reader has to know of all of them.
    pub note: Option<String>,
    /// The level of areas at which need is set beside provision.
    pub level: LevelId,
    /// The needs, in the author's order.
    pub needs: Vec<Need>,
    /// The words that evidence is rated in, each with its meaning; empty where ratings are free text.
    pub ratings: Vec<Rating>,
    /// The interventions, by name.
    pub interventions: Vec<Intervention>,
}

impl Directory {
    /// The interventions that had not ended and reach an area, those that reach all of it first.
    pub fn reaching(&self, areas: &Areas, area: AreaId) -> Vec<(&Intervention, Reach)> {
        let running = self.interventions.iter().filter(|found| !found.ended);
        let mut found: Vec<_> =
            running.filter_map(|found| found.reach_of(areas, area).map(|reach| (found, reach))).collect();
        found.sort_by_key(|(_, reach)| *reach);
        found
    }

    /// Those of them that are for a need.
    pub fn meeting(&self, areas: &Areas, area: AreaId, need: &Need) -> Vec<(&Intervention, Reach)> {
        let reaching = self.reaching(areas, area).into_iter();
        reaching.filter(|(found, _)| found.needs.contains(&need.id)).collect()
    }
}
