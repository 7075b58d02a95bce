//! Our own HTML: the stock writer of the Markdown library puts `style` on table cells, which the
//! site's policy refuses, and lets raw HTML through.

/// `text` with the five characters that mean something in HTML replaced.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Characters that no page may hold.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
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
