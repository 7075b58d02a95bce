//! Street crime of data.police.uk, one row each.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sna_fuzz::read("tried.csv", "format: police-street\n", bytes));
