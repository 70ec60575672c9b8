//! From bytes to a text, its posts and their dates. The crate's root re-exports the one door, [`read`];
//! `ingest`'s callers never see the readers behind it.
//!
//! | step | module |
//! |---|---|
//! | which reader, and what every reading ends with | `door`, `keys` |
//! | bytes to characters | `decode` |
//! | lines and paragraphs of a text dump, furniture left out | `lines`, `furniture` |
//! | stamps, dates and zones as printed | `stamp`, `time_of_day`, `calendar`, `zone` |
//! | a text dump cut into posts; a plain article | `marks`, `feed`, `post`, `article` |
//! | the day each stamp belongs to | `clock`, `evidence`, `dating` |
//! | RSS, Atom, JSON Feed | `web_feed` |
//! | HTML: tags, main text, schema.org blocks | `markup`, `entities`, `main_text`, `timed`, `linked`, `live_blog`, `html` |

mod article;
mod byline;
mod calendar;
mod clock;
mod dating;
mod decode;
mod door;
mod entities;
mod evidence;
mod feed;
mod found;
mod furniture;
mod html;
mod keys;
mod lines;
mod linked;
mod live_blog;
mod main_text;
mod marks;
mod markup;
mod microdata;
mod outlet;
mod post;
mod stamp;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_gold;
#[cfg(test)]
mod tests_hostile;
mod time_of_day;
mod timed;
mod walk;
mod web_feed;
mod zone;

pub use door::{MAX_PAGE, read};
