//! Counts weighed by harm.

use super::method::{Answered, Counts, Divides, Method, Weighs};
use crate::model::cell::Shorthand;
use crate::statistics::explained::explained;
use crate::statistics::standardised::{self, Standardised};

explained! {
    /// Offences weighed by how much harm each kind does, so that one homicide does not count like one theft.
    ///
    /// # What it is
    /// `Σ w × O`, over kinds of offence: each count times its weight, most often the days in prison that a
    /// court would begin from. Divided by people where a rate is wanted. Its limits treat each count as chance
    /// would move it and each weight as known.
    ///
    /// # Why
    /// A count of all crime rises with the many lesser offences and hides the few that do most harm.
    ///
    /// # Example
    /// 16 homicides of 5,475 days, 120 offences of 365 and 900 of 10 weigh 140,400 days together.
    ///
    /// # Limits
    /// The weights are a choice, made by those who publish them; the file and its version are named. A single
    /// homicide can outweigh everything else in a small place, so a score is read beside its count and with its
    /// limits. Offences that police find by looking for them rise with the looking.
    pub(super) struct Harm;
    word: "harm",
    title: "Counts weighed by harm, with Dobson’s limits",
    citation: "Sherman, Neyroud and Neyroud (2016), Policing 10, page 171; Office for National Statistics (2016), Crime Severity Score; Dobson and others (1991) for the limits",
}

impl Method for Harm {
    fn divides(&self) -> Divides {
        Divides::Either
    }
    fn weighs(&self) -> Weighs {
        Weighs::Series
    }
    fn estimate(&self, counts: &Counts) -> Result<Answered, Shorthand> {
        let people = match counts.denominator {
            Some(people) if people <= 0.0 => return Err(Shorthand::NotApplicable),
            Some(people) => people,
            None => 1.0,
        };
        let scale = counts.per / people;
        let sum = |term: fn(f64, f64) -> f64| -> f64 {
            counts.strata.iter().map(|stratum| term(stratum.weight, stratum.events)).sum()
        };
        let events = sum(|_, events| events);
        let value = sum(|weight, events| weight * events);
        // No event, no harm; how much one event would do is not known, so there is no limit to give.
        if events <= 0.0 {
            return Ok(Answered::bare(0.0));
        }
        let weighed = Standardised { value, variance: sum(|weight, events| weight * weight * events), events };
        Ok(Answered::with(value * scale, |confidence| {
            let (lower, upper) = standardised::limits(weighed, confidence);
            ((lower * scale).max(0.0), upper * scale)
        }))
    }
}
