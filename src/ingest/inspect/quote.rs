//! Texts as YAML writes them.

/// A text as a value or key that is read back as it is.
pub(super) fn yaml(text: &str) -> String {
    let mut letters = text.chars();
    let begins = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic());
    let is_plain = begins
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '_' | '.' | '/' | '(' | ')' | '-'))
        && !text.ends_with(' ');
    let words = ["yes", "no", "true", "false", "null", "on", "off", "y", "n", "nan", "inf"];
    if is_plain && !words.contains(&text.to_lowercase().as_str()) {
        return text.to_owned();
    }
    serde_json::Value::String(text.to_owned()).to_string()
}

/// A list of texts on one line.
pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(yaml).collect();
    format!("[{}]", texts.join(", "))
}
