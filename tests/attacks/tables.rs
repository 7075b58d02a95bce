//! Tables of three rows and three columns whose margins are published, with the intervals an attacker gets:
//! computed with scipy's linear programming (HiGHS), and listed in the test.

use sna::attack::{CountId, Interval, Kind, Known, Need, Prover, Safety, Sum, System, Tie};

/// A table with its margins: nine cells by rows, then three totals of rows, three of columns, and all.
fn table(cells: [[f64; 3]; 3], hidden: &[(usize, usize)]) -> System {
    let mut counts: Vec<f64> = cells.iter().flatten().copied().collect();
    let cell = |row: usize, column: usize| CountId((row * 3 + column) as u32);
    let mut sums = Vec::new();
    let mut add = |counts: &mut Vec<f64>, parts: Vec<CountId>| {
        let total = CountId(counts.len() as u32);
        counts.push(parts.iter().map(|part| counts[part.index()]).sum());
        sums.push(Sum { kind: Kind::Groups, tie: Tie::Equal, total, parts });
        total
    };
    let rows: Vec<CountId> =
        (0..3).map(|row| add(&mut counts, (0..3).map(|column| cell(row, column)).collect())).collect();
    let columns: Vec<CountId> =
        (0..3).map(|column| add(&mut counts, (0..3).map(|row| cell(row, column)).collect())).collect();
    let all = add(&mut counts, rows);
    sums.push(Sum { kind: Kind::Groups, tie: Tie::Equal, total: all, parts: columns });
    let known = (0..counts.len())
        .map(|at| match hidden.iter().any(|(row, column)| row * 3 + column == at) {
            true => Known::nothing(0.0),
            false => Known::exactly(counts[at]),
        })
        .collect();
    System::new(counts, known, sums)
}

const FIRST: [[f64; 3]; 3] = [[20.0, 3.0, 41.0], [8.0, 19.0, 22.0], [17.0, 32.0, 12.0]];
const SECOND: [[f64; 3]; 3] = [[3.0, 4.0, 41.0], [8.0, 19.0, 22.0], [17.0, 32.0, 12.0]];

/// The intervals of hidden cells, in their order.
fn intervals(cells: [[f64; 3]; 3], hidden: &[(usize, usize)]) -> Vec<(f64, f64)> {
    let system = table(cells, hidden);
    let prover = Prover::new(&system);
    let of = |(row, column): &(usize, usize)| {
        let Interval { low, high } = prover.interval(CountId((row * 3 + column) as u32)).unwrap();
        (low, high)
    };
    hidden.iter().map(of).collect()
}

/// 1 to 7 are small, and 8 apart is far enough.
const EIGHT: Need = Need { small: 7, least: 1, width: 8, any: false };

fn is_safe(cells: [[f64; 3]; 3], hidden: &[(usize, usize)], of: (usize, usize)) -> bool {
    let system = table(cells, hidden);
    let safety = Prover::new(&system).safety(CountId((of.0 * 3 + of.1) as u32), EIGHT, None);
    assert_ne!(safety, Safety::Unproven, "a table of nine cells is looked at as a whole");
    matches!(safety, Safety::Safe(_))
}

#[test]
fn one_hidden_cell_is_its_total_less_the_others() {
    assert_eq!(intervals(FIRST, &[(0, 1)]), [(3.0, 3.0)]);
    assert!(!is_safe(FIRST, &[(0, 1)], (0, 1)));
}

#[test]
fn two_hidden_cells_of_a_row_are_found_by_their_columns() {
    assert_eq!(intervals(FIRST, &[(0, 1), (0, 0)]), [(3.0, 3.0), (20.0, 20.0)]);
    assert!(!is_safe(FIRST, &[(0, 1), (0, 0)], (0, 1)));
}

#[test]
fn four_hidden_cells_hide_each_other_as_far_as_they_can_move() {
    assert_eq!(
        intervals(FIRST, &[(0, 1), (0, 0), (1, 1), (1, 0)]),
        [(0.0, 22.0), (1.0, 23.0), (0.0, 22.0), (5.0, 27.0)]
    );
    assert_eq!(
        intervals(FIRST, &[(0, 1), (0, 2), (2, 1), (2, 2)]),
        [(0.0, 35.0), (9.0, 44.0), (0.0, 35.0), (9.0, 44.0)]
    );
    assert_eq!(
        intervals(FIRST, &[(0, 1), (0, 0), (2, 1), (2, 0)]),
        [(0.0, 23.0), (0.0, 23.0), (12.0, 35.0), (14.0, 37.0)]
    );
    assert!(is_safe(FIRST, &[(0, 1), (0, 0), (1, 1), (1, 0)], (0, 1)));
}

#[test]
fn two_small_cells_whose_sum_is_small_do_not_hide_each_other() {
    assert_eq!(intervals(SECOND, &[(0, 0), (0, 1)]), [(3.0, 3.0), (4.0, 4.0)]);
    let four = [(0, 0), (0, 1), (1, 0), (1, 1)];
    assert_eq!(intervals(SECOND, &four)[..2], [(0.0, 7.0), (0.0, 7.0)]);
    assert!(!is_safe(SECOND, &four, (0, 0)), "both are within 1 to 7, or none");
    let six = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)];
    assert!(is_safe(SECOND, &six, (0, 0)), "a third cell of the row hides them");
}

#[test]
fn zeros_around_a_cell_give_it_away() {
    // Two and none, none and nineteen: what one row has of a group, and another of the other, is forced.
    let cells = [[2.0, 0.0, 9.0], [0.0, 19.0, 9.0], [9.0, 9.0, 9.0]];
    let hidden = [(0, 0), (0, 1), (1, 0), (1, 1)];
    assert_eq!(intervals(cells, &hidden), [(0.0, 2.0), (0.0, 2.0), (0.0, 2.0), (17.0, 19.0)]);
    assert!(!is_safe(cells, &hidden, (0, 0)));
}

/// A total of a row of parts, each printed to the nearest 5 unless it is hidden.
fn rounded(parts: &[f64], hidden: &[usize]) -> System {
    let mut counts = parts.to_vec();
    counts.push(parts.iter().sum());
    let total = CountId(parts.len() as u32);
    let sum = Sum { kind: Kind::Groups, tie: Tie::Equal, total, parts: (0..total.0).map(CountId).collect() };
    let known = counts.iter().enumerate().map(|(at, count)| match hidden.contains(&at) {
        // 1 to 7 and nothing else: the rule of hospital data where nothing is withheld for others.
        true => Known { low: 1.0, high: 7.0 },
        false => Known::rounded((count / 5.0).round() * 5.0, 5, 8),
    });
    let known = known.collect();
    System::new(counts, known, vec![sum])
}

#[test]
fn small_rounded_totals_give_a_small_part_away() {
    let interval = |parts: &[f64], hidden: usize| {
        let system = rounded(parts, &[hidden]);
        let Interval { low, high } = Prover::new(&system).interval(CountId(hidden as u32)).unwrap();
        (low, high)
    };
    // Printed 20, of which 10 and a sign: 6 or 7 are left.
    assert_eq!(interval(&[12.0, 7.0], 1), (6.0, 7.0));
    // Printed 10, of which 10 and a sign.
    assert_eq!(interval(&[8.0, 3.0], 1), (1.0, 4.0));
    // Printed 30, of which 10, 10 and a sign.
    assert_eq!(interval(&[12.0, 12.0, 6.0], 2), (4.0, 7.0));
    // Printed 15, of which 10 and a sign: nothing is learned.
    assert_eq!(interval(&[10.0, 5.0], 1), (1.0, 7.0));
}

#[test]
fn a_printed_multiple_stands_for_the_counts_that_round_to_it() {
    assert_eq!(Known::rounded(10.0, 5, 8), Known { low: 8.0, high: 12.0 });
    assert_eq!(Known::rounded(15.0, 5, 8), Known { low: 13.0, high: 17.0 });
    assert_eq!(Known::rounded(0.0, 5, 8), Known { low: 0.0, high: 0.0 }, "1 to 7 are withheld, so 0 is 0");
    assert_eq!(Known::rounded(0.0, 5, 0), Known { low: 0.0, high: 2.0 });
    assert_eq!(Known::rounded(20.0, 10, 0), Known { low: 15.0, high: 24.0 }, "halves go up");
    for base in [3_u32, 5, 10] {
        for count in 0..200 {
            let printed = (f64::from(count) / f64::from(base)).round() * f64::from(base);
            assert!(Known::rounded(printed, base, 0).allows(f64::from(count)), "{count} to the nearest {base}");
        }
    }
}

#[test]
fn whoever_is_the_only_one_counted_is_no_protection_from_themselves() {
    // A row of 1, 3 and 40 of which the first two are hidden: whoever is the 1 knows the 3.
    let counts = vec![1.0, 3.0, 40.0, 44.0];
    let sum =
        Sum { kind: Kind::Groups, tie: Tie::Equal, total: CountId(3), parts: vec![CountId(0), CountId(1), CountId(2)] };
    let hide = |hidden: &[usize]| {
        let known =
            (0..4).map(|at| if hidden.contains(&at) { Known::nothing(0.0) } else { Known::exactly(counts[at]) });
        System::new(counts.clone(), known.collect(), vec![sum.clone()])
    };
    let two = hide(&[0, 1]);
    assert_eq!(two.ones_beside(CountId(1)).into_iter().collect::<Vec<_>>(), [CountId(0)]);
    let need = Need { small: 4, least: 1, width: 3, any: false };
    assert_eq!(Prover::new(&two).safety(CountId(1), need, Some(CountId(0))), Safety::Known);
    let three = hide(&[0, 1, 2]);
    assert!(matches!(Prover::new(&three).safety(CountId(1), need, Some(CountId(0))), Safety::Safe(_)));
}
