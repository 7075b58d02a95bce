//! Outlines of areas whose lines are stored once.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sna_fuzz::read("tried.topojson", "format: boundaries\nlayout: {code: c}\n", bytes));
