//! The sentences that say why a claim stands as it does, read aloud over an invented case: one of each
//! kind, in the words a reader gets.

use counterclaim_tests::Scratch;

use crate::told::Told;

#[test]
fn disputes_are_told_by_who_objects_to_whom() {
    let scratch = Scratch::new();
    let mut told = Told::new(&scratch);
    told.says("strike", "Valdorian Defence Ministry", "Ostrevian guns hit the bridge.", "accuses");
    told.says("denial", "Ostrevian Defence Ministry", "We did not fire at the bridge.", "denies");
    told.says("relay", "Harbour Wire", "Guns hit the bridge, the ministry says.", "asserts");
    told.says("count", "Norland Interior Ministry", "The bridge stands unharmed.", "asserts");
    told.says("call", "Brennia", "Both sides should stop firing.", "demands");
    told.links("denial", "denies", "strike");
    told.links("relay", "rests_on", "strike");
    told.links("count", "contradicts", "strike");
    insta::assert_snapshot!(told.read(), @r#"
    strike: disputed. Disputed by Ostrevian Defence Ministry (Sat 14 Jun 2031); recorded as contradicting a statement of Norland Interior Ministry (Sat 14 Jun 2031); it is one of 3 statements in a dispute that no finding settles.
    denial: disputed. Denies a statement of Valdorian Defence Ministry (Sat 14 Jun 2031); it is one of 3 statements in a dispute that no finding settles.
    relay: disputed. Rests on a statement of Valdorian Defence Ministry (Sat 14 Jun 2031), which is disputed.
    count: disputed. Recorded as contradicting a statement of Valdorian Defence Ministry (Sat 14 Jun 2031); it is one of 3 statements in a dispute that no finding settles.
    call: a demand on record. It can be answered, but not disputed.
    "#);
}

#[test]
fn support_is_told_by_where_it_comes_from() {
    let scratch = Scratch::new();
    let mut told = Told::new(&scratch);
    told.says("origin", "Hethby city administration", "Nine houses burned.", "asserts");
    told.says("wire", "Harbour Wire", "Nine houses burned, the city says.", "asserts");
    told.says("bulletin", "Aldmoor Bulletin", "Nine houses burned in Hethby.", "asserts");
    told.says(
        "witness",
        "Concord of Free Ports",
        "Our people counted nine burned houses.",
        "asserts",
    );
    told.says("again", "Hethby city administration", "It was nine houses.", "asserts");
    told.says("own", "Hethby city administration", "The school is open.", "asserts");
    told.says("own again", "Hethby city administration", "Lessons go on.", "asserts");
    told.says("tale", "Coast Courier", "A convoy is on its way.", "asserts");
    told.says("echo", "Sill Gazette", "A convoy is on its way, the Courier writes.", "asserts");
    told.links("wire", "rests_on", "origin");
    told.links("bulletin", "rests_on", "wire");
    told.links("wire", "confirms", "origin");
    told.links("bulletin", "confirms", "origin");
    told.links("own again", "confirms", "own");
    told.links("tale", "rests_on", "echo");
    told.links("echo", "rests_on", "tale");
    let echoed = told.read();
    insta::assert_snapshot!(echoed, @r#"
    origin: one origin echoed 2 times. 2 reports repeat it, all from this statement: Harbour Wire (Sat 14 Jun 2031) and Aldmoor Bulletin (Sat 14 Jun 2031).
    wire: no objection on record. Nobody objects to it in what was read.
    bulletin: no objection on record. Nobody objects to it in what was read.
    witness: no objection on record. Nobody objects to it in what was read.
    again: no objection on record. Nobody objects to it in what was read.
    own: confirmed only by its own side. Hethby city administration (Sat 14 Jun 2031) confirms it, and nobody else does. Without the confirmation of Hethby city administration (Sat 14 Jun 2031) this would read: no objection on record.
    own again: no objection on record. Nobody objects to it in what was read.
    tale: reports cite only each other. These reports cite only each other: Coast Courier (Sat 14 Jun 2031) and Sill Gazette (Sat 14 Jun 2031).
    echo: reports cite only each other. These reports cite only each other: Coast Courier (Sat 14 Jun 2031) and Sill Gazette (Sat 14 Jun 2031).
    "#);
    told.links("witness", "confirms", "origin");
    let corroborated = told.read();
    insta::assert_snapshot!(corroborated.lines().next().expect("a line"), @r#"origin: reported from 2 independent origins. 2 independent lines, with no source recorded behind either: Concord of Free Ports (Sat 14 Jun 2031); Hethby city administration (Sat 14 Jun 2031). Without the confirmation of Concord of Free Ports (Sat 14 Jun 2031) this would read: one origin echoed 2 times."#);
    assert!(!echoed.contains("independent"), "one side is no second origin:\n{echoed}");
}

#[test]
fn findings_and_retractions_settle_and_say_who() {
    let scratch = Scratch::new();
    let mut told = Told::new(&scratch);
    told.says("claim", "Valdoria", "The bridge is destroyed.", "asserts");
    told.says("relay", "Harbour Wire", "The bridge is destroyed, Carvel says.", "asserts");
    told.says("later", "Valdoria", "The finding is wrong.", "denies");
    told.says("other", "Norland", "The wreck lies in Brae.", "asserts");
    told.says("doubt", "Tarn Republic", "There is no wreck in Brae.", "denies");
    told.says("slip", "Ostrevia", "We hold the mill.", "asserts");
    told.says("back", "Ostrevia", "We do not hold the mill, as we said.", "asserts");
    told.says("echo", "Sill Gazette", "Ostrevia holds the mill.", "asserts");
    told.links("relay", "rests_on", "claim");
    told.finds("finding", "The bridge stands.", "claim");
    told.links("later", "denies", "finding");
    told.links("doubt", "denies", "other");
    told.finds("second finding", "The wreck was photographed in Brae.", "doubt");
    told.links("echo", "rests_on", "slip");
    told.links("back", "retracts", "slip");
    insta::assert_snapshot!(told.read(), @r#"
    claim: refuted by finding of Ada Moss. Refuted by a finding of Ada Moss (TODAY), which nothing standing contradicts. Without the finding of Ada Moss (TODAY) this would read: no objection on record.
    relay: rests on a fallen origin. Rests only on a statement of Valdoria (Sat 14 Jun 2031), which was refuted by finding of Ada Moss. Without the finding of Ada Moss (TODAY) on Valdoria (Sat 14 Jun 2031) this would read: no objection on record.
    later: refuted by finding of Ada Moss. Refuted by a finding of Ada Moss (TODAY), which nothing standing contradicts.
    other: an objection was recorded and no longer stands. Challenged by Tarn Republic (Sat 14 Jun 2031), but a finding of Ada Moss (TODAY) refuted that. Without the objection of Tarn Republic (Sat 14 Jun 2031) this would read: no objection on record. Without the finding of Ada Moss (TODAY) on Tarn Republic (Sat 14 Jun 2031) this would read: disputed.
    doubt: refuted by finding of Ada Moss. Refuted by a finding of Ada Moss (TODAY), which nothing standing contradicts. Without the finding of Ada Moss (TODAY) this would read: disputed.
    slip: taken back by the speaker. Taken back by Ostrevia (Sat 14 Jun 2031).
    back: no objection on record. Nobody objects to it in what was read.
    echo: rests on a fallen origin. Rests only on a statement of Ostrevia (Sat 14 Jun 2031), which was taken back.
    finding: no objection on record. No objection that bears on it is on record. Beside it, without bearing on this, is an objection of Valdoria (Sat 14 Jun 2031).
    second finding: no objection on record. Nobody objects to it in what was read.
    "#);
}

#[test]
fn a_demand_is_answered_and_never_disputed() {
    let scratch = Scratch::new();
    let mut told = Told::new(&scratch);
    told.says("call", "Brennia", "Both sides should stop firing.", "demands");
    told.says("no", "Ostrevia", "There will be no ceasefire.", "asserts");
    told.says("vow", "Valdoria", "We will repair the bridge.", "promises");
    told.says("wish", "Norland", "May the talks succeed.", "hopes");
    told.links("no", "rejects", "call");
    insta::assert_snapshot!(told.read(), @r#"
    call: a demand on record, rejected by Ostrevia. It can be answered, but not disputed; Ostrevia (Sat 14 Jun 2031) rejects it.
    no: no objection on record. Nobody objects to it in what was read.
    vow: a promise on record. It can be answered, but not disputed.
    wish: a hope on record. It can be answered, but not disputed.
    "#);
}

#[test]
fn who_speaks_jointly_is_no_origin_beside_its_members() {
    let scratch = Scratch::new();
    let mut told = Told::new(&scratch);
    told.says("joint", "Ostrevia, Norland (jointly)", "The mill burned.", "asserts");
    for member in ["Ostrevia", "Norland"] {
        told.says(member, member, "The mill burned down.", "asserts");
        let joint = "Ostrevia, Norland (jointly)";
        told.made(&["actor", "speaks-for", joint, member, "--role", "jointly"]);
    }
    told.links("Ostrevia", "confirms", "joint");
    let one = told.read();
    told.links("Norland", "confirms", "joint");
    let two = told.read();
    let first = |text: &str| text.lines().next().expect("a line").to_owned();
    insta::assert_snapshot!(first(&one), @"joint: confirmed only by its own side. Ostrevia (Sat 14 Jun 2031) confirms it, and nobody else does. Without the confirmation of Ostrevia (Sat 14 Jun 2031) this would read: no objection on record.");
    // Two parties, each for itself; what they say together is no third.
    assert!(first(&two).contains("reported from 2 independent origins"), "{two}");
}

#[test]
fn days_follow_the_zone_asked_for() {
    let scratch = Scratch::new();
    let mut told = Told::new(&scratch);
    told.says("strike", "Valdoria", "Guns hit the bridge.", "accuses");
    told.says("denial", "Ostrevia", "We did not fire.", "denies");
    told.links("denial", "denies", "strike");
    let ask =
        |zone: &str| told.case.ask(&["standing", "--tz", zone, "--format", "md"]).exits(0).out;
    assert!(ask("UTC").contains("Ostrevia (Sat 14 Jun 2031)"), "{}", ask("UTC"));
    assert!(ask("Pacific/Kiritimati").contains("Ostrevia (Sun 15 Jun 2031)"));
    let json = told.case.ask(&["standing", "--tz", "Pacific/Kiritimati", "--format", "json"]);
    assert!(json.exits(0).out.contains("Ostrevia (Sat 14 Jun 2031)"), "JSON is always UTC");
}
