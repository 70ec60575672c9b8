//! A case from files to a cluster and back: the same events, the same root, the same evidence.

use std::fs;

use counterclaim_log::{ReadLog, move_into, tree};

use super::node::{begin, fresh_name, open, shared};
use crate::way::{SMALL, append_nth, assert_same, create, fill, scratch};

#[test]
fn a_case_goes_to_a_cluster_and_back_and_is_the_same() {
    let (servers, case, scratch) = (shared(), fresh_name(), scratch());
    let mut files = create(&scratch.path().join("files"), SMALL);
    fill(&mut files, 30);
    let mut cluster = begin(&servers, &case, &scratch.path().join("copy"));
    let moved = move_into(&files, &mut cluster).expect("there is nothing yet");
    assert_eq!(moved.root, tree(&files).expect("it reads").root());
    assert_same(&files, &cluster);
    // Byte for byte: what one holds in its segments, the other's copy does.
    let lines = |dir: &str| fs::read(scratch.path().join(dir).join("log/0000000000000001.log"));
    let copied = String::from_utf8(lines("copy").expect("it is there")).expect("it is text");
    assert_eq!(copied.lines().count(), 30);

    (30..33).for_each(|number| drop(append_nth(&mut cluster, number)));
    let mut back = create(&scratch.path().join("back"), SMALL);
    let moved = move_into(&cluster, &mut back).expect("there is nothing yet");
    assert_eq!(moved.head, cluster.head());
    assert_same(&cluster, &back);
    let new = open(&servers, &case, &scratch.path().join("new"));
    assert_same(&new, &back);
}
