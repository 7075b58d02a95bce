//! Builds a strategic needs assessment: narrative and data in, one checked and citable site out.
//!
//! ```text
//!    site.yaml          data/                      content/                  themes/
//!        |                |                           |                         |
//!     config           ingest                   content::read              render::theme
//!        |        files -> Observations      text -> Texts, Indicators          |
//!        |                |                           |                         |
//!        +------------ measure  <--- Indicators ------+                         |
//!        |        Observations -> Estimates           |                         |
//!        |                |                           |                         |
//!        +----------- disclosure  <-- attack          |                         |
//!                 Estimates -> Release, Held          |                         |
//!    = = = = = = = = = = =|= = = = no raw count passes this line = = = = = = = =|= =
//!                       audit    <-- attack          |                         |
//!                 Release + Held -> Record            |                         |
//!                         |                           |                         |
//!                      compare                        |                         |
//!                 Release -> Findings                 |                         |
//!                         +------> content::bind <----+                         |
//!                             Texts + Findings -> Bindings                      |
//!                                      |                                        |
//!                                chart::gallery                                 |
//!                          Bindings + Findings -> Gallery                       |
//!                                      |                                        |
//!       releases/ -> ledger: what was released and is to stand for good         |
//!                                      |                                        |
//!                                   render  <-----------------------------------+
//!                         Publication (all of the above) -> Site
//!                                      |
//!    publish: to disk    serve: to a browser    tests: to a folder    diff: beside an earlier one
//! ```
//!
//! The modules stand in reading order, and each may use those before it: `tests/tidy.rs` says so.
//! `ARCHITECTURE.md` gives the laws and the reasons.

pub mod progress;
pub mod report;

pub mod files;
pub mod yaml;

pub mod model;
pub mod statistics;

pub mod config;
pub mod ingest;
pub mod measure;

pub mod attack;

pub mod disclosure;

pub mod audit;

// One to a paragraph: the formatter sorts what stands together.
pub mod compare;

pub mod content;

pub mod chart;

pub mod ledger;

pub mod render;

pub mod diff;

pub mod pipeline;
pub mod publish;
pub mod serve;
