//! How far a run has come, on a terminal, when the work takes over a second.
//!
//! Comes in: a [`Progress`] that the stages move. Nothing goes out, and nothing is shown where no terminal is.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sna::progress::Progress;

/// What shows on a terminal when the work takes over a second.
pub(crate) struct Bar {
    done: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Bar {
    pub(crate) fn of(progress: &Arc<Progress>, quiet: bool) -> Option<Self> {
        (!quiet && std::io::stderr().is_terminal()).then(|| Self::start(progress.clone()))
    }

    fn start(progress: Arc<Progress>) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        let stop = done.clone();
        let thread = std::thread::spawn(move || {
            let started = Instant::now();
            let mut shown: Option<indicatif::ProgressBar> = None;
            while !stop.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(50));
                if started.elapsed() < Duration::from_secs(1) {
                    continue;
                }
                let bar = shown.get_or_insert_with(|| {
                    let style = indicatif::ProgressStyle::with_template("{msg:36} {bar:24} {pos}/{len}");
                    indicatif::ProgressBar::new(0)
                        .with_style(style.unwrap_or_else(|_| indicatif::ProgressStyle::default_bar()))
                });
                let (stage, at, of) = progress.now();
                let rows = progress.rows_read();
                // Rows are worth showing where reading them takes a while.
                bar.set_message(if rows > 100_000 {
                    format!("{stage}, {:.1} million rows", rows as f64 / 1e6)
                } else {
                    stage.to_owned()
                });
                bar.set_length(of as u64);
                bar.set_position(at as u64);
            }
            if let Some(bar) = shown {
                bar.finish_and_clear();
            }
        });
        Self { done, thread: Some(thread) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
