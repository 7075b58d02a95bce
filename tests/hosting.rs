//! What is said of hosting: each recipe sends what the site's own `_headers` asks for, and the program completes
//! and explains itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::fs;
use std::process::{Command, Output};

use sna::report::{Report, Strictness};
use support::{Copy, package};

fn sna(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sna")).args(words).output().unwrap()
}

/// What `_headers` of a small public site says after a name.
fn asked(name: &str) -> String {
    let report = Report::new(Strictness::Lenient);
    let headers = Copy::new().built().make(&report, "_headers").unwrap().unwrap();
    let headers = String::from_utf8(headers).unwrap();
    let line = headers.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(": ")).unwrap();
    line.to_owned()
}

#[test]
fn every_recipe_with_headers_sends_the_policy_of_the_site() {
    let policy = asked("Content-Security-Policy");
    for (recipe, places) in
        [("nginx.conf", 2), ("web.config", 1), ("staticwebapp.config.json", 1), ("cloudfront-headers.json", 1)]
    {
        let text = fs::read_to_string(package().join("docs/hosting").join(recipe)).unwrap();
        assert_eq!(text.matches(&format!("\"{policy}\"")).count(), places, "{recipe}: {policy}");
        assert_eq!(text.matches("default-src").count(), places, "{recipe}");
        assert!(text.contains("nosniff") || text.contains("ContentTypeOptions"), "{recipe}");
        assert!(text.contains(&asked("Referrer-Policy")), "{recipe}");
    }
}

#[test]
fn recipes_are_well_formed_and_all_are_in_the_guide() {
    let folder = package().join("docs/hosting");
    let guide = fs::read_to_string(package().join("docs/hosting.md")).unwrap();
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(guide.contains(&format!("(hosting/{name})")), "{name} is not in docs/hosting.md");
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        match name.rsplit_once('.').unwrap().1 {
            "json" => drop(serde_json::from_str::<serde_json::Value>(&text).unwrap()),
            "yml" => drop(serde_yaml::from_str::<serde_json::Value>(&text).unwrap()),
            "config" => {
                let mut reader = quick_xml::Reader::from_str(&text);
                while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
            }
            _ => {}
        }
    }
}

#[test]
fn shells_complete_every_command_and_the_manual_explains_it() {
    let help = String::from_utf8(sna(&["--help"]).stdout).unwrap();
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .collect();
    assert!(commands.contains(&"build") && commands.contains(&"completions"), "{help}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let printed = sna(&["completions", shell]);
        assert!(printed.status.success());
        let text = String::from_utf8(printed.stdout).unwrap();
        commands.iter().for_each(|command| assert!(text.contains(command), "{shell}: {command}"));
    }
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("man/man1");
    assert!(sna(&["manual", "--quiet", to.to_str().unwrap()]).status.success());
    for command in commands.iter().filter(|command| **command != "help") {
        let page = fs::read_to_string(to.join(format!("sna-{command}.1"))).unwrap();
        assert!(page.contains(".SH OPTIONS") && page.contains(".SH DESCRIPTION"), "{command}");
    }
    assert!(fs::read_to_string(to.join("sna.1")).unwrap().contains("strategic needs assessment"));
}

#[test]
fn a_manual_where_a_file_is_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken");
    fs::write(&file, "").unwrap();
    let said = sna(&["manual", file.to_str().unwrap()]);
    assert_eq!(said.status.code(), Some(2));
    let words = String::from_utf8(said.stderr).unwrap();
    assert!(words.contains("cannot make the folder") && words.contains("taken"), "{words}");
}
