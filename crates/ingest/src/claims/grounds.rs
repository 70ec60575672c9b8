//! How a speaker is said to know: seen, told, a document, pictures, an official statement. `assemble`
//! asks for every proposition; what the text does not say stays "not stated".

use counterclaim_model::{ActorKind, Grounds};

use super::acts::Act;
use super::tokens::{Token, starts_with};
use crate::NamedActor;

const STATEMENTS: [&str; 5] = ["statement", "release", "communique", "communiqué", "message"];
const IMAGES: [&str; 9] =
    ["video", "videos", "photo", "photos", "footage", "images", "pictures", "photographs", "clip"];
const DOCUMENTS: [&str; 6] = ["document", "documents", "letter", "ruling", "resolution", "memo"];
const SENSES: [&str; 8] = ["saw", "seen", "heard", "hear", "witnessed", "see", "felt", "sound"];

/// Returns the grounds of a proposition. `around` are the words of its sentence outside the content.
pub(super) fn grounds(
    speaker: Option<&NamedActor>,
    act: Act,
    content: &[Token],
    around: &[Token],
) -> Grounds {
    let head = &content[..content.len().min(4)];
    let told = [&["told", "me"][..], &["told", "us"], &["heard", "from"], &["was", "told"]];
    if act == Act::Show || head.iter().any(|t| t.is_any(&IMAGES)) {
        return Grounds::Imagery;
    }
    if (0..content.len()).any(|at| told.iter().any(|seq| starts_with(&content[at..], seq))) {
        return Grounds::Told;
    }
    let reporter = speaker.is_some_and(|speaker| speaker.kind == ActorKind::Outlet)
        || around.iter().any(|t| t.is("correspondent"));
    let first_person = content.iter().any(|t| t.is("i")) || reporter;
    if first_person && content.iter().any(|t| t.is_any(&SENSES)) {
        return Grounds::Witnessed;
    }
    if around.iter().any(|t| t.is_any(&STATEMENTS)) {
        return Grounds::OfficialStatement;
    }
    if around.iter().any(|t| t.is_any(&DOCUMENTS)) {
        return Grounds::Document;
    }
    Grounds::NotStated
}
