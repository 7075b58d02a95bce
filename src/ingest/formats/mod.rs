//! Formats of published files, one publisher to a file: each format is a layout in the words that authors
//! write.
//!
//! Nothing comes in; out come names, the columns that recognise a format, and layouts. What can be wrong is
//! told by [`super::known`]. Files are not known here.

pub(super) mod census;
pub(super) mod deprivation;
pub(super) mod education;
pub(super) mod fingertips;
pub(super) mod health;
pub(super) mod nomis;
pub(super) mod police;
pub(super) mod population;
pub(super) mod recorded_crime;
pub(super) mod tally;

#[cfg(test)]
mod tests {
    use crate::files::Root;
    use crate::ingest::{FORMATS, Head};
    use crate::report::{Report, Strictness};

    /// The formats that know a file below `tests/files` by its head.
    fn known(path: &str) -> Vec<&'static str> {
        let report = Report::new(Strictness::Lenient);
        let root = Root::new(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files")));
        let head = Head::of(&report, root.open(&report, path).unwrap()).unwrap();
        FORMATS.iter().filter(|format| format.recognises(&head)).map(|format| format.name()).collect()
    }

    #[test]
    fn a_file_is_known_by_its_columns_and_by_one_format_only() {
        for (path, wanted) in [
            ("open/2025-01-warwickshire-street.csv.gz", "police-street"),
            ("open/2011-02-west-midlands-street.csv.gz", "police-street-2011"),
            ("open/2020-06-city-of-london-stop-and-search.csv.gz", "police-stop-and-search"),
            ("formats/prc-pfa-illustrative.ods", "police-recorded-crime"),
            ("formats/prc-csp-illustrative.ods", "police-recorded-crime-csp"),
            ("formats/fingertips-illustrative.csv", "fingertips"),
            ("formats/fingertips-older-illustrative.csv", "fingertips"),
            ("formats/fingertips-r-illustrative.csv", "fingertips"),
            ("open/UD_NEETNK_LA_dashboard_final.csv", "dfe-statistics"),
            ("open/la_conviction_health_outcome_cla.csv.gz", "dfe-statistics"),
        ] {
            assert_eq!(known(path), [wanted], "{path}");
        }
        for path in ["open/england_icb_accidents_emergency.csv.gz", "open/census21_age_gender21_ltla21_ew.csv"] {
            assert_eq!(known(path), Vec::<&str>::new(), "{path}");
        }
    }

    #[test]
    fn a_header_alone_is_enough_to_know_the_others() {
        for (name, header, wanted) in [
            (
                "a.json",
                r#"[{"category":"drugs","location":{"latitude":"52","longitude":"-1"},"month":"2018-06","persistent_id":"","id":1}]"#,
                "police-api",
            ),
            (
                "a.csv",
                "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n",
                "police-outcomes",
            ),
            ("a.csv", "DATE,DATE_NAME,GEOGRAPHY_CODE,GENDER_NAME,OBS_VALUE,RECORD_COUNT\n", "nomis"),
            ("a.csv", "date,geography,geography code,Sex: All persons; measures: Value\n", "census"),
            ("a.csv", "Code,Name,Geography,All ages,0,1,2,90+\n", "mid-year-population"),
            (
                "a.csv",
                "LAD 2023 Code,LSOA 2021 Code,LSOA 2021 Name,Total,F0,F90,M0,M90\n",
                "mid-year-population-small-areas",
            ),
            (
                "a.csv",
                "LSOA code (2011),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)\n",
                "deprivation-2019",
            ),
            ("a.csv", "LSOA code (2021),Index of Multiple Deprivation (IMD) Decile\n", "deprivation-2025"),
            ("a.csv", "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n", "lait"),
            ("a.csv", "ltla21_code,year,indicator,value\n", "health-index"),
            ("a.csv", "area,period,group,series,value,status\n", "tally"),
            (
                "a.csv",
                "Trust Code,Trust Name,Ambulance Service,Incident Count,Total Response Time (h),Category\n",
                "ambulance-systems",
            ),
        ] {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join(name), header).unwrap();
            let report = Report::new(Strictness::Lenient);
            let root = Root::new(folder.path());
            let head = Head::of(&report, root.open(&report, name).unwrap()).unwrap();
            let found: Vec<_> = FORMATS.iter().filter(|format| format.recognises(&head)).map(|it| it.name()).collect();
            assert_eq!(found, [wanted]);
        }
    }

    #[test]
    fn the_layout_of_every_format_is_sound_by_itself_or_asks_for_what_it_lacks() {
        let report = Report::new(Strictness::Lenient);
        let text = crate::files::TextFile { path: "source.yaml".into(), text: "{}".into() };
        let node = crate::yaml::parse(&report, &text, 0..2).unwrap();
        for format in FORMATS.iter().filter(|format| !format.choices().is_empty()) {
            let report = Report::new(Strictness::Lenient);
            let reader = format.reader(&report, &mut node.map(&report).unwrap());
            let asks = ["dfe-statistics", "postcode-directory"].contains(&format.name());
            assert_eq!(reader.is_none(), asks, "{}", format.name());
        }
    }
}
