//! Stored payloads of every event type and version, one file each in `payloads/`: fiction, as the first
//! build that wrote that version stored them. A file that was released never changes; a new version
//! comes with a new file, and its upcast keeps the old ones readable.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use counterclaim_model::Event;

fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/payloads")
}

fn stored(name: &str, version: u16) -> String {
    let path = dir().join(format!("{name}.v{version}.json"));
    let text = fs::read_to_string(&path);
    text.unwrap_or_else(|error| panic!("{}: {error}", path.display())).trim_end().to_owned()
}

#[test]
fn every_version_of_every_type_can_still_be_read() {
    let mut known = BTreeSet::new();
    for name in Event::NAMES {
        let current = Event::current_version(name).expect("it is one of ours");
        for version in 1..=current {
            known.insert(format!("{name}.v{version}.json"));
            let payload = stored(name, version);
            let event = Event::from_stored(name, version, &payload);
            let event = event.unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(event.name(), *name);
            if version == current {
                // What is written today is what was written then, byte for byte.
                assert_eq!(event.payload().expect("it has a JSON form"), payload, "{name}");
            }
        }
    }
    let files = fs::read_dir(dir()).expect("the payloads are checked in");
    let files: BTreeSet<_> = files
        .map(|file| file.expect("it is listed").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, known);
}
