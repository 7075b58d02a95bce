//! Statistics on health: the Health Index of the Office for National Statistics, and the systems indicators
//! of ambulance services (AmbSYS) of NHS England, which list trusts without an ambulance service too.

use crate::ingest::known::Known;

/// Indicators of the Health Index.
pub(crate) static INDEX: Known = Known {
    name: "health-index",
    about: "Indicators of the Health Index for England by local authority and year.",
    columns: &["ltla*_code", "year", "indicator", "value"],
    without: &[],
    layout: r#"
area: {column: [ltla24_code, ltla23_code, ltla22_code, ltla21_code, ltla20_code]}
area-missing: drop
period: {column: year, form: year}
series: {column: indicator}
value: value
missing: {"": not available, NA: not available}
"#,
    choices: "only: {indicator: [Personal crime]}",
};

/// Response times of ambulance services, one file for each month.
pub(crate) static AMBULANCE_SYSTEMS: Known = Known {
    name: "ambulance-systems",
    about: "Ambulance Quality Indicators, systems indicators (AmbSYS): incidents and response hours of a service by category, one month a file.",
    columns: &["Trust Code", "Ambulance Service", "Incident Count", "Total Response Time*", "Category"],
    without: &[],
    layout: r#"
area: {column: Trust Code}
area-missing: drop
period: {from: file}
except: {Category: [""]}
series: {column: Category}
values: {incidents: Incident Count, response hours: "Total Response Time*"}
missing: {"": not available, "-": not available, ".": not available}
thousands: comma
"#,
    choices: "",
};
