//! Party against party, from the weighed graph.

use std::collections::BTreeMap;

use counterclaim_graph::{Kind, Matrix, Party, Tally};
use counterclaim_model::ClaimId;

use super::lens::Lens;
use super::question::{Question, shown};
use crate::answers::{MatrixCell, MatrixParty, MatrixShown, Named};
use crate::desk::Desk;

impl Desk {
    /// Returns who objects to whom and who confirms whom, added up by party.
    pub fn matrix(&self, question: Question) -> MatrixShown {
        self.matrix_through(&self.lens(question), question)
    }

    /// Returns the same of some claims, through a lens that has weighed the case already.
    pub(super) fn matrix_among(
        &self,
        lens: &Lens<'_>,
        question: Question,
        claims: &[ClaimId],
    ) -> MatrixShown {
        let among = |kind| lens.everything().matrix_among(kind, claims.iter().copied());
        self.matrix_shown(lens, question, &KINDS.map(among))
    }

    /// Returns the same through a lens that has weighed the case already.
    pub(super) fn matrix_through(&self, lens: &Lens<'_>, question: Question) -> MatrixShown {
        self.matrix_shown(lens, question, &KINDS.map(|kind| lens.everything().matrix(kind)))
    }

    fn matrix_shown(
        &self,
        lens: &Lens<'_>,
        question: Question,
        [objections, confirmations]: &[Matrix<Party>; 2],
    ) -> MatrixShown {
        let party = |(party, statements): (&Party, &usize)| MatrixParty {
            party: lens.party_named(*party),
            statements: *statements,
        };
        let mut parties: Vec<MatrixParty> = objections.statements.iter().map(party).collect();
        parties.sort_by(|one, other| one.party.name.cmp(&other.party.name));
        let mut cells = lens.cells(objections);
        cells.extend(lens.cells(confirmations));
        cells.sort_by_key(|cell| (cell.is_itself, cell.kind != OBJECTS));
        MatrixShown {
            asked: self.asked(question),
            parameters: shown(&lens.everything().parameters()),
            parties,
            cells,
        }
    }
}

const KINDS: [Kind; 2] = [Kind::Refute, Kind::Confirm];

const OBJECTS: &str = "objects";

impl Lens<'_> {
    /// Returns a party of the graph by name. The desk speaks findings.
    pub(super) fn party_named(&self, party: Party) -> Named {
        match party {
            Party::Desk => Named { id: None, name: "the desk (findings)".to_owned(), kind: None },
            Party::Unnamed => Named::nobody(),
            Party::Actor(actor) => self.named(Some(actor)),
        }
    }

    fn cells(&self, matrix: &Matrix<Party>) -> Vec<MatrixCell> {
        let kind = match matrix.kind {
            Kind::Refute => OBJECTS,
            Kind::Confirm => "confirms",
        };
        let statements: &BTreeMap<Party, usize> = &matrix.statements;
        let cell = |from: Party, to: Party, tally: &Tally| MatrixCell {
            kind,
            from: self.party_named(from),
            to: self.party_named(to),
            is_itself: from == to,
            links: tally.edges,
            targets: tally.targets,
            of: statements.get(&to).copied().unwrap_or_default(),
            weight: tally.weight,
            targets_out: tally.targets_out,
        };
        let others = matrix.cells.iter().map(|((from, to), tally)| cell(*from, *to, tally));
        let own = matrix.own.iter().map(|(party, tally)| cell(*party, *party, tally));
        let mut cells: Vec<MatrixCell> = others.chain(own).collect();
        cells.sort_by(|one, other| {
            (&one.from.name, &one.to.name).cmp(&(&other.from.name, &other.to.name))
        });
        cells
    }
}
