//! A claim as the framework has it: events, an aggregate that takes them, and the same as a view.

use counterclaim_model::{ClaimId, Event, Link, NewClaim, Review};
use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent, EventEnvelope, View};
use serde::{Deserialize, Serialize};

use crate::whole::case::claim_in;

/// What happens to a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Told {
    Claim(Box<NewClaim>),
    Link(Box<Link>),
    Review(Box<Review>),
}

impl DomainEvent for Told {
    fn event_type(&self) -> String {
        let name = match self {
            Self::Claim(_) => "claim",
            Self::Link(_) => "link",
            Self::Review(_) => "review",
        };
        name.to_owned()
    }

    fn event_version(&self) -> String {
        "1.0".to_owned()
    }
}

/// A claim with what was said to it; aggregate and view have the same in them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Claimed {
    claim: Option<NewClaim>,
    links: Vec<Link>,
    reviews: Vec<Review>,
}

impl Claimed {
    fn take(&mut self, told: &Told) {
        match told {
            Told::Claim(claim) => self.claim = Some(claim.as_ref().clone()),
            Told::Link(link) => self.links.push(link.as_ref().clone()),
            Told::Review(review) => self.reviews.push(review.as_ref().clone()),
        }
    }
}

impl Aggregate for Claimed {
    const TYPE: &'static str = "claim";
    type Command = Told;
    type Event = Told;
    type Error = std::io::Error;
    type Services = ();

    async fn handle(
        &mut self,
        command: Told,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), Self::Error> {
        sink.write(command, self).await;
        Ok(())
    }

    fn apply(&mut self, event: Told) {
        self.take(&event);
    }
}

impl View<Claimed> for Claimed {
    fn update(&mut self, event: &EventEnvelope<Claimed>) {
        self.take(&event.payload);
    }
}

/// Returns what an event says of a claim; a link is told of the claim it leads to.
pub(crate) fn told(event: &Event) -> Option<(ClaimId, Told)> {
    if let Some(claim) = claim_in(event) {
        return Some((claim.id, Told::Claim(Box::new(claim.clone()))));
    }
    if let Event::LinkAdded(added) = event {
        return Some((added.link.to, Told::Link(Box::new(added.link.clone()))));
    }
    if let Event::ReviewRecorded(review) = event {
        return Some((review.claim, Told::Review(Box::new(review.clone()))));
    }
    None
}
