//! What a cluster's operator has to allow, and above all not to allow: a stream cannot protect itself from
//! being deleted whole, or from being set up anew. Only the account's permissions can.

use super::address::StreamAddress;
use super::message::{CASE, COMMIT};

/// What one may do with a case on a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Read it, and nothing else.
    Reader,
    /// Read it and record in it. Cannot delete, purge or change what holds it.
    Writer,
    /// Begin it: make stream and bucket, and write the first message. Needed once; cannot delete them.
    Founder,
}

impl Role {
    /// Returns its name, as that of a user.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Writer => "writer",
            Self::Founder => "founder",
        }
    }

    /// Returns the subjects that may be published to. What is not in the list is refused: above all
    /// `$JS.API.STREAM.DELETE`, `.PURGE`, `.UPDATE` and `.MSG.DELETE`.
    pub fn may_publish(self, address: &StreamAddress) -> Vec<String> {
        let stream = address.stream();
        let mut subjects = Vec::new();
        for name in [stream.clone(), format!("OBJ_{stream}")] {
            subjects.push(format!("$JS.API.STREAM.INFO.{name}"));
            subjects.push(format!("$JS.API.STREAM.MSG.GET.{name}"));
        }
        // An object is read by a consumer that lasts as long as the reading.
        subjects.push(format!("$JS.API.CONSUMER.CREATE.OBJ_{stream}"));
        subjects.push(format!("$JS.API.CONSUMER.CREATE.OBJ_{stream}.>"));
        subjects.push(format!("$JS.API.CONSUMER.DELETE.OBJ_{stream}.>"));
        subjects.push("$JS.FC.>".to_owned());
        if self == Self::Reader {
            return subjects;
        }
        subjects.push(address.subject(COMMIT));
        subjects.push(format!("$O.{stream}.>"));
        if self == Self::Founder {
            subjects.push(address.subject(CASE));
            subjects.push(format!("$JS.API.STREAM.CREATE.{stream}"));
            subjects.push(format!("$JS.API.STREAM.CREATE.OBJ_{stream}"));
        }
        subjects
    }

    /// Returns the subjects that may be subscribed to: answers to one's own questions.
    pub fn may_subscribe(self) -> Vec<String> {
        vec!["_INBOX.>".to_owned()]
    }
}

/// Returns what belongs into a server's configuration for a case, in its own language. Passwords are left to
/// be filled in.
pub fn server_config(address: &StreamAddress) -> String {
    let list = |subjects: Vec<String>| {
        let quoted: Vec<_> = subjects.iter().map(|subject| format!("{subject:?}")).collect();
        quoted.join(", ")
    };
    let mut text = format!(
        "# For the case at {address}: on every server of the cluster.\n\
         # Synced before it is acknowledged; a commit may have up to 8 MB.\n\
         max_payload: 8MB\n\
         jetstream {{ sync_interval: always }}\n\n\
         # Nobody below may delete, purge or change the stream; whoever else is in this account may.\n\
         accounts {{\n  counterclaim {{\n    jetstream: enabled\n    users: [\n"
    );
    for role in [Role::Founder, Role::Writer, Role::Reader] {
        let (publish, subscribe) = (list(role.may_publish(address)), list(role.may_subscribe()));
        text.push_str(&format!(
            "      {{ user: {name}, password: \"PASSWORD-OF-{upper}\", permissions: {{\n          \
             publish: {{ allow: [{publish}] }}\n          \
             subscribe: {{ allow: [{subscribe}] }} }} }}\n",
            name = role.name(),
            upper = role.name().to_uppercase(),
        ));
    }
    text.push_str("    ]\n  }\n}\n");
    text
}
