//! Words in files that a spreadsheet may open.

use crate::model::audience::Audience;

/// The column that says for whom a row is, in files that are not for everyone.
pub const AUDIENCE: &str = "audience";

/// A field of a CSV file: quoted where it must be, and never a formula (OWASP, CSV injection).
pub fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = if formula { format!("'{text}") } else { text.to_owned() };
    if safe.contains([',', '"', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

/// A file as its audience gets it: who may see a row stands in the row, wherever it is copied to.
pub fn for_audience(audience: Audience, text: String) -> String {
    match audience {
        Audience::Public => text,
        Audience::Partner => with_column(&text, AUDIENCE, "partners only"),
    }
}

/// The text of a CSV file with one more column, whose words are the same in every row.
pub fn with_column(text: &str, title: &str, words: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let (mut quoted, mut further) = (false, title);
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                let end = if out.ends_with('\r') { out.pop() } else { None };
                out.push(',');
                out.push_str(&field(further));
                out.extend(end);
                further = words;
            }
            _ => {}
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_further_column_stands_at_the_end_of_each_row_and_not_in_a_quoted_line() {
        let text = "area,words\nA,\"one\n\"\"two\"\"\"\nB,\n";
        let wider = "area,words,who\nA,\"one\n\"\"two\"\"\",us\nB,,us\n";
        assert_eq!(with_column(text, "who", "us"), wider);
        assert_eq!(with_column("A,B\r\n1,\"2\r\n\"\r\n", "C", "3"), "A,B,C\r\n1,\"2\r\n\",3\r\n");
    }
}
