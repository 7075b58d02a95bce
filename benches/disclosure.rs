//! How long protection and the audit take on a large publication, beside the time its rows take to be read.
//!
//! `cargo bench --bench disclosure` makes a site of made-up counts by ward, year, sex and age, with every margin,
//! and prints seconds, ratios and memory; `-- --wards 700` makes a smaller one. Nothing is asserted: a timed test
//! fails on a busy machine and passes on a fast one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use sna::files::Root;
use sna::progress::Progress;
use sna::report::{Format, Report, Strictness};
use sna::{audit, config, content, disclosure, ingest, measure};

const AGES: [&str; 6] = ["0-15", "16-24", "25-34", "35-49", "50-64", "65+"];

/// Numbers from a seed, the same everywhere.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, limit: f64) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64 * limit
    }

    /// Events that come by chance, so many on average (Knuth's product of uniform numbers).
    fn events(&mut self, mean: f64) -> u32 {
        let (mut left, mut events) = ((-mean).exp(), 0);
        let floor = left;
        left = self.below(1.0);
        while left > floor {
            left *= self.below(1.0);
            events += 1;
        }
        events
    }
}

fn site(folder: &Path, wards: usize, years: i32) {
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    };
    let authorities = wards.div_ceil(23).max(1);
    let mut areas = String::from(
        "title: Made-up counts\npublisher: Nobody\nedition: \"2026\"\npublished: 2026-03-02\n\
         licence: {name: None, address: \"https://www.example.org/\"}\n\
         accessibility: {status: partially, answer-within: 10 working days, prepared: 2 March 2026, reviewed: 2 March 2026}\n\
         areas:\n  assessed: country\n  levels:\n    - {id: country, name: Country, plural: Countries, profile: yes, list: [{code: E92000001, name: Country}]}\n\
         \x20   - id: authority\n      name: Authority\n      plural: Authorities\n      parent: E92000001\n      list:\n",
    );
    for authority in 0..authorities {
        let _ = writeln!(areas, "        - {{code: E07{authority:06}, name: Authority {authority}}}");
    }
    areas.push_str("    - id: ward\n      name: Ward\n      plural: Wards\n      list:\n");
    for ward in 0..wards {
        let parent = ward / 23;
        let _ = writeln!(areas, "        - {{code: E05{ward:06}, name: Ward {ward}, parent: E07{parent:06}}}");
    }
    write("site.yaml", &areas);
    let mut seeded = Seeded(1);
    let mut rows = String::from("Area,Year,Sex,Age,Events\n");
    for ward in 0..wards {
        let size = 0.2 + seeded.below(1.0).powi(2) * 3.0;
        for year in 0..years {
            for (sex, by_sex) in [("female", 0.7), ("male", 1.3)] {
                for (age, by_age) in AGES.iter().zip([0.5, 2.0, 1.6, 1.2, 0.5, 0.2]) {
                    let events = seeded.events(4.0 * size * by_sex * by_age);
                    let _ = writeln!(rows, "E05{ward:06},{},{sex},{age},{events}", 2015 + year);
                }
            }
        }
    }
    write("data/events-illustrative/events-illustrative.csv", &rows);
    write(
        "data/events-illustrative/source.yaml",
        "title: Events (illustrative)\npublisher: Nobody\nlicence: {name: None, address: \"https://www.example.org/\"}\n\
         attribution: Made up.\naddress: https://www.example.org/events\nperiod: ten years\nstatus: illustrative\n\
         format: table\nfiles: [events-illustrative.csv]\ndisclosure: {rule: under-5, why: a trial of speed}\nlayout:\n  \
         area: {column: Area}\n  period: {column: Year, form: year}\n  group: {sex: Sex, age: Age}\n  values: {events: Events}\n",
    );
    write(
        "content/indicators/events.md",
        "---\ncode: EV-01\ntitle: Events\nshort: Events\ntheme: Police\nunit: events\nmethod: count\n\
         numerator: {source: events-illustrative, series: [events]}\npolarity: lower is better\nbenchmark: none\n\
         levels: [country, authority, ward]\nsum: yes\nbreakdowns: [sex, age, age and sex]\ndefinition: Events.\n---\n\nMade up.\n",
    );
    write("content/index.md", "---\ntitle: Made-up counts\nsummary: A trial.\n---\n\nA trial.\n");
}

/// The most memory this process held, in megabytes, where the system says it.
fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1_000.0)
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    // `cargo test` runs this too, and has no time for it.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return;
    }
    let number = |name: &str, otherwise: usize| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)).and_then(|text| text.parse().ok()).unwrap_or(otherwise)
    };
    let (wards, years) = (number("--wards", 7_000), number("--years", 10));
    let folder = std::env::temp_dir().join(format!("sna-disclosure-{}", std::process::id()));
    site(&folder, wards, i32::try_from(years).expect("a few years"));
    let report = Report::new(Strictness::Lenient);
    let progress = Progress::default();
    let mut took: BTreeMap<&str, Duration> = BTreeMap::new();
    let mut started = Instant::now();
    let mut lap = |name| {
        took.insert(name, started.elapsed());
        started = Instant::now();
    };
    let done = (|| {
        let root = Root::new(&folder);
        let config = config::read(&report, &root)?;
        let observations = ingest::read(&report, &progress, &root, &config.areas)?;
        let texts = content::read(&report, &root, &mut sna::content::Searched::default())?;
        lap("reading");
        let estimates = measure::estimate(&report, &observations, &texts.indicators, None)?;
        lap("measuring");
        let sources = observations.tables.iter().map(|(id, table)| (id.clone(), table.source.clone())).collect();
        let areas = &observations.areas;
        let (release, held) = disclosure::apply(&progress, areas, &sources, (config.published, &[]), estimates);
        lap("protecting");
        let named = audit::Named { edition: &config.edition, published: config.published };
        let record = audit::audit(&report, &progress, areas, &sources, named, &release, &held)?;
        lap("auditing");
        Ok::<_, sna::report::Reported>(record)
    })();
    let _ = fs::remove_dir_all(&folder);
    let Ok(record) = done else {
        eprintln!("{}", report.render(Format::Human));
        std::process::exit(1);
    };
    let reading = took["reading"].as_secs_f64();
    for (name, time) in &took {
        eprintln!("{name:12} {:8.2} s  {:6.2} times reading", time.as_secs_f64(), time.as_secs_f64() / reading);
    }
    for line in &record.lines {
        let beside = line.withheld.iter().filter(|(_, _, _, standing, _)| *standing == audit::Standing::Beside).count();
        let small = line.withheld.len() - beside;
        eprintln!("{} cells, {small} withheld for their own count, {beside} beside them", line.cells);
    }
    eprintln!("{} counts attacked, narrowest width {:?}", record.attacked, record.narrowest);
    if let Some(peak) = peak() {
        eprintln!("peak memory {peak:.0} MB");
    }
}
