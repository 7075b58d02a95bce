//! A server for this machine alone: shows the site from memory, and makes it again when a file changes.
//!
//! Modification times are looked at, not notified: that works on network drives. When a build fails the
//! last good site stays, with the faults on a page of their own, `serve/fault_page.rs`.

mod fault_page;

use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tiny_http::{Header, Request, Response, Server};

use crate::config::Instead;
use crate::files::Root;
use crate::ledger::Standing;
use crate::pipeline::Memo;
use crate::progress::Progress;
use crate::render::{Site, file_of};
use crate::report::{Diagnostic, Format, Report, Reported, Result, Strictness};

/// How often modification times are looked at.
const LOOK: Duration = Duration::from_millis(100);
/// How often an open page is told that the server is still there.
const BEAT: Duration = Duration::from_secs(15);
/// Where an open page waits for the next build.
const EVENTS: &str = "/~events";
/// The script that waits there.
const SCRIPT: &str = "/~reload.js";
/// The looks of the page of faults.
const STYLE: &str = "/~faults.css";
/// What the script does: loads the page again when a new build is announced.
const RELOAD: &str = "const events = new EventSource('/~events');\n\
    let seen;\n\
    events.onmessage = ({ data }) => {\n  if (seen && seen !== data) location.reload();\n  seen = data;\n};\n";

/// What is shown at the moment.
struct Shown {
    site: Option<Arc<Site>>,
    /// The page of what was wrong with the last build, if anything.
    faults: Option<String>,
}

/// What a run of the server tells whoever started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said<'a> {
    /// Something is wrong.
    Fault(&'a str),
    /// How it goes.
    News(&'a str),
}

/// Where a run of the server says things.
type Say<'a> = dyn Fn(Said<'_>) + Sync + 'a;

struct State {
    shown: RwLock<Shown>,
    instead: Instead,
    memo: Mutex<Memo>,
    build: AtomicU64,
    built: (Mutex<()>, Condvar),
}

/// Serves the site below `root` on this machine until the program is ended. `say` is told of each build.
///
/// What is said in `instead` goes before its settings.
pub fn serve(
    report: &Report,
    root: &Root,
    port: u16,
    (output, instead): (&Path, Instead),
    say: &Say<'_>,
) -> Result<()> {
    let server = Server::http(("127.0.0.1", port)).map_err(|cause| refused(report, port, cause.as_ref()))?;
    let state = Arc::new(State {
        shown: RwLock::new(Shown { site: None, faults: None }),
        instead,
        memo: Mutex::default(),
        build: AtomicU64::new(0),
        built: (Mutex::new(()), Condvar::new()),
    });
    rebuild(root, &state, say);
    say(Said::News(&format!("http://127.0.0.1:{port}/")));
    std::thread::scope(|scope| {
        scope.spawn(|| watch(root, output, &state, say));
        for request in server.incoming_requests() {
            let state = state.clone();
            // An open page holds its connection, so each request has a thread of its own.
            std::thread::spawn(move || answer(request, &state));
        }
    });
    Ok(())
}

fn refused(report: &Report, port: u16, cause: &(dyn std::error::Error + Send + Sync)) -> Reported {
    let found = Diagnostic::error(format!("cannot serve at port {port}")).of_machine().note(cause.to_string());
    report.add(found.help("end the program that uses it, or choose another with `--port`"))
}

fn rebuild(root: &Root, state: &State, say: &Say<'_>) {
    let report = Report::new(Strictness::Lenient);
    let mut memo = state.memo.lock().unwrap_or_else(PoisonError::into_inner);
    let site = memo.prepare(&report, &Progress::default(), root, &state.instead);
    let site = site.and_then(|prepared| prepared.laid_out(&report)).map(|(site, _)| site);
    drop(memo);
    if let Some(summary) = report.summary() {
        say(Said::Fault(&format!("{}{summary}", report.render(Format::Human))));
    }
    let mut shown = state.shown.write().unwrap_or_else(PoisonError::into_inner);
    match site {
        Ok(site) => {
            let built = match site.history().standing {
                Standing::Carried => "built; this edition is shown as it was released, without what was changed since",
                _ => "built",
            };
            *shown = Shown { site: Some(Arc::new(site)), faults: None };
            say(Said::News(built));
        }
        Err(Reported { .. }) => {
            let folder = std::path::absolute(root.folder()).unwrap_or_else(|_| root.folder().to_owned());
            shown.faults = Some(fault_page::page(&report, &folder, shown.site.is_some()));
        }
    }
    drop(shown);
    state.build.fetch_add(1, Ordering::SeqCst);
    state.built.1.notify_all();
}

/// What a site is made of.
const PARTS: [&str; 5] = [crate::config::FILE, "content", "data", "themes", crate::disclosure::edition::FOLDER];

fn watch(root: &Root, output: &Path, state: &State, say: &Say<'_>) {
    let look = || root.stamps(&PARTS, Some(output));
    let mut before = look();
    loop {
        std::thread::sleep(LOOK);
        let now = look();
        if now != before {
            // Any other time means a change: a file that was put back, or a clock that was, is earlier.
            let changed = now.iter().find(|(path, stamp)| before.get(*path) != Some(*stamp)).map(|(path, _)| path);
            let gone = before.keys().find(|path| !now.contains_key(*path));
            if let Some(path) = changed.or(gone) {
                say(Said::News(&format!("{path} changed")));
            }
            before = now;
            rebuild(root, state, say);
        }
    }
}

fn header(name: &str, value: &str) -> Option<Header> {
    Header::from_bytes(name.as_bytes(), value.as_bytes()).ok()
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("pdf") => "application/pdf",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("xml") => "application/xml",
        _ => "text/plain; charset=utf-8",
    }
}

fn answer(request: Request, state: &State) {
    let url = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
    match url.as_str() {
        EVENTS => return wait(request, state),
        STYLE => return send(request, 200, "x.css", fault_page::LOOKS.as_bytes().to_vec()),
        SCRIPT => return send(request, 200, "x.js", RELOAD.as_bytes().to_vec()),
        _ => {}
    }
    let shown = state.shown.read().unwrap_or_else(PoisonError::into_inner);
    let (site, faults) = (shown.site.clone(), shown.faults.clone());
    drop(shown);
    if let Some(page) = faults {
        return send(request, 500, "x.html", page.into_bytes());
    }
    let Some(site) = site else { return send(request, 503, "x.txt", b"not built yet".to_vec()) };
    let path = decoded(url.trim_start_matches('/'));
    let report = Report::new(Strictness::Lenient);
    let mut file = file_of(&path);
    let mut made = site.make(&report, &file);
    if made.is_none() && !path.ends_with('/') && site.make(&report, &file_of(&format!("{path}/"))).is_some() {
        // A folder without its slash would break the relative links of its page.
        let response = Response::empty(301);
        let _ = match header("Location", &format!("/{path}/")) {
            Some(location) => request.respond(response.with_header(location)),
            None => request.respond(response),
        };
        return;
    }
    let mut status = 200;
    if made.is_none() {
        (file, status) = ("404.html".to_owned(), 404);
        made = site.make(&report, &file);
    }
    match made {
        Some(Ok(bytes)) => send(request, status, &file, with_reload(&file, bytes)),
        _ => send(
            request,
            500,
            "x.txt",
            anstream::adapter::strip_str(&report.render(Format::Human)).to_string().into_bytes(),
        ),
    }
}

/// A page with the script that loads it again; the published page has none.
fn with_reload(file: &str, bytes: Vec<u8>) -> Vec<u8> {
    if !file.ends_with(".html") {
        return bytes;
    }
    let page = String::from_utf8_lossy(&bytes);
    page.replacen("</head>", &format!("<script type=\"module\" src=\"{SCRIPT}\"></script>\n</head>"), 1).into_bytes()
}

/// `%20` and the like as the bytes they stand for.
fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn send(request: Request, status: u16, file: &str, bytes: Vec<u8>) {
    let mut response = Response::from_data(bytes).with_status_code(status);
    let headers = [
        header("Content-Type", kind(file)),
        header("Cache-Control", "no-store"),
        header("X-Content-Type-Options", "nosniff"),
    ];
    for header in headers.into_iter().flatten() {
        response.add_header(header);
    }
    // A reader who has gone away needs no answer.
    let _ = request.respond(response);
}

/// Holds a page's connection open and tells it of each build.
fn wait(request: Request, state: &State) {
    let mut writer = request.into_writer();
    let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
    if writer.write_all(head.as_bytes()).is_err() {
        return;
    }
    loop {
        let message = format!("data: {}\n\n", state.build.load(Ordering::SeqCst));
        if writer.write_all(message.as_bytes()).and_then(|()| writer.flush()).is_err() {
            return;
        }
        let guard = state.built.0.lock().unwrap_or_else(PoisonError::into_inner);
        drop(state.built.1.wait_timeout(guard, BEAT));
    }
}
