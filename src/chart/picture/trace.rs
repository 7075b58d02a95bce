//! Follows the data of paths and the moves of groups, as drawings of ours write them.
//!
//! In comes the text of an attribute; out comes a path or a transformation. Wrong can be: a command that
//! drawings of ours do not use.

use tiny_skia::{Path, PathBuilder, Transform};

/// The path that `data` describes; none where it has no length.
pub(super) fn path(data: &str) -> Result<Option<Path>, String> {
    let mut path = PathBuilder::new();
    let (mut at, mut start) = ((0.0, 0.0), (0.0, 0.0));
    let mut command = ' ';
    let mut rest = data.trim_start();
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_alphabetic() {
            command = first;
            rest = &rest[1..];
            if command.eq_ignore_ascii_case(&'z') {
                path.close();
                at = start;
                rest = rest.trim_start();
                continue;
            }
        }
        let mut take = || {
            let (number, left) = leading(rest)?;
            rest = left;
            Some(number)
        };
        let missing = || format!("`{command}` of a path lacks a number in `{data}`");
        let base = if command.is_ascii_lowercase() { at } else { (0.0, 0.0) };
        match command.to_ascii_lowercase() {
            'm' | 'l' => at = (base.0 + take().ok_or_else(missing)?, base.1 + take().ok_or_else(missing)?),
            'h' => at.0 = base.0 + take().ok_or_else(missing)?,
            'v' => at.1 = base.1 + take().ok_or_else(missing)?,
            _ => return Err(format!("pictures know no step `{command}` of a path")),
        }
        if command.eq_ignore_ascii_case(&'m') {
            path.move_to(at.0, at.1);
            start = at;
            // What follows a move without a letter of its own is a line.
            command = if command == 'm' { 'l' } else { 'L' };
        } else {
            path.line_to(at.0, at.1);
        }
        rest = rest.trim_start();
    }
    Ok(path.finish())
}

/// The number that `text` begins with, and what follows it. A sign or a second point begins the next.
fn leading(text: &str) -> Option<(f32, &str)> {
    let text = text.trim_start_matches([' ', ',']);
    let mut points = 0;
    let end = text.char_indices().find(|(at, letter)| match letter {
        '0'..='9' => false,
        '-' | '+' => *at > 0,
        '.' => {
            points += 1;
            points > 1
        }
        _ => true,
    });
    let (number, rest) = text.split_at(end.map_or(text.len(), |(at, _)| at));
    Some((number.parse().ok()?, rest))
}

/// One step of a transformation: `translate(x y)` or `scale(s)`.
pub(super) fn transform(step: &str) -> Result<Transform, String> {
    let unknown = || format!("pictures know no transformation `{step}`");
    let (name, numbers) = step.trim().strip_suffix(')').and_then(|step| step.split_once('(')).ok_or_else(unknown)?;
    let (first, rest) = leading(numbers).ok_or_else(unknown)?;
    let second = leading(rest).map(|(number, _)| number);
    match (name, second) {
        ("translate", second) => Ok(Transform::from_translate(first, second.unwrap_or(0.0))),
        ("scale", None) => Ok(Transform::from_scale(first, first)),
        _ => Err(unknown()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_followed_as_drawings_write_them() {
        let bounds = |data: &str| {
            let bounds = path(data).unwrap().unwrap().bounds();
            [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()]
        };
        assert_eq!(bounds("M10.5 20l5-4 3.5 8z"), [10.5, 16.0, 19.0, 24.0]);
        assert_eq!(bounds("M5 5v8M5 9H25M25 5v8"), [5.0, 5.0, 25.0, 13.0]);
        assert_eq!(bounds("M0 4h32"), [0.0, 4.0, 32.0, 4.0]);
        assert_eq!(bounds("M1 1l2 2zl-4 0"), [-3.0, 1.0, 3.0, 3.0]);
        assert_eq!(bounds("M1-2.5.5 3"), [0.5, -2.5, 1.0, 3.0]);
    }

    #[test]
    fn what_is_not_known_is_said() {
        for data in ["M0 0q1 1 2 2", "M1", "M1 x", "9 9"] {
            assert!(path(data).is_err(), "{data}");
        }
        assert!(path("").unwrap().is_none());
        assert!(transform("rotate(4)").is_err());
        assert_eq!(transform("translate(3 -4)").unwrap(), Transform::from_translate(3.0, -4.0));
    }
}
