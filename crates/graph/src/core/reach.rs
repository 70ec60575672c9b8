//! Which statements are reached from an origin, by one way told for each, and through which last single
//! point every way goes. Found for all at once, origins first; what is told of one statement costs no more
//! than its telling, however long the chain of relays behind it is.

use super::provenance::Provenance;

/// Most statements told of one way, and most single points of one statement. A longer way is told by its
/// beginning and its end, more points by the first of them.
pub(crate) const MOST_POINTS: usize = 64;

/// No knot, or no statement.
const NONE: u32 = u32::MAX;

/// What reaches each knot.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// Distance from the origins in the tree of single points (the dominator tree); 0: not reached.
    depth: Vec<u32>,
    /// The last single point above; none: there is none.
    above: Vec<u32>,
    /// The single point above, or the knot itself, that is the last one told.
    last_told: Vec<u32>,
    /// The parent that the way told of a knot comes from.
    via: Vec<u32>,
    /// How many statements that way has.
    length: Vec<u32>,
    /// The statement on that way up to which it is told, if it is too long.
    told_to: Vec<u32>,
}

impl Reach {
    /// Goes through the knots once, parents first: the contracted graph has no circles.
    pub(crate) fn new(
        provenance: &Provenance,
        stands: impl Fn(u32) -> bool,
        speaks: impl Fn(u32) -> bool,
    ) -> Self {
        let knots = provenance.knots();
        let none = || vec![NONE; knots];
        let mut reach = Self {
            depth: vec![0; knots],
            above: none(),
            last_told: none(),
            via: none(),
            length: vec![0; knots],
            told_to: none(),
        };
        for knot in 0..knots as u32 {
            let members = provenance.members(knot);
            let is_origin = provenance.is_origin(knot);
            if !is_origin {
                reach.come_by(provenance, knot, &stands);
            }
            if !members.iter().any(|member| stands(*member)) {
                continue;
            }
            let above = match is_origin {
                true => members.iter().any(|member| speaks(*member)).then_some(None),
                false => reach.over_parents(provenance, knot, &stands),
            };
            if let Some(above) = above {
                reach.put_under(knot, above);
            }
        }
        reach
    }

    /// Notes the way to a knot: over its first parent that stands and is reached.
    fn come_by(&mut self, provenance: &Provenance, knot: u32, stands: impl Fn(u32) -> bool) {
        let parents = provenance.knot_parents(knot).iter();
        let mut parents = parents.filter(|p| stands(**p) && self.reaches(provenance.knot(**p)));
        let Some(parent) = parents.next() else { return };
        let before = provenance.knot(*parent) as usize;
        let length = self.length[before] + 1;
        self.via[knot as usize] = *parent;
        self.length[knot as usize] = length;
        self.told_to[knot as usize] = match (length as usize).cmp(&(MOST_POINTS - 1)) {
            std::cmp::Ordering::Less => NONE,
            std::cmp::Ordering::Equal => *parent,
            std::cmp::Ordering::Greater => self.told_to[before],
        };
    }

    fn put_under(&mut self, knot: u32, above: Option<u32>) {
        let depth = 1 + above.map_or(0, |above| self.depth[above as usize]);
        self.depth[knot as usize] = depth;
        self.above[knot as usize] = above.unwrap_or(NONE);
        // One more than is told: the statement in question may be among them, and is left out.
        self.last_told[knot as usize] = match above {
            Some(above) if depth as usize > MOST_POINTS + 1 => self.last_told[above as usize],
            Some(_) | None => knot,
        };
    }

    pub(crate) fn reaches(&self, knot: u32) -> bool {
        self.depth[knot as usize] > 0
    }

    /// Returns one way from an origin to a statement, told; none if there is none.
    pub(crate) fn way(&self, provenance: &Provenance, statement: u32) -> Option<Vec<u32>> {
        let knot = provenance.knot(statement);
        if !provenance.is_origin(knot) && self.via[knot as usize] == NONE {
            return None;
        }
        let mut way = vec![statement];
        let told_to = self.told_to[knot as usize];
        let is_cut = self.length[knot as usize] as usize >= MOST_POINTS && told_to != NONE;
        let mut next = if is_cut { told_to } else { self.via[knot as usize] };
        while next != NONE {
            way.push(next);
            next = self.via[provenance.knot(next) as usize];
        }
        way.reverse();
        Some(way)
    }

    /// Returns the last single point over the parents of a knot that stand and are reached; none if none
    /// is. A parent that fell leads nowhere, though others of its ring may stand.
    pub(crate) fn over_parents(
        &self,
        provenance: &Provenance,
        knot: u32,
        stands: impl Fn(u32) -> bool,
    ) -> Option<Option<u32>> {
        let parents = provenance.knot_parents(knot).iter().filter(|parent| stands(**parent));
        let parents = parents.map(|parent| provenance.knot(*parent));
        parents.filter(|p| self.reaches(*p)).map(Some).reduce(|one, other| self.meet(one, other))
    }

    /// Returns the last knot that all paths to either pass.
    pub(crate) fn meet(&self, mut one: Option<u32>, mut other: Option<u32>) -> Option<u32> {
        while one != other {
            let depth = |knot: Option<u32>| knot.map_or(0, |knot| self.depth[knot as usize]);
            if depth(one) >= depth(other) {
                one = self.above(one?);
            } else {
                other = self.above(other?);
            }
        }
        one
    }

    /// Returns the single points over `knot`, itself among them, the origin first: the first of them.
    pub(crate) fn chain(&self, knot: Option<u32>) -> Vec<u32> {
        let last = knot.map(|knot| self.last_told[knot as usize]).filter(|knot| *knot != NONE);
        let mut chain: Vec<u32> = std::iter::successors(last, |knot| self.above(*knot)).collect();
        chain.reverse();
        chain
    }

    fn above(&self, knot: u32) -> Option<u32> {
        Some(self.above[knot as usize]).filter(|above| *above != NONE)
    }
}
