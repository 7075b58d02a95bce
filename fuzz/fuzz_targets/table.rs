//! A table of declared columns.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sna_fuzz::read("tried.csv", "format: table\nlayout: {area: {column: code}, period: {column: month, form: month}, series: {column: type}, value: n, sum: rows, missing: {\"*\": suppressed, \"\": not available}}\n", bytes));
