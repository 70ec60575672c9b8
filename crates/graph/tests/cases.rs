//! A dozen small graphs with the words they must come out with, each a mistake that is easy to make.
//! Written as `claim:party`, `<-origin`, `+` confirms, `-` denies, `!` an analyst's refutation.

use counterclaim_graph::{
    BadGraph, Kind, NamedEdge, NamedStandings, NamedStatement, Parameters, assess,
};

/// Reads `"strike:Ostrevia wire:Harbour<-strike; wire+strike"`: statements, then edges.
fn graph(text: &str) -> NamedStandings {
    let (statements, edges) = text.split_once(';').unwrap_or((text, ""));
    let statements: Vec<_> = statements.split_whitespace().map(statement).collect();
    let edges: Vec<_> = edges.split_whitespace().map(edge).collect();
    assess(&statements, &edges, &Parameters::default()).expect("a whole graph")
}

/// `*` before a name: taken back. `^` before a party: ranked above.
fn statement(text: &str) -> NamedStatement {
    let (head, rests_on) = text.split_once("<-").unwrap_or((text, ""));
    let (id, party) = head.split_once(':').expect("claim:party");
    NamedStatement {
        id: id.trim_start_matches('*').to_owned(),
        party: party.trim_start_matches('^').to_owned(),
        rank: i32::from(party.starts_with('^')),
        retracted: id.starts_with('*'),
        rests_on: rests_on.split(',').filter(|o| !o.is_empty()).map(str::to_owned).collect(),
    }
}

fn edge(text: &str) -> NamedEdge {
    let at = text.find(['+', '-', '!', '?']).expect("an edge sign");
    let (from, rest) = text.split_at(at);
    let (sign, to) = rest.split_at(1);
    NamedEdge {
        from: from.to_owned(),
        to: to.to_owned(),
        kind: if sign == "+" { Kind::Confirm } else { Kind::Refute },
        by_analyst: sign == "!",
        weight: if sign == "?" { 0.3 } else { 1.0 },
        withdrawn: false,
    }
}

/// Checks `claim=word lines_for/lines_against` for every claim named.
fn check(story: &str, text: &str, expected: &str) {
    let found = graph(text);
    for line in expected.split(", ") {
        let (id, rest) = line.split_once('=').expect("claim=word");
        let claim = &found.claims[id];
        let told = format!("{} {}/{}", claim.word(), claim.lines_for, claim.lines_against);
        assert_eq!(told, rest, "{story}: {id}");
    }
}

#[test]
fn each_structure_comes_out_in_its_own_word() {
    for (story, text, expected) in [
        (
            "a denial is a statement: the last word does not win",
            "strike:Ostrevia denial:Valdoria; denial-strike",
            "strike=contested 1/1, denial=contested 1/0",
        ),
        (
            "only an analyst's refutation goes one way",
            "strike:Ostrevia finding:desk; finding!strike",
            "strike=refuted 1/1, finding=uncontested 1/0",
        ),
        (
            "a finding against a finding lets the claim stand again",
            "strike:Ostrevia one:desk two:laboratory; one!strike two!one",
            "strike=upheld 1/0, one=refuted 1/1",
        ),
        (
            "a finding ranked above statements outlasts a denial",
            "strike:Ostrevia finding:^desk denial:Valdoria; finding!strike denial-finding",
            "strike=refuted 1/1, finding=uncontested 1/0, denial=refuted 1/0",
        ),
        (
            "five outlets that relay one ministry are one line",
            "m:Ministry a:A<-m b:B<-m c:C<-m d:D<-m e:E<-m; a+m b+m c+m d+m e+m",
            "m=echoed 1/0, a=uncontested 1/0",
        ),
        (
            "two witnesses behind one agency are one line beside the claim's own",
            "t:Brennia b:B<-g c:C<-g g:Agency<-o,p o:O p:P; b+t c+t",
            "t=corroborated 2/0, g=uncontested 1/0",
        ),
        (
            "one outlet that relays two witnesses is one voice",
            "t:Brennia b:B<-o c:B<-p o:O p:P; b+t c+t",
            "t=corroborated 2/0",
        ),
        (
            "a second line is found though the first took its way",
            "t:Brennia b:B<-o,p c:C<-o o:O p:P; b+t c+t",
            "t=corroborated 3/0",
        ),
        ("a party does not corroborate itself", "a:Norland b:Norland; b+a", "a=echoed 1/0"),
        (
            "reports that cite each other have no origin",
            "a:Norland b:B<-c c:C<-b; b+a c+a",
            "a=echoed 1/0, b=unsourced 0/0, c=unsourced 0/0",
        ),
        (
            "a ring with an origin outside is one line",
            "o:Witness a:Norland b:B<-c,o c:C<-b; b+a c+a",
            "a=corroborated 2/0, b=uncontested 1/0, c=uncontested 1/0",
        ),
        (
            "a relay falls with its only origin and stands with another",
            "*o:W p:P q:A<-o r:B<-o,p;",
            "o=retracted 0/0, q=origin_fallen 0/0, r=uncontested 1/0",
        ),
        (
            "what was taken back objects to nothing",
            "strike:Ostrevia *denial:Valdoria; denial-strike",
            "strike=uncontested 1/0, denial=retracted 0/0",
        ),
        (
            "a claim can be disputed and well supported",
            "a:Ostrevia b:B c:C x:Valdoria; b+a c+a x-a",
            "a=contested 3/1",
        ),
        (
            "an objection that weighs too little is noted only",
            "strike:Ostrevia denial:Valdoria; denial?strike",
            "strike=uncontested 1/0",
        ),
        (
            "who is refuted confirms nothing",
            "a:Ostrevia b:B finding:desk; b+a finding!b",
            "a=uncontested 1/0, b=refuted 1/1",
        ),
    ] {
        check(story, text, expected);
    }
}

#[test]
fn structures_that_call_for_attention_are_told() {
    let flags = |text| graph(text).flags;
    assert_eq!(flags("a:Norland b:Brennia; a-a a-b"), ["self_refute:a"]);
    assert_eq!(flags("a:Norland b:Norland; b-a"), ["self_contradiction:b->a"]);
    assert_eq!(flags("b:B<-c c:C<-b;"), ["citation_ring:b,c"]);
    assert_eq!(flags("a:A b:B c:C; a+b b+c c+a"), ["confirmation_loop:a,b,c"]);
    assert_eq!(graph("a:A b:B; b?a").noted_edges.len(), 1);
    assert_eq!(graph("a:A b:B; b-a").contradiction_sccs, [["a", "b"]]);
}

#[test]
fn single_points_are_what_every_line_passes() {
    let found = graph("o:W a:A<-o b:B<-a,o c:C<-b d:D<-c; ");
    assert_eq!(found.claims["d"].single_points, ["b", "c", "o"]);
    let found = graph("t:T<-o o:W p:P a:A<-o,p b:B<-a; b+t");
    assert_eq!(found.claims["t"].single_points, [""; 0]);
    let found = graph("t:T<-o o:W a:A<-o b:B<-a; b+t a+t");
    assert_eq!(found.claims["t"].single_points, ["o"]);
    assert_eq!(found.claims["t"].word(), "echoed");
}

#[test]
fn names_that_lead_nowhere_are_refused() {
    let statements = [statement("a:A"), statement("b:B<-c")];
    let missing = assess(&statements, &[], &Parameters::default());
    assert_eq!(missing, Err(BadGraph::NotThere("c".to_owned())));
    let twice = assess(&[statement("a:A"), statement("a:B")], &[], &Parameters::default());
    assert_eq!(twice, Err(BadGraph::NamedTwice("a".to_owned())));
}
