//! Which needs are high, rising, severe and unmet: four questions, each answered yes, no, or not at all.
//!
//! Comes in: findings and the directory of interventions. Goes out: [`Judged`] for a need and an area, and [`Most`] for
//! several needs. Nothing can go wrong: what is withheld or missing cannot be said, and counts neither way.

use super::need::{self, Evidence, NeedLevel};
use super::{Direction, Findings};
use crate::model::area::AreaId;
use crate::model::intervention::{Directory, Intervention, Need, Reach, Severity};

/// What is asked of a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Whether it is greater than its benchmark.
    High,
    /// Whether it has grown.
    Rising,
    /// Whether its harm is severe.
    Severe,
    /// Whether no service reaches the area for it.
    Unmet,
}

impl Question {
    /// All four, in the order of the page.
    pub const ALL: [Self; 4] = [Self::High, Self::Rising, Self::Severe, Self::Unmet];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Rising => "rising",
            Self::Severe => "severe",
            Self::Unmet => "unmet",
        }
    }
}

/// The answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not.
    No,
    /// Nothing that is published or declared says so.
    Unsaid,
}

/// A need in an area, and what is answered of it.
#[derive(Debug)]
pub struct Judged<'a> {
    /// Its level beside the benchmarks of its indicators.
    pub level: NeedLevel,
    /// What each of its indicators says.
    pub evidence: Vec<Evidence<'a>>,
    /// The services that reach the area for it.
    pub services: Vec<(&'a Intervention, Reach)>,
    /// The answers, in the order of [`Question::ALL`].
    pub answers: [Answer; 4],
}

impl Judged<'_> {
    /// How many answers are yes.
    pub fn yes(&self) -> usize {
        self.count(Answer::Yes)
    }

    /// How many questions cannot be answered.
    pub fn unsaid(&self) -> usize {
        self.count(Answer::Unsaid)
    }

    fn count(&self, wanted: Answer) -> usize {
        self.answers.iter().filter(|answer| **answer == wanted).count()
    }
}

/// A need in an area.
pub fn judge<'a>(findings: &'a Findings, directory: &'a Directory, wanted: &Need, area: AreaId) -> Judged<'a> {
    let areas = &findings.areas;
    let evidence = need::evidence(findings, wanted.told_by(areas, area), area);
    let comparisons: Vec<_> = evidence.iter().map(Evidence::need).collect();
    let level = need::level(&comparisons);
    let services = directory.meeting(areas, area, wanted);
    let directions: Vec<Option<Direction>> = evidence.iter().map(Evidence::direction).collect();
    let answers = [
        high(level),
        rising(&directions),
        severe(wanted.severity.as_ref().map(|stated| stated.said)),
        if services.is_empty() { Answer::Yes } else { Answer::No },
    ];
    Judged { level, evidence, services, answers }
}

fn high(level: NeedLevel) -> Answer {
    match level {
        NeedLevel::NotKnown => Answer::Unsaid,
        level if level.is_high() => Answer::Yes,
        _ => Answer::No,
    }
}

/// One indicator that rose is enough; that none did is said only where all are known and judged.
fn rising(directions: &[Option<Direction>]) -> Answer {
    let unknown = |found: &Option<Direction>| matches!(found, None | Some(Direction::NotJudged));
    if directions.contains(&Some(Direction::Rose)) {
        Answer::Yes
    } else if directions.is_empty() || directions.iter().any(unknown) {
        Answer::Unsaid
    } else {
        Answer::No
    }
}

fn severe(stated: Option<Severity>) -> Answer {
    match stated {
        Some(Severity::High) => Answer::Yes,
        Some(Severity::Medium | Severity::Low) => Answer::No,
        None => Answer::Unsaid,
    }
}

/// The needs that most is said of. Those of equal number stand together: nothing puts one before the other.
#[derive(Debug, PartialEq, Eq)]
pub struct Most {
    /// How many answers are yes; 0 where no need has any.
    pub yes: usize,
    /// The needs that have so many, by their place.
    pub needs: Vec<usize>,
    /// Others that would have as many, or more, if what cannot be said were yes.
    pub could: Vec<usize>,
}

/// Which of several needs, each by its yes answers and those that cannot be said, have the most.
pub fn most(counts: &[(usize, usize)]) -> Most {
    let yes = counts.iter().map(|(yes, _)| *yes).max().unwrap_or(0);
    let those = |test: &dyn Fn(usize, usize) -> bool| -> Vec<usize> {
        counts.iter().enumerate().filter(|(_, (yes, unsaid))| test(*yes, *unsaid)).map(|(at, _)| at).collect()
    };
    let needs = if yes == 0 { Vec::new() } else { those(&|own, _| own == yes) };
    Most { yes, needs, could: those(&|own, unsaid| unsaid > 0 && own + unsaid >= yes && (own < yes || yes == 0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_no_answer() {
        use Direction::{Fell, NotClear, NotJudged, Rose};
        assert_eq!(rising(&[]), Answer::Unsaid);
        assert_eq!(rising(&[Some(Fell), None]), Answer::Unsaid);
        assert_eq!(rising(&[Some(NotClear), Some(NotJudged)]), Answer::Unsaid);
        assert_eq!(rising(&[Some(Fell), Some(NotClear)]), Answer::No);
        assert_eq!(rising(&[None, Some(Rose)]), Answer::Yes);
        assert_eq!(high(NeedLevel::NotKnown), Answer::Unsaid);
        assert_eq!(high(NeedLevel::Mixed), Answer::Yes);
        assert_eq!(high(NeedLevel::Lower), Answer::No);
        assert_eq!(severe(None), Answer::Unsaid);
        assert_eq!(severe(Some(Severity::Medium)), Answer::No);
    }

    #[test]
    fn needs_of_equal_number_stand_together_and_those_that_could_have_as_many_are_named() {
        let found = most(&[(2, 0), (3, 1), (1, 2), (3, 0), (0, 2)]);
        assert_eq!(found, Most { yes: 3, needs: vec![1, 3], could: vec![2] });
        assert_eq!(most(&[(0, 0), (0, 1)]), Most { yes: 0, needs: vec![], could: vec![1] });
        assert_eq!(most(&[]), Most { yes: 0, needs: vec![], could: vec![] });
    }
}
