//! Who records, and with which program; and work done in another person's name.

use crate::desk::Desk;

/// Who records, and with which program. Written into every commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The analyst's name.
    pub analyst: String,
    /// The program, as `name@version`.
    pub agent: String,
}

impl Identity {
    /// An analyst working with this build.
    pub fn analyst(name: impl Into<String>) -> Self {
        Self {
            analyst: name.into(),
            agent: concat!("counterclaim@", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

impl Default for Identity {
    fn default() -> Self {
        Self::analyst("unnamed analyst")
    }
}

impl Desk {
    /// Lets `work` be done in another person's name: what it records is recorded as theirs. For whoever
    /// serves several people with one desk, where a door takes more than one [`Request`](crate::Request).
    pub fn in_the_name_of<T>(&mut self, by: Identity, work: impl FnOnce(&mut Self) -> T) -> T {
        let own = std::mem::replace(&mut self.identity, by);
        let acting = Acting { desk: self, own };
        work(acting.desk)
    }
}

/// A desk that acts for somebody else, until this is dropped: also where the work breaks off.
struct Acting<'d> {
    desk: &'d mut Desk,
    own: Identity,
}

impl Drop for Acting<'_> {
    fn drop(&mut self) {
        std::mem::swap(&mut self.desk.identity, &mut self.own);
    }
}
