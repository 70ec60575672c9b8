//! `POST /checkpoint`: signs what was recorded, now.

use crate::call::Call;
use crate::describe;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Role, Route, post};

pub(super) const ROUTES: &[Route] = &[post(
    "/checkpoint",
    "sign",
    "Signs a checkpoint over everything recorded, unless it is signed already.",
    sign,
)
.needs(Role::Owner)
.forms(&["json", "txt"])
.gives(describe::checkpoint)
.statuses(&[(422, "This case is not signed, or its key is not at hand.")])];

fn sign(call: &Call<'_>) -> Result<Reply, Problem> {
    let Some(signer) = &call.server.signer else {
        let why = "this case is not signed, or the key that signs it was not at hand when the server was \
                   started";
        return Err(Problem::new(Kind::Invalid, why));
    };
    let signed = call.server.alone(|desk| desk.sign(signer))?;
    call.data(&signed)
}
