//! Counts that were made elsewhere: the table of `sna tally`, from a machine that holds the records.

use crate::ingest::known::Known;

/// Counts by area, time and what is counted, as `sna tally` and `docs/tally.sql` write them.
pub(crate) static TALLY: Known = Known {
    name: "tally",
    about: "Counts by area, period, group and series that were made elsewhere, as `sna tally` writes them.",
    columns: &["area", "period", "series", "value", "status"],
    without: &[],
    layout: r#"
area: {column: area}
period: {column: period, form: period}
group: {"*": {column: [group, breakdown]}}
series: {column: series}
value: value
reason:
  column: status
  others: refuse
  words:
    withheld to protect people: suppressed
    suppressed: suppressed
    not available: not available
    not applicable: not applicable
    not collected in full: not collected
    not collected: not collected
    rounds to zero: rounds to zero
"#,
    choices: "",
};
