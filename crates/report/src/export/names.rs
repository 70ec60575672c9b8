//! The stable names of values, as they stand in JSON everywhere else, without a detour through JSON.

use counterclaim_desk::answers::Marks;
use counterclaim_desk::{
    AboutRole, Attribution, Basis, Form, Grounds, Modality, Precision, Status, Voice, Wording,
};

pub(crate) fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserts => "asserts",
        Modality::Denies => "denies",
        Modality::Accuses => "accuses",
        Modality::Demands => "demands",
        Modality::Promises => "promises",
        Modality::Hopes => "hopes",
        Modality::Announces => "announces",
        Modality::Predicts => "predicts",
    }
}

pub(crate) fn form(form: Form) -> &'static str {
    match form {
        Form::Direct => "direct",
        Form::Indirect => "indirect",
        Form::Mixed => "mixed",
        Form::Headline => "headline",
        Form::Implied => "implied",
    }
}

pub(crate) fn wording(wording: Wording) -> &'static str {
    match wording {
        Wording::Speaker => "speaker",
        Wording::Outlet => "outlet",
        Wording::Mixed => "mixed",
    }
}

pub(crate) fn attribution(attribution: Attribution) -> &'static str {
    match attribution {
        Attribution::Explicit => "explicit",
        Attribution::Anaphoric => "anaphoric",
        Attribution::Narration => "narration",
    }
}

pub(crate) fn grounds(grounds: Grounds) -> &'static str {
    match grounds {
        Grounds::Witnessed => "witnessed",
        Grounds::Told => "told",
        Grounds::Document => "document",
        Grounds::Imagery => "imagery",
        Grounds::OfficialStatement => "official_statement",
        Grounds::NotStated => "not_stated",
    }
}

pub(crate) fn role(role: AboutRole) -> &'static str {
    match role {
        AboutRole::Accused => "accused",
        AboutRole::Described => "described",
        AboutRole::Addressed => "addressed",
        AboutRole::Harmed => "harmed",
    }
}

pub(crate) fn status(status: Status) -> &'static str {
    match status {
        Status::Proposed => "proposed",
        Status::Checked => "checked",
        Status::Rejected => "rejected",
        Status::Withdrawn => "withdrawn",
    }
}

pub(crate) fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Year => "year",
        Precision::Month => "month",
        Precision::Day => "day",
        Precision::Hour => "hour",
        Precision::Minute => "minute",
        Precision::Second => "second",
    }
}

pub(crate) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "stated",
        Basis::Inferred => "inferred",
    }
}

pub(crate) fn voice(voice: Voice) -> &'static str {
    match voice {
        Voice::Speaker => "speaker",
        Voice::Outlet => "outlet",
    }
}

/// Returns the marks of words that somebody chose.
pub(crate) fn marks_of(voice: Voice) -> &'static str {
    marks(match voice {
        Voice::Speaker => Marks::Speaker,
        Voice::Outlet => Marks::Outlet,
    })
}

pub(crate) fn marks(marks: Marks) -> &'static str {
    match marks {
        Marks::Speaker => "speaker",
        Marks::Outlet => "outlet",
    }
}
