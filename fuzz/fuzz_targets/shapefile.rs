//! Outlines of areas as a shapefile, beside the real table of its records.

#![no_main]

const TABLE: &[u8] = include_bytes!("../../tests/files/geography/PFA_DEC_2023_EW_BUC.dbf");
const PROJECTION: &[u8] = include_bytes!("../../tests/files/geography/PFA_DEC_2023_EW_BUC.prj");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sna_fuzz::read_beside(
    "tried.shp",
    "format: boundaries\nlayout: {code: PFA23CD}\n",
    &[("tried.dbf", TABLE), ("tried.prj", PROJECTION)],
    bytes
));
