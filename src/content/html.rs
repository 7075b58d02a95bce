//! Our own HTML: the stock writer of the Markdown library puts `style` on table cells, which the
//! site's policy refuses, and lets raw HTML through.

/// Whether a character may stand in a page or a drawing. Control characters are no XML and no HTML, and
/// those that turn the direction of writing would turn what stands behind a name as well; scripts that are
/// written from the right need none of them.
pub fn is_shown(letter: char) -> bool {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let line = matches!(letter, '\t' | '\n' | '\r');
    let none = matches!(u32::from(letter) & 0xfffe, 0xfffe) || matches!(letter, '\u{fdd0}'..='\u{fdef}');
    !turns && !none && (line || !letter.is_control())
}

/// `text` with the five characters that mean something in HTML replaced.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars().filter(|letter| is_shown(*letter)) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
    out
}

/// Text without entities: the other way of [`escape`], for HTML and drawings of ours. What is no entity stays.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        // The longest entity of ours has six signs; a sign that stands alone is not looked for to the end of the page.
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let found = end.and_then(|end| Some((letter(&rest[1..end])?, end + 1)));
        let (letter, length) = found.unwrap_or(('&', 1));
        out.push(letter);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The letter that an entity stands for.
fn letter(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return number.ok().and_then(char::from_u32);
    }
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => return None,
    })
}

/// `<a href>` with its text, which is HTML.
pub fn link(href: &str, html: &str) -> String {
    format!("<a href=\"{}\">{html}</a>", escape(href))
}

/// A number or word that machines can read.
pub fn data(value: &str, text: &str) -> String {
    format!("<data value=\"{}\">{}</data>", escape(value), escape(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_escaped_is_read_back(text in "\\PC{0,40}") {
            let shown: String = text.chars().filter(|letter| is_shown(*letter)).collect();
            prop_assert_eq!(unescape(&escape(&text)), shown);
        }
    }

    #[test]
    fn what_is_no_entity_stays() {
        assert_eq!(
            unescape("a & b &unknown; &#x2019; &#8217; &nbsp;&; &#0x; \u{e9}&\u{e9};"),
            "a & b &unknown; \u{2019} \u{2019} \u{a0}&; &#0x; \u{e9}&\u{e9};"
        );
    }
}
