//! What only programs ask: how the server is, live notices, and answers whole that no page shows so.

mod asked;
mod events;
mod graph;
mod health;
mod routes;
pub(crate) use routes::ROUTES;
