//! Reads workbooks back, as far as tests need it.

mod read;

pub(crate) use read::{part, rows};
