//! Bugs put in on purpose. Each stands as one line at the place it spoils; the fault campaign builds the
//! house with the feature `seeded-bugs`, switches them on one by one, and must turn red every time. In
//! every other build there are none, and the compiler removes the questions.

#[cfg(all(feature = "seeded-bugs", not(debug_assertions)))]
compile_error!("seeded bugs are for the fault campaign's own debug build, never for use");

/// Returns whether this bug is switched on: the environment variable `COUNTERCLAIM_SEEDED_BUG` names
/// it, in a build with the feature `seeded-bugs`. The bugs are `ack-before-sync`, `skip-crc`,
/// `skip-dir-sync`, `wrong-synced`, `drop-last-index-entry` and `accept-stale-revision`.
#[cfg(feature = "seeded-bugs")]
pub fn seeded(bug: &str) -> bool {
    std::env::var_os("COUNTERCLAIM_SEEDED_BUG").is_some_and(|chosen| chosen == bug)
}

/// Returns whether this bug is switched on: never, in a build without the feature `seeded-bugs`.
#[cfg(not(feature = "seeded-bugs"))]
pub const fn seeded(_bug: &str) -> bool {
    false
}
