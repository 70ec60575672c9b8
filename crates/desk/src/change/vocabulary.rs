//! The list of changes, each with its stable name. Its shape is what is sent and compared; it is never
//! stored.

use serde::{Deserialize, Serialize};

use super::asked::Asked;
use super::{
    ActorAdd, ActorAlias, ActorAlign, ActorMerge, ActorSpeaksFor, ActorSplit, ClaimAdd, ClaimCheck,
    ClaimCorrect, ClaimReject, ClaimWithdraw, CommentAdd, FindingAdd, LinkAdd, LinkCheck,
    LinkReject, LinkWithdraw, MatterAdd, MatterAssign, MatterMerge, MatterSplit, MatterUnassign,
    NoteAdd, QueueAmend, QueueDecide, ReviewAdd, SourceOwner, SourceRate,
};

macro_rules! changes {
    ($($(#[$doc:meta])* $kind:ident = $name:literal;)+) => {
        /// What a person asks for, in a person's terms: names, slugs, ids or their unique prefixes.
        ///
        /// As JSON, an object whose field `change` is the name and whose other fields are those of the
        /// variant's struct; a field that nobody knows is refused. Numbers and lists may come as text, as
        /// forms send them, and empty text stands for an optional field that is absent.
        ///
        /// ```
        /// use counterclaim_desk::Change;
        ///
        /// let form = [("change", "actor_alias"), ("actor", "Ostrevia"), ("alias", "the Republic")];
        /// let json = r#"{"change":"actor_alias","actor":"Ostrevia","alias":"the Republic"}"#;
        /// let change = Change::from_form(form)?;
        /// assert_eq!(change, Change::from_json(json)?);
        /// assert_eq!(change.json(), json);
        /// # Ok::<(), counterclaim_desk::DeskError>(())
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "change")]
        pub enum Change {
            $($(#[$doc])* #[serde(rename = $name)] $kind($kind),)+
        }

        impl Change {
            /// Every name, in order.
            pub const NAMES: &[&str] = &[$($name),+];

            /// Returns the stable name, as it stands in JSON.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => $name,)+
                }
            }

            pub(super) fn asked(&self) -> &dyn Asked {
                match self {
                    $(Self::$kind(change) => change,)+
                }
            }
        }

        $(impl From<$kind> for Change {
            fn from(change: $kind) -> Self {
                Self::$kind(change)
            }
        })+
    };
}

changes! {
    /// Record a claim by hand.
    ClaimAdd = "claim_add";
    /// Set fields of a claim right: our mistake, kept in its history.
    ClaimCorrect = "claim_correct";
    /// Withdraw a claim: our mistake.
    ClaimWithdraw = "claim_withdraw";
    /// Find the attribution of a proposed claim right.
    ClaimCheck = "claim_check";
    /// Find it wrong.
    ClaimReject = "claim_reject";
    /// State something as the desk, against or for a claim.
    FindingAdd = "finding_add";
    /// Draw a link between two claims.
    LinkAdd = "link_add";
    /// Withdraw a link: our mistake.
    LinkWithdraw = "link_withdraw";
    /// Find a proposed link right.
    LinkCheck = "link_check";
    /// Find it wrong.
    LinkReject = "link_reject";
    /// Make an actor known.
    ActorAdd = "actor_add";
    /// Give an actor another name.
    ActorAlias = "actor_alias";
    /// Record that an actor speaks for another.
    ActorSpeaksFor = "actor_speaks_for";
    /// Record that two actors count as one group for corroboration.
    ActorAlign = "actor_align";
    /// Record that two actors are one.
    ActorMerge = "actor_merge";
    /// Undo a merge.
    ActorSplit = "actor_split";
    /// Rate a source.
    SourceRate = "source_rate";
    /// Record who owns a source.
    SourceOwner = "source_owner";
    /// Open a matter.
    MatterAdd = "matter_add";
    /// Put claims under a matter.
    MatterAssign = "matter_assign";
    /// Take claims out of a matter.
    MatterUnassign = "matter_unassign";
    /// Record that two matters are one.
    MatterMerge = "matter_merge";
    /// Move claims of one matter to a new one.
    MatterSplit = "matter_split";
    /// Rate a claim on a named scale.
    ReviewAdd = "review_add";
    /// Remark on a claim.
    NoteAdd = "note_add";
    /// Record that the desk asked for comment on a claim.
    CommentAdd = "comment_add";
    /// Decide on proposals, one or many.
    QueueDecide = "queue_decide";
    /// Set fields of a proposal right before it is decided on.
    QueueAmend = "queue_amend";
}

impl Change {
    /// Returns whether it sets something anew that is there (a correction, a withdrawal, a decision, a
    /// rating, a merge): a door that many use should ask for the revision that was seen. Which thing it
    /// is, [`Desk::altered`](crate::Desk::altered) says.
    pub fn alters(&self) -> bool {
        self.asked().alters()
    }

    /// Returns whether it is made in a person's name, which is part of what is recorded: a finding, link,
    /// review or note. Nobody's may be recorded as somebody's, so a door should ask for the name.
    pub fn is_signed(&self) -> bool {
        self.asked().is_signed()
    }
}
