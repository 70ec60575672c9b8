//! The desk in a browser and over HTTP: pages, an API, live notices, and who may do what.
//!
//! [`serve`] takes a desk and answers until it is told to end. Every address is a row of one table
//! (`route`): from it come what is served and the published description of the API. A handler gets a
//! `Call` (address, both clocks, who asks), asks the desk, and gives a `Reply` back; what it answers as a
//! page it also answers as data at the same address with another suffix. Nothing here decides or
//! computes: that is the desk's. Pages need no script, and ask nothing of any other host.
//!
//! | what | module |
//! |---|---|
//! | the door | `server::serving` |
//! | where it listens, how a call is answered, how a reply is sent | `server` |
//! | which addresses there are | `route` |
//! | a call, its address, its reply, its problems | `call`, `address`, `reply`, `problem` |
//! | who may | `access` |
//! | pages, and what stands around them | `pages`, `chrome`, `text` |
//! | what writes | `write` |
//! | what only programs ask | `api` |
//! | the published description of the API | `describe` |
//! | the desk for agents, by the Model Context Protocol | `mcp` |
//! | the other end, for the command line | [`client`], `socket` |

mod access;
mod address;
mod api;
mod call;
mod chrome;
pub mod client;
mod describe;
mod mcp;
mod pages;
mod problem;
mod reply;
mod route;
mod server;
mod socket;
mod text;
mod write;

pub use access::{Secret, Token, TokenError, Tokens};
pub use mcp::{AgentsError, AgentsOptions, CaseFor, Desks, serve_agents};
pub use route::Role;
pub use server::{Ended, Journal, Line, Logged, ServeError, ServeOptions, Serving, serve};
