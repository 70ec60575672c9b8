//! The tables of weights, `data/attribution.weights`: one byte a weight, in units of 1/[`UNIT`]. The file
//! begins with its name and the threshold; the tables follow in the order of [`SIZES`].

use std::borrow::Cow;
use std::sync::LazyLock;

use super::lattice::LABELS;
use super::{cues, judge, roles};

/// Weights are whole multiples of one part in this many.
pub(super) const UNIT: i32 = 32;

/// What the file begins with: its name and version.
const MAGIC: &[u8; 8] = b"CCATTR1\n";

/// Bytes of each table.
const SIZES: [usize; 4] = [
    1 << cues::BITS,
    (1 << roles::BITS) * LABELS,
    (1 << roles::STEP_BITS) * LABELS * LABELS,
    1 << judge::BITS,
];

/// Bytes of the head: name, least score of a cue that is looked at, least judgement that is believed.
const HEAD: usize = 16;

/// Weights that attributions are found and judged with; see [`learn`](crate::learn()).
#[derive(Clone, Debug)]
pub struct Weights {
    bytes: Cow<'static, [u8]>,
    /// Least score of a cue that no rule found.
    pub(super) least_cue: i32,
    /// Least score of an attribution that is believed.
    pub(super) least_judgement: i32,
}

static SHIPPED: LazyLock<Option<Weights>> = LazyLock::new(|| {
    Weights::read(Cow::Borrowed(include_bytes!("../../../../../data/attribution.weights")))
});

impl Weights {
    /// Returns the weights that ship; a test holds that they can be read.
    pub(in crate::spans) fn shipped() -> Option<&'static Self> {
        SHIPPED.as_ref()
    }

    /// Reads the bytes of a file of weights; none if they are not one of this version.
    pub fn read(bytes: Cow<'static, [u8]>) -> Option<Self> {
        if bytes.len() != HEAD + SIZES.iter().sum::<usize>() || !bytes.starts_with(MAGIC) {
            return None;
        }
        let number = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(i32::from_le_bytes);
        let (least_cue, least_judgement) = (number(8)?, number(12)?);
        Some(Self { bytes, least_cue, least_judgement })
    }

    /// Puts tables of whole numbers of units into a file's bytes; what is beyond a byte is cut to it.
    pub(super) fn write(tables: [&[f64]; 4], least_cue: i32, least_judgement: i32) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(least_cue.to_le_bytes());
        bytes.extend(least_judgement.to_le_bytes());
        for table in tables {
            let units =
                |weight: &f64| (weight * f64::from(UNIT)).round().clamp(-127.0, 127.0) as i8;
            bytes.extend(table.iter().map(|weight| units(weight) as u8));
        }
        bytes
    }

    /// Returns the bytes of the file.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn table(&self, index: usize) -> &[u8] {
        let start = HEAD + SIZES[..index].iter().sum::<usize>();
        &self.bytes[start..start + SIZES[index]]
    }

    /// Returns the score of a link as a cue.
    pub(super) fn cue(&self, rows: &[u32]) -> i32 {
        sum(self.table(0), rows)
    }

    /// Returns the score of an attribution.
    pub(super) fn judgement(&self, rows: &[u32]) -> i32 {
        sum(self.table(3), rows)
    }

    /// Returns the scores of a link's labels.
    pub(super) fn labels(&self, rows: &[u32]) -> [i32; LABELS] {
        several(self.table(1), rows)
    }

    /// Returns the scores of the steps onto a link.
    pub(super) fn steps(&self, rows: &[u32]) -> [i32; LABELS * LABELS] {
        several(self.table(2), rows)
    }
}

/// What makes a weight of one byte no less than zero.
const BIAS: i32 = 128;

fn sum(table: &[u8], rows: &[u32]) -> i32 {
    rows.iter()
        .filter_map(|row| table.get(*row as usize))
        .map(|weight| i32::from(*weight as i8))
        .sum()
}

/// Most rows that are summed up in lanes of sixteen bits.
const MOST_ROWS: usize = 256;

/// The sums of rows of cells of `N` bytes, `N` a multiple of four. Four weights are added at a time, in lanes
/// of sixteen bits: as if each were greater by [`BIAS`], which is taken off at the end.
fn several<const N: usize>(table: &[u8], rows: &[u32]) -> [i32; N] {
    const LANES: u32 = 0x00ff_00ff;
    let mut sums = [0; N];
    let (cells, _) = table.as_chunks::<N>();
    for rows in rows.chunks(MOST_ROWS) {
        let (mut even, mut odd, mut count) = ([0_u32; N], [0_u32; N], 0);
        for cell in rows.iter().filter_map(|row| cells.get(*row as usize)) {
            count += 1;
            let (fours, _) = cell.as_chunks::<4>();
            for (at, four) in fours.iter().enumerate() {
                let raised = u32::from_le_bytes(*four) ^ 0x8080_8080;
                even[at] += raised & LANES;
                odd[at] += (raised >> 8) & LANES;
            }
        }
        for (at, sum) in sums.iter_mut().enumerate() {
            let lanes = if at % 2 == 0 { even[at / 4] } else { odd[at / 4] };
            let lane = (lanes >> (at % 4 / 2 * 16)) & 0xffff;
            *sum += lane as i32 - BIAS * count;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_that_ship_can_be_read() {
        assert!(Weights::shipped().is_some());
    }

    #[test]
    fn a_weight_is_a_whole_number_of_units() {
        let tables = SIZES.map(|size| vec![0.0; size]);
        let mut first = tables[0].clone();
        first[3] = 0.5;
        first[4] = -9.0;
        let bytes = Weights::write([&first, &tables[1], &tables[2], &tables[3]], -5, 7);
        let weights = Weights::read(bytes.into()).expect("just written");
        assert_eq!((weights.least_cue, weights.least_judgement), (-5, 7));
        assert_eq!((weights.cue(&[3]), weights.cue(&[3, 4, 5])), (16, -111));
        assert!(Weights::read(vec![0; 9].into()).is_none());
    }
}
