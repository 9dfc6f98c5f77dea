//! Turns: threads that work side by side do one thing one after another, in the order of their chunks.

use super::locked;
use crate::article::Identities;
use crate::error::{Error, Result};
use std::sync::{Condvar, Mutex, PoisonError};

/// The identities given so far, and whose turn it is to give more.
#[derive(Debug, Default)]
pub(super) struct Turns {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    next: usize,
    identities: Identities,
    /// Whether a thread died with its turn not taken: nobody behind it may wait for it.
    abandoned: bool,
}

impl Turns {
    /// Waits until all chunks before this one have had their turn, then takes this one's.
    pub(super) fn take<T>(&self, chunk: usize, then: impl FnOnce(&mut Identities) -> T) -> Result<T> {
        let mut state = locked(&self.state);
        while state.next != chunk && !state.abandoned {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.abandoned {
            return Err(Error::new("a thread ended early: a fault of this program")
                .hint("report it with the articles; --resume keeps what is done"));
        }
        let done = then(&mut state.identities);
        state.next += 1;
        self.changed.notify_all();
        Ok(done)
    }

    /// Releases those who wait, should the thread panic before this is dropped.
    pub(super) fn abandon_if_panicking(&self) -> AbandonIfPanicking<'_> {
        AbandonIfPanicking(self)
    }
}

/// See [`Turns::abandon_if_panicking`].
pub(super) struct AbandonIfPanicking<'a>(&'a Turns);

impl Drop for AbandonIfPanicking<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            locked(&self.0.state).abandoned = true;
            self.0.changed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_come_in_order_whoever_is_first() {
        let turns = Turns::default();
        let order = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for chunk in [3, 1, 0, 2] {
                let (turns, order) = (&turns, &order);
                scope.spawn(move || turns.take(chunk, |_| locked(order).push(chunk)));
            }
        });
        assert_eq!(*locked(&order), [0, 1, 2, 3]);
    }

    #[test]
    fn nobody_waits_for_a_thread_that_died() {
        let turns = Turns::default();
        let waited = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| turns.take(1, |_| ()));
            let died = scope.spawn(|| {
                let _abandoned = turns.abandon_if_panicking();
                std::panic::resume_unwind(Box::new("a fault"));
            });
            assert!(died.join().is_err());
            waiting.join().unwrap()
        });
        assert!(waited.is_err());
    }
}
