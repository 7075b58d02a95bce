//! How groups add up: which are the parts of which, by their names alone.
//!
//! Comes in: the groups of one place and time. Goes out: patterns by their places, the same wherever the same
//! groups are printed. Must not know counts. A total that nothing prints is found as well: bands of ages that
//! overlap, and the same people parted by age and by sex, give each other away without it.

use std::collections::BTreeMap;

use crate::model::age::Ages;
use crate::model::group::Group;

/// How the groups of one place and time add up, by their places in a list.
pub(super) enum Pattern {
    /// Parts that share nothing.
    Parts(usize, Vec<usize>),
    /// Bands of ages, of which some overlap, with their total where that is printed.
    Bands(Option<usize>, Vec<(i32, i32, usize)>),
    /// The same people by two dimensions, if both add up to as many.
    Twice(Vec<usize>, Vec<usize>),
}

/// How groups of one place and time add up.
pub(super) fn pattern(groups: &[&Group]) -> Vec<Pattern> {
    let place = |wanted: &Group| groups.iter().position(|group| *group == wanted);
    let names = |group: &Group| group.pairs().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    let mut parts: BTreeMap<(usize, Vec<String>), Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        let margins: Vec<(Group, usize)> =
            margins(group).into_iter().filter_map(|kept| place(&kept).map(|total| (kept, total))).collect();
        for (kept, total) in &margins {
            // Through a total between the two both are tied already.
            let between = margins.iter().any(|(other, _)| other != kept && other.includes(kept));
            if !between {
                parts.entry((*total, names(group))).or_default().push(at);
            }
        }
    }
    let mut found = Vec::new();
    for ((total, dimensions), parts) in parts {
        let kept = names(groups[total]);
        let mut varying = dimensions.iter().filter(|name| !kept.contains(name));
        let bands = match (varying.next(), varying.next()) {
            (Some(only), None) => bands(only, groups, &parts),
            _ => None,
        };
        found.push(match bands {
            Some(bands) => Pattern::Bands(Some(total), bands),
            None => Pattern::Parts(total, parts),
        });
    }
    found.extend(without_total(groups));
    found
}

/// How groups add up whose total nothing prints: bands of ages that overlap, and the same people parted twice.
fn without_total(groups: &[&Group]) -> Vec<Pattern> {
    let mut by_total: BTreeMap<Group, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for (dimension, _) in group.pairs() {
            let total = Group::new(group.pairs().filter(|(name, _)| *name != dimension));
            if !groups.contains(&&total) {
                by_total.entry(total).or_default().entry(dimension).or_default().push(at);
            }
        }
    }
    let mut found = Vec::new();
    for breakdowns in by_total.into_values() {
        let mut whole: Vec<Vec<usize>> = Vec::new();
        for (dimension, parts) in breakdowns {
            match bands(dimension, groups, &parts) {
                Some(bands) => found.push(Pattern::Bands(None, bands)),
                None => whole.push(parts),
            }
        }
        // Each is tied to the first, and so to all.
        if let Some((first, others)) = whole.split_first() {
            found.extend(others.iter().map(|other| Pattern::Twice(first.clone(), other.clone())));
        }
    }
    found
}

/// The bands of a dimension, where all of its groups are ages and some overlap.
fn bands(dimension: &str, groups: &[&Group], parts: &[usize]) -> Option<Vec<(i32, i32, usize)>> {
    let band = |at: &usize| {
        let ages = Ages::of(groups[*at].get(dimension)?)?;
        Some((ages.first.cast_signed(), ages.last.cast_signed() + 1, *at))
    };
    let mut bands: Vec<(i32, i32, usize)> = parts.iter().map(band).collect::<Option<_>>()?;
    bands.sort_unstable();
    bands.windows(2).any(|pair| pair[1].0 < pair[0].1).then_some(bands)
}

/// What a group is a part of: each smaller set of its pairs, everyone among them.
fn margins(group: &Group) -> Vec<Group> {
    let pairs: Vec<(&str, &str)> = group.pairs().collect();
    (0..(1_usize << pairs.len()) - 1)
        .map(|kept| {
            Group::new(pairs.iter().enumerate().filter(|(place, _)| kept & (1 << place) != 0).map(|(_, pair)| *pair))
        })
        .collect()
}
