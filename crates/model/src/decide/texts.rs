//! Checks that every command shares: texts that say something and fit, percentages, periods.

use crate::{Period, Refusal};

/// Longest text of one field, in bytes. A claim is a statement, not an essay.
const LONGEST: usize = 64 * 1024;

/// Refuses a text that is empty but for white space, or too long.
pub(super) fn says_something(what: &'static str, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Empty(what));
    }
    fits(what, text)
}

/// Refuses a text that is too long.
pub(super) fn fits(what: &'static str, text: &str) -> Result<(), Refusal> {
    if text.len() > LONGEST {
        return Err(Refusal::TooLong { what, length: text.len(), limit: LONGEST });
    }
    Ok(())
}

/// Refuses more than 100 per cent.
pub(super) fn per_cent(value: u8) -> Result<(), Refusal> {
    if value > 100 { Err(Refusal::OverHundred(value)) } else { Ok(()) }
}

/// Refuses a period that ends before it begins.
pub(super) fn ordered(period: Period) -> Result<(), Refusal> {
    if period.is_ordered() { Ok(()) } else { Err(Refusal::PeriodReversed) }
}
