//! What stands in `data/` and what is said when it is wrong, through the public functions.

use std::collections::BTreeMap;
use std::path::Path;

use sna::files::Root;
use sna::ingest;
use sna::model::area::{AreaCode, Level};
use sna::model::declaration::{AreaDeclaration, BoundaryDeclaration, LevelDeclaration, ListedArea, LookupDeclaration};
use sna::model::source::SourceId;
use sna::report::{Format, Place, Report, Strictness};

fn place() -> Place {
    Place::file("site.yaml")
}

fn level(id: &str, name: &str, plural: &str, profile: bool) -> LevelDeclaration {
    LevelDeclaration {
        level: Level { id: id.into(), name: name.into(), plural: plural.into(), profile },
        place: place(),
        list: Vec::new(),
        lookup: None,
        names: BTreeMap::new(),
        slugs: BTreeMap::new(),
        parent: None,
    }
}

fn listed(code: &str, name: &str, slug: Option<&str>, parent: Option<&str>) -> ListedArea {
    ListedArea { code: AreaCode::new(code), name: name.into(), slug: slug.map(Into::into), parent: parent.map(AreaCode::new), place: place() }
}

fn lookup(source: &str, file: &str, code: &str, name: &str, parent: Option<&str>) -> Option<LookupDeclaration> {
    Some(LookupDeclaration {
        source: SourceId::new(source),
        file: file.into(),
        code: code.into(),
        name: name.into(),
        parent: parent.map(Into::into),
        place: place(),
    })
}

#[test]
fn the_data_of_the_demonstration_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !folder.join("data").is_dir() || !folder.join("site.yaml").is_file() {
        println!("skipped: this checkout has no site.yaml or no data/");
        return;
    }
    let report = Report::new(Strictness::Lenient);
    let root = Root::new(folder);
    let config = sna::config::read(&report, &root).unwrap();
    let begin = std::time::Instant::now();
    let read = ingest::read(&report, &root, &config.areas);
    println!("{:?}", begin.elapsed());
    let messages = anstream::adapter::strip_str(&report.render(Format::Human)).to_string();
    let read = read.unwrap_or_else(|_| panic!("{messages}"));
    println!("{messages}");
    for (id, table) in &read.tables {
        println!("{id}: {} {:?} {} {:?}", table.observations.len(), table.series.len(), table.groups.len(), table.quality.first());
    }
}
