//! A session at the desk on the shipped sample, as the pages of a web desk would have it: the front, sources,
//! a captured page, a post in its wordings, a matter, an event, and what became different.

use std::path::Path;

use counterclaim_desk::answers::{
    Changes, DifferencePiece, PageDifference, PieceKind, Segment, Window,
};
use counterclaim_desk::{
    Amendment, AsOf, Basis, ClaimId, Command, Desk, FixedRim, Identity, IngestOptions, Instant,
    Link, Page, Portion, Position, Question, Relation, Request,
};

fn night() -> Instant {
    "2031-06-15T10:00:00Z".parse().expect("it is a time")
}

fn page(file: &str, source: &str) -> Page {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sample");
    let bytes = std::fs::read(root.join(file)).expect("it ships");
    Page { bytes, source: Some(source.to_owned()), ..Page::default() }
}

fn live() -> Page {
    page("harbour-wire-live.txt", "Harbour Wire")
}

fn later() -> Page {
    page("later/harbour-wire-live.txt", "Harbour Wire")
}

/// A case of both sample pages.
fn desk() -> Desk {
    let rim = Box::new(FixedRim::at(night()));
    let actors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sample/actors.toml");
    let actors = std::fs::read_to_string(actors).expect("it ships");
    let desk = Desk::in_memory(rim, Identity::analyst("Ada Moss")).expect("memory takes it");
    let mut desk = desk.with_actors(&actors).expect("it is such a file");
    ingest(&mut desk, &live());
    ingest(&mut desk, &page("aldmoor-bulletin-live.html", "Aldmoor Bulletin"));
    desk
}

fn ingest(desk: &mut Desk, page: &Page) {
    desk.ingest("page", page, &IngestOptions::default()).expect("it can be recorded");
}

fn submit(desk: &mut Desk, commands: Vec<Command>) {
    desk.submit(Request::of(commands)).expect("the rules allow it");
}

fn all() -> Question {
    Question::default().counting_all()
}

fn head(desk: &Desk) -> Position {
    desk.asked(Question::default()).as_of
}

/// A claim of the sample by a piece of its words.
fn claim(desk: &Desk, words: &str) -> ClaimId {
    let found = desk.timeline(all()).statements;
    let fits = |card: &&counterclaim_desk::answers::Card| {
        card.words.iter().any(|piece| piece.text.contains(words))
    };
    found.iter().find(fits).unwrap_or_else(|| panic!("nobody says {words:?}")).id
}

fn changed(changes: &Changes) -> String {
    let items = changes.items.iter().map(|item| {
        let field = item.field.as_ref();
        let field = field.map(|f| format!(" [{}: {:?} → {:?}]", f.field, f.old, f.new));
        let why = item.reason.as_ref().map(|why| format!(" ({why})"));
        format!(
            "{} {}: {}{}{}\n",
            item.position,
            item.by,
            item.told,
            field.unwrap_or_default(),
            why.unwrap_or_default()
        )
    });
    let standings = changes.standings.iter().map(|changed| {
        let word = |word: &Option<String>| word.clone().unwrap_or_else(|| "-".to_owned());
        let (before, after) = (word(&changed.before), word(&changed.after));
        format!("{}: {before} → {after}. {}\n", changed.claim.who, changed.why)
    });
    items.chain(standings).collect()
}

fn pieces(pieces: &[DifferencePiece]) -> String {
    let told = pieces.iter().filter(|piece| piece.kind != PieceKind::Same);
    told.map(|piece| format!("{:?} {:?}", piece.kind, piece.text)).collect::<Vec<_>>().join(", ")
}

fn differs(found: &PageDifference) -> String {
    let line = |post: &counterclaim_desk::answers::PostDifference| {
        let headline = post.headline.as_deref().unwrap_or("-");
        let drawn = post.claims.len();
        let words = pieces(&post.pieces);
        format!("{:?} #{} {headline}, {drawn} statements {words}\n", post.kind, post.number)
    };
    let head = format!(
        "{}: {} captures, text known: {}, {} unchanged\n",
        found.source, found.captures, found.text_is_known, found.unchanged
    );
    head + &found.posts.iter().map(line).collect::<String>()
}

#[test]
fn the_front_of_a_case_says_how_much_is_in_it() {
    let mut desk = desk();
    let said = claim(&desk, "have struck the covered market");
    submit(&mut desk, vec![Command::CheckClaim { claim: said }]);
    let front = desk.overview(all()).expect("it can be read");
    let counts = front.counts;
    let listed = desk.queue(None, all());
    assert_eq!((counts.proposed, counts.links_proposed), (listed.claims.len(), listed.links.len()));
    let parties = front.parties.iter();
    let parties = parties.map(|row| format!("{} {}+{}", row.party.name, row.checked, row.proposed));
    let matters = front.matters.iter();
    let matters = matters.map(|row| format!("{} {}+{}", row.title, row.checked, row.proposed));
    let cards = front.newest.iter().take(3).map(|card| card.statement.clone());
    let contested = front.contested.iter().take(3);
    let contested = contested.map(|(card, many)| format!("{many} against: {}", card.statement));
    let lines = [
        format!("{}: {counts:?}", front.title),
        parties.collect::<Vec<_>>().join(", "),
        matters.collect::<Vec<_>>().join(", "),
        cards.collect::<Vec<_>>().join("\n"),
        contested.collect::<Vec<_>>().join("\n"),
        format!("{:?}", front.last.map(|last| (last.position, last.event))),
    ];
    insta::assert_snapshot!(lines.join("\n---\n"), @r#"
    in memory: OverviewCounts { checked: 1, proposed: 75, rejected: 0, withdrawn: 0, links_checked: 0, links_proposed: 11, sources: 2, captures: 2 }
    ---
    Ostrevia 0+22, Valdoria 0+16, Harbour Wire 0+8, Tarn Republic 1+6, Brennia 0+5, Norland 0+5, Concord of Free Ports 0+4, Aldmoor Bulletin 0+2, Brennia, Concord of Free Ports (jointly) 0+1, nobody named 0+1
    ---
    Strikes on territory 1+13, Losses on the battlefield 0+8, Meetings and visits 0+7, Incidents in the air 0+6, Ceasefire 0+5, Damage to civilian property 0+5, Drones 1+4, Foreign fighters 0+5, Calls and contacts 0+4, Explosions heard 0+4, Civilian casualties 0+3, Displacement of people 0+3, Air raid warnings 0+2, Supplies of arms 0+2, Fighting along the line of contact 0+2, Peace talks 0+1, Widening of the conflict 0+1
    ---
    Minister Brandeth landed this morning and will see the mediators of the Concord at noon
    it stands by Ostrevia "at the table and beyond it"
    [demand on Ostrevia, Valdoria:] stop the fighting
    ---
    2 against: Carvel "is shelling villages on the territory of Valdoria every night"
    1 against: Ostrevia Does Not Shell Territory of Valdoria
    1 against: We [Ostrevia] do not shell the territory of Valdoria
    ---
    Some((Position(199), "claim.checked"))
    "#);
    let then = Question { as_of: AsOf::Position(Position(front.asked.as_of.0 - 1)), ..all() };
    let earlier = desk.overview(then).expect("it can be read").counts;
    assert_eq!((earlier.checked, earlier.proposed), (0, counts.proposed + 1));
    // Limited to what was published by a day far off, nothing is left out, and every record is asked.
    let denied = claim(&desk, "is shelling villages");
    submit(&mut desk, vec![Command::CheckClaim { claim: denied }]);
    let far = "2931-01-01T00:00:00Z".parse().expect("it is a time");
    for question in [Question::default(), all()] {
        let counted = |question: Question| {
            let front = desk.overview(question).expect("it can be read");
            let ids = front.newest.iter().map(|card| card.id).collect::<Vec<_>>();
            let contested = front.contested.iter().map(|(card, many)| (card.id, *many));
            let contested = contested.collect::<Vec<_>>();
            (front.counts, front.parties, front.matters, ids, contested)
        };
        assert_eq!(counted(question), counted(Question { public_by: Some(far), ..question }));
    }
}

#[test]
fn a_source_page_lists_captures_and_posts_newest_first() {
    let mut desk = desk();
    ingest(&mut desk, &later());
    let rows = desk.sources(all()).rows;
    let told = rows.iter().map(|row| {
        let owner = row.owned.as_ref().map(|own| own.owner.name.clone());
        format!(
            "{}: {} captures, {} posts, {}+{} statements, owner {owner:?}, rated {:?}\n",
            row.source.name, row.captures, row.posts, row.checked, row.proposed, row.reliability
        )
    });
    insta::assert_snapshot!(told.collect::<String>(), @r#"
    Harbour Wire: 2 captures, 24 posts, 0+67 statements, owner Some("Norland"), rated None
    Aldmoor Bulletin: 1 captures, 9 posts, 0+15 statements, owner None, rated None
    "#);
    let window = Window { offset: 1, limit: 2 };
    let found = desk.source_page("harbour wire", Window::ALL, window, all()).expect("it is there");
    let captures = found.captures.iter().map(|c| format!("{} wordings\n", c.wordings));
    let posts = found.posts.iter().map(|post| {
        format!("#{} {:?}, {} statements\n", post.number, post.headline, post.proposed)
    });
    insta::assert_snapshot!(captures.chain(posts).collect::<String>(), @r#"
    4 wordings
    21 wordings
    #2 Some("Norland Denies Arming Ostrevia"), 1 statements
    #3 Some("Three Wounded in Night Shelling of Hethby - Deputy Mayor"), 2 statements
    "#);
    assert_eq!(found.posts_in_all, rows[0].posts);
    let nobody = desk.source_page("Nobody's Paper", Window::ALL, Window::ALL, all());
    assert_eq!(
        nobody.expect_err("there is none").to_string(),
        r#"no source called "Nobody's Paper" in this case"#
    );
}

#[test]
fn the_segments_of_a_captured_page_are_its_text() {
    let mut desk = desk();
    ingest(&mut desk, &later());
    for source in ["Harbour Wire", "Aldmoor Bulletin"] {
        let found = desk.source_page(source, Window::ALL, Window::ALL, all()).expect("it is there");
        for capture in found.captures {
            let name = capture.id.to_string();
            let whole = desk.capture(&name, Portion::default(), all()).expect("it is there");
            let segments = || whole.sections.iter().flat_map(|section| &section.segments);
            let joined: String = segments().map(|segment| segment.text.as_str()).collect();
            assert_eq!(Some(joined), desk.captured_text(capture.text).expect("it is kept"));
            let mut at = 0;
            for segment in segments() {
                assert_eq!(segment.start, at);
                at += segment.text.chars().count() as u32;
            }
            let window = Portion::Sections(Window { offset: 2, limit: 3 });
            let part = desk.capture(&name[..9], window, all()).expect("it is there");
            assert_eq!(part.sections[..], whole.sections[2..5.min(whole.sections.len())]);
        }
    }
}

#[test]
fn a_post_of_a_captured_page_shows_which_words_are_whose() {
    let desk = desk();
    let found =
        desk.source_page("Harbour Wire", Window::ALL, Window::ALL, all()).expect("it is there");
    let post = found.posts.iter().find(|post| post.number == 17).expect("it has so many");
    let (capture, portion) = (found.captures[0].id.to_string(), Portion::Post(post.id));
    let shown = desk.capture(&capture, portion, all()).expect("it is there");
    let mut names: Vec<ClaimId> = Vec::new();
    let mut told = String::new();
    let mut line = |segment: &Segment| {
        let parts = segment.claims.iter().map(|(id, part)| {
            let known = names.iter().position(|name| name == id);
            let number = known.unwrap_or_else(|| {
                names.push(*id);
                names.len() - 1
            });
            format!("{number} {part:?}")
        });
        let parts = parts.collect::<Vec<_>>().join(", ");
        let words = segment.text.split_whitespace().collect::<Vec<_>>().join(" ");
        told.push_str(&format!("[{parts}] {words}\n"));
    };
    shown.sections[0].segments.iter().for_each(&mut line);
    insta::assert_snapshot!(told, @r#"
    [] • 08:07
    [0 Mention] Ostrevian Drones Hit Market in Hethby
    [] ,
    [0 Mention] Tarn Authorities
    [] 
    [0 Mention] Say
    [] HETHBY (Harbour Wire) -
    [0 Mention] The Ostrevian armed forces on Saturday sent drones against the covered market in Hethby
    [] ,
    [0 Mention] the Foreign Ministry of the unrecognised Tarn Republic
    [] 
    [0 Mention] said
    [] . "
    [0 SpeakersWords] Drones of the Ostrevian armed forces have struck the covered market
    [] .
    [1 SpeakersWords] We do not have any information about the injured so far
    [] ",
    [0 SpeakerPhrase, 1 SpeakerPhrase] the Foreign Ministry
    [] 
    [0 Cue, 1 Cue] said
    [] .
    [2 Cue] According to
    [] 
    [2 SpeakerPhrase] a Harbour Wire correspondent
    [] ,
    [2 OutletsWording] smoke can be seen above the market
    [] .
    "#);
}

#[test]
fn an_edited_post_keeps_both_wordings_and_a_page_is_set_against_the_case() {
    let mut desk = desk();
    let before = head(&desk);
    let same = desk.page_against_case("page", &live(), all()).expect("it can be read");
    assert_eq!(differs(&same), "Harbour Wire: 1 captures, text known: true, 21 unchanged\n");
    let found = desk.page_against_case("page", &later(), all()).expect("it can be read");
    insta::assert_snapshot!(differs(&found), @r#"
    Harbour Wire: 1 captures, text known: false, 19 unchanged
    New #1 Civilian Death Toll in Sallow Rises to 14 - Ostrevian Delegation to Concord, 0 statements 
    New #2 Norland Denies Arming Ostrevia, 0 statements 
    New #3 Three Wounded in Night Shelling of Hethby - Deputy Mayor, 0 statements 
    Changed #20 Drones Hit Market in Hethby, Tarn Authorities Say, 3 statements Gone "Ostrevian "
    NotThere #20 Monitors Turned Back at Sill Bridges, Concord of Free Ports Says, 2 statements
    "#);
    assert_eq!(head(&desk), before, "nothing is recorded");
    let edited = found.posts.iter().find(|post| !post.pieces.is_empty()).expect("one was edited");
    ingest(&mut desk, &later());
    let post = desk.post(&edited.post.to_string()[..8], None, all()).expect("it is there");
    let difference = post.difference.as_ref().expect("there are two wordings");
    assert_eq!(difference.pieces, edited.pieces);
    let stands = post.claims.iter().map(|claim| {
        format!("{} {:?} {:?}\n", claim.card.statement, claim.versions, claim.stands_in_latest)
    });
    insta::assert_snapshot!(stands.collect::<String>(), @"
    Drones of the Ostrevian armed forces have struck the covered market [1] Some(true)
    We [Tarn Republic] do not have any information about the injured so far [1] Some(true)
    smoke can be seen above the market [1] Some(true)
    ");
    let none = desk.post(&edited.post.to_string(), Some((1, 3)), all());
    assert_eq!(
        none.expect_err("there are two").to_string(),
        "there is no wording 3: this post has 2 of them"
    );
    // What is not there any more is not deleted, and a post that is not there yet is not known then.
    let then = Question { as_of: AsOf::Position(before), ..all() };
    assert_eq!(desk.post(&edited.post.to_string(), None, then).expect("it was").versions.len(), 1);
}

#[test]
fn changes_tell_what_was_recorded_and_which_claims_stand_otherwise() {
    let mut desk = desk();
    let said = claim(&desk, "have struck the covered market");
    let other = claim(&desk, "smoke can be seen above the market");
    submit(&mut desk, [said, other].map(|claim| Command::CheckClaim { claim }).to_vec());
    let since = head(&desk);
    let link = Link {
        id: Link::id_of(other, Relation::Denies, said),
        from: other,
        to: said,
        relation: Relation::Denies,
        basis: Basis::Inferred,
        stated_in: None,
        cue: None,
        reason: "for the test".to_owned(),
        weight: 100,
    };
    let by = "Ada Moss".to_owned();
    submit(&mut desk, vec![Command::AddLink { link: link.clone(), by }]);
    let amendment = Amendment::Role(Some("ministry".to_owned()));
    let reason = "as the page says".to_owned();
    submit(&mut desk, vec![Command::AmendClaim { claim: said, amendment, reason }]);
    let drawn = head(&desk);
    let now = Question::default();
    insta::assert_snapshot!(changed(&desk.changes(since, now).expect("it reads")), @r#"
    201 Ada Moss: Harbour Wire correspondent (Harbour Wire, Sat 14 Jun 2031) denies Tarn Foreign Ministry (Tarn Republic, Sat 14 Jun 2031): drawn (for the test)
    202 Ada Moss: Tarn Foreign Ministry (Tarn Republic, Sat 14 Jun 2031): role corrected, nothing → ministry [role: "" → "ministry"] (as the page says)
    Tarn Foreign Ministry (Tarn Republic, Sat 14 Jun 2031): no objection on record → disputed. Disputed by Harbour Wire correspondent (Harbour Wire, Sat 14 Jun 2031); no finding settles it.
    Harbour Wire correspondent (Harbour Wire, Sat 14 Jun 2031): no objection on record → disputed. Denies a statement of Tarn Foreign Ministry (Tarn Republic, Sat 14 Jun 2031); no finding settles it.
    "#);
    let reason = "it speaks of something else".to_owned();
    submit(&mut desk, vec![Command::WithdrawLink { link: link.id, reason }]);
    let reason = "a wrong page".to_owned();
    submit(&mut desk, vec![Command::WithdrawClaim { claim: other, reason }]);
    insta::assert_snapshot!(changed(&desk.changes(drawn, now).expect("it reads")), @"
    203 Ada Moss: Harbour Wire correspondent (Harbour Wire, Sat 14 Jun 2031) denies Tarn Foreign Ministry (Tarn Republic, Sat 14 Jun 2031): withdrawn by us (it speaks of something else)
    204 Ada Moss: Harbour Wire correspondent (Harbour Wire, Sat 14 Jun 2031): withdrawn by us (a wrong page)
    Tarn Foreign Ministry (Tarn Republic, Sat 14 Jun 2031): disputed → no objection on record. Nobody objects to it in what was read.
    Harbour Wire correspondent (Harbour Wire, Sat 14 Jun 2031): disputed → -. It was withdrawn by us.
    ");
    // Both together leave the first claim as it was.
    let both = desk.changes(since, now).expect("it reads");
    assert_eq!((both.items.len(), both.standings.len()), (4, 1));
    let until = Question { as_of: AsOf::Position(drawn), ..now };
    assert_eq!(desk.changes(since, until).expect("it reads").items.len(), 2);
    assert!(desk.changes(head(&desk), now).expect("it reads").items.is_empty());
}

#[test]
fn a_later_reading_of_a_page_is_told_as_its_new_posts() {
    let mut desk = desk();
    let since = head(&desk);
    ingest(&mut desk, &later());
    let found = desk.changes(since, Question::default()).expect("it reads");
    insta::assert_snapshot!(changed(&found), @"
    199 Ada Moss: Harbour Wire: new capture, Live Updates: Fighting Along the Sill River (FICTION)
    200 Ada Moss: Harbour Wire: new post, ‹Civilian Death Toll in Sallow Rises to 14 - Ostrevian Delegation to Concord›
    201 Ada Moss: Harbour Wire: new post, ‹Norland Denies Arming Ostrevia›
    202 Ada Moss: Harbour Wire: new post, ‹Three Wounded in Night Shelling of Hethby - Deputy Mayor›
    203 Ada Moss: Harbour Wire: another wording of a post, ‹Drones Hit Market in Hethby, Tarn Authorities Say›
    204 Ada Moss: Delegation: new actor
    205 Ada Moss: Delegation (Sun 15 Jun 2031): proposed
    206 Ada Moss: Tavi Corun (Ostrevia, Sun 15 Jun 2031): proposed
    207 Ada Moss: Tavi Corun (Ostrevia, Sun 15 Jun 2031): proposed
    208 Ada Moss: Norland (Sun 15 Jun 2031): proposed
    209 Ada Moss: Osk Perrin (Tarn Republic, Sun 15 Jun 2031): proposed
    210 Ada Moss: Osk Perrin (Tarn Republic, Sun 15 Jun 2031): proposed
    ");
}

#[test]
fn a_matter_has_a_side_for_each_party() {
    let desk = desk();
    let matter = desk.overview(all()).expect("it reads").matters[0].matter.to_string();
    let found = desk.matter_page(&matter, Window::first(1), all()).expect("it is there");
    let sides = found.sides.iter().map(|side| {
        let first = side.statements.first().map(|card| card.statement.clone()).unwrap_or_default();
        format!("{} {}: {first} (+{})\n", side.party.party.name, side.party.proposed, side.more)
    });
    let rest = format!(
        "{} of {} read, {} links, {} figures, {} unanswered; {:?}\n",
        found.matter.title,
        found.read,
        found.links.len(),
        found.figures.len(),
        found.unanswered.len(),
        found.history.iter().map(|event| (&event.matter, &event.merged_into)).collect::<Vec<_>>()
    );
    insta::assert_snapshot!(sides.chain([rest]).collect::<String>(), @r#"
    Ostrevia 6: The shells that fall on Pell come from guns that Lunmark has placed beside its own villages (+5)
    Valdoria 4: Carvel "is shelling villages on the territory of Valdoria every night" (+3)
    Brennia 2: That is hard to bring about before Monday (+1)
    Harbour Wire 1: Shells fell on the grain quarter of Hethby, the seat of the self-declared Tarn Republic, late on Friday (+0)
    Tarn Republic 1: Drones of the Ostrevian armed forces have struck the covered market (+0)
    Strikes on territory of 14 read, 0 links, 1 figures, 1 unanswered; [(MatterId("strikes-on-territory"), None)]
    "#);
    let shown: usize = found.sides.iter().map(|side| side.statements.len() + side.more).sum();
    assert_eq!(shown, found.read, "every statement is on one side");
}

#[test]
fn an_event_is_shown_with_its_commit_and_why_it_has_no_proof() {
    let desk = desk();
    let found = desk.log_entry(Position(2)).expect("it is there");
    let told = format!(
        "{} {} in commit {} to {}; proof: {:?}",
        found.entry.position,
        found.entry.name,
        found.commit.first,
        found.commit.last,
        found.no_proof
    );
    insta::assert_snapshot!(told, @r#"
        2 actor.added in commit 2 to 161; proof: Some("a case in memory ends with the process")
        "#);
    for nowhere in [Position::START, Position(found.head.0 + 1)] {
        assert!(desk.log_entry(nowhere).is_err());
    }
}
