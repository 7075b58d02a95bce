//! A small site around one file of data, read again and again with other bytes in it.
//!
//! The whole way from the stored file to observations is tried, as an analyst takes it: containers,
//! encodings, rows, the layout. Whatever the bytes, reading ends, says something or gives numbers, and does
//! neither panic nor fill the memory; libFuzzer holds the time and the memory to bounds.

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use sna::files::Root;
use sna::progress::Progress;
use sna::report::{Format, Report, Strictness};
use tempfile::TempDir;

const SITE: &str = include_str!("site.yaml");

struct Site {
    folder: TempDir,
    file: String,
}

impl Site {
    fn new(file: &str, rest: &str, beside: &[(&str, &[u8])]) -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
        let folder = folder.expect("a folder for the site");
        let put = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for a file");
            fs::write(path, text).expect("a file of the site");
        };
        put("site.yaml", SITE);
        let declaration = format!(
            "title: Tried\npublisher: Nobody\nlicence: {{name: MIT, address: none}}\nattribution: none\naddress: none\n\
             period: none\nstatus: published\nfiles: [{file}]\ndisclosure: {{rule: none, why: tried}}\n{rest}"
        );
        put("data/tried/source.yaml", &declaration);
        for (name, bytes) in beside {
            fs::write(folder.path().join("data/tried").join(name), bytes).expect("a file beside it");
        }
        Self { folder, file: format!("data/tried/{file}") }
    }

    fn read(&self, bytes: &[u8]) {
        fs::write(self.folder.path().join(&self.file), bytes).expect("the file that is tried");
        let report = Report::new(Strictness::Lenient);
        let root = Root::new(self.folder.path());
        let read = sna::config::read(&report, &root)
            .and_then(|config| sna::ingest::read(&report, &Progress::default(), &root, &config.areas));
        // Words for people are part of what is tried: places must lie in the file.
        let said = report.render(Format::Human);
        assert!(read.is_ok() || !said.is_empty(), "nothing was read and nothing was said");
    }
}

/// Reads `bytes` as the file `file` of a source whose declaration ends in `rest`.
pub fn read(file: &str, rest: &str, bytes: &[u8]) {
    read_beside(file, rest, &[], bytes);
}

/// The same, with other files that stay as they are beside it.
pub fn read_beside(file: &str, rest: &str, beside: &[(&str, &[u8])], bytes: &[u8]) {
    thread_local! {
        static KEPT: RefCell<Option<Site>> = const { RefCell::new(None) };
    }
    KEPT.with_borrow_mut(|kept| kept.get_or_insert_with(|| Site::new(file, rest, beside)).read(bytes));
}
