//! The only code that goes out, and whom it may ask. Called by the desk's faces; everything else in this
//! crate is pure.

mod guard;
mod message;
mod request;

pub use guard::Reach;
pub use message::{HTTP_MESSAGE, MessageError, from_message, to_message};
pub use request::{Answer, FetchError, Fetcher, Validators, fetch};
pub(crate) use request::{REDIRECTS, address};
