//! What every kind of change can say of itself. One file for each family of things implements it;
//! `vocabulary` asks.

use counterclaim_model::Command;

use crate::desk::Desk;
use crate::error::DeskError;

/// A change, as the desk understands it.
pub(super) trait Asked {
    /// Returns the commands that it amounts to, asked for by the person of this name.
    ///
    /// # Errors
    /// If something it names is not known or means several things, or a value does not fit.
    fn commands(&self, desk: &Desk, by: &str) -> Result<Vec<Command>, DeskError>;

    /// Returns whether it sets something anew that is there, so that whoever asks should have seen it as
    /// it is. What only adds to a thing (a note, an alias) does not.
    fn alters(&self) -> bool {
        false
    }

    /// Returns whether it is made in a person's name, which is then part of what is recorded.
    fn is_signed(&self) -> bool {
        false
    }
}
