//! Which ids the index cannot have: about two bytes of memory per commit spare nearly every new commit a
//! look into sled. Asked by every append, filled by the writer.
//!
//! Each shelf is a Bloom filter whose eight bits per id lie in one block of 32 bytes (Putze, Sanders and
//! Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007). At sixteen bits an id, one in about
//! a thousand answers is a false "perhaps"; "no" is always right.

/// Ids that the first shelf has room for; each further one has twice as much, up to the largest.
const FIRST: usize = 4_096;
const LARGEST: usize = 1 << 18;

/// Ids per block of 256 bits.
const PER_BLOCK: usize = 16;

/// Odd numbers that spread one hash over the eight words of a block.
const SPREAD: [u32; 8] = [
    0x9e37_79b1,
    0x85eb_ca77,
    0xc2b2_ae3d,
    0x27d4_eb2f,
    0x1656_67b1,
    0xd6e8_feb9,
    0xa3b1_9535,
    0x4f6c_dd1d,
];

/// Ids of consecutive steps.
#[derive(Debug)]
struct Shelf {
    /// First step that it has ids of.
    first: u32,
    blocks: Vec<[u32; 8]>,
    free: usize,
}

/// All ids that were put in, by the step they are in.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    shelves: Vec<Shelf>,
}

impl Filter {
    /// Puts in the hash of an id of `step`; steps come in order.
    pub(crate) fn insert(&mut self, step: u32, hash: u64) {
        if self.shelves.last().is_none_or(|shelf| shelf.free == 0) {
            let doubled = FIRST << self.shelves.len().min(16);
            let room = doubled.min(LARGEST);
            let blocks = vec![[0; 8]; room / PER_BLOCK];
            self.shelves.push(Shelf { first: step, blocks, free: room });
        }
        let shelf = self.shelves.last_mut().expect("a shelf was just made sure of");
        shelf.free -= 1;
        let block = block_of(hash, shelf.blocks.len());
        for (word, bit) in shelf.blocks[block].iter_mut().zip(bits(hash)) {
            *word |= bit;
        }
    }

    /// Returns the runs of steps, first and last, that may have an id with this hash.
    pub(crate) fn candidates(&self, hash: u64) -> impl Iterator<Item = (u32, u32)> {
        let ends = self.shelves.iter().skip(1).map(|next| next.first).chain([u32::MAX]);
        let may_have = move |shelf: &Shelf| {
            let block = &shelf.blocks[block_of(hash, shelf.blocks.len())];
            block.iter().zip(bits(hash)).all(|(word, bit)| word & bit != 0)
        };
        let shelves = self.shelves.iter().zip(ends).filter(move |(shelf, _)| may_have(shelf));
        shelves.map(|(shelf, end)| (shelf.first, end))
    }
}

/// Maps the upper half of a hash onto the blocks.
fn block_of(hash: u64, blocks: usize) -> usize {
    (((hash >> 32) * blocks as u64) >> 32) as usize
}

/// Returns one bit per word, drawn from the lower half of a hash.
fn bits(hash: u64) -> [u32; 8] {
    SPREAD.map(|odd| 1 << ((hash as u32).wrapping_mul(odd) >> 27))
}

#[cfg(test)]
mod tests {
    use super::super::hash_of;
    use super::*;

    fn hash(number: u64) -> u64 {
        hash_of(&format!("commit-{number}").try_into().expect("it is an id"))
    }

    #[test]
    fn what_was_put_in_is_found_and_little_else() {
        let mut filter = Filter::default();
        let count = 50_000;
        (0..count).for_each(|number| filter.insert((number / 100) as u32, hash(number)));
        for number in 0..count {
            let step = (number / 100) as u32;
            let found = filter.candidates(hash(number)).any(|(a, b)| a <= step && step <= b);
            assert!(found, "{number} in step {step}");
        }
        let strangers = count..2 * count;
        let wrong = strangers.filter(|number| filter.candidates(hash(*number)).count() > 0).count();
        assert!(wrong < 500, "{wrong} of {count}");
    }
}
