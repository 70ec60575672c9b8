//! One call of a tool: read, asked, bounded.

use serde_json::Value;

use super::arguments::{self, Arguments};
use super::bounds;
use super::door::Door;
use super::refusal::Refusal;
use super::tool::{self, LIMIT};
use crate::route::Route;

/// Answers a call of a tool. `program` is who calls it.
///
/// # Errors
/// Why there is no answer.
pub(super) fn answer(
    door: &Door,
    route: &'static Route,
    given: &Arguments,
    program: &str,
) -> Result<Value, Refusal> {
    let (mut wanted, rows) = arguments::read(route, given, program)?;
    let mut answer = bounds::object(door.ask(&wanted)?);
    if tool::writes(route) {
        return Ok(Value::Object(answer));
    }
    let mut left_out = Vec::new();
    if tool::is_parted(route) {
        // Rows that are cut off here would be passed over by the cursor: fewer are asked for instead.
        while let Some(limit) = wanted.number(LIMIT).filter(|limit| *limit > 1) {
            if !bounds::is_long(&answer) {
                break;
            }
            wanted.set(LIMIT, limit / 2);
            answer = bounds::object(door.ask(&wanted)?);
        }
    } else {
        left_out = bounds::parted(&mut answer, rows);
    }
    bounds::shortened(&mut answer, &mut left_out);
    bounds::told(&mut answer, left_out);
    Ok(Value::Object(answer))
}
