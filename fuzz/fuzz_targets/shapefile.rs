//! Outlines of areas as a shapefile without its table.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sna_fuzz::read("tried.shp", "format: boundaries\nlayout: {code: c}\n", bytes));
