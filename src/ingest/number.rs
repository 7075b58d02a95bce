//! A cell to a number, or what kind of thing stands there instead.
//!
//! Spreadsheet noise such as `7.0000000000000007E-2` is kept as it is; rounding is for the page.
//! Nothing here knows files or columns.

/// Whether commas may stand between thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thousands {
    /// `1234` only.
    Plain,
    /// `1,234` too.
    Comma,
}

/// What stands where a number is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// Nothing.
    Empty,
    /// A comma between thousands that was not declared.
    Comma,
    /// A percent sign after a number.
    Percent,
    /// What a spreadsheet prints for a formula that fails, such as `#REF!`.
    Formula,
    /// A short sign or word that publishers use for a number that is not there: `*`, `c`, `[x]`, `NA`.
    Sign,
    /// Anything else.
    Other,
}

/// The number that `text` (already trimmed) says.
pub(super) fn parse(text: &str, thousands: Thousands) -> Result<f64, Unread> {
    let bytes = text.as_bytes();
    // Nearly every cell of a large file is a short whole number.
    if (1..=9).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit) {
        return Ok(f64::from(bytes.iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(digit - b'0'))));
    }
    let plain = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| plain(text) && number.is_finite());
    if let Some(number) = number(text) {
        return Ok(number);
    }
    if let Some(ungrouped) = ungrouped(text)
        && let Some(number) = number(&ungrouped)
    {
        return if thousands == Thousands::Comma { Ok(number) } else { Err(Unread::Comma) };
    }
    Err(match text {
        "" => Unread::Empty,
        _ if text.strip_suffix('%').is_some_and(|rest| number(rest.trim_end()).is_some()) => Unread::Percent,
        _ if text.starts_with('#') && text.ends_with(['!', '?', 'A']) => Unread::Formula,
        _ if text.chars().count() <= 3 && !text.chars().any(|letter| letter.is_ascii_digit()) && text != "NaN" => {
            Unread::Sign
        }
        "[low]" => Unread::Sign,
        _ => Unread::Other,
    })
}

/// `1,234,567` without its commas, if every one stands where a thousand ends.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = whole.split(',');
    let first = parts.next()?.trim_start_matches('-');
    let mut rest = parts.peekable();
    rest.peek()?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = (1..=3).contains(&first.len()) && digits(first) && rest.all(|part| part.len() == 3 && digits(part));
    (grouped && digits(fraction)).then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheet_noise_is_kept_as_it_is() {
        assert_eq!(parse("7.0000000000000007E-2", Thousands::Plain), Ok(0.070_000_000_000_000_007));
        assert_eq!(parse("60854727.00", Thousands::Plain), Ok(60_854_727.0));
        assert_eq!(parse("-4", Thousands::Plain), Ok(-4.0));
    }

    #[test]
    fn a_comma_between_thousands_is_read_only_where_declared() {
        assert_eq!(parse("1,234", Thousands::Plain), Err(Unread::Comma));
        assert_eq!(parse("1,234,567.5", Thousands::Comma), Ok(1_234_567.5));
        assert_eq!(parse("12,34", Thousands::Comma), Err(Unread::Other));
    }

    #[test]
    fn what_is_no_number_is_told_apart() {
        let cases = [
            ("", Unread::Empty),
            ("12%", Unread::Percent),
            ("#REF!", Unread::Formula),
            ("#N/A", Unread::Formula),
            ("*", Unread::Sign),
            ("[c]", Unread::Sign),
            ("NaN", Unread::Other),
            ("inf", Unread::Sign),
            ("1e999", Unread::Other),
            ("twelve", Unread::Other),
        ];
        for (text, unread) in cases {
            assert_eq!(parse(text, Thousands::Plain), Err(unread), "{text}");
        }
    }
}
