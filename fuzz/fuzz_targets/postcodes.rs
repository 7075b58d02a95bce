//! A directory of postcodes.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sna_fuzz::read("tried.csv", "format: postcode-directory\nlayout: {postcode: pcds, authority: {newest: ladcd}}\n", bytes));
