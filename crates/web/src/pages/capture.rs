//! A captured page: its text as it was read, with the words of each claim marked where they stand.

use std::collections::BTreeSet;

use askama::Template;
use counterclaim_desk::answers::{CapturePage, PartOfClaim, Section, Segment, Window};
use counterclaim_desk::{CapturedFrom, ClaimId, Portion};

use super::filters::{PAGE, Part, page_number};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, Schema, get};

/// Sections of a part. Nearly every page has fewer.
const SECTIONS: usize = 2_000;

/// Faults that are listed.
const FAULTS: usize = 200;

const CAPTURE: Parameter = Parameter {
    name: "capture",
    means: "Id of the capture, or a unique beginning of it.",
    schema: Schema::Text,
};

const POST: Parameter = Parameter {
    name: "post",
    means: "The number a post has on the page: the part that shows it is found.",
    schema: Schema::Number(0, u32::MAX as u64),
};

pub(super) const ROUTES: &[Route] =
    &[get("/captures/{capture}", "capture", "A captured page with its text.", capture)
        .takes(&[CAPTURE, PAGE, POST])
        .forms(LIST)
        .statuses(&[(404, "There is no such capture."), (422, "Several captures begin so.")])];

#[derive(Template)]
#[template(path = "capture.html")]
struct OneCapture<'p> {
    chrome: Chrome,
    shown: &'p CapturePage,
    sections: Vec<Placed<'p>>,
    part: Part,
    title: String,
}

/// A section with the name under which links find it.
struct Placed<'p> {
    section: &'p Section,
    /// Of a post: `post-3`. The first wording with that number has it.
    id: Option<String>,
    /// How many claims stand in it.
    claims: usize,
    /// Whether it is white space between two posts.
    is_blank: bool,
}

impl OneCapture<'_> {
    /// Returns the class of a stretch's mark, and the claims it leads to: those whose words it is.
    fn mark(&self, segment: &Segment) -> (&'static str, Vec<ClaimId>) {
        let is = |wanted: PartOfClaim| segment.claims.iter().any(|(_, part)| *part == wanted);
        let class = if is(PartOfClaim::SpeakersWords) {
            "words"
        } else if is(PartOfClaim::OutletsWording) {
            "wording"
        } else if is(PartOfClaim::SpeakerPhrase) {
            "source"
        } else if is(PartOfClaim::Cue) {
            "cue"
        } else if is(PartOfClaim::Mention) {
            "again"
        } else {
            ""
        };
        let mut to: Vec<ClaimId> = Vec::new();
        for (claim, part) in &segment.claims {
            let leads = match part {
                PartOfClaim::SpeakersWords | PartOfClaim::OutletsWording | PartOfClaim::Mention => {
                    true
                }
                PartOfClaim::SpeakerPhrase | PartOfClaim::Cue => false,
            };
            if leads && !to.contains(claim) {
                to.push(*claim);
            }
        }
        (class, to)
    }

    /// Says where the time of the capture comes from.
    fn dated_by(&self) -> &'static str {
        match self.shown.capture.captured_from {
            Some(CapturedFrom::Option) => "given by who recorded it",
            Some(CapturedFrom::Fetch) => "fetched then",
            Some(CapturedFrom::Masthead) => "printed in the page",
            None => "its time is not known",
        }
    }

    /// Returns how many faults are listed.
    fn listed(&self) -> usize {
        self.shown.capture.faults.len().min(FAULTS)
    }
}

fn capture(call: &Call<'_>) -> Result<Reply, Problem> {
    if let Some(elsewhere) = elsewhere(call)? {
        return Ok(Reply::see_other(&elsewhere));
    }
    let offset = (page_number(call)? - 1).saturating_mul(SECTIONS);
    let portion = match call.wants_page() {
        true => Portion::Sections(Window { offset, limit: SECTIONS }),
        false => Portion::Sections(Window::ALL),
    };
    let shown = call.ask(|desk| desk.capture(call.named("capture"), portion, call.question))?;
    if !call.wants_page() {
        return call.data(&shown);
    }
    let of = &shown.capture;
    let title = of.title.clone().or_else(|| of.final_url.clone()).or_else(|| of.url.clone());
    let title = title.unwrap_or_else(|| format!("A page of {}", of.source.name));
    let page = OneCapture {
        chrome: call.chrome(title.clone(), Some(&shown.asked)),
        sections: placed(&shown.sections),
        part: Part::of(call, SECTIONS, shown.sections_in_all)?,
        shown: &shown,
        title,
    };
    call.page(&page)
}

/// Returns where the post that is wanted stands, if that is in another part than this.
fn elsewhere(call: &Call<'_>) -> Result<Option<String>, Problem> {
    let Some(post) = call.parsed::<u32>(POST.name)?.filter(|_| call.wants_page()) else {
        return Ok(None);
    };
    let name = call.named(CAPTURE.name);
    let part = call.ask(|desk| desk.part_of_capture(name, post, SECTIONS, call.question))?;
    let there = call.address.with("", &[(POST.name, ""), (PAGE.name, &part.to_string())]);
    Ok((part != page_number(call)?).then(|| format!("{there}#post-{post}")))
}

/// Gives each section its name, no name twice.
fn placed<'s>(sections: &'s [Section]) -> Vec<Placed<'s>> {
    let mut taken = BTreeSet::new();
    let place = |section: &'s Section| {
        let Section { post, segments, .. } = section;
        let number = post.as_ref().map(|post| post.number);
        let claims: BTreeSet<ClaimId> =
            segments.iter().flat_map(|segment| &segment.claims).map(|(claim, _)| *claim).collect();
        Placed {
            section,
            id: number.filter(|number| taken.insert(*number)).map(|n| format!("post-{n}")),
            claims: claims.len(),
            is_blank: post.is_none() && segments.iter().all(|s| s.text.trim().is_empty()),
        }
    };
    sections.iter().map(place).collect()
}
