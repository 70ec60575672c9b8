//! The tables, one after the other. Labels are learned with cue scores, and judgements with whole
//! attributions, that were made for articles not learned from; otherwise the later tables would trust the
//! earlier ones more than they may.

use super::curve::{Curve, best_threshold};
use super::field::{self, Labels};
use super::lesson::Lesson;
use super::logistic::{self, Examples, Pace};
use super::prepare::{Sentence, Target, sentences};
use crate::spans::learned::chain::Role;
use crate::spans::learned::judge::{self, Proposal};
use crate::spans::learned::refine::{RULE_LEAD, cue_scores, proposals};
use crate::spans::learned::roles::{self, View};
use crate::spans::learned::weights::{UNIT, Weights};
use crate::spans::learned::{cues, lattice::LABELS};

/// Parts of the lessons, each answered by tables learned from the others.
const FOLDS: usize = 4;

const CUE_PACE: Pace = Pace { step: 0.15, rounds: 5, pull: 5e-3 };
const FIELD_PACE: Pace = Pace { step: 0.12, rounds: 6, pull: 1e-3 };
const JUDGE_PACE: Pace = Pace { step: 0.08, rounds: 4, pull: 1e-3 };

/// Least score of a cue that is looked at: what is right one time in eight.
const LEAST_CUE: i32 = -64;

/// What was learned.
#[derive(Clone, Debug)]
pub struct Taught {
    /// The file of weights.
    pub weights: Vec<u8>,
    /// Files for each quarter of the lessons (lesson number modulo four), learned from the other three:
    /// what they find there says what to expect of articles never seen.
    pub folds: Vec<Vec<u8>>,
    /// Sentences, attributions marked in them, and attributions proposed.
    pub counts: [usize; 3],
}

/// Tables while they are learned.
#[derive(Clone, Debug)]
struct Tables {
    cues: Vec<f64>,
    labels: Vec<f64>,
    steps: Vec<f64>,
}

impl Tables {
    fn weights(&self, judge: &[f64], least: i32) -> Weights {
        let bytes =
            Weights::write([&self.cues, &self.labels, &self.steps, judge], LEAST_CUE, least);
        Weights::read(bytes.into()).expect("tables of the sizes that are written")
    }
}

/// Learns from `lessons`. Equal lessons give equal bytes.
pub fn learn(lessons: &[Lesson]) -> Taught {
    let sentences: Vec<Sentence<'_>> = lessons
        .iter()
        .enumerate()
        .flat_map(|(number, lesson)| sentences(lesson, number % FOLDS))
        .collect();
    let cues = cue_examples(&sentences);
    let cue_tables = each_fold(&cues.folds, |chosen| {
        logistic::fit(1 << cues::BITS, &cues.examples, chosen, CUE_PACE)
    });
    let scores = unseen_scores(&sentences, &cue_tables);
    let (chains, folds) = chains(&sentences, &scores);
    let sizes = [1 << roles::BITS, 1 << roles::STEP_BITS];
    let fields = each_fold(&folds, |chosen| field::fit(sizes, &chains, chosen, FIELD_PACE));
    let tables: Vec<Tables> = cue_tables
        .into_iter()
        .zip(fields)
        .map(|(cues, [labels, steps])| Tables { cues, labels, steps })
        .collect();
    let judged = judge_examples(&sentences, &scores, &tables);
    let judges = each_fold(&judged.folds, |chosen| {
        logistic::fit(1 << judge::BITS, &judged.examples, chosen, JUDGE_PACE)
    });
    let marked = sentences.iter().map(|sentence| sentence.targets.len()).sum();
    let unseen = best_of_rivals(&judged, &judges);
    let curve = Curve::through(&unseen);
    let least = (curve.of(best_threshold(unseen, marked)) * f64::from(UNIT)).round() as i32;
    let bias = judged.examples.rows(0).first().map_or(0, |row| *row as usize);
    let files: Vec<Vec<u8>> = tables
        .iter()
        .zip(&judges)
        .map(|(tables, judge)| tables.weights(&curve.bend(judge, bias), least).bytes().to_vec())
        .collect();
    let [folds @ .., weights] = files.as_slice() else { unreachable!("one more than folds") };
    Taught {
        weights: weights.clone(),
        folds: folds.to_vec(),
        counts: [sentences.len(), marked, judged.examples.len()],
    }
}

/// Fits once without each part, and at last with all.
fn each_fold<T>(folds: &[usize], fit: impl Fn(&[usize]) -> T) -> Vec<T> {
    let without =
        |fold: usize| -> Vec<usize> { (0..folds.len()).filter(|at| folds[*at] != fold).collect() };
    (0..=FOLDS).map(|fold| fit(&without(fold))).collect()
}

/// Examples with the part that each belongs to.
#[derive(Default)]
struct Folded {
    examples: Examples,
    folds: Vec<usize>,
    /// Which of the examples are rivals: of those with the same number, the best is taken.
    rivals: Vec<usize>,
}

fn cue_examples(sentences: &[Sentence<'_>]) -> Folded {
    let mut folded = Folded::default();
    let mut rows = Vec::new();
    for sentence in sentences {
        let chain = sentence.chain();
        for at in (0..chain.links.len()).filter(|at| cues::may_head(&chain.links[*at])) {
            cues::rows(&chain, at, &mut rows);
            let answer = sentence.targets.iter().any(|target| target.head == at);
            folded.examples.push(&rows, answer);
            folded.folds.push(sentence.fold);
        }
    }
    folded
}

/// Returns the cue scores of each sentence by the table that has not seen it.
fn unseen_scores(sentences: &[Sentence<'_>], tables: &[Vec<f64>]) -> Vec<Vec<i32>> {
    let weights: Vec<Weights> = tables
        .iter()
        .map(|cues| {
            let tables = Tables {
                cues: cues.clone(),
                labels: vec![0.0; (1 << roles::BITS) * LABELS],
                steps: vec![0.0; (1 << roles::STEP_BITS) * LABELS * LABELS],
            };
            tables.weights(&vec![0.0; 1 << judge::BITS], 0)
        })
        .collect();
    let scores = |sentence: &Sentence<'_>| cue_scores(&weights[sentence.fold], &sentence.chain());
    sentences.iter().map(scores).collect()
}

/// Returns the marked attributions as chains to be labelled, with the part each belongs to.
fn chains(sentences: &[Sentence<'_>], scores: &[Vec<i32>]) -> (Vec<Labels>, Vec<usize>) {
    let (mut chains, mut folds) = (Vec::new(), Vec::new());
    for (sentence, scores) in sentences.iter().zip(scores) {
        let chain = sentence.chain();
        for target in sentence.targets.iter().filter(|target| target.roles.contains(&Role::Content))
        {
            let view = View::new(&chain, scores, target.head);
            let rows = |at: usize| {
                let mut rows = Vec::new();
                view.rows(at, &mut rows);
                rows
            };
            let steps = |at: usize| {
                let mut rows = Vec::new();
                if at > view.start {
                    view.steps(at, &mut rows);
                }
                rows
            };
            chains.push(Labels {
                at: (view.start..view.end).map(rows).collect(),
                onto: (view.start..view.end).map(steps).collect(),
                head: target.head - view.start,
                right: target.roles[view.start..view.end]
                    .iter()
                    .map(|role| *role as usize)
                    .collect(),
            });
            folds.push(sentence.fold);
        }
    }
    (chains, folds)
}

/// Proposals by tables that have not seen the article, with whether they are right.
fn judge_examples(sentences: &[Sentence<'_>], scores: &[Vec<i32>], tables: &[Tables]) -> Folded {
    let nothing = vec![0.0; 1 << judge::BITS];
    let weights: Vec<Weights> = tables.iter().map(|tables| tables.weights(&nothing, 0)).collect();
    let mut folded = Folded::default();
    let mut rows = Vec::new();
    let mut group = 0;
    for (sentence, scores) in sentences.iter().zip(scores) {
        group += 1;
        let chain = sentence.chain();
        let weights = &weights[sentence.fold];
        let words: Vec<usize> = chain.links.iter().map(|link| link.words).collect();
        let mut head = usize::MAX;
        for proposal in proposals(weights, &chain, scores) {
            group += usize::from(proposal.head != head);
            head = proposal.head;
            folded.rivals.push(group);
            let right = sentence.targets.iter().any(|target| is_right(&proposal, target, &words));
            judge::rows(&chain, scores, &proposal, &mut rows);
            folded.examples.push(&rows, right);
            folded.folds.push(sentence.fold);
        }
    }
    folded
}

/// Whether half of the words that either has as content are common to both, and cues and speaker phrases meet.
fn is_right(proposal: &Proposal, target: &Target, words: &[usize]) -> bool {
    let theirs =
        |role: Role| (0..words.len()).filter(move |at| target.roles[*at] == role && words[*at] > 0);
    let (mut common, mut ours) = (0, 0);
    for at in proposal.links(Role::Content) {
        ours += words[at];
        common += if target.roles[at] == Role::Content { words[at] } else { 0 };
    }
    let all = ours + theirs(Role::Content).map(|at| words[at]).sum::<usize>() - common;
    let source = theirs(Role::Source).count() == 0
        || proposal.links(Role::Source).any(|at| target.roles[at] == Role::Source);
    let cue = target.roles[proposal.head] == Role::Cue;
    common > 0 && common * 2 >= all && source && cue
}

/// Returns the unseen score of the best of each group of rivals, with whether it is right.
fn best_of_rivals(judged: &Folded, judges: &[Vec<f64>]) -> Vec<(f64, bool)> {
    let mut scored: Vec<(f64, bool)> = Vec::new();
    let mut rivals = None;
    for at in 0..judged.examples.len() {
        let judge = &judges[judged.folds[at]];
        let score = judged.examples.rows(at).iter().map(|row| judge[*row as usize]).sum::<f64>();
        let one = (score, judged.examples.answer(at));
        match scored.last_mut().filter(|_| rivals == Some(judged.rivals[at])) {
            Some(last) if score + f64::from(RULE_LEAD) / f64::from(UNIT) > last.0 => *last = one,
            Some(_) => {}
            None => scored.push(one),
        }
        rivals = Some(judged.rivals[at]);
    }
    scored
}
