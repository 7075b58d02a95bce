//! Sparks: small drawings that stand beside the words of a table's row, which say the same.

use super::canvas::{Ends, path_data, tenths};

/// A line of the last values of one area, with a gap where there is none. Without any value there is
/// nothing to draw.
pub fn row_spark(values: &[Option<f64>]) -> String {
    const WIDTH: f64 = 120.0;
    const HEIGHT: f64 = 24.0;
    const EDGE: f64 = 4.0;
    let numbers = || values.iter().flatten().copied().filter(|value| value.is_finite());
    let (low, high) =
        numbers().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return String::new();
    }
    let step = (WIDTH - 2.0 * EDGE) / (values.len().max(2) - 1) as f64;
    // A line without change lies in the middle.
    let place = |index: usize, value: f64| {
        let part = if high > low { (value - low) / (high - low) } else { 0.5 };
        (tenths(EDGE + index as f64 * step), tenths(HEIGHT - EDGE - part * (HEIGHT - 2.0 * EDGE)))
    };
    let mut runs: Vec<Vec<(i32, i32)>> = vec![Vec::new()];
    for (index, value) in values.iter().enumerate() {
        match value.filter(|value| value.is_finite()) {
            Some(value) => runs.last_mut().into_iter().for_each(|run| run.push(place(index, value))),
            None => runs.push(Vec::new()),
        }
    }
    let mut data = String::new();
    for run in runs.iter().filter(|run| run.len() > 1) {
        data.push_str(&path_data(run, Ends::Open));
    }
    let mut out = format!(r#"<svg class="spark" aria-hidden="true" viewBox="0 0 {WIDTH} {HEIGHT}">"#);
    if !data.is_empty() {
        out.push_str(&format!(r#"<path class="line series-1" d="{data}"/>"#));
    }
    for run in runs.iter().filter(|run| run.len() == 1) {
        out.push_str(&dot(run[0], "1.5"));
    }
    if let Some(last) = runs.iter().rev().find_map(|run| run.last()) {
        out.push_str(&dot(*last, "3"));
    }
    out.push_str("</svg>");
    out
}

fn dot((x, y): (i32, i32), radius: &str) -> String {
    let (x, y) = (f64::from(x) / 10.0, f64::from(y) / 10.0);
    format!(r#"<circle class="series-1" cx="{x}" cy="{y}" r="{radius}"/>"#)
}
