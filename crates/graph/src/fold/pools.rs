//! Claims drawn together into one: a union by links, each group led by its first.

/// Returns for each of `many` things the first of those it is joined with, itself included.
pub(crate) fn pools(many: usize, joined: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
    let mut leads: Vec<u32> = (0..many as u32).collect();
    for (one, other) in joined {
        let (one, other) = (lead(&mut leads, one), lead(&mut leads, other));
        leads[one.max(other) as usize] = one.min(other);
    }
    for thing in 0..many as u32 {
        leads[thing as usize] = lead(&mut leads, thing);
    }
    leads
}

/// Follows a thing to the one that leads, and shortens the way.
fn lead(leads: &mut [u32], thing: u32) -> u32 {
    let mut at = thing;
    while leads[at as usize] != at {
        leads[at as usize] = leads[leads[at as usize] as usize];
        at = leads[at as usize];
    }
    at
}
