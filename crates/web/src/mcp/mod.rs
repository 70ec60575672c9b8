//! The desk for agents, by the Model Context Protocol over standard input and output: what routes read as
//! tools, and one tool that proposes.

mod answer;
mod arguments;
mod bounds;
mod door;
mod inside;
mod instructions;
mod lines;
mod refusal;
mod serving;
mod tool;
mod tools;
mod wanted;

pub use inside::Desks;
pub use serving::{AgentsError, AgentsOptions, CaseFor, serve_agents};
