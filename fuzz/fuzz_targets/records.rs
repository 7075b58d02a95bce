//! One row for each person or event.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sna_fuzz::read("tried.csv", "format: ambulance-dispatch\ndimensions: {area: LSOA, date: Call time, age: Patient age, sex: Sex, series: {fixed: calls}, area-missing: drop}\n", bytes));
