//! Outlines of areas in JSON.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sna_fuzz::read("tried.json", "format: boundaries\nlayout: {code: c}\n", bytes));
