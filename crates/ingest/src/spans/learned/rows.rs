//! Rows of the weight tables. A feature is a template with up to three values; its row is a hash of
//! them, so that no word of any text is kept.

/// Hash of a word's letters.
pub(super) fn word(letters: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in letters.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^ (hash >> 15)
}

/// Puts two values into one.
pub(super) fn both(one: u32, other: u32) -> u32 {
    let mixed = (u64::from(one) << 32 | u64::from(other)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32 ^ mixed as u32
}

/// Rows of one thing that is to be scored, in a table of `1 << bits` rows.
#[derive(Debug)]
pub(super) struct Rows<'r> {
    rows: &'r mut Vec<u32>,
    bits: u32,
    template: u32,
}

impl<'r> Rows<'r> {
    /// Starts with no row.
    pub(super) fn new(rows: &'r mut Vec<u32>, bits: u32) -> Self {
        rows.clear();
        Self { rows, bits, template: 0 }
    }

    /// Adds the row of the next template with these values. The order of the calls is the template's name.
    pub(super) fn add(&mut self, one: u32, other: u32) {
        self.template += 1;
        let key = (u64::from(one) << 32 | u64::from(other)) ^ u64::from(self.template) << 17;
        let mixed = (key ^ (key >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed =
            (mixed ^ (mixed >> 32)).wrapping_mul(0x94d0_49bb_1331_11eb ^ u64::from(self.template));
        self.rows.push((mixed >> (64 - self.bits)) as u32);
    }

    /// Passes over a template that has no value here.
    pub(super) fn skip(&mut self) {
        self.template += 1;
    }
}

/// Returns the bucket of a count: exact up to 4, then coarser.
pub(super) fn bucket(count: usize) -> u32 {
    match count {
        0..=4 => count as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        23..=35 => 9,
        _ => 10,
    }
}

/// Returns the bucket of a score, in eighths of a unit of [`UNIT`](super::weights::UNIT).
pub(super) fn level(score: i32) -> u32 {
    (score.clamp(-320, 320) / 16 + 20) as u32
}
