//! Pictures to look at.
use super::*;
use super::sample::*;
use crate::model::group::Group;
use crate::model::period::Period;
use crate::model::cell::{Cell, Shorthand};
use crate::report::Strictness;

fn show(name: &str, finding: &str, spec: &Spec, findings: &Findings, out: &mut String) {
    let report = Report::new(Strictness::Lenient);
    let figure = figure(&report, spec, findings).unwrap_or_else(|_| panic!("{}", report.render(crate::report::Format::Human)));
    let (wide, narrow) = (figure.draw(Frame::Wide, name), figure.draw(Frame::Narrow, name));
    println!("{name}: wide {} narrow {} words {}", wide.len(), narrow.len(), figure.rows.steps.last().unwrap().words);
    out.push_str(&format!("<figure class='figure {}'><h3 class=finding>{finding}</h3><p class=shown>{}</p><p class=summary>{}</p><div class='pair'><div class=w>{wide}</div><div class=n>{narrow}</div></div></figure>", spec.kind, figure.shown, figure.summary));
    std::fs::write(format!("/tmp/look/{name}.csv"), figure.csv()).unwrap();
    let table = figure.table();
    let mut t = format!("{}\n{:?}\n", table.caption, table.columns.iter().map(|c| &c.text).collect::<Vec<_>>());
    for row in &table.rows { t.push_str(&format!("{:?} | {}\n", row.cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(), row.words)); }
    std::fs::write(format!("/tmp/look/{name}.txt"), t).unwrap();
}

#[test]
fn look() {
    std::fs::create_dir_all("/tmp/look").unwrap();
    let mut out = String::from("<!doctype html><meta charset=utf-8><link rel=stylesheet href=tokens.css><link rel=stylesheet href=figure.css><style>body{font:17px/1.5 var(--sans);margin:24px;width:1120px;background:var(--paper);color:var(--ink)}.pair{display:flex;gap:40px;align-items:flex-start}.w{width:720px}.n{width:320px}.chart.wide,.chart.narrow{display:block!important} .figure{max-width:none!important}</style>");
    let a = areas(&[]);
    let all: Vec<_> = a.iter().map(|(id, _)| id).collect();
    let mut cells = Vec::new();
    let mut rnd = noise(3);
    for (k, area) in all.iter().enumerate() {
        let base = 40.0 + 6.0 * ((k * 5) % 7) as f64;
        for (i, p) in months().into_iter().enumerate() {
            let mut c = value((base + 6.0 * ((i as f64) / 6.0).sin() + 3.0 * rnd()) / 12.0);
            if (8..11).contains(&i) { c = Cell::Missing(Shorthand::NotCollected); }
            if k == 2 && (20..24).contains(&i) { c = WITHHELD; }
            if i >= 33 { if let Cell::Value(e) = &mut c { e.standing = crate::model::estimate::Standing::Provisional; } }
            cells.push((*area, p, c));
        }
    }
    let f = findings(a.clone(), cells);
    let mut s = spec("line");
    s.areas = vec![all[1], all[2], all[4], all[6]];
    show("line4", "Four areas and a comparator", &s, &f, &mut out);
    s.areas = vec![all[1], all[0]];
    show("line1", "One area, its limits, and a comparator", &s, &f, &mut out);
    s.areas = vec![all[0]];
    show("line0", "The force alone", &s, &f, &mut out);
    // financial years
    let mut cells = Vec::new();
    for (k, area) in all.iter().enumerate() {
        for y in 2015..2025 { cells.push((*area, Period::financial_year(y).unwrap(), bare(1200.0 + 300.0 * k as f64 + 100.0 * rnd()))); }
    }
    let g = findings(a.clone(), cells);
    s.areas = vec![all[1], all[2], all[7]];
    show("linefy", "Financial years", &s, &g, &mut out);
    let mut s = spec("bar");
    s.level = Some(AUTHORITY);
    show("bar7", "Seven authorities", &s, &f, &mut out);
    s.marked = Some(all[4]);
    s.period = Some(months()[21]);
    show("bar7m", "Seven authorities, one marked, one withheld", &s, &f, &mut out);
    let mut cells = Vec::new();
    for (k, name) in ["under 16", "16 to 17", "18 to 24", "25 to 34", "35 to 49", "50 to 64", "65 and over"].iter().enumerate() {
        for (j, area) in all.iter().enumerate() {
            cells.push((Group::new([("age", *name)]), *area, Period::year(2024).unwrap(), value(3.0 + 2.0 * ((k + j) % 5) as f64)));
        }
    }
    let h = of_groups(a.clone(), cells);
    let mut s = spec("bar"); s.by = Some("age".into()); s.areas = vec![all[1]];
    show("age1", "Ages in one area", &s, &h, &mut out);
    s.areas = vec![all[1], all[2], all[3]];
    show("age3", "Ages in three areas", &s, &h, &mut out);
    std::fs::write("/tmp/look/index.html", &out).unwrap();
    let mut out = out[..out.find("<figure").unwrap()].to_owned();
    let (wards, shapes) = wards();
    let a = areas(&wards);
    let w: Vec<_> = a.of_level(WARD).collect();
    let boundaries: std::collections::BTreeMap<_, _> = shapes.into_iter().map(|(code, b)| (a.by_code(&code).unwrap(), b)).collect();
    let mut cells = Vec::new();
    let p = Period::year_to(2026, 3).unwrap();
    for (k, id) in w.iter().enumerate() {
        let c = if k % 17 == 3 { WITHHELD } else { value(5.0 + 40.0 * rnd() * rnd()) };
        cells.push((*id, p, c));
    }
    for id in a.of_level(AUTHORITY) { cells.push((id, p, value(10.0 + 40.0 * rnd()))); }
    cells.push((a.assessed(), p, value(22.0)));
    let m = with_boundaries(findings(a.clone(), cells), boundaries);
    let mut s = spec("map"); s.level = Some(WARD); s.marked = Some(w[40]);
    let t = std::time::Instant::now();
    let report = Report::new(Strictness::Lenient);
    let fig = figure(&report, &s, &m).unwrap();
    println!("rows {:?}", t.elapsed());
    let t = std::time::Instant::now();
    for _ in 0..100 { std::hint::black_box(fig.draw(Frame::Wide, "x")); }
    println!("100 maps {:?}", t.elapsed());
    show("mapw", "Wards", &s, &m, &mut out);
    std::fs::write("/tmp/look/alone.svg", fig.svg(&Imprint { finding: "A long finding about violence in the wards of the West Midlands force area that needs two lines".into(), number: "Figure VI-01-map".into(), lines: vec!["Source: Home Office and West Midlands Police, through data.police.uk. Contains public sector information licensed under the Open Government Licence v3.0.".into(), "https://example.org/2026/f/VI-01-map/".into()] })).unwrap();
    let mut s2 = spec("map"); s2.level = Some(AUTHORITY);
    show("mapa", "Authorities", &s2, &m, &mut out);
    s.kind = "spread".into();
    show("spreadw", "Spread of wards", &s, &m, &mut out);
    s2.kind = "spread".into(); s2.marked = a.by_slug("walsall");
    show("spreada", "Spread of authorities", &s2, &m, &mut out);
    let mut b = spec("bar"); b.areas = w[..40].to_vec();
    show("barw", "Forty wards", &b, &m, &mut out);
    let vals: Vec<f64> = (0..20).map(|_| rnd() * 30.0).collect();
    for k in 0..3 { out.push_str(&format!("<p>{} {}</p>", row_spread(&vals, Some(vals[k]), Some(14.0)), row_spark(&[Some(rnd()), Some(rnd()), None, Some(rnd()), Some(rnd()), Some(rnd()), Some(rnd())]))); }
    let report = Report::new(Strictness::Lenient);
    let fb = figure(&report, &b, &m).unwrap();
    let mut l = spec("line"); l.areas = vec![all[1], all[2], all[4], all[6]];
    let fl = figure(&report, &l, &f).unwrap();
    let t = std::time::Instant::now();
    for _ in 0..500 { std::hint::black_box(fb.draw(Frame::Wide, "x")); std::hint::black_box(fl.draw(Frame::Wide, "x")); }
    println!("1000 drawings {:?}", t.elapsed());
    std::fs::write("/tmp/look/maps.html", &out).unwrap();
}

fn wards() -> (Vec<(String, String, String)>, Vec<(String, crate::model::area::Boundary)>) {
    use std::io::Read;
    let (mut list, mut shapes) = (Vec::new(), Vec::new());
    for (code, _) in AUTHORITIES {
        let mut text = String::new();
        flate2::read::GzDecoder::new(std::fs::File::open(format!("/work/shared/data/geography/boundaries/ward/{code}.geojson.gz")).unwrap()).read_to_string(&mut text).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        for f in json["features"].as_array().unwrap() {
            let w = f["properties"]["WD25CD"].as_str().unwrap().to_owned();
            list.push((w.clone(), f["properties"]["WD25NM"].as_str().unwrap().to_owned(), code.to_owned()));
            let ring = |r: &serde_json::Value| -> Vec<(f64, f64)> { r.as_array().unwrap().iter().map(|p| (p[0].as_f64().unwrap(), p[1].as_f64().unwrap())).collect() };
            let poly = |p: &serde_json::Value| -> Vec<Vec<(f64, f64)>> { p.as_array().unwrap().iter().map(ring).collect() };
            let c = &f["geometry"]["coordinates"];
            let polygons = if f["geometry"]["type"] == "Polygon" { vec![poly(c)] } else { c.as_array().unwrap().iter().map(poly).collect() };
            shapes.push((w, crate::model::area::Boundary { polygons }));
        }
    }
    (list, shapes)
}
