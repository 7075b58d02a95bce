//! Attacks on published numbers: each first succeeds where nothing protects, and then fails on what is released.
//!
//! `tables.rs` attacks tables with known answers; `sites.rs` attacks whole sites, from files to the message.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod derived;
mod editions;
mod sites;
#[path = "../support/mod.rs"]
mod support;
mod tables;
