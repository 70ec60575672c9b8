//! Checkpoints while the server runs: every ten seconds, if the log has grown. Everything in the log was
//! acknowledged by then.

use std::sync::Arc;
use std::time::Duration;

use counterclaim_desk::{Position, Signer};

use super::holdings::Server;

/// How often is looked.
const EVERY: Duration = Duration::from_secs(10);

/// Signs what was recorded, again and again.
pub(super) async fn sign_on(server: Arc<Server>, signer: Arc<Signer>) {
    let mut signed = Position::START;
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let head = server.head();
        if head > signed && sign(&server, &signer).await {
            signed = head;
        }
    }
}

/// Signs what was recorded. A failure changes nothing of what was recorded, and is met again.
pub(super) async fn sign(server: &Arc<Server>, signer: &Arc<Signer>) -> bool {
    let (server, signer) = (Arc::clone(server), Arc::clone(signer));
    let signing = move || server.alone(|desk| desk.sign(&signer).is_ok());
    tokio::task::spawn_blocking(signing).await.unwrap_or(false)
}
