//! How far a run has come, for whoever wants to show it. Knows no terminal and no clock.

use std::sync::atomic::{AtomicUsize, Ordering};

/// The stages of a run, in their order, as a reader would call them.
pub const STAGES: [&str; 7] =
    ["starting", "reading", "measuring", "withholding and attacking", "binding and drawing", "writing", "checking"];

/// A stage and how much of it is done; shared by every thread.
#[derive(Debug, Default)]
pub struct Progress {
    stage: AtomicUsize,
    done: AtomicUsize,
    of: AtomicUsize,
    rows: AtomicUsize,
}

impl Progress {
    /// Begins a stage, by its position in [`STAGES`], with so many steps; 0 where that is not known.
    pub fn begin(&self, stage: usize, of: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
        self.stage.store(stage, Ordering::Relaxed);
    }

    /// The stage that has begun has so many steps.
    pub fn of(&self, of: usize) {
        self.of.store(of, Ordering::Relaxed);
    }

    /// One more step is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// So many more rows of data have been read.
    pub fn rows(&self, count: usize) {
        self.rows.fetch_add(count, Ordering::Relaxed);
    }

    /// How many rows of data have been read.
    pub fn rows_read(&self) -> usize {
        self.rows.load(Ordering::Relaxed)
    }

    /// The name of the stage, the steps done, and how many there are.
    pub fn now(&self) -> (&'static str, usize, usize) {
        let stage = self.stage.load(Ordering::Relaxed).min(STAGES.len() - 1);
        (STAGES[stage], self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }
}
