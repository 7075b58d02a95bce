//! Names in which `*` stands for anything.

/// Whether a name fits a pattern.
pub(super) fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(before) = last.replace(part) {
            let before: &str = before;
            match rest.find(before) {
                Some(at) => rest = &rest[at + before.len()..],
                None => return false,
            }
        }
    }
    last.map_or(rest.is_empty(), |last| rest.ends_with(last))
}

/// Whether a path fits: a pattern without a folder is held against the name of the file alone.
pub(super) fn fits_path(pattern: &str, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    fits(pattern, if pattern.contains('/') { path } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name, wanted) in [
            ("2024_25", "2024_25", true),
            ("2024_25", "2024_25 ", false),
            ("20*", "2024_25", true),
            ("*-street.csv", "2025-01-west-midlands-street.csv", true),
            ("*-street.csv", "2025-01-west-midlands-outcomes.csv", false),
            ("2025-*-west-midlands-*.csv", "2025-01-west-midlands-street.csv", true),
            ("*a*a*", "a", false),
            ("*a*a*", "xaya", true),
            ("*", "", true),
        ] {
            assert_eq!(fits(pattern, name), wanted, "{pattern}: {name}");
        }
        assert!(fits_path("*-street.csv", "police/2025-01/a-street.csv"));
        assert!(!fits_path("2024-*/*.csv", "2025-01/a-street.csv"));
    }
}
