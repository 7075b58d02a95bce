//! A workbook laid out for reading.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sna_fuzz::read("tried.xlsx", "format: nhs-tabulation\nlayout: {sheets: [{sheet: A}], measure: FAEs, period: {form: month}}\n", bytes));
