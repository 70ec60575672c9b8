//! Who may come in to what many read and few change: readers together, a writer alone.
//!
//! A lock that lets nobody in behind a writer who waits makes every change cost what its slowest reader does,
//! and all who come meanwhile wait for both. Here a writer waits for a moment at which nobody reads, and
//! only if none comes within its patience are readers held off.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

/// How long a writer waits for a moment without readers.
const PATIENCE: Duration = Duration::from_millis(8);

/// Something that many read and one changes.
pub(crate) struct Gate<T> {
    inside: RwLock<T>,
    crowd: Mutex<Crowd>,
    /// Told when the last reader leaves, and when readers may come in again.
    moved: Condvar,
}

#[derive(Default)]
struct Crowd {
    readers: usize,
    /// Whether readers are held off.
    is_closed: bool,
}

impl<T> Gate<T> {
    pub(crate) fn new(inside: T) -> Self {
        Self { inside: RwLock::new(inside), crowd: Mutex::default(), moved: Condvar::new() }
    }

    /// Reads, together with others.
    pub(crate) fn read<A>(&self, read: impl FnOnce(&T) -> A) -> A {
        let crowd = self.crowd();
        let is_closed = |crowd: &mut Crowd| crowd.is_closed;
        let waited = self.moved.wait_while(crowd, is_closed);
        waited.unwrap_or_else(PoisonError::into_inner).readers += 1;
        let _reader = Reader(self);
        read(&self.inside.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes, alone. Writers take turns among themselves before they come here.
    pub(crate) fn write<A>(&self, write: impl FnOnce(&mut T) -> A) -> A {
        let has_readers = |crowd: &mut Crowd| crowd.readers > 0;
        let waited = self.moved.wait_timeout_while(self.crowd(), PATIENCE, has_readers);
        let mut crowd = waited.unwrap_or_else(PoisonError::into_inner).0;
        crowd.is_closed = true;
        let crowd = self.moved.wait_while(crowd, has_readers);
        drop(crowd.unwrap_or_else(PoisonError::into_inner));
        let _writer = Writer(self);
        write(&mut self.inside.write().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn into_inner(self) -> T {
        self.inside.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn crowd(&self) -> MutexGuard<'_, Crowd> {
        self.crowd.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody who reads; leaves even where reading panics.
struct Reader<'g, T>(&'g Gate<T>);

impl<T> Drop for Reader<'_, T> {
    fn drop(&mut self) {
        let mut crowd = self.0.crowd();
        crowd.readers -= 1;
        if crowd.readers == 0 {
            self.0.moved.notify_all();
        }
    }
}

/// Whoever changes it; opens the gate again even where changing panics.
struct Writer<'g, T>(&'g Gate<T>);

impl<T> Drop for Writer<'_, T> {
    fn drop(&mut self) {
        self.0.crowd().is_closed = false;
        self.0.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::thread;
    use std::time::Instant;

    use super::*;

    #[test]
    fn readers_read_together_and_see_no_half_change() {
        let gate = Gate::new((0u64, 0u64));
        let both_in = Barrier::new(2);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| gate.read(|_| both_in.wait()));
            }
        });
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| (0..2_000).for_each(|_| gate.read(|(a, b)| assert_eq!(a, b))));
            }
            scope.spawn(|| {
                for _ in 0..500 {
                    gate.write(|(a, b)| {
                        *a += 1;
                        thread::yield_now();
                        *b += 1;
                    });
                }
            });
        });
        assert_eq!(gate.into_inner(), (500, 500));
    }

    #[test]
    fn a_writer_comes_in_though_there_is_always_somebody_who_reads() {
        let gate = Gate::new(false);
        let read_for_a_while = |done: &bool| {
            let until = Instant::now() + PATIENCE / 20;
            while Instant::now() < until {
                thread::yield_now();
            }
            *done
        };
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| while !gate.read(read_for_a_while) {});
            }
            scope.spawn(|| gate.write(|done| *done = true));
        });
        assert!(gate.into_inner());
    }

    #[test]
    fn whoever_panics_leaves_the_gate_as_it_was() {
        let gate = Gate::new(1);
        let fails =
            |work: &(dyn Fn() + Sync)| thread::scope(|scope| scope.spawn(work).join().is_err());
        assert!(fails(&|| gate.read(|_| panic!("while reading"))));
        assert!(fails(&|| gate.write(|_| panic!("while changing"))));
        gate.write(|number| *number += 1);
        assert_eq!(gate.read(|number| *number), 2);
    }
}
