//! Ctrl-C: the first asks the program to end what it is at and stop, the second ends it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

static REQUESTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Default::default);

/// What a shell gives for a program that Ctrl-C ended.
pub(super) const EXIT_CODE: u8 = 130;

/// Has Ctrl-C, and a request of the system to end, stop the batch with all that is finished kept.
pub(super) fn listen() {
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // Where no handler can be set, the signal ends the program as always; --resume then goes on.
        let _ = signal_hook::flag::register_conditional_shutdown(
            signal,
            i32::from(EXIT_CODE),
            Arc::clone(&REQUESTED),
        );
        let _ = signal_hook::flag::register(signal, Arc::clone(&REQUESTED));
    }
}

/// Whether somebody asked to stop.
pub(super) fn requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}
