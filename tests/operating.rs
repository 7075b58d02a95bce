//! A site that is made again and again, on machines that fail: what did not change is neither made nor written again,
//! what did is never shown as it was, and a disk that is full or may not be written leaves the last site whole.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::BTreeMap;
use std::fs::{self, File, FileTimes};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use sna::config::Instead;
use sna::files::Root;
use sna::pipeline::Memo;
use sna::progress::Progress;
use sna::render::Site;
use sna::report::{Report, Result, Strictness};
use support::{Copy, files, plain};

fn program(copy: &Copy, words: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sna"));
    command.args(words).arg("--root").arg(copy.root());
    let Output { status, stderr, stdout } = command.output().unwrap();
    (status.code().unwrap(), format!("{}{}", String::from_utf8_lossy(&stderr), String::from_utf8_lossy(&stdout)))
}

/// Builds the site of a copy into its output folder, which must go well, and gives what was said.
fn build(copy: &Copy, more: &[&str]) -> String {
    let output = copy.output();
    let mut words = vec!["build", "--output", output.to_str().unwrap()];
    words.extend(more);
    let (status, said) = program(copy, &words);
    assert_eq!(status, 0, "{said}");
    said
}

/// What the site of a copy is where nothing was made before.
fn clean(copy: &Copy) -> BTreeMap<String, Vec<u8>> {
    let fresh = tempfile::tempdir().unwrap();
    let output = fresh.path().join("public");
    let (status, said) = program(copy, &["build", "--output", output.to_str().unwrap()]);
    assert_eq!(status, 0, "{said}");
    files(&output)
}

/// The time of the last change of each file.
fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    files(folder)
        .into_keys()
        .map(|path| {
            let time = fs::metadata(folder.join(&path)).unwrap().modified().unwrap();
            (path, time)
        })
        .collect()
}

/// The lines of a log that name files, by word.
fn named<'a>(log: &'a str, word: &str) -> Vec<&'a str> {
    log.lines().filter_map(|line| line.trim().strip_prefix(word)?.strip_prefix(' ')).collect()
}

#[test]
fn a_build_writes_what_changed_and_the_log_names_it() {
    let copy = Copy::new();
    let said = build(&copy, &[]);
    assert!(!said.contains("since the site before"), "there was none before: {said}");
    let (before, kept) = (files(&copy.output()), times(&copy.output()));
    let said = build(&copy, &[]);
    assert!(said.contains("nothing changed since the site before"), "{said}");
    std::thread::sleep(Duration::from_millis(20));

    copy.replace("content/chapters/violence.md", "There were {{", "In all there were {{");
    let log = copy.root().join("last.log");
    let said = build(&copy, &["--log", log.to_str().unwrap()]);
    let (after, now) = (files(&copy.output()), times(&copy.output()));
    let log = fs::read_to_string(log).unwrap();
    assert!(log.starts_with(concat!("sna ", env!("CARGO_PKG_VERSION"))), "{log}");
    assert!(log.contains("published ") && said.contains("since the site before"), "{log}\n{said}");
    let differ: Vec<&str> = after
        .iter()
        .filter(|(path, bytes)| *path != "manifest.json" && before.get(*path) != Some(*bytes))
        .map(|(path, _)| path.as_str())
        .collect();
    assert!(differ.contains(&"2026/violence/index.html"), "{differ:?}");
    assert_eq!(named(&log, "changed"), differ);
    assert!(named(&log, "new").is_empty() && named(&log, "gone").is_empty(), "{log}");
    let written: Vec<&str> =
        now.iter().filter(|(path, time)| kept.get(*path) != Some(*time)).map(|(path, _)| path.as_str()).collect();
    let mut expected = differ.clone();
    expected.push("manifest.json");
    assert_eq!(written, expected, "a file that did not change was written again");
    assert!(after == clean(&copy));
}

#[test]
fn a_page_that_comes_and_one_that_goes_are_named() {
    let copy = Copy::new();
    build(&copy, &[]);
    copy.put("content/chapters/soon-gone.md", "---\ntitle: Soon gone\nsummary: A page.\n---\n\nWords.\n");
    let log = copy.root().join("last.log");
    build(&copy, &["--log", log.to_str().unwrap()]);
    assert!(named(&fs::read_to_string(&log).unwrap(), "new").contains(&"2026/soon-gone/index.html"));
    fs::remove_file(copy.root().join("content/chapters/soon-gone.md")).unwrap();
    build(&copy, &["--log", log.to_str().unwrap()]);
    assert!(named(&fs::read_to_string(&log).unwrap(), "gone").contains(&"2026/soon-gone/index.html"));
}

#[test]
fn the_log_of_a_failed_build_says_why_and_is_never_published() {
    let copy = Copy::new();
    build(&copy, &[]);
    let before = files(&copy.output());
    copy.replace("content/chapters/violence.md", "violence.rate }} offences", "violance.rate }} offences");
    let output = copy.output();
    let log = copy.root().join("last.log");
    let words = ["build", "--output", output.to_str().unwrap(), "--log", log.to_str().unwrap()];
    assert_eq!(program(&copy, &words).0, 1);
    let text = fs::read_to_string(&log).unwrap();
    assert!(text.contains("content/chapters/violence.md:13:40: error: "), "{text}");
    assert!(text.contains("nothing was published: 1 error"), "{text}");

    copy.replace("content/chapters/violence.md", "violance.rate }} offences", "violence.rate }} offences");
    let inside = output.join("last.log");
    let words = ["build", "--output", output.to_str().unwrap(), "--log", inside.to_str().unwrap()];
    let (status, said) = program(&copy, &words);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("would be published") && !inside.exists(), "{said}");

    // Nor is a file that is no log touched, whatever it is called.
    let before_settings = copy.text("site.yaml");
    let settings = copy.root().join("site.yaml");
    let words = ["build", "--output", output.to_str().unwrap(), "--log", settings.to_str().unwrap()];
    let (status, said) = program(&copy, &words);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("is there and is no log") && copy.text("site.yaml") == before_settings, "{said}");
    let round = copy.root().join("..").join("site").join("..").join("public").join("last.log");
    let words = ["build", "--output", output.to_str().unwrap(), "--log", round.to_str().unwrap()];
    let (status, said) = program(&copy, &words);
    assert!(status == 2 && said.contains("would be published"), "{said}");
    assert!(files(&output) == before);
}

#[test]
fn a_file_of_two_names_is_never_written_through_one() {
    let copy = Copy::new();
    build(&copy, &[]);
    // What the publisher keeps of an edition, as backups do: the same files under other names.
    let kept = copy.root().with_file_name("kept");
    for path in files(&copy.output()).into_keys() {
        fs::create_dir_all(kept.join(&path).parent().unwrap()).unwrap();
        fs::hard_link(copy.output().join(&path), kept.join(&path)).unwrap();
    }
    let before = files(&kept);
    copy.replace("data/crime/crime.csv", "E07000902,2025,1034", "E07000902,2025,1035");
    build(&copy, &[]);
    assert!(files(&kept) == before, "a build wrote through a name of a file that stood");
    assert!(files(&copy.output()) == clean(&copy));
}

/// Every file of a site.
fn made(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let report = Report::new(Strictness::Lenient);
    site.paths().map(|path| (path.to_owned(), site.make(&report, path).unwrap().unwrap())).collect()
}

fn with(memo: &mut Memo, copy: &Copy) -> (Report, Result<Site>) {
    let report = Report::new(Strictness::Lenient);
    let root = Root::new(&copy.root());
    let prepared = memo.prepare(&report, &Progress::default(), &root, &Instead::default());
    let site = prepared.and_then(|prepared| prepared.laid_out(&report)).map(|(site, _)| site);
    (report, site)
}

/// What a server with a memory shows and says must be what a run without one does; gives what was said.
fn the_same(memo: &mut Memo, copy: &Copy, doing: &str) -> String {
    let (remembering, site) = with(memo, copy);
    let (forgetting, again) = with(&mut Memo::default(), copy);
    assert_eq!(plain(&remembering), plain(&forgetting), "after {doing} other things were said");
    match (site, again) {
        (Ok(site), Ok(again)) => {
            let (site, again) = (made(&site), made(&again));
            assert_eq!(site.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>(), "after {doing}");
            for (path, bytes) in &site {
                assert!(*bytes == again[path], "after {doing} {path} is not what a clean build makes");
            }
        }
        (Err(_), Err(_)) => {}
        (site, _) => {
            panic!("after {doing} a server {} what a build does not", if site.is_ok() { "shows" } else { "refuses" })
        }
    }
    plain(&remembering)
}

/// The file with the trap that other tools of this kind fall into: a number that was changed and is shown as it was.
#[test]
fn what_a_server_remembers_is_never_shown_once_it_is_other() {
    let copy = Copy::new();
    let mut memo = Memo::default();
    the_same(&mut memo, &copy, "nothing");
    copy.replace("content/chapters/violence.md", "There were {{", "In all there were {{");
    the_same(&mut memo, &copy, "an edit of a chapter");

    copy.replace("data/admissions/admissions.csv", "E10000091,2025,93", "E10000091,2025,999999");
    the_same(&mut memo, &copy, "a new number");
    let (_, site) = with(&mut memo, &copy);
    let text: String = made(&site.unwrap()).values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
    assert!(text.contains("999,999") && !text.contains("There were <data"), "the new number is not shown");

    copy.replace("content/indicators/violence.md", "per: 1000\n", "per: 1000\ndecimals: 2\n");
    the_same(&mut memo, &copy, "another definition");
    copy.replace("data/residents/residents.csv", "E07000901,2025,30580", "E07000901,2025,30581");
    the_same(&mut memo, &copy, "another denominator");
    copy.replace("site.yaml", "name: Ash Vale", "name: Ashvale");
    the_same(&mut memo, &copy, "another name of an area");
    copy.replace("data/admissions/source.yaml", "title: ", "title: Emergency ");
    the_same(&mut memo, &copy, "another title of a source");
    copy.put("data/crime/forgotten.csv", "Area code\n");
    let said = the_same(&mut memo, &copy, "a file that nobody asked for");
    assert!(said.contains("forgotten.csv"), "{said}");
    let again = the_same(&mut memo, &copy, "nothing more");
    assert_eq!(said, again, "a warning of what is remembered is said again");
    copy.replace("data/crime/crime.csv", "E07000902,2025,1034", "E07000902,2025,many");
    assert!(the_same(&mut memo, &copy, "a fault in the data").contains("many"));
    copy.replace("data/crime/crime.csv", "E07000902,2025,many", "E07000902,2025,1036");
    the_same(&mut memo, &copy, "its mending");
    copy.replace("content/chapters/violence.md", "violence.rate }} offences", "violance.rate }} offences");
    the_same(&mut memo, &copy, "a fault in the text");
    copy.replace("content/chapters/violence.md", "violance.rate }} offences", "violence.rate }} offences");
    the_same(&mut memo, &copy, "its mending");
    let (status, said) = program(&copy, &["release"]);
    assert_eq!(status, 0, "{said}");
    the_same(&mut memo, &copy, "a release");
}

/// A clock that was set back, or a file put back from a backup, has an earlier time and is another file all the same.
#[test]
fn an_earlier_time_is_a_change_too() {
    let copy = Copy::new();
    let mut memo = Memo::default();
    the_same(&mut memo, &copy, "nothing");
    let path = copy.root().join("data/admissions/admissions.csv");
    // As long as before, so that the time alone tells.
    copy.replace("data/admissions/admissions.csv", "E10000091,2025,93", "E10000091,2025,94");
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    File::options().write(true).open(&path).unwrap().set_times(FileTimes::new().set_modified(long_ago)).unwrap();
    the_same(&mut memo, &copy, "a change that is older than what was there");
}

#[test]
fn two_builds_of_one_folder_do_not_mix() {
    let copy = Copy::new();
    build(&copy, &[]);
    let before = files(&copy.output());
    let next = copy.output().with_extension("next");
    fs::create_dir_all(&next).unwrap();
    let lock = File::create(next.join(".sna-writing")).unwrap();
    lock.lock().unwrap();
    let output = copy.output();
    let (status, said) = program(&copy, &["build", "--output", output.to_str().unwrap()]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("another run is writing") && said.contains("wait until it has finished"), "{said}");
    assert!(files(&output) == before);
    drop(lock);
    build(&copy, &[]);

    // And two that begin together: at least one publishes, and what stands is whole.
    let begin = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sna"));
        command.arg("build").arg("--root").arg(copy.root()).arg("--output").arg(copy.output()).arg("--quiet");
        command.stderr(std::process::Stdio::piped()).spawn().unwrap()
    };
    for _ in 0..4 {
        let ends: Vec<(bool, String)> = [begin(), begin()]
            .into_iter()
            .map(|child| {
                let output = child.wait_with_output().unwrap();
                (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
            })
            .collect();
        assert!(ends.iter().any(|(good, _)| *good), "{ends:?}");
        assert!(ends.iter().all(|(good, said)| *good || said.contains("another run is writing")), "{ends:?}");
        assert!(files(&copy.output()) == before);
    }
}

#[test]
fn an_address_given_for_one_run_goes_before_the_settings() {
    let copy = Copy::new();
    build(&copy, &["--base-url", "https://sna.example.org/violence"]);
    let page = String::from_utf8(files(&copy.output())["2026/violence/index.html"].clone()).unwrap();
    assert!(page.contains("https://sna.example.org/violence/2026/violence/"), "no canonical address");
    assert!(files(&copy.output()).contains_key("sitemap.xml"));
    for (wrong, why) in [
        ("sna.example.org", "`https://` is missing"),
        ("https://", "no name of a host"),
        ("https://sna.example.org/?a=1", "no question"),
    ] {
        let (status, said) = program(&copy, &["check", "--base-url", wrong]);
        assert!(status == 2 && said.contains(why), "{said}");
    }
}

/// Runs a script with a small disk at `$DISK` that nobody else sees; `None` where this system has none to give.
#[cfg(target_os = "linux")]
fn on_a_small_disk(copy: &Copy, kilobytes: u64, script: &str) -> Option<String> {
    let unshare = |inner: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-ec", inner]);
        command
    };
    if !unshare("mount -t tmpfs tmpfs /mnt").output().is_ok_and(|output| output.status.success()) {
        eprintln!("not tried: no disk can be mounted here (`unshare --user --mount` is not allowed)");
        return None;
    }
    let (disk, outside) = (copy.root().with_file_name("disk"), copy.root().with_file_name("outside"));
    fs::create_dir_all(&disk).unwrap();
    fs::create_dir_all(&outside).unwrap();
    let inner = format!("mount -t tmpfs -o size={kilobytes}k tmpfs \"$DISK\"\n{script}");
    let output = unshare(&inner)
        .env("DISK", &disk)
        .env("OUTSIDE", &outside)
        .env("SITE", copy.root())
        .env("SNA", env!("CARGO_BIN_EXE_sna"))
        .output()
        .unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    Some(said)
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_last_site_and_says_so() {
    let copy = Copy::new();
    build(&copy, &[]);
    let before = files(&copy.output());
    let pages: u64 = before.values().map(|bytes| bytes.len().div_ceil(4096) as u64 * 4 + 8).sum();
    let script = r#"
"$SNA" build --root "$SITE" --output "$DISK/public" --quiet
cat /dev/zero > "$DISK/filler" 2>/dev/null || true
sed -i 's/There were {{/In all there were {{/' "$SITE/content/chapters/violence.md"
"$SNA" build --root "$SITE" --output "$DISK/public" && echo "PUBLISHED ON A FULL DISK"
echo "status $?"
cp -r "$DISK/public" "$OUTSIDE/full"
rm "$DISK/filler"
"$SNA" build --root "$SITE" --output "$DISK/public" --quiet
cp -r "$DISK/public" "$OUTSIDE/after"
echo "left: $(ls "$DISK")."
"#;
    // The shell's `-e` does not see a failure before `&&`.
    if let Some(said) = on_a_small_disk(&copy, pages * 3, script) {
        assert!(said.contains("status 2") && said.contains("the disk is full"), "{said}");
        assert!(said.contains("free some space and run this again"), "{said}");
        let outside = copy.root().with_file_name("outside");
        assert!(files(&outside.join("full")) == before, "a full disk touched the last site");
        assert!(files(&outside.join("after")) == clean(&copy));
        assert!(said.contains("left: public."), "something was left behind: {said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_can_only_be_read_is_said_and_left_as_it_was() {
    let copy = Copy::new();
    build(&copy, &[]);
    let before = files(&copy.output());
    let script = r#"
"$SNA" build --root "$SITE" --output "$DISK/public" --quiet
mount -o remount,ro "$DISK"
sed -i 's/There were {{/In all there were {{/' "$SITE/content/chapters/violence.md"
"$SNA" build --root "$SITE" --output "$DISK/public" && echo "PUBLISHED WHERE NOTHING CAN BE WRITTEN"
echo "status $?"
cp -r "$DISK/public" "$OUTSIDE/after"
"#;
    if let Some(said) = on_a_small_disk(&copy, 65_536, script) {
        assert!(said.contains("status 2") && said.contains("can only be read"), "{said}");
        assert!(files(&copy.root().with_file_name("outside").join("after")) == before);
    }
}

/// A file that is a link: its own time is that of the link, and what it leads to is what is read.
#[cfg(unix)]
#[test]
fn a_file_behind_a_link_is_looked_at_too() {
    let copy = Copy::new();
    let path = copy.root().join("data/admissions/admissions.csv");
    let elsewhere = copy.root().with_file_name("share.csv");
    fs::rename(&path, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
    let mut memo = Memo::default();
    the_same(&mut memo, &copy, "nothing");
    let text = fs::read_to_string(&elsewhere).unwrap();
    fs::write(&elsewhere, text.replace("E10000091,2025,93", "E10000091,2025,9314")).unwrap();
    the_same(&mut memo, &copy, "a change of what a link leads to");
}
