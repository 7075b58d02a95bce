//! The spaces of a line: one between words and none at its ends, as a browser shows them.
//!
//! Comes in: strings, and objects that hold such under `c`. Goes out: the same, with neighbouring strings joined.
//! Nothing can go wrong.

use serde_json::Value;

/// A line with its spaces as a reader sees them.
pub(super) fn trimmed(line: Vec<Value>) -> Vec<Value> {
    let mut after_space = true;
    let mut line = collapsed(line, &mut after_space);
    // The space at the end may lie within the last of the elements.
    while let Some(last) = line.last_mut() {
        if !trim_end(last) {
            break;
        }
        line.pop();
    }
    line
}

fn collapsed(line: Vec<Value>, after_space: &mut bool) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    for value in line {
        match value {
            Value::String(words) => {
                let mut text = String::with_capacity(words.len());
                for letter in words.chars() {
                    let space = matches!(letter, ' ' | '\n' | '\t' | '\r' | '\u{c}');
                    if !(space && *after_space) {
                        text.push(if space { ' ' } else { letter });
                    }
                    *after_space = space;
                }
                if let Some(Value::String(before)) = out.last_mut() {
                    before.push_str(&text);
                } else if !text.is_empty() {
                    out.push(Value::String(text));
                }
            }
            Value::Object(mut object) => {
                if let Some(Value::Array(inside)) = object.get_mut("c") {
                    *inside = collapsed(std::mem::take(inside), after_space);
                }
                if object.get("e").is_some_and(|kind| kind == "br") {
                    *after_space = true;
                }
                out.push(Value::Object(object));
            }
            other => out.push(other),
        }
    }
    out
}

/// Takes the space from the end of a value, and says whether nothing is left of it.
fn trim_end(value: &mut Value) -> bool {
    match value {
        Value::String(words) => {
            words.truncate(words.trim_end_matches(' ').len());
            words.is_empty()
        }
        Value::Object(object) => match object.get_mut("c") {
            Some(Value::Array(inside)) => {
                if inside.last_mut().is_some_and(trim_end) {
                    inside.pop();
                }
                inside.is_empty()
            }
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn line(value: Value) -> Value {
        Value::Array(trimmed(value.as_array().unwrap().clone()))
    }

    #[test]
    fn one_space_stands_between_words_and_none_at_the_ends() {
        assert_eq!(line(json!(["\n a\n", " b ", " "])), json!(["a b"]));
        assert_eq!(line(json!(["a ", {"e": "em", "c": [" b "]}, " "])), json!(["a ", {"e": "em", "c": ["b"]}]));
        assert_eq!(line(json!(["a", {"e": "em", "c": [" "]}])), json!(["a"]));
        assert_eq!(line(json!([" ", {"e": "anchor", "id": "x"}, " a"])), json!([{"e": "anchor", "id": "x"}, "a"]));
        assert_eq!(line(json!(["a\u{a0} ", {"e": "br"}, " b"])), json!(["a\u{a0} ", {"e": "br"}, "b"]));
    }
}
