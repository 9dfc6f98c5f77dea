//! How far a batch has come: a bar on a terminal, plain lines or JSON where there is none.

use super::notices;
use super::tally::Tally;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The time between two lines, where there is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// How far a batch has come. Only what is told depends on the clock, never what is written.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    /// Whether lines are told.
    lines: bool,
    /// How many bytes there are to read, where that is known.
    total: Option<u64>,
    started: Instant,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    articles: u64,
    bytes: u64,
    findings: u64,
    told: Instant,
}

impl Progress {
    /// The progress of a batch of so many bytes; `quiet` tells nothing.
    pub(super) fn new(quiet: bool, total: Option<u64>) -> Self {
        let terminal = std::io::stderr().is_terminal() && !notices::is_json();
        let template = if total.is_some() { "{wide_bar} {msg}, {eta} left" } else { "{spinner} {msg}" };
        let bar = match ProgressStyle::with_template(template) {
            Ok(style) if terminal && !quiet => {
                let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
                bar.with_style(style)
            }
            _ => ProgressBar::hidden(),
        };
        let started = Instant::now();
        let state = State { articles: 0, bytes: 0, findings: 0, told: started };
        Progress { bar, lines: !terminal && !quiet, total, started, state: Mutex::new(state) }
    }

    /// Counts a chunk of so many bytes.
    pub(super) fn add(&self, tally: &Tally, bytes: u64) {
        let mut state = super::batch::locked(&self.state);
        state.articles += tally.articles + tally.left_out;
        state.bytes += bytes;
        state.findings += tally.findings;
        self.bar.set_position(state.bytes);
        self.bar.set_message(self.words(&state));
        if self.lines && state.told.elapsed() >= BETWEEN_LINES {
            state.told = Instant::now();
            if notices::is_json() {
                self.event("progress", &state);
            } else {
                eprintln!("{}", self.words(&state));
            }
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
        if self.lines {
            self.event("read", &super::batch::locked(&self.state));
        }
    }

    fn words(&self, state: &State) -> String {
        let (articles_a_second, megabytes_a_second) = self.rates(state);
        format!(
            "{} articles, {articles_a_second:.0}/s, {megabytes_a_second:.1} MB/s, {} findings",
            state.articles, state.findings
        )
    }

    fn rates(&self, state: &State) -> (f64, f64) {
        let seconds = self.started.elapsed().as_secs_f64().max(1e-3);
        (state.articles as f64 / seconds, state.bytes as f64 / 1e6 / seconds)
    }

    fn event(&self, name: &str, state: &State) {
        let (articles_a_second, megabytes_a_second) = self.rates(state);
        notices::event(
            name,
            json!({
                "articles": state.articles,
                "findings": state.findings,
                "bytes": state.bytes,
                "bytes_total": self.total,
                "articles_per_second": articles_a_second.round(),
                "megabytes_per_second": (megabytes_a_second * 10.0).round() / 10.0,
            }),
        );
    }
}
