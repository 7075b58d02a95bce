//! Random tables of small counts over areas, ages, sexes and years, and sites that publish them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::support::Copy;

/// Random numbers that are the same on every machine.
///
/// Source: Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, figure 17.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 to just under 1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number from `low` to `high`, both among them.
    fn whole(&mut self, low: u32, high: u32) -> u32 {
        low + (self.share() * f64::from(high - low + 1)) as u32
    }
}

/// Whether a lone withheld part is to be hidden by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protection {
    On,
    Off,
}

/// Which year's publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edition {
    First,
    Second,
}

impl Edition {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::First => "2026",
            Self::Second => "2027",
        }
    }
}

/// Wards in authorities in a force, by their codes.
pub(crate) struct Places {
    /// Each ward with its authority.
    wards: Vec<(String, String)>,
}

const FORCE: &str = "E23000091";

impl Places {
    fn random(random: &mut Random) -> Self {
        let mut wards = Vec::new();
        for authority in 0..random.whole(2, 3) {
            for _ in 0..random.whole(2, 4) {
                wards.push((format!("E050900{:02}", wards.len()), format!("E080009{authority:02}")));
            }
        }
        Self { wards }
    }

    /// Each area with the one it lies in.
    fn parents(&self) -> BTreeMap<&str, &str> {
        let wards = self.wards.iter().map(|(ward, authority)| (ward.as_str(), authority.as_str()));
        wards.chain(self.wards.iter().map(|(_, authority)| (authority.as_str(), FORCE))).collect()
    }

    /// A ward and all it lies in.
    fn around(&self, ward: usize) -> [&str; 3] {
        [&self.wards[ward].0, &self.wards[ward].1, FORCE]
    }
}

/// One source: events by ward, year, age and sex.
pub(crate) struct Table {
    rule: &'static str,
    ages: Vec<String>,
    years: Vec<u32>,
    /// Whether the last year comes with the second edition, or is revised by it.
    grows: bool,
    crossed: bool,
    pooled: bool,
    /// By ward, year, age and sex, in the first edition and in the second.
    counts: BTreeMap<(usize, usize, usize, usize), (u32, u32)>,
}

const SEXES: [&str; 2] = ["female", "male"];

impl Table {
    fn random(random: &mut Random, places: &Places) -> Self {
        let rule = ["under: 5", "under: 5", "under: 10", "under: 8, round: 5"][random.whole(0, 3) as usize];
        let bands = random.whole(3, 6);
        let ages = (0..bands)
            .map(|band| {
                if band + 1 == bands { format!("{}+", band * 15) } else { format!("{}-{}", band * 15, band * 15 + 14) }
            })
            .collect();
        let years: Vec<u32> = (2022..2022 + random.whole(2, 4)).collect();
        let grows = random.share() < 0.5;
        let scale = 3.0 + 12.0 * random.share();
        let mut counts = BTreeMap::new();
        let weights: Vec<f64> = places.wards.iter().map(|_| 0.2 + 2.0 * random.share().powi(2)).collect();
        for (ward, weight) in weights.iter().enumerate() {
            for year in 0..years.len() {
                for age in 0..bands as usize {
                    for sex in 0..2 {
                        // Skewed: three in ten are none, the others fall off as waiting times do.
                        let none = random.share() < 0.3;
                        let drawn = -(1.0 - random.share()).ln() * scale * weight * if sex == 0 { 0.7 } else { 1.3 };
                        let count = if none { 0 } else { drawn as u32 };
                        let is_last = year + 1 == years.len();
                        let more = if !grows && is_last && random.share() < 0.1 { random.whole(1, 3) } else { 0 };
                        counts.insert((ward, year, age, sex), (count, count + more));
                    }
                }
            }
        }
        Self { rule, ages, years, grows, crossed: random.share() < 0.7, pooled: random.share() < 0.3, counts }
    }

    /// A table small enough that the fewest cells that protect it can be found.
    fn tiny(random: &mut Random, places: &Places) -> Self {
        let ages = ["0-17", "18-24", "25+"].map(str::to_owned).to_vec();
        let scale = 8.0 + 12.0 * random.share();
        let mut counts = BTreeMap::new();
        for ward in 0..places.wards.len() {
            for age in 0..ages.len() {
                for sex in 0..SEXES.len() {
                    let drawn = (-(1.0 - random.share()).ln() * scale) as u32;
                    let count = if random.share() < 0.15 { 0 } else { drawn };
                    counts.insert((ward, 0, age, sex), (count, count));
                }
            }
        }
        Self { rule: "under: 5", ages, years: vec![2025], grows: false, crossed: true, pooled: false, counts }
    }

    /// The years that an edition has.
    fn years_of(&self, edition: Edition) -> &[u32] {
        let held_back = usize::from(self.grows && edition == Edition::First);
        &self.years[..self.years.len() - held_back]
    }

    fn rows(&self, places: &Places, edition: Edition) -> String {
        let mut out = "Area,Year,Age,Sex,Events\n".to_owned();
        for ((ward, year, age, sex), (first, second)) in &self.counts {
            if let Some(year) = self.years_of(edition).get(*year) {
                let count = if edition == Edition::First { first } else { second };
                let (area, age, sex) = (&places.wards[*ward].0, &self.ages[*age], SEXES[*sex]);
                writeln!(out, "{area},{year},{age},{sex},{count}").unwrap();
            }
        }
        out
    }

    /// Every true count that an indicator of this table could print, by area, period and breakdown.
    fn truth(&self, places: &Places, edition: Edition) -> BTreeMap<(String, String, String), u32> {
        let mut truth = BTreeMap::new();
        let years = self.years_of(edition);
        for ((ward, year, age, sex), (first, second)) in &self.counts {
            let Some(at) = years.get(*year) else { continue };
            let count = if edition == Edition::First { *first } else { *second };
            let (age, sex) = (&self.ages[*age], SEXES[*sex]);
            let mut periods = vec![at.to_string()];
            // Pools are counted back from the last year and do not overlap.
            let back = years.len() - 1 - *year;
            let newest = years[years.len() - 1 - back / 2 * 2];
            periods.push(format!("{}-to-{newest}", newest - 1));
            for area in places.around(*ward) {
                for period in &periods {
                    for breakdown in ["all".to_owned(), age.clone(), sex.to_owned(), format!("{age}, {sex}")] {
                        *truth.entry((area.to_owned(), period.clone(), breakdown)).or_insert(0) += count;
                    }
                }
            }
        }
        truth
    }
}

/// Several tables that one site publishes.
pub(crate) struct Batch {
    places: Places,
    tables: Vec<Table>,
}

impl Batch {
    pub(crate) fn random(seed: u64, tables: usize) -> Self {
        let mut random = Random::new(seed);
        let places = Places::random(&mut random);
        Self { tables: (0..tables).map(|_| Table::random(&mut random, &places)).collect(), places }
    }

    /// Tables of four wards in one authority, three ages and two sexes in one year.
    pub(crate) fn tiny(seed: u64, tables: usize) -> Self {
        let mut random = Random::new(seed);
        let wards = (0..4).map(|ward| (format!("E050900{ward:02}"), "E08000900".to_owned())).collect();
        let places = Places { wards };
        Self { tables: (0..tables).map(|_| Table::tiny(&mut random, &places)).collect(), places }
    }

    /// Writes everything an edition is built from.
    pub(crate) fn write(&self, site: &Copy, edition: Edition, protection: Protection) {
        if edition == Edition::First {
            for path in ["content/indicators", "content/chapters", "data"] {
                std::fs::remove_dir_all(site.root().join(path)).unwrap();
            }
            site.put(
                "content/index.md",
                "---\ntitle: Tables\nsummary: Random tables.\norder: 0\nkind: home\n---\n\nCounts.\n",
            );
        }
        site.put("site.yaml", self.settings(edition));
        site.put("data/people/people.csv", self.people());
        site.put(
            "data/people/source.yaml",
            source("people", "people.csv", "rule: none, why: published", "", "residents: Residents"),
        );
        for (number, table) in self.tables.iter().enumerate() {
            // The audit stops a site that protects nothing, unless somebody answers for it.
            let secondary = if protection == Protection::On {
                "secondary: on"
            } else {
                "secondary: off, why: to be attacked, exempt: {from: [audit], by: the test, why: to be attacked}"
            };
            let rule = format!("{}, {secondary}", table.rule);
            let id = format!("t{number:02}");
            site.put(&format!("data/{id}/{id}.csv"), table.rows(&self.places, edition));
            let group = "  group: {age: Age, sex: Sex}\n";
            site.put(
                &format!("data/{id}/source.yaml"),
                source(&id, &format!("{id}.csv"), &rule, group, "events: Events"),
            );
            let breakdowns = if table.crossed { "[age, sex, age and sex]" } else { "[age, sex]" };
            let count = indicator(number, "", &id, "method: count\n", breakdowns);
            site.put(&format!("content/indicators/{id}.md"), count);
            let per = "method: rate\nper: 100000\ndenominator: {source: people, series: [residents]}\n";
            let is_pooled = table.pooled && edition_has_pools(table, edition);
            let per = if is_pooled { format!("{per}pool: 2\n") } else { per.to_owned() };
            let rate = indicator(number, " rate", &id, &per, "[]");
            site.put(&format!("content/indicators/{id}-rate.md"), rate);
        }
    }

    fn settings(&self, edition: Edition) -> String {
        let wards: String = self
            .places
            .wards
            .iter()
            .enumerate()
            .map(|(at, (ward, authority))| {
                format!("        - {{code: {ward}, name: Ward {at:02}, parent: {authority}}}\n")
            })
            .collect();
        let mut authorities: Vec<&str> = self.places.wards.iter().map(|(_, authority)| authority.as_str()).collect();
        authorities.dedup();
        let authorities: String = authorities
            .iter()
            .map(|code| format!("        - {{code: {code}, name: Authority {}, parent: {FORCE}}}\n", &code[7..]))
            .collect();
        format!(
            "title: Random tables\npublisher: Office for Made-up Statistics\nedition: \"{}\"\npublished: 2026-03-02\n\
             licence: {{name: Open Government Licence v3.0, address: \"https://www.nationalarchives.gov.uk/\"}}\n\
             accessibility:\n  status: partially\n  answer-within: 10 working days\n  prepared: 2 March 2026\n  \
             reviewed: 2 March 2026\nareas:\n  assessed: the-force\n  levels:\n    - id: force\n      name: Force\n      \
             plural: Forces\n      profile: yes\n      list:\n        - {{code: {FORCE}, name: The force}}\n    - id: authority\n      \
             name: Authority\n      plural: Authorities\n      list:\n{authorities}    - id: ward\n      name: Ward\n      \
             plural: Wards\n      list:\n{wards}",
            edition.name()
        )
    }

    /// Residents of each ward and year: what anybody can look up.
    fn people(&self) -> String {
        let mut out = "Area,Year,Residents\n".to_owned();
        for (at, (ward, _)) in self.places.wards.iter().enumerate() {
            for year in 2022..2026 {
                writeln!(out, "{ward},{year},{}", 6_000 + 731 * at + 17 * (year - 2022)).unwrap();
            }
        }
        out
    }

    /// Writes what the attacker is checked by, and what lies in what.
    pub(crate) fn write_truth(&self, folder: &Path) {
        let mut truth = "edition,indicator,area code,period,breakdown,count\n".to_owned();
        for edition in [Edition::First, Edition::Second] {
            for (number, table) in self.tables.iter().enumerate() {
                for ((area, period, breakdown), count) in table.truth(&self.places, edition) {
                    for end in ["", "-rate"] {
                        let quoted = format!("\"{breakdown}\"");
                        writeln!(truth, "{},t{number:02}{end},{area},{period},{quoted},{count}", edition.name())
                            .unwrap();
                    }
                }
            }
        }
        std::fs::write(folder.join("truth.csv"), truth).unwrap();
        let mut lookup = "code,parent\n".to_owned();
        for (code, parent) in self.places.parents() {
            writeln!(lookup, "{code},{parent}").unwrap();
        }
        std::fs::write(folder.join("lookup.csv"), lookup).unwrap();
    }
}

fn edition_has_pools(table: &Table, edition: Edition) -> bool {
    table.years_of(edition).len() >= 2
}

fn source(id: &str, file: &str, rule: &str, group: &str, value: &str) -> String {
    format!(
        "title: Source {id}\npublisher: Office for Made-up Statistics\n\
         licence: {{name: Open Government Licence v3.0, address: \"https://www.nationalarchives.gov.uk/\"}}\n\
         attribution: Contains public sector information.\naddress: https://www.example.org/{id}\n\
         period: 2022 to 2025\nstatus: published\nformat: table\nfiles: [{file}]\ndisclosure: {{{rule}}}\nlayout:\n  \
         area: {{column: Area}}\n  period: {{column: Year, form: year}}\n{group}  values: {{{value}}}\n"
    )
}

fn indicator(number: usize, end: &str, source: &str, method: &str, breakdowns: &str) -> String {
    let code = if end.is_empty() { 'A' } else { 'B' };
    format!(
        "---\ncode: T{code}-{number:02}\ntitle: Events {number:02}{end}\nshort: Events {number:02}{end}\ntheme: Police\n\
         unit: events\n{method}numerator: {{source: {source}, series: [events]}}\npolarity: lower is better\n\
         benchmark: none\nlevels: [force, authority, ward]\nbreakdowns: {breakdowns}\ndecimals: 1\n\
         definition: Events of table {number}.\n---\n\nA note.\n"
    )
}
