//! Shapes on disk, one file per version. What stands here is frozen once released; everything else in
//! the crate works on [`Record`](crate::record::Record) and never sees these.

mod v0;

pub(crate) use v0::{CommitLine, FORMAT, Misread};
