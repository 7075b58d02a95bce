//! Stretches of a line that overlap: months in years, bands of ages.
//!
//! Two stretches that overlap give away what lies in one and not in the other. The line is cut wherever a
//! stretch begins or ends, and each stretch is the sum of its pieces.

/// A stretch of a line from a point to before another, and the count of what is in it.
pub(super) type Stretch = (i32, i32, u32);

/// A piece of a line: a stretch that is there, or one that nothing is printed of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// This count.
    Count(u32),
    /// From a point to before another.
    Unnamed(i32, i32),
}

/// Each stretch that is made of several pieces, with its pieces; nothing where no two overlap.
pub(super) fn pieces(stretches: &[Stretch]) -> Vec<(u32, Vec<Piece>)> {
    let mut sorted = stretches.to_vec();
    sorted.sort_unstable();
    if sorted.windows(2).all(|pair| pair[0].1 <= pair[1].0) {
        return Vec::new();
    }
    let mut cuts: Vec<i32> = sorted.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |from: i32, to: i32| {
        let named = sorted.iter().find(|(first, last, _)| (*first, *last) == (from, to));
        named.map_or(Piece::Unnamed(from, to), |(.., count)| Piece::Count(*count))
    };
    let of = |(from, to, count): &Stretch| {
        let within: Vec<i32> = cuts.iter().copied().filter(|cut| from <= cut && cut <= to).collect();
        let parts: Vec<Piece> = within.windows(2).map(|pair| piece(pair[0], pair[1])).collect();
        (parts.len() > 1).then_some((*count, parts))
    };
    sorted.iter().filter_map(of).collect()
}

/// The pieces that cover every stretch, each once.
pub(super) fn cover(stretches: &[Stretch]) -> Vec<Piece> {
    let mut cuts: Vec<i32> = stretches.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let covered = |pair: &&[i32]| stretches.iter().any(|(from, to, _)| *from <= pair[0] && pair[1] <= *to);
    let piece = |pair: &[i32]| {
        let named = stretches.iter().find(|(from, to, _)| (*from, *to) == (pair[0], pair[1]));
        named.map_or(Piece::Unnamed(pair[0], pair[1]), |(.., count)| Piece::Count(*count))
    };
    cuts.windows(2).filter(covered).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_side_by_side_have_no_pieces() {
        assert!(pieces(&[(0, 3, 0), (3, 6, 1), (9, 12, 2)]).is_empty());
    }

    #[test]
    fn a_year_and_its_first_months_leave_the_rest() {
        let found = pieces(&[(0, 12, 7), (0, 5, 8)]);
        assert_eq!(found, [(7, vec![Piece::Count(8), Piece::Unnamed(5, 12)])]);
        assert_eq!(cover(&[(0, 12, 7), (0, 5, 8)]), [Piece::Count(8), Piece::Unnamed(5, 12)]);
    }

    #[test]
    fn years_that_overlap_are_parted_at_each_end() {
        let found = pieces(&[(0, 12, 0), (1, 13, 1)]);
        let middle = Piece::Unnamed(1, 12);
        assert_eq!(found, [(0, vec![Piece::Unnamed(0, 1), middle]), (1, vec![middle, Piece::Unnamed(12, 13)])]);
    }
}
