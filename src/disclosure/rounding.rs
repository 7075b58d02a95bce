//! Rounding of counts, by which a small difference between two of them says nothing.

/// `count` to the nearest multiple of `base`; a base of 1 leaves it as it is.
pub(super) fn to_multiple(count: f64, base: u32) -> f64 {
    if base <= 1 {
        return count;
    }
    let base = f64::from(base);
    (count / base).round() * base
}
