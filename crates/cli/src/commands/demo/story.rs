//! What a desk would have done with the sample pages by the next morning: checked, linked, found, asked,
//! and read the live blog again. So that every page of `demo --serve` has something on it. FICTION.

use anyhow::Context;
use counterclaim_desk::change::{
    Change, ClaimReject, CommentAdd, FindingAdd, LinkAdd, NoteAdd, QueueDecide, ReviewAdd,
    SourceRate,
};
use counterclaim_desk::{
    AsOf, ChangeOptions, Desk, Identity, IngestOptions, Page, Question, Relation, Reliability,
};

/// The live blog some hours later.
const LATER: &[u8] = include_bytes!("../../../../../data/sample/later/harbour-wire-live.txt");

/// Who does all this.
const ANALYST: &str = "Demo Analyst (fiction)";

/// Does to the case what a desk would have done.
pub(super) fn tell(desk: &mut Desk) -> anyhow::Result<()> {
    let blasts = said(desk, "series blasts heard in Hethby early Sunday unrecognised")?;
    let blasts_again = other(desk, "series blasts heard in Hethby early Sunday", &blasts)?;
    let houses = said(desk, "\"Nine houses were destroyed\"")?;
    let houses_again = said(desk, "Nine houses have been destroyed in Hethby since Monday")?;
    let returned = said(desk, "aircraft have returned to their bases")?;
    let shot_down = said(desk, "its air defence had shot down two Ostrevian aircraft")?;
    let misread = said(desk, "to confirm a report")?;
    let changes: Vec<Change> = vec![
        ClaimReject {
            claim: misread,
            reason: "the machine took half a headline for a statement".into(),
        }
        .into(),
        QueueDecide {
            check: vec!["all".into()],
            reason: "read beside the pages".into(),
            as_of: AsOf::Head,
            ..QueueDecide::default()
        }
        .into(),
        link(
            &blasts_again,
            Relation::RestsOn,
            &blasts,
            "The Bulletin gives the Wire as its source.",
        ),
        link(
            &houses_again,
            Relation::Repeats,
            &houses,
            "The same deputy mayor, in two newspapers.",
        ),
        link(
            &returned,
            Relation::Contradicts,
            &shot_down,
            "Either two aircraft are missing, or none.",
        ),
        FindingAdd {
            statement:
                "Two wrecks on the north bank of the Sill carry numbers of Ostrevian aircraft"
                    .into(),
            refutes: Some(returned.clone()),
            confirms: None,
            evidence: vec![
                "Photographs of both wrecks, taken on 15 June 2031 (fiction)".into(),
                "Register of aircraft of the Concord of Free Ports, 2030 (fiction)".into(),
            ],
            reason:
                "Both numbers are in the register as Ostrevian; neither aircraft was seen since."
                    .into(),
        }
        .into(),
        ReviewAdd {
            claim: returned.clone(),
            scale: "Demo scale (fiction)".into(),
            rating: "not supported".into(),
            reason: Some("see the finding".into()),
        }
        .into(),
        CommentAdd {
            claim: returned.clone(),
            asked: "2031-06-15T06:00:00Z".parse()?,
            replied: None,
        }
        .into(),
        NoteAdd { claim: returned, text: "Ask the delegation again on Monday.".into() }.into(),
        SourceRate {
            source: "Harbour Wire".into(),
            rating: Some(Reliability::B),
            reason: "names its sources".into(),
        }
        .into(),
    ];
    for change in changes {
        desk.change(&change, options())
            .with_context(|| format!("{} of the demo", change.name()))?;
    }
    let page = Page { bytes: LATER.to_vec(), ..Page::default() };
    desk.ingest("harbour-wire-live.txt", &page, &IngestOptions::default())?;
    Ok(())
}

fn options() -> ChangeOptions {
    ChangeOptions { by: Some(Identity::analyst(ANALYST)), ..ChangeOptions::default() }
}

fn link(from: &str, relation: Relation, to: &str, reason: &str) -> Change {
    let (from, to, reason) = (from.to_owned(), to.to_owned(), reason.to_owned());
    LinkAdd { from, relation, to, reason, weight: 100 }.into()
}

/// Returns the one statement that holds these words.
fn said(desk: &Desk, words: &str) -> anyhow::Result<String> {
    other(desk, words, "")
}

/// Returns the first statement that holds these words and is not the one given.
fn other(desk: &Desk, words: &str, but: &str) -> anyhow::Result<String> {
    let words = words.replace('"', "");
    let found = desk.search(&words, Question::default())?.statements.into_iter();
    let mut ids = found.map(|card| card.id.to_string()).filter(|id| id != but);
    ids.next().with_context(|| format!("the sample does not say {words:?}"))
}
