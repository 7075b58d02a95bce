//! Seasons: each calendar month beside the average day of its year.
//!
//! A bar is the mean over complete years, and the table has the lowest and the highest year.

use super::canvas::Canvas;
use super::rows::{Along, Extra, ExtraColumn, Overlay, Place, Role, Row, Rows, Series, Step};
use super::{Chart, bar, fault, select, words};
use crate::compare::{Findings, control};
use crate::model::cell::Cell;
use crate::model::estimate::{Comparable, Estimate};
use crate::model::mark::Marks;
use crate::model::period::MONTHS;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: season`.
#[derive(Debug)]
pub struct Season;

impl Chart for Season {
    fn kind(&self) -> &'static str {
        "season"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        let found = select::indicators(report, spec, findings)?;
        let (Some(found), [area]) = (found.first(), spec.areas.as_slice()) else {
            return Err(report.add(
                fault(spec, "asks for the season of no area, or of several").help("name one area under `areas:`"),
            ));
        };
        let within = |period: &&crate::model::period::Period| {
            spec.from.is_none_or(|from| **period >= from) && spec.to.is_none_or(|to| **period <= to)
        };
        let periods: Vec<_> = found.periods().iter().filter(within).copied().collect();
        let season = match control::seasonal(found, *area, &periods) {
            Ok(season) => season,
            Err(reason) => {
                let what = format!("cannot show a season: {reason}");
                return Err(report
                    .add(fault(spec, &what).help("name an indicator of counts by month, with two complete years")));
            }
        };
        let mut measure = select::measure(&[found]);
        measure.unit = "Average day of the year = 100".to_owned();
        measure.decimals = 0;
        let mut rows = Rows::new(measure, Along::Groups);
        rows.series = vec![Series { name: findings.areas.get(*area).name.clone(), role: Role::Subject }];
        rows.place.clone_from(&rows.series[0].name);
        rows.period = match (periods.first(), periods.last()) {
            (Some(first), Some(last)) => {
                format!("{} complete years between {first} and {last}", crate::content::number::spelled(season.years))
            }
            _ => String::new(),
        };
        rows.extras = vec![
            ExtraColumn { title: "Lowest year".to_owned(), decimals: 0 },
            ExtraColumn { title: "Highest year".to_owned(), decimals: 0 },
        ];
        for (position, name) in MONTHS.iter().enumerate() {
            let cell = Cell::Value(Estimate {
                value: season.index[position],
                interval: None,
                outer: None,
                numerator: None,
                denominator: None,
                method: "Index of season",
                people_of: None,
                comparable: Comparable::NoLimits,
                marks: Marks::NONE,
            });
            let said = words::row(&rows.measure, "", &cell);
            rows.steps.push(Step {
                label: (*name).to_owned(),
                short: (*name).to_owned(),
                at: position as f64,
                area: None,
                marked: false,
                words: format!("{name}: {said} (average day of the year = 100)"),
            });
            rows.rows.push(Row {
                step: position,
                series: 0,
                indicator: found.indicator.short.clone(),
                area: Place::of(&findings.areas, *area),
                period: periods[periods.len() - 1],
                breakdown: (*name).to_owned(),
                cell,
                comparison: None,
                breaks: Vec::new(),
                words: said,
                reading: None,
                extras: vec![Extra::Number(season.range[position].0), Extra::Number(season.range[position].1)],
            });
        }
        rows.overlay = Overlay::Season(Box::new(season));
        select::drawable(report, spec, rows)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        bar::draw(rows, canvas);
    }

    fn sentence(&self, rows: &Rows) -> String {
        let Overlay::Season(season) = &rows.overlay else { return String::new() };
        let ((high, most), (low, least)) = control::extremes(season);
        let first = if season.probability < 0.05 {
            format!(
                "{} in {} had a season: an average day in {high} had {:.0}% of a year’s daily average, and one in {low} {:.0}%.",
                rows.measure.short, rows.place, most, least
            )
        } else {
            format!(
                "{} in {} had no season that can be told from chance: its months went from {:.0}% of a year’s daily average in {low} to {:.0}% in {high}.",
                rows.measure.short, rows.place, least, most
            )
        };
        format!(
            "{first} It rests on {} complete years. {}",
            crate::content::number::spelled(season.years),
            words::caution(rows)
        )
    }
}
