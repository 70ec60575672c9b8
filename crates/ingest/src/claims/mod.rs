//! From utterances and voices to claims: what is said, how, about whom, with which figures, and what
//! answers what. One file per step; [`assemble`] runs them.

mod about;
mod accord;
mod account;
mod across;
mod acts;
mod agreement;
mod assemble;
mod clauses;
mod compose;
mod content;
mod contradiction;
mod contrary;
mod credits;
mod dating;
mod draft;
mod figures;
mod grounds;
mod implied;
mod likeness;
mod matters;
mod measures;
mod merge;
mod modality;
mod names;
mod narration;
mod numbers;
mod pairing;
mod propositions;
mod recorded;
mod screen;
mod sentences;
mod stated;
mod statement;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_gold;
#[cfg(test)]
mod tests_links;
mod tokens;
mod trimming;
mod variants;
mod word;
mod wording;

pub use across::across;
pub(crate) use assemble::claims;
pub use recorded::left_out;
