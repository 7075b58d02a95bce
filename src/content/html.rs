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

/// `<a href>` with its text, which is HTML.
pub fn link(href: &str, html: &str) -> String {
    format!("<a href=\"{}\">{html}</a>", escape(href))
}

/// A number or word that machines can read.
pub fn data(value: &str, text: &str) -> String {
    format!("<data value=\"{}\">{}</data>", escape(value), escape(text))
}
