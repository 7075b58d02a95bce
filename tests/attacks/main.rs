//! Attacks on published numbers: each first succeeds where nothing protects, and then fails on what is released.
//!
//! `tables.rs` attacks tables with known answers; `sites.rs` attacks whole sites, from files to the message;
//! `crossing.rs` sets areas of two kinds on the same ground beside each other; `derived.rs` attacks what is made of
//! a count; `editions.rs` sets two editions beside each other; `large.rs` attacks more counts than are looked at
//! together.
//!
//! | Attack | Test |
//! | --- | --- |
//! | 1. a total less its other parts | `sites::a_total_less_its_other_parts`, `tables::one_hidden_cell_is_its_total_less_the_others`, `tables::two_hidden_cells_of_a_row_are_found_by_their_columns` |
//! | 2. two small parts of a small total | `sites::two_small_parts_whose_sum_is_small`, `tables::two_small_cells_whose_sum_is_small_do_not_hide_each_other` |
//! | 3. areas in areas | `sites::a_larger_area_less_its_other_areas`, `sites::a_larger_area_less_the_areas_that_have_a_number` |
//! | 3. thousands of areas, one of them alone in its larger one | `large::*` |
//! | 3. areas that cross | `crossing::a_neighbourhood_less_the_ward_inside_it`, `crossing::a_small_ward_on_the_ground_of_a_neighbourhood_that_is_shown` |
//! | 4. another dimension, ages that overlap, series in series | `sites::one_indicator_less_another`, `sites::bands_of_ages_that_overlap`, `sites::a_band_of_ages_less_the_band_within_it_where_no_total_is_printed`, `sites::both_sexes_less_the_other_ages_where_no_total_is_printed`, `sites::one_series_less_another` |
//! | 5. editions: all but one of what was withheld | `editions::all_but_one_of_what_the_first_edition_withheld`, `sites::what_last_year_printed_of_a_group_that_is_printed_no_more` |
//! | 5. revisions | `editions::what_last_year_withheld_where_a_total_stayed_and_others_were_revised`, `editions::what_moved_within_a_total_that_stayed_gives_nothing_away` |
//! | 5. years to date, rolling years, pooled years | `editions::this_months_year_to_date_less_last_months`, `editions::this_months_rolling_year_less_last_months`, `sites::three_years_together_less_two`, `sites::a_year_less_its_other_months` |
//! | 6. a percentage of a known base | `derived::a_percentage_of_a_known_base_gives_its_count` |
//! | 7. a rate times people | `derived::a_rate_times_people_gives_its_count` |
//! | 8. limits alone | `derived::the_limits_of_a_rate_give_its_count_without_people` |
//! | 9. rounded numbers beside a withheld one | `sites::small_rounded_totals`, `tables::small_rounded_totals_give_a_small_part_away` |
//! | 10. ratio, rank, class, benchmark; 11. geometry and bytes | `derived::no_mark_rank_class_order_or_size_tells_a_withheld_count`, and what a build says: `tests/canaries.rs` |
//! | 12. words of an author | `derived::a_sentence_about_a_withheld_count_does_not_build`, `tests/claims.rs`; words that are neither bound nor marked nobody can check |
//! | 13. signs that differ | `derived::what_is_withheld_for_others_looks_like_what_is_small` |
//! | 14. zeros | `sites::a_group_that_only_one_row_can_hold`, `tables::zeros_around_a_cell_give_it_away` |
//! | 15. whoever is the only one counted | `sites::whoever_is_the_only_one_counted`, `tables::whoever_is_the_only_one_counted_is_no_protection_from_themselves` |
//! | 16. a group that holds all, and what the news say of one | `derived::a_zero_beside_a_group_that_holds_all_tells_of_everyone_in_it`; a site does not know the news, so a count of one is withheld wherever a rule asks for it |
//! | 17. one source over another | `derived::a_rate_of_one_source_over_another_gives_what_it_is_divided_by`, `sites::a_share_and_its_whole_leave_the_rest`; no count is made of two sources, and what others publish is not attacked |
//!
//! The tables of known intervals are tried each by name: one cell and two in a row recovered, four that hide each
//! other in three ways (`tables::four_hidden_cells_hide_each_other_as_far_as_they_can_move`), and the pair.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod crossing;
mod derived;
mod editions;
mod large;
mod sites;
#[path = "../support/mod.rs"]
mod support;
mod tables;
