//! Pounds as readers see them: a unit cost to the penny, and a product as roughly as its count bears.

use super::super::number;

/// Below this many events two digits of a cost are said, and three from there on.
const FEW: f64 = 100.0;

/// What one costs, with pence where there are any.
pub(super) fn unit(pounds: f64) -> String {
    let hundred = (pounds * 100.0).round();
    match hundred % 100.0 {
        _ if hundred < 1.0 => "under £0.01".to_owned(),
        pence if pence > 0.0 => format!("£{}", number::grouped(pounds, 2)),
        _ => format!("£{}", number::count(pounds)),
    }
}

/// Pounds in words that say how rough they are: `about £14.2 million`.
pub(super) fn about(pounds: f64, events: f64) -> String {
    said("about", pounds, events)
}

/// Pounds behind words that say how rough they are; zero and what is under a pound need none.
pub(super) fn said(caution: &str, pounds: f64, events: f64) -> String {
    let is_rough = pounds > 0.0 && rounded(pounds, events) >= 1.0;
    if is_rough { format!("{caution} {}", rough(pounds, events)) } else { rough(pounds, events) }
}

/// Pounds as roughly as so many events bear: `£14.2 million`.
pub(super) fn rough(pounds: f64, events: f64) -> String {
    let (digits, rounded) = (digits(events), rounded(pounds, events));
    if pounds <= 0.0 {
        return "£0".to_owned();
    }
    if rounded < 1.0 {
        return "under £1".to_owned();
    }
    let (scale, word) = match rounded {
        large if large >= 1e9 => (1e9, " billion"),
        large if large >= 1e6 => (1e6, " million"),
        _ => (1.0, ""),
    };
    let shown = rounded / scale;
    let before = shown.log10().floor() + 1.0;
    let decimals = if scale > 1.0 { (f64::from(digits) - before).clamp(0.0, 2.0) as usize } else { 0 };
    format!("£{}{word}", number::grouped(shown, decimals))
}

fn digits(events: f64) -> i32 {
    if events < FEW { 2 } else { 3 }
}

/// A product with as many significant digits as so many events bear.
fn rounded(value: f64, events: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let step = 10_f64.powi(value.log10().floor() as i32 + 1 - digits(events));
    (value / step).round() * step
}

/// The same as a file has it: `32300000`.
pub(super) fn plain(pounds: f64, events: f64) -> String {
    let rounded = rounded(pounds, events);
    if pounds > 0.0 && rounded < 1.0 { "under 1".to_owned() } else { format!("{rounded:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_says_how_rough_it_is() {
        assert_eq!(about(14_236_000.0, 1000.0), "about £14.2 million");
        assert_eq!(about(14_236_000.0, 5.0), "about £14 million");
        assert_eq!(about(1_426_320_000.0, 1000.0), "about £1.43 billion");
        assert_eq!(about(999_960.0, 1000.0), "about £1.00 million");
        assert_eq!(about(135_840.0, 12.0), "about £140,000");
        assert_eq!(about(11_320.0, 1.0), "about £11,000");
        assert_eq!(about(213_000_000.0, 400.0), "about £213 million");
        assert_eq!(about(0.0, 0.0), "£0");
        assert_eq!(about(0.4, 1.0), "under £1");
        assert_eq!(about(1.2, 3.0), "about £1");
        assert_eq!(
            [12.5, 12.0, 11_320.0, 0.004, 1234.567].map(unit).join(" "),
            "£12.50 £12 £11,320 under £0.01 £1,234.57"
        );
    }
}
