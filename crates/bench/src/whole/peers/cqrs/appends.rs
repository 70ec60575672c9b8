//! Appends through the framework: a command a claim, handled, stored and synced. It has no commit over several
//! aggregates, so it takes single events only.

use std::path::Path;
use std::time::Duration;

use counterclaim_log::Commit;
use cqrs_es::CqrsFramework;
use cqrs_es::persist::PersistedEventStore;
use tokio::runtime::Runtime;

use super::claimed::{Claimed, told};
use super::store::Store;
use crate::log::Store as Appending;
use crate::sample::timed;

/// The framework over a store that is synced at every commit.
pub(crate) struct Appends {
    framework: CqrsFramework<Claimed, PersistedEventStore<Store, Claimed>>,
    runtime: Runtime,
}

impl Appends {
    pub(crate) fn create(path: &Path) -> anyhow::Result<Self> {
        let store = PersistedEventStore::new_event_store(Store::durable(path)?);
        let framework = CqrsFramework::new(store, Vec::new(), ());
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        Ok(Self { framework, runtime })
    }
}

impl Appending for Appends {
    fn name(&self) -> &'static str {
        "cqrs-es over SQLite, synchronous=FULL"
    }

    fn append(&mut self, commit: &Commit, _: usize) -> anyhow::Result<Duration> {
        let said = commit.decided.events().iter().filter_map(|(_, event)| told(event));
        let said: Vec<_> = said.map(|(claim, told)| (claim.to_string(), told)).collect();
        let (time, taken) = timed(|| {
            self.runtime.block_on(async {
                for (claim, told) in said {
                    self.framework.execute(&claim, told).await?;
                }
                anyhow::Ok(())
            })
        });
        taken?;
        Ok(time)
    }
}
