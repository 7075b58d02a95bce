//! The English Indices of Deprivation, as their files for LSOAs.
//!
//! File 7 has every score, rank, decile and population; the other files have some of the columns, and a
//! column that a file lacks is left out. Decile 1 and rank 1 are the most deprived. Ranks are never
//! averaged, and the indices of two years are on other LSOAs and of other indicators.

use crate::ingest::known::Known;

/// What the files of both years have in common: the end of a name, such as `(where 1 is most deprived)`,
/// differs, and a name may end in a space.
macro_rules! columns {
    () => {
        r#"area-missing: drop
thousands: comma
missing: {"": not available}
values:
  IMD score: "Index of Multiple Deprivation (IMD) Score*"
  IMD rank: "Index of Multiple Deprivation (IMD) Rank*"
  IMD decile: "Index of Multiple Deprivation (IMD) Decile*"
  Income score: "Income Score*"
  Income rank: "Income Rank*"
  Income decile: "Income Decile*"
  Employment score: "Employment Score*"
  Employment rank: "Employment Rank*"
  Employment decile: "Employment Decile*"
  Education score: "Education, Skills and Training Score*"
  Education rank: "Education, Skills and Training Rank*"
  Education decile: "Education, Skills and Training Decile*"
  Health score: "Health Deprivation and Disability Score*"
  Health rank: "Health Deprivation and Disability Rank*"
  Health decile: "Health Deprivation and Disability Decile*"
  Crime score: "Crime Score*"
  Crime rank: "Crime Rank*"
  Crime decile: "Crime Decile*"
  Barriers score: "Barriers to Housing and Services Score*"
  Barriers rank: "Barriers to Housing and Services Rank*"
  Barriers decile: "Barriers to Housing and Services Decile*"
  Environment score: "Living Environment Score*"
  Environment rank: "Living Environment Rank*"
  Environment decile: "Living Environment Decile*"
  IDACI score: "Income Deprivation Affecting Children Index (IDACI) Score*"
  IDACI rank: "Income Deprivation Affecting Children Index (IDACI) Rank*"
  IDACI decile: "Income Deprivation Affecting Children Index (IDACI) Decile*"
  IDAOPI score: "Income Deprivation Affecting Older People (IDAOPI) Score*"
  IDAOPI rank: "Income Deprivation Affecting Older People (IDAOPI) Rank*"
  IDAOPI decile: "Income Deprivation Affecting Older People (IDAOPI) Decile*"
  Children and young people score: "Children and Young People Sub-domain Score*"
  Children and young people rank: "Children and Young People Sub-domain Rank*"
  Children and young people decile: "Children and Young People Sub-domain Decile*"
  Adult skills score: "Adult Skills Sub-domain Score*"
  Adult skills rank: "Adult Skills Sub-domain Rank*"
  Adult skills decile: "Adult Skills Sub-domain Decile*"
  Geographical barriers score: "Geographical Barriers Sub-domain Score*"
  Geographical barriers rank: "Geographical Barriers Sub-domain Rank*"
  Geographical barriers decile: "Geographical Barriers Sub-domain Decile*"
  Wider barriers score: "Wider Barriers Sub-domain Score*"
  Wider barriers rank: "Wider Barriers Sub-domain Rank*"
  Wider barriers decile: "Wider Barriers Sub-domain Decile*"
  Indoors score: "Indoors Sub-domain Score*"
  Indoors rank: "Indoors Sub-domain Rank*"
  Indoors decile: "Indoors Sub-domain Decile*"
  Outdoors score: "Outdoors Sub-domain Score*"
  Outdoors rank: "Outdoors Sub-domain Rank*"
  Outdoors decile: "Outdoors Sub-domain Decile*"
  Total population: "Total population*"
  Dependent children: "Dependent Children*"
  Population 16 to 59: "Population aged 16-59*"
  Older population: "Older population aged 60 and over*"
  Working age population: "Working age population 18-59/64*"
optional: ["Index of Multiple Deprivation (IMD) Score*", "Index of Multiple Deprivation (IMD) Rank*", "Index of Multiple Deprivation (IMD) Decile*", "Income Score*", "Income Rank*", "Income Decile*", "Employment Score*", "Employment Rank*", "Employment Decile*", "Education, Skills and Training Score*", "Education, Skills and Training Rank*", "Education, Skills and Training Decile*", "Health Deprivation and Disability Score*", "Health Deprivation and Disability Rank*", "Health Deprivation and Disability Decile*", "Crime Score*", "Crime Rank*", "Crime Decile*", "Barriers to Housing and Services Score*", "Barriers to Housing and Services Rank*", "Barriers to Housing and Services Decile*", "Living Environment Score*", "Living Environment Rank*", "Living Environment Decile*", "Income Deprivation Affecting Children Index (IDACI) Score*", "Income Deprivation Affecting Children Index (IDACI) Rank*", "Income Deprivation Affecting Children Index (IDACI) Decile*", "Income Deprivation Affecting Older People (IDAOPI) Score*", "Income Deprivation Affecting Older People (IDAOPI) Rank*", "Income Deprivation Affecting Older People (IDAOPI) Decile*", "Children and Young People Sub-domain Score*", "Children and Young People Sub-domain Rank*", "Children and Young People Sub-domain Decile*", "Adult Skills Sub-domain Score*", "Adult Skills Sub-domain Rank*", "Adult Skills Sub-domain Decile*", "Geographical Barriers Sub-domain Score*", "Geographical Barriers Sub-domain Rank*", "Geographical Barriers Sub-domain Decile*", "Wider Barriers Sub-domain Score*", "Wider Barriers Sub-domain Rank*", "Wider Barriers Sub-domain Decile*", "Indoors Sub-domain Score*", "Indoors Sub-domain Rank*", "Indoors Sub-domain Decile*", "Outdoors Sub-domain Score*", "Outdoors Sub-domain Rank*", "Outdoors Sub-domain Decile*", "Total population*", "Dependent Children*", "Population aged 16-59*", "Older population aged 60 and over*", "Working age population 18-59/64*"]
"#
    };
}

/// The indices of 2019, on the LSOAs of 2011.
pub(crate) static OF_2019: Known = Known {
    name: "deprivation-2019",
    about: "English Indices of Deprivation 2019: scores, ranks and deciles of the LSOAs of 2011 by domain, and the populations that weigh them.",
    columns: &["LSOA code (2011)", "*Decile*"],
    without: &[],
    layout: concat!("area: {column: LSOA code (2011)}\nperiod: {fixed: \"2019\", form: year}\n", columns!()),
    choices: "",
};

/// The indices of 2025, on the LSOAs of 2021.
pub(crate) static OF_2025: Known = Known {
    name: "deprivation-2025",
    about: "English Indices of Deprivation 2025: scores, ranks and deciles of the LSOAs of 2021 by domain, and the populations that weigh them.",
    columns: &["LSOA code (2021)", "*Decile*"],
    without: &[],
    layout: concat!("area: {column: LSOA code (2021)}\nperiod: {fixed: \"2025\", form: year}\n", columns!()),
    choices: "",
};
