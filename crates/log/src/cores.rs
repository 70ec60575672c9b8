//! How many cores there are to spread work over. Asked by whatever checks, decodes or encodes a lot.

use std::sync::OnceLock;
use std::thread;

/// Returns the number of cores; 1 where the system does not say. Asked of the system once: the answer
/// takes it longer than a small append.
pub(crate) fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}
