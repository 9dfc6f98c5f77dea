//! What is told on standard error: warnings, errors and events, one line each, in words or as JSON.

use super::tally::{Tally, Told};
use crate::error::ErrorRow;
use serde_json::{Value, json};
use std::fmt::Display;
use std::sync::atomic::{AtomicBool, Ordering};

static AS_JSON: AtomicBool = AtomicBool::new(false);

/// Has everything told as JSON from now on.
pub(super) fn as_json() {
    AS_JSON.store(true, Ordering::Relaxed);
}

/// Whether things are told as JSON.
pub(super) fn is_json() -> bool {
    AS_JSON.load(Ordering::Relaxed)
}

/// Tells an error.
pub(super) fn error(error: &impl Display) {
    tell("error", error);
}

/// Tells what the run goes on with nonetheless.
pub(super) fn warning(warning: &impl Display) {
    tell("warning", warning);
}

fn tell(level: &str, what: &impl Display) {
    if is_json() {
        event(level, json!({ "message": what.to_string() }));
    } else {
        eprintln!("{level}: {what}");
    }
}

/// Tells an event to a scheduler that reads JSON; nothing otherwise.
pub(super) fn event(name: &str, mut members: Value) {
    if !is_json() {
        return;
    }
    let mut line = json!({ "event": name });
    if let (Some(line), Some(members)) = (line.as_object_mut(), members.as_object_mut()) {
        line.append(members);
    }
    eprintln!("{line}");
}

/// Tells the first warnings and errors of a batch, and how many more there are.
pub(super) fn of_batch(warnings: &[ErrorRow], errors: &[ErrorRow]) {
    told(&Told::of(warnings), &Told::of(errors));
}

/// Tells the first warnings and errors that were counted, and how many more there are.
pub(super) fn of_tally(tally: &Tally) {
    told(&tally.warnings, &tally.errors);
}

fn told(warnings: &Told, errors: &Told) {
    warnings.first.iter().for_each(warning);
    if let Some(more) = more(warnings) {
        warning(&format!("{more} more"));
    }
    errors.first.iter().for_each(error);
    if let Some(more) = more(errors) {
        error(&format!("{more} more, all in errors.csv"));
    }
}

fn more(told: &Told) -> Option<u64> {
    let more = told.count - told.first.len() as u64;
    (more > 0).then_some(more)
}
