//! Attacks on published numbers: each first succeeds where nothing protects, and then fails on what is released.
//!
//! `tables.rs` attacks tables with known answers; `sites.rs` attacks whole sites, from files to the message;
//! `crossing.rs` sets areas of two kinds on the same ground beside each other; `derived.rs` attacks what is made of a count; `editions.rs` sets two editions beside each other.
//!
//! | Attack | Test |
//! | --- | --- |
//! | a total less its other parts | `sites::a_total_less_its_other_parts`, `tables::one_hidden_cell_is_its_total_less_the_others` |
//! | two small parts of a small total | `sites::two_small_parts_whose_sum_is_small`, `tables::two_small_cells_whose_sum_is_small_do_not_hide_each_other` |
//! | areas in areas | `sites::a_larger_area_less_its_other_areas`, `sites::a_larger_area_less_the_areas_that_have_a_number` |
//! | another dimension, ages that overlap, series in series | `sites::bands_of_ages_that_overlap`, `sites::both_sexes_less_the_other_ages_where_no_total_is_printed`, `sites::one_series_less_another`, `sites::one_indicator_less_another` |
//! | editions, and sums over time | `editions::*`, `sites::what_last_year_printed_of_a_group_that_is_printed_no_more`, `sites::a_year_less_its_other_months` |
//! | areas that cross | `crossing::a_neighbourhood_less_the_ward_inside_it`, `crossing::a_small_ward_on_the_ground_of_a_neighbourhood_that_is_shown` |
//! | a percentage of a known base | `derived::a_percentage_of_a_known_base_gives_its_count` |
//! | a rate times people | `derived::a_rate_times_people_gives_its_count` |
//! | limits alone | `derived::the_limits_of_a_rate_give_its_count_without_people` |
//! | rounded numbers beside a withheld one | `sites::small_rounded_totals`, `tables::small_rounded_totals_give_a_small_part_away` |
//! | ratio, rank, class, benchmark; geometry and bytes | `tests/canaries.rs`, `tests/publishing.rs` |
//! | words of an author | `tests/claims.rs` |
//! | signs that differ | `derived::what_is_withheld_for_others_looks_like_what_is_small` |
//! | zeros | `tables::zeros_around_a_cell_give_it_away` |
//! | whoever is the only one counted | `tables::whoever_is_the_only_one_counted_is_no_protection_from_themselves` |
//! | a group that holds all | `derived::a_zero_beside_a_group_that_holds_all_tells_of_everyone_in_it` |
//! | one source over another | `sites::a_share_and_its_whole_leave_the_rest` |

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod crossing;
mod derived;
mod editions;
mod sites;
#[path = "../support/mod.rs"]
mod support;
mod tables;
