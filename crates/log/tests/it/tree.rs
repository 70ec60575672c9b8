//! Roots and proofs against a second implementation, the file of hashes against a tree in memory, and
//! proofs that were tampered with.

use std::fs;
use std::path::{Path, PathBuf};

use counterclaim_log::{
    HashFile, HashView, Hashes, ProofError, Tree, check_consistency, check_inclusion, consistency,
    inclusion, root,
};
use counterclaim_model::Digest;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::way::scratch;

type Other = MemoryBackedTree<Sha256, Vec<u8>>;

fn data(index: u64) -> Vec<u8> {
    format!("leaf {index}").into_bytes()
}

fn leaf(index: u64) -> Digest {
    let hash = Sha256::new().chain_update([0]).chain_update(data(index));
    Digest(hash.finalize().into())
}

fn leaves(from: u64, to: u64) -> Vec<Digest> {
    (from..to).map(leaf).collect()
}

fn other(size: u64) -> Other {
    let mut tree = Other::new();
    (0..size).for_each(|index| tree.push(data(index)));
    tree
}

fn other_root(size: u64) -> Digest {
    let root = other(size).root();
    Digest((*root.as_bytes()).into())
}

fn bytes(path: &[Digest]) -> Vec<u8> {
    path.iter().flat_map(|hash| hash.0).collect()
}

fn file(dir: &Path, size: u64) -> HashFile {
    let (mut file, _) = HashFile::open(&dir.join("hashes")).expect("there is room");
    file.truncate(0).expect("it is ours");
    file.extend(&leaves(0, size)).expect("there is room");
    file
}

fn path(dir: &Path) -> PathBuf {
    dir.join("hashes")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn roots_and_proofs_are_those_of_another_implementation(
        size in 1_u64..200, at: prop::sample::Index, first: prop::sample::Index,
    ) {
        let scratch = scratch();
        let file = file(scratch.path(), size);
        let (index, old) = (at.index(size as usize) as u64, 1 + first.index(size as usize) as u64);
        let (tree, now, then) = (other(size), other_root(size), other_root(old));
        prop_assert_eq!(root(&file, size).expect("it reads"), now);
        prop_assert_eq!(root(&file, old).expect("it reads"), then);

        let path = inclusion(&file, index, size).expect("it reads");
        let theirs = tree.prove_inclusion(index as usize);
        prop_assert_eq!(&bytes(&path)[..], theirs.as_bytes());
        prop_assert_eq!(check_inclusion(leaf(index), index, size, &path, now), Ok(()));
        prop_assert!(tree.root().verify_inclusion(&data(index), index, &theirs).is_ok());

        let path = consistency(&file, old, size).expect("it reads");
        if old < size {
            let theirs = tree.prove_consistency((size - old) as usize);
            prop_assert_eq!(&bytes(&path)[..], theirs.as_bytes());
        }
        prop_assert_eq!(check_consistency((old, then), (size, now), &path), Ok(()));
        prop_assert_eq!(check_consistency((0, Tree::default().root()), (size, now), &[]), Ok(()));
    }

    #[test]
    fn a_proof_with_anything_else_in_it_does_not_hold(
        size in 2_u64..70, at: prop::sample::Index, first: prop::sample::Index,
        place: prop::sample::Index, bit in 0_u32..8,
    ) {
        let scratch = scratch();
        let file = file(scratch.path(), size);
        let (index, old) = (at.index(size as usize) as u64, 1 + first.index(size as usize - 1) as u64);
        let now = root(&file, size).expect("it reads");
        let then = root(&file, old).expect("it reads");
        let flip = |digest: &mut Digest, byte: usize| digest.0[byte] ^= 1 << bit;

        let path = inclusion(&file, index, size).expect("it reads");
        let holds = |path: &[Digest]| check_inclusion(leaf(index), index, size, path, now).is_ok();
        prop_assert!(holds(&path));
        let mut flipped = path.clone();
        let byte = place.index(path.len() * 32);
        flip(&mut flipped[byte / 32], byte % 32);
        prop_assert!(!holds(&flipped));
        prop_assert!(!holds(&path[1..]) && !holds(&path[..path.len() - 1]));
        prop_assert!(!holds(&[&path[..], &[now]].concat()));
        prop_assert!(check_inclusion(leaf(size), index, size, &path, now).is_err());
        for elsewhere in (0..size + 2).filter(|elsewhere| *elsewhere != index) {
            prop_assert!(check_inclusion(leaf(index), elsewhere, size, &path, now).is_err());
        }

        let path = consistency(&file, old, size).expect("it reads");
        let holds = |path: &[Digest]| check_consistency((old, then), (size, now), path).is_ok();
        prop_assert!(holds(&path));
        let mut flipped = path.clone();
        let byte = place.index(path.len() * 32);
        flip(&mut flipped[byte / 32], byte % 32);
        prop_assert!(!holds(&flipped));
        prop_assert!(!holds(&path[1..]) && !holds(&path[..path.len() - 1]));
        prop_assert!(!holds(&[&path[..], &[now]].concat()));
        let mut wrong = then;
        flip(&mut wrong, byte % 32);
        let altered = check_consistency((old, wrong), (size, now), &path);
        prop_assert!(altered.is_err());
        let mut wrong = now;
        flip(&mut wrong, byte % 32);
        prop_assert!(check_consistency((old, then), (size, wrong), &path).is_err());
    }

    #[test]
    fn the_file_is_the_same_whatever_the_steps_and_cuts(
        steps in prop::collection::vec((0_u64..40, any::<bool>(), 0_u64..60), 1..8),
        torn in 0_usize..64,
    ) {
        let scratch = scratch();
        let mut file = file(scratch.path(), 0);
        for (grow, reopen, cut) in steps {
            let size = file.leaves();
            file.extend(&leaves(size, size + grow)).expect("there is room");
            if reopen {
                // What a crash in the middle of a write leaves behind.
                drop(file);
                let mut found = fs::read(path(scratch.path())).expect("it is there");
                let whole = found.len();
                found.extend(vec![7; torn.min(31)]);
                fs::write(path(scratch.path()), &found).expect("there is room");
                let (opened, counted) = HashFile::open(&path(scratch.path())).expect("it opens");
                prop_assert_eq!(counted, size + grow);
                file = opened;
                file.truncate(counted).expect("it is ours");
                let left = fs::metadata(path(scratch.path())).expect("it is there").len();
                prop_assert_eq!(left, whole as u64);
            }
            file.truncate(file.leaves().saturating_sub(cut)).expect("it is ours");
        }
        file.sync().expect("the device works");
        let size = file.leaves();
        let mut tree = Tree::default();
        leaves(0, size).into_iter().for_each(|leaf| tree.push(leaf));
        prop_assert_eq!(file.tree(), &tree);
        prop_assert_eq!(file.root(size).expect("it reads"), tree.root());
        let view = HashView::open(&path(scratch.path())).expect("it opens").expect("it is there");
        prop_assert_eq!(view.leaves(), size);
        prop_assert_eq!(Tree::of(&view, size).expect("it reads"), tree);
        let written = fs::metadata(path(scratch.path())).expect("it is there").len();
        prop_assert_eq!(written, 32 * (2 * size - u64::from(size.count_ones())));
    }
}

#[test]
fn a_file_cut_at_any_hash_keeps_the_leaves_that_are_whole() {
    let scratch = scratch();
    drop(file(scratch.path(), 37));
    let whole = fs::read(path(scratch.path())).expect("it is there");
    for length in 0..=whole.len() {
        fs::write(path(scratch.path()), &whole[..length]).expect("there is room");
        let (mut file, counted) = HashFile::open(&path(scratch.path())).expect("it opens");
        file.truncate(counted).expect("it is ours");
        file.extend(&leaves(counted, 37)).expect("there is room");
        assert_eq!(fs::read(path(scratch.path())).expect("it is there"), whole, "cut at {length}");
    }
}

#[test]
fn what_is_not_there_is_an_error_and_what_lies_beyond_is_named() {
    let scratch = scratch();
    assert!(HashView::open(&path(scratch.path())).expect("nothing is no error").is_none());
    let file = file(scratch.path(), 5);
    assert!(root(&file, 6).is_err());
    assert!(inclusion(&file, 4, 6).is_err());
    let now = file.root(5).expect("it reads");
    let beyond = check_inclusion(leaf(5), 5, 5, &[], now);
    assert_eq!(beyond, Err(ProofError::Beyond { asked: 6, size: 5 }));
    let backwards = check_consistency((5, now), (4, now), &[]);
    assert_eq!(backwards, Err(ProofError::Beyond { asked: 5, size: 4 }));
    let short = check_inclusion(leaf(4), 4, 5, &[], now);
    assert_eq!(short, Err(ProofError::WrongLength { found: 0 }));
    let huge = check_inclusion(leaf(4), u64::MAX - 1, u64::MAX, &[now; 64], now);
    assert!(huge.is_err());
}
