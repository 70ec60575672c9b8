//! Marks in rows, so that none lies on another: a lane grows rows as it needs them.

/// Puts stretches into rows, first come first served; they must come in order of their beginnings.
/// The first row is taken up to `reserved`. Returns the row of each and the number of rows.
pub(super) fn rows(stretches: &[(f64, f64)], reserved: f64) -> (Vec<usize>, usize) {
    let mut ends: Vec<f64> = vec![reserved];
    let mut placed = Vec::with_capacity(stretches.len());
    for (from, to) in stretches {
        let row = ends.iter().position(|end| end <= from).unwrap_or(ends.len());
        match ends.get_mut(row) {
            Some(end) => *end = *to,
            None => ends.push(*to),
        }
        placed.push(row);
    }
    (placed, ends.len())
}
