//! Holds the laws of the source that the compiler does not: which module may use which, who may read and
//! write files, where numbers come from, and which words never stand in it.
//!
//! The source is read as text. Comments and texts in quotes are blanked first, and what stands under
//! `#[cfg(test)]` is left out, so that a law is broken by code alone.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sna::chart::CHARTS;
use sna::compare::ANALYSES;
use sna::ingest::FORMATS;
use sna::measure::method::METHODS;
use sna::render::{OUTPUTS, theme};
use sna::statistics::Explained;

/// The modules in the order in which each may use those before it. `src/lib.rs` lists them in this order
/// for its reader; `main` is the command line and stands last. The order differs from that of the first
/// design in two places: `progress` knows nothing and stands first, and `pipeline` stands before `publish`
/// and `serve`, since `serve` builds again and again.
const ORDER: [&str; 22] = [
    "progress",
    "report",
    "files",
    "yaml",
    "model",
    "statistics",
    "config",
    "ingest",
    "measure",
    "attack",
    "disclosure",
    "audit",
    "compare",
    "content",
    "chart",
    "ledger",
    "render",
    "diff",
    "pipeline",
    "publish",
    "serve",
    "main",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of `src`.
struct Source {
    /// Below `src`, with forward slashes.
    path: String,
    /// As it stands.
    text: String,
    /// Its code: comments, texts in quotes and tests blanked, lines kept.
    code: String,
}

impl Source {
    /// The module of the first level that it is part of.
    fn module(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// `src/path:line` and the line, for every line of code that `breaks` a law.
    fn lines(&self, breaks: impl Fn(&str) -> bool) -> Vec<String> {
        let broken = self.code.lines().enumerate().filter(|(_, line)| breaks(line));
        broken.map(|(number, line)| format!("src/{}:{}: {}", self.path, number + 1, line.trim())).collect()
    }
}

fn walk(folder: &Path, leave: &[&str], found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if leave.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() { walk(&path, leave, found) } else { found.push(path) }
    }
}

/// The path below `folder`, with forward slashes on every system.
fn below(path: &Path, folder: &Path) -> String {
    let parts: Vec<_> =
        path.strip_prefix(folder).unwrap().components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(read_sources)
}

fn read_sources() -> Vec<Source> {
    let folder = root().join("src");
    let mut paths = Vec::new();
    walk(&folder, &[], &mut paths);
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    assert!(paths.len() > 20, "the source is not where it should be");
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        Source { path: below(path, &folder), code: code(&text), text }
    };
    let mut sources: Vec<Source> = paths.iter().map(read).collect();
    let tests: Vec<String> = sources.iter().flat_map(test_modules).collect();
    for source in &mut sources {
        let is_test = tests.contains(&source.path);
        source.code = if is_test { "\n".repeat(source.text.lines().count()) } else { without_tests(&source.code) };
    }
    sources
}

/// The files that stand under `#[cfg(test)] mod NAME;` of a file.
fn test_modules(source: &Source) -> Vec<String> {
    // The modules of `chart/mod.rs` stand beside it, and those of `chart/hours.rs` in `chart/hours/`.
    let (folder, name) = source.path.rsplit_once('/').unwrap_or(("", &source.path));
    let own = name.trim_end_matches(".rs");
    let folder = if ["mod", "lib", "main"].contains(&own) { folder.to_owned() } else { format!("{folder}/{own}") };
    let modules = source.code.split("#[cfg(test)]").skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        rest.strip_prefix("pub(super) ").unwrap_or(rest).strip_prefix("mod ")?.split_once(';')
    });
    let names = modules.map(|(name, _)| name).filter(|name| !name.contains('{'));
    names.map(|name| format!("{folder}/{name}.rs").trim_start_matches('/').to_owned()).collect()
}

/// The text of a Rust file with comments and texts in quotes blanked; every line keeps its number.
fn code(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let starts =
        |at: usize, word: &str| word.chars().enumerate().all(|(step, letter)| letters.get(at + step) == Some(&letter));
    let blank = |from: usize, to: usize, out: &mut String| {
        out.extend(letters[from..to].iter().map(|letter| if *letter == '\n' { '\n' } else { ' ' }))
    };
    while at < letters.len() {
        let end = if starts(at, "//") {
            (at..letters.len()).find(|at| letters[*at] == '\n').unwrap_or(letters.len())
        } else if starts(at, "/*") {
            (at + 2..letters.len()).find(|at| starts(*at, "*/")).map_or(letters.len(), |at| at + 2)
        } else if letters[at] == 'r' && raw(&letters, at).is_some() {
            raw(&letters, at).unwrap_or(at)
        } else if letters[at] == '"' {
            let mut end = at + 1;
            while end < letters.len() && letters[end] != '"' {
                end += if letters[end] == '\\' { 2 } else { 1 };
            }
            (end + 1).min(letters.len())
        } else if letters[at] == '\'' && letters.get(at + 1) == Some(&'\\') {
            (at + 3..letters.len()).find(|at| letters[*at] == '\'').map_or(letters.len(), |at| at + 1)
        } else if letters[at] == '\'' && letters.get(at + 2) == Some(&'\'') {
            at + 3
        } else {
            out.push(letters[at]);
            at += 1;
            continue;
        };
        blank(at, end, &mut out);
        at = end;
    }
    out
}

/// The end of the raw text that begins at `at`, if one does.
fn raw(letters: &[char], at: usize) -> Option<usize> {
    let word_before = at > 0 && (letters[at - 1].is_alphanumeric() || letters[at - 1] == '_') && letters[at - 1] != 'b';
    let signs = letters[at + 1..].iter().take_while(|letter| **letter == '#').count();
    if word_before || letters.get(at + 1 + signs) != Some(&'"') {
        return None;
    }
    let close = |at: usize| {
        letters[at] == '"' && letters[at + 1..].iter().take(signs).filter(|letter| **letter == '#').count() == signs
    };
    (at + 2 + signs..letters.len()).find(|at| close(*at)).map(|at| at + 1 + signs)
}

/// Code with each item under `#[cfg(test)]` blanked, up to its closing brace or semicolon.
fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let mut depth = 0_usize;
        let mut end = out.len();
        for (at, letter) in out[start + "#[cfg(test)]".len()..].char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(letter, '}' | ';') {
                end = start + "#[cfg(test)]".len() + at + 1;
                break;
            }
        }
        let blank: String = out[start..end].chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
    }
    out
}

/// The words of a line of code.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

/// The modules of the first level that code uses by `crate::X`, `crate::{X, Y::Z}`, with their lines.
fn used(code: &str, name: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(name) {
        if code[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + name.len()..];
        match rest.strip_prefix('{') {
            None => found.extend(words(rest).next().map(|word| (line, word.to_owned()))),
            Some(list) => {
                let mut depth = 0_usize;
                let mut first = true;
                let mut word = String::new();
                for letter in list.chars() {
                    match letter {
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        '{' => depth += 1,
                        ',' if depth == 0 => {
                            found.push((line, std::mem::take(&mut word)));
                            first = true;
                        }
                        ':' => first = false,
                        letter if first && !letter.is_whitespace() => word.push(letter),
                        _ => {}
                    }
                }
                found.push((line, word));
            }
        }
    }
    found.retain(|(_, word)| !word.is_empty());
    found
}

fn nothing_in(broken: Vec<String>, law: &str) {
    assert!(broken.is_empty(), "{law}:\n{}", broken.join("\n"));
}

#[test]
fn the_scanner_of_this_test_sees_code_and_nothing_else() {
    let text = "let a = \"crate::x \\\" {\"; // crate::y\nlet b = '\"'; let c: &'a str = r#\"crate::\"z\"#;\n#[cfg(test)]\nmod t { fn f() { crate::u() } }\nuse crate::{a, b::{c, d}, e};";
    let code = without_tests(&code(text));
    assert_eq!(code.matches('\n').count(), text.matches('\n').count());
    let names: Vec<(usize, String)> = used(&code, "crate::");
    assert_eq!(names, [(5, "a".to_owned()), (5, "b".to_owned()), (5, "e".to_owned())]);
    assert!(code.contains("&'a str"));
}

#[test]
fn the_modules_stand_in_reading_order() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let listed: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(listed, ORDER[..ORDER.len() - 1], "src/lib.rs and the order of this test say different things");
    let found: BTreeSet<String> =
        sources().iter().map(|source| source.module().to_owned()).filter(|module| module != "lib").collect();
    let expected: BTreeSet<String> = ORDER.iter().map(|module| (*module).to_owned()).collect();
    assert_eq!(found, expected, "src has another set of modules than this test");
}

#[test]
fn a_module_uses_only_those_before_it() {
    let place = |module: &str| ORDER.iter().position(|other| *other == module);
    let mut broken = Vec::new();
    let mut seen = 0;
    for source in sources().iter().filter(|source| source.path != "lib.rs") {
        let own = place(source.module());
        let name = if source.path == "main.rs" { "sna::" } else { "crate::" };
        for (line, used) in used(&source.code, name) {
            seen += 1;
            if used != source.module() && place(&used) >= own {
                broken.push(format!("src/{}:{line}: uses {used}", source.path));
            }
        }
        // Nothing climbs out of its module by another way than `crate::`.
        let depth = source.path.matches('/').count() + usize::from(!source.path.ends_with("mod.rs"));
        let climbs = "super::".repeat(depth);
        broken.extend(source.lines(|line| line.contains(&climbs)));
    }
    assert!(seen > 100, "this test sees only {seen} uses of modules");
    nothing_in(broken, "a module uses one that does not stand before it");
}

#[test]
fn files_are_read_in_one_place_and_written_in_one() {
    let may = |path: &str| path.starts_with("files/") || path.starts_with("publish/");
    let mut broken = Vec::new();
    for source in sources() {
        let opens = |line: &str| {
            ["std::fs", "File::open", "File::create", "fs::read", "fs::write"].iter().any(|words| line.contains(words))
        };
        if !may(&source.path) {
            broken.extend(source.lines(opens));
        }
        if !source.path.starts_with("files/") {
            broken.extend(source.lines(|line| words(line).any(|word| word == "walkdir")));
        }
    }
    nothing_in(broken, "only files and publish may touch files, and only files walks folders");
}

#[test]
fn the_clock_and_the_environment_are_for_the_command_line() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| source.module() != "main") {
        let clock = |line: &str| line.contains("SystemTime::now") || words(line).any(|word| word == "Instant");
        broken.extend(source.lines(|line| {
            clock(line) || line.contains("std::env") || line.contains("env::var") || line.contains("env::args")
        }));
        if !source.path.starts_with("files/") {
            broken.extend(source.lines(|line| words(line).any(|word| word == "SystemTime")));
        }
    }
    nothing_in(
        broken,
        "only the command line may look at the clock or the environment; files may compare times of files",
    );
}

#[test]
fn numbers_come_from_the_release_alone() {
    let later = ["compare", "content", "chart", "render"];
    let raw = ["Estimates", "Observations", "Observation", "Measured", "Counted", "ingest"];
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| later.contains(&source.module())) {
        broken.extend(source.lines(|line| words(line).any(|word| raw.contains(&word))));
        // Of `measure` they may know definitions and the names of methods.
        for (at, _) in source.code.match_indices("crate::measure") {
            let rest = &source.code[at + "crate::measure".len()..];
            if !["::method", "::Indicators", "::interval"].iter().any(|allowed| rest.starts_with(allowed)) {
                let line = source.code[..at].matches('\n').count() + 1;
                broken.push(format!("src/{}:{line}: {}", source.path, rest.lines().next().unwrap_or_default()));
            }
        }
    }
    nothing_in(broken, "after disclosure no code may name what holds true counts");
}

#[test]
fn only_disclosure_makes_a_release() {
    let makes = |line: &str| line.contains("Release {") || line.contains("Released {");
    let shows = |line: &str| line.contains("struct ") || line.contains("->") || line.contains("impl ");
    let elsewhere = sources().iter().filter(|source| !["disclosure", "main"].contains(&source.module()));
    nothing_in(
        elsewhere.flat_map(|source| source.lines(|line| makes(line) && !shows(line))).collect(),
        "a release is made by disclosure alone",
    );
}

#[test]
fn forbidden_words_do_not_stand_in_the_source() {
    let in_code = ["dbg!", "todo!", "unimplemented!", ".unwrap()", "#[ignore", "unsafe "];
    let mut broken: Vec<String> = sources()
        .iter()
        .flat_map(|source| source.lines(|line| in_code.iter().any(|word| line.contains(word))))
        .collect();
    let anywhere = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")];
    let mut paths = Vec::new();
    for folder in ["src", "tests", "themes"] {
        walk(&root().join(folder), &["node_modules"], &mut paths);
    }
    for path in paths {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let found = text.lines().enumerate().filter(|(_, line)| words(line).any(|word| anywhere.contains(&word)));
        broken.extend(found.map(|(number, line)| format!("{}:{}: {}", below(&path, root()), number + 1, line.trim())));
        if path.extension().is_some_and(|ending| ending == "rs") {
            let ignored = code(&text).contains(concat!("#[", "ignore"));
            broken.extend(ignored.then(|| format!("{}: an ignored test", below(&path, root()))));
        }
    }
    nothing_in(broken, "these words may not stand in the source");
}

/// The compiler never sees a file that no other file names.
#[test]
fn every_file_of_source_is_a_module_of_another() {
    let orphan = |source: &&Source| {
        let path = source.path.strip_suffix("/mod.rs").or(source.path.strip_suffix(".rs")).unwrap_or(&source.path);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let parents = match folder {
            "" => vec!["lib.rs".to_owned()],
            folder => vec![format!("{folder}/mod.rs"), format!("{folder}.rs")],
        };
        let declares = |parent: &Source| {
            parents.contains(&parent.path)
                && parent.text.lines().any(|line| line.trim_end().ends_with(&format!("mod {name};")))
        };
        !["lib", "main"].contains(&path) && !sources().iter().any(declares)
    };
    let found: Vec<String> = sources().iter().filter(orphan).map(|source| format!("src/{}", source.path)).collect();
    nothing_in(found, "a file is named by `mod` in the file above it");
}

#[test]
fn a_file_of_source_has_fewer_than_400_lines_and_says_first_what_it_is() {
    let mut broken = Vec::new();
    for Source { path, text, .. } in sources() {
        let lines = text.lines().count();
        broken.extend((lines >= 400).then(|| format!("src/{path}: {lines} lines")));
        broken.extend((!text.starts_with("//! ")).then(|| format!("src/{path}: does not begin with `//!`")));
    }
    nothing_in(broken, "a file is short, and opens with what comes in and what goes out");
}

#[test]
fn files_are_named_after_what_is_in_them() {
    let vague = [
        "utils",
        "util",
        "helpers",
        "helper",
        "common",
        "misc",
        "manager",
        "handler",
        "processor",
        "info",
        "data",
        "types",
    ];
    let names = |path: &str| path.trim_end_matches(".rs").split('/').map(str::to_owned).collect::<Vec<_>>();
    let broken = sources()
        .iter()
        .filter(|source| names(&source.path).iter().any(|name| vague.contains(&name.as_str())))
        .map(|source| format!("src/{}", source.path))
        .collect();
    nothing_in(broken, "a name that says nothing");
}

#[test]
fn every_file_of_the_theme_is_built_in() {
    let folder = root().join("themes/default");
    let mut paths = Vec::new();
    walk(&folder, &[], &mut paths);
    let on_disk: BTreeSet<String> = paths.iter().map(|path| below(path, &folder)).collect();
    let built_in: BTreeSet<String> = theme::BUILT_IN.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(on_disk, built_in, "themes/default and BUILT_IN in src/render/theme.rs differ");
}

/// Whether git would leave a file out: what builds, runs and editors make.
const MADE: [&str; 9] = [
    ".git",
    "target",
    "public",
    "public.next",
    "public.old",
    "node_modules",
    "test-results",
    "playwright-report",
    "artefacts",
];

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let machine = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/tm", "p/"), concat!("C:", "\\Users")];
    let mut paths = Vec::new();
    walk(root(), &MADE, &mut paths);
    let mut broken = Vec::new();
    for path in paths {
        // What is not text is data.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let found = text.lines().enumerate().filter(|(_, line)| machine.iter().any(|words| line.contains(words)));
        broken.extend(found.map(|(number, _)| format!("{}:{}", below(&path, root()), number + 1)));
    }
    nothing_in(broken, "a path that is right on one machine only");
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let text = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut section = "";
    let mut before = "";
    let mut broken = Vec::new();
    let mut seen = 0;
    for line in text.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]") && line.contains(" = ") && !line.starts_with([' ', '#']) {
            seen += 1;
            broken.extend((!before.starts_with("# ")).then(|| line.to_owned()));
        }
        before = line;
    }
    assert!(seen > 20, "this test sees only {seen} dependencies");
    nothing_in(broken, "a dependency needs a comment above it that says what it is for");
}

/// The names in a registry's list, such as `table::Table`, from the file that holds it.
fn entries(source: &Source, list: &str) -> Vec<String> {
    let start =
        source.code.find(&format!("pub const {list}")).unwrap_or_else(|| panic!("no {list} in src/{}", source.path));
    let body = &source.code[start..];
    let body = &body[body.find('=').unwrap()..];
    let body = &body[body.find('[').unwrap() + 1..body.find("];").unwrap()];
    let names =
        body.split(',').map(|name| name.trim().trim_start_matches('&').trim_start_matches("super::").to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_method_says_what_it_is_why_by_example_and_where_it_ends() {
    let all = METHODS.iter().map(|method| *method as &dyn Explained).chain(ANALYSES.iter().copied());
    let mut words = BTreeSet::new();
    for method in all {
        let text = method.text();
        let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# ")).collect();
        assert_eq!(headings, ["What it is", "Why", "Example", "Limits"], "{}", method.word());
        assert!(method.about().ends_with('.') && method.about().len() > 40, "{}: {}", method.word(), method.about());
        assert!(method.citation().chars().any(|sign| sign.is_ascii_digit()) || method.word() == "published");
        assert!(words.insert(method.word()), "two methods go by `{}`", method.word());
    }
}

#[test]
fn every_entry_of_a_registry_is_explained_and_has_a_name_of_its_own() {
    let sources = sources();
    let named =
        |path: &str| sources.iter().find(|source| source.path == path).unwrap_or_else(|| panic!("no src/{path}"));
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.name()).collect();
    let methods: Vec<&str> = METHODS.iter().map(|method| method.word()).collect();
    let charts: Vec<&str> = CHARTS.iter().map(|chart| chart.kind()).collect();
    let outputs: Vec<&str> = OUTPUTS.iter().map(|output| output.name()).collect();
    let registries = [
        ("ingest", "ingest/mod.rs", "FORMATS", formats),
        ("measure", "measure/method.rs", "METHODS", methods),
        ("chart", "chart/mod.rs", "CHARTS", charts),
        ("render", "render/mod.rs", "OUTPUTS", outputs),
    ];
    let mut broken = Vec::new();
    for (folder, file, list, words) in registries {
        let entries = entries(named(file), list);
        assert_eq!(entries.len(), words.len(), "this test reads {list} wrongly: {entries:?}");
        for (entry, word) in entries.iter().zip(&words) {
            let (module, name) = entry.rsplit_once("::").unwrap();
            let path = format!("{folder}/{}.rs", module.replace("::", "/"));
            let text = &named(&path).text;
            let is_its =
                |line: &str| ["struct", "static", "const"].iter().any(|kind| line.contains(&format!("{kind} {name}")));
            let lines: Vec<&str> = text.lines().collect();
            let at = lines.iter().position(|line| is_its(line)).unwrap_or_else(|| panic!("no {name} in src/{path}"));
            let above = lines[..at].iter().rev().find(|line| !line.starts_with("#["));
            broken.extend(
                (!above.is_some_and(|line| line.trim_start().starts_with("///")))
                    .then(|| format!("src/{path}: {name} (`{word}`) has no comment")),
            );
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in &words {
            *counts.entry(word).or_default() += 1;
        }
        broken.extend(
            counts.iter().filter(|(_, count)| **count > 1).map(|(word, _)| format!("{list}: two go by `{word}`")),
        );
    }
    nothing_in(broken, "an entry of a registry is explained where it is written");
}
