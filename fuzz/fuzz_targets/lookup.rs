//! A table that lists areas.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sna_fuzz::read("tried.csv", "format: lookup\nlayout: {ward: {code: a, name: b}}\n", bytes));
