//! Promises that hold for every log the rules allow: an answer is one of a prefix, the order of links
//! does not matter, and one voice more or less is one line more or less at most.

use std::collections::{BTreeMap, BTreeSet};

use crate::night::{
    ACTORS, Night, actor, claim, finding, fold, hour, new_claim, new_link, origin, sighting,
};
use counterclaim_graph::{DefeatNode, Kind, Parameters, Standing};
use counterclaim_model::{
    Alignment, ClaimId, Clock, Command, Count, Effect, Link, Period, Position, Relation, SpeaksFor,
};
use proptest::prelude::*;

pub(crate) type Wish = (u8, u8, u8, u8);

pub(crate) fn name(n: u8) -> String {
    format!("claim {}", n % 9)
}

/// Turns a wish into a command; much of it the rules refuse, as they should.
pub(crate) fn command((kind, a, b, c): Wish) -> Command {
    let (one, other) = (claim(&name(a)), claim(&name(b)));
    let relation = Relation::ALL[usize::from(c) % 12];
    let link = new_link(one, relation, other);
    let who = |n: u8| actor(ACTORS[usize::from(n) % ACTORS.len()].1);
    let new = || {
        let speaker = ACTORS[usize::from(b) % ACTORS.len()].1;
        let seen = (c < 11).then_some((usize::from(c), i64::from(b) * 2));
        new_claim(&name(a), speaker, seen)
    };
    let reason = "a reason".to_owned();
    match kind {
        0..=4 => Command::RecordClaim(new()),
        5 => Command::ProposeClaim { claim: new(), origin: origin() },
        6 => Command::CheckClaim { claim: one },
        7 => Command::WithdrawClaim { claim: one, reason },
        8..=12 => Command::AddLink { link, by: "Ida Moor".into() },
        13 => Command::ProposeLink { link, origin: origin() },
        14 => Command::WithdrawLink { link: link.id, reason },
        15 => finding(&format!("finding {b}"), Relation::Refutes, one),
        16 => Command::Align(Alignment {
            actor: who(a),
            with: who(b),
            period: Period { from: Some(hour(c.into())), until: None },
            reason,
        }),
        17 => Command::AddSpeaksFor(SpeaksFor {
            actor: who(a),
            principal: who(b),
            role: (c > 6).then(|| SpeaksFor::JOINTLY.to_owned()),
            period: Period::ALWAYS,
            basis: "page".into(),
        }),
        18 if c > 8 => Command::SplitActor { actor: who(a), reason },
        18 => Command::MergeActors { actor: who(a), into: who(b), reason },
        _ => {
            let mut sighting = sighting(one, usize::from(b), i64::from(c));
            sighting.takes_back = c == 0;
            Command::SightClaim(sighting)
        }
    }
}

fn grown(wishes: &[Wish]) -> Night {
    let mut night = Night::new();
    wishes.iter().for_each(|wish| {
        night.try_do(command(*wish));
    });
    night
}

fn wishes(most: usize) -> impl Strategy<Value = Vec<Wish>> {
    prop::collection::vec((0_u8..20, 0_u8..9, 0_u8..9, 0_u8..12), 0..most)
}

fn counts() -> impl Strategy<Value = Count> {
    prop_oneof![Just(Count::Checked), Just(Count::All)]
}

/// Speakers with those whose voice they are: four for themselves, three for two each, and nobody.
const VOICES: [(&str, &[&str]); 8] = [
    ("Ostrevia", &["Ostrevia"]),
    ("Valdoria", &["Valdoria"]),
    ("Norland", &["Norland"]),
    ("Lunmark Radio", &["Lunmark Radio"]),
    ("Lena Marsh", &["Ostrevia", "Valdoria"]),
    ("Harbour Wire", &["Valdoria", "Norland"]),
    ("Ostrevian Ministry of Defence", &["Norland", "Lunmark Radio"]),
    ("a resident", &["nobody with a name"]),
];

/// Returns how many of these voices can be chosen so that no two have a member in common.
fn apart(voices: &[&[&str]]) -> usize {
    let many = |chosen: u32| {
        let chosen = (0..voices.len()).filter(|n| chosen & (1 << n) != 0);
        let members: Vec<&str> = chosen.clone().flat_map(|n| voices[n].iter().copied()).collect();
        let different: BTreeSet<&str> = members.iter().copied().collect();
        (different.len() == members.len()).then(|| chosen.count())
    };
    (0..1_u32 << voices.len()).filter_map(many).max().unwrap_or(0)
}

fn standings(night: &Night, count: Count) -> BTreeMap<ClaimId, Standing> {
    night.graph().standings(Clock::NOW, count, &Parameters::default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_standing_at_a_position_is_that_of_a_fold_that_ends_there(
        wishes in wishes(80),
        cut in 0.0..1.0_f64,
        public_by in prop::option::of((0_i64..32).prop_map(hour)),
        count in counts(),
    ) {
        let night = grown(&wishes);
        let end = (night.log.len() as f64 * cut) as usize;
        let as_of = Position(end as u64);
        let (live, prefix) = (fold(&night.log), fold(&night.log[..end]));
        prop_assert_eq!(live.surprises(), &[]);
        let parameters = Parameters::default();
        let at = |as_of| Clock { as_of, public_by };
        let answer = live.standings(at(as_of), count, &parameters);
        prop_assert_eq!(&answer, &prefix.standings(at(as_of), count, &parameters));
        prop_assert_eq!(&answer, &prefix.standings(at(Position::END), count, &parameters));
        for (claim, standing) in &answer {
            let alone = live.standing(*claim, at(as_of), count, &parameters);
            prop_assert_eq!(alone.as_ref(), Some(standing), "weighed with what is tied to it");
        }
        let weighed = (live.weigh(at(as_of), count, &parameters), prefix.weigh(at(as_of), count, &parameters));
        prop_assert_eq!(weighed.0.defeat_graph(), weighed.1.defeat_graph());
        prop_assert_eq!(weighed.0.circles(), weighed.1.circles());
    }

    #[test]
    fn the_order_in_which_links_are_drawn_does_not_matter(
        wishes in wishes(40),
        links in prop::collection::vec((0_u8..9, 0_u8..9, 0_u8..12), 0..20),
        count in counts(),
    ) {
        let draw = |links: &mut dyn Iterator<Item = &(u8, u8, u8)>| {
            let mut night = grown(&wishes);
            for (a, b, relation) in links {
                night.try_do(command((8, *a, *b, *relation)));
            }
            let mut standings = standings(&night, count);
            // Which of two corrections is the latest does depend on when they were drawn.
            standings.values_mut().for_each(|standing| standing.superseded_by = None);
            standings
        };
        prop_assert_eq!(draw(&mut links.iter()), draw(&mut links.iter().rev()));
    }

    #[test]
    fn what_a_standing_would_be_is_what_it_is_once_the_link_is_withdrawn(
        wishes in wishes(90),
        count in counts(),
    ) {
        let night = grown(&wishes);
        let weighed = night.graph().weigh(Clock::NOW, count, &Parameters::default());
        for (id, standing) in weighed.standings() {
            prop_assert_eq!(standing.because.cut_for.len(), standing.lines_for);
            for told in weighed.counterfactuals(id) {
                let mut night = grown(&wishes);
                let pools = [told.from, told.to].map(|end| {
                    weighed.standing(end).expect("it counts").one_with
                });
                let effects = match told.kind {
                    Kind::Confirm => [Effect::Confirm; 2],
                    Kind::Refute => [Effect::Symmetric, Effect::Directed],
                };
                for (from, to) in pools[0].iter().flat_map(|f| pools[1].iter().map(move |t| (f, t))) {
                    let relations = Relation::ALL.into_iter();
                    for relation in relations.filter(|r| effects.contains(&r.effect())) {
                        let (link, reason) = (Link::id_of(*from, relation, *to), "misread".into());
                        night.try_do(Command::WithdrawLink { link, reason });
                    }
                }
                let after = standings(&night, count).remove(&id).expect("it still counts");
                prop_assert_ne!(&standing.word, &told.word);
                prop_assert_eq!(
                    (&after.word, after.dispute, after.support, after.lines_for, after.lines_against),
                    (&told.word, told.dispute, told.support, told.lines_for, told.lines_against),
                    "{:?}", told
                );
            }
        }
    }

    #[test]
    fn a_told_circle_is_one_and_no_shorter_one_begins_where_it_does(wishes in wishes(90)) {
        let weighed =
            grown(&wishes).graph().weigh(Clock::NOW, Count::Checked, &Parameters::default());
        let attacks = weighed.defeat_graph();
        for cycle in weighed.cycles() {
            let next = cycle.shortest.iter().cycle().skip(1);
            for pair in cycle.shortest.iter().copied().zip(next.copied()) {
                prop_assert!(attacks.contains(&pair));
            }
            for start in cycle.claims.iter().map(|claim| DefeatNode::Claim(*claim)) {
                let mut reached = BTreeSet::from([start]);
                let mut steps = 0;
                let back = loop {
                    let from = |node: &DefeatNode| reached.contains(node);
                    let next: BTreeSet<DefeatNode> =
                        attacks.iter().filter(|(a, _)| from(a)).map(|(_, b)| *b).collect();
                    steps += 1;
                    if next.contains(&start) || steps > attacks.len() {
                        break steps;
                    }
                    reached = next;
                };
                prop_assert!(cycle.shortest.len() <= back);
            }
        }
    }

    #[test]
    fn no_more_lines_than_voices_that_have_nobody_in_common(
        speakers in prop::collection::vec(0_usize..8, 1..7),
        relays in prop::collection::vec((0_u8..7, 0_u8..7), 0..4),
    ) {
        let mut night = Night::new();
        for (joint, members) in VOICES.iter().filter(|(_, members)| members.len() > 1) {
            members.iter().for_each(|member| night.joins(joint, member));
        }
        for (n, speaker) in (0_u8..).zip(&speakers) {
            night.says(&name(n), VOICES[*speaker].0, usize::from(n) % 2, 2 + i64::from(n));
        }
        for n in 1..speakers.len() as u8 {
            night.link(&name(n), Relation::Confirms, &name(0));
        }
        let mut are_origins = true;
        for (from, to) in relays {
            let link = new_link(claim(&name(from)), Relation::RestsOn, claim(&name(to)));
            are_origins &= !night.try_do(Command::AddLink { link, by: "Ida Moor".into() });
        }
        let voices: Vec<&[&str]> = speakers.iter().map(|speaker| VOICES[*speaker].1).collect();
        let lines = night.standing(&name(0)).lines_for;
        prop_assert!(lines <= apart(&voices), "{lines} lines of {voices:?}");
        let is_joint = |voice: &&&[&str]| voice.len() > 1;
        if are_origins && voices.iter().filter(is_joint).count() < 2 {
            prop_assert_eq!(lines, apart(&voices), "{:?}", voices);
        }
    }

    #[test]
    fn one_more_denial_of_the_same_group_adds_no_line(
        wishes in wishes(60),
        target in 0_u8..9,
        count in counts(),
    ) {
        let target = name(target);
        let mut night = grown(&wishes);
        let set_up = night.try_do(Command::RecordClaim(new_claim("first", "Norland", Some((0, 9)))))
            && night.try_do(Command::RecordClaim(new_claim("second", "Norland", Some((1, 9)))));
        prop_assert!(set_up);
        let denies = |from: &str| {
            let link = new_link(claim(from), Relation::Denies, claim(&target));
            Command::AddLink { link, by: "Ida Moor".into() }
        };
        if !night.try_do(denies("first")) {
            return Ok(());
        }
        let before = standings(&night, count);
        let objects = |standings: &BTreeMap<ClaimId, Standing>| {
            let standing = standings.get(&claim(&target))?;
            let because = &standing.because;
            because.objections.iter().any(|o| o.by == claim("first")).then_some(standing.lines_against)
        };
        let Some(lines) = objects(&before) else { return Ok(()) };
        prop_assert!(night.try_do(denies("second")));
        let after = standings(&night, count);
        prop_assert_eq!(objects(&after), Some(lines));
        prop_assert_eq!(&after[&claim(&target)].word, &before[&claim(&target)].word);
    }
}
