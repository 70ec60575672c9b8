//! Shapes on disk, one file per version. What stands here is frozen; everything else in the crate works
//! on [`Record`](crate::record::Record) and never sees these.

mod v1;

pub(crate) use v1::{FORMAT, Misread, read, write};
