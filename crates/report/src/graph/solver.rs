//! The compiled graph of objections as argumentation solvers read it. Its grounded extension is the
//! set of arguments labelled IN: whoever doubts a standing can run another program on it.

use counterclaim_desk::answers::DefeatShown;

/// Trivial graph format: the arguments, a line with `#`, the attacks.
pub(super) fn tgf(defeat: &DefeatShown) -> String {
    let mut out = String::new();
    for argument in &defeat.arguments {
        out.push_str(&argument.name);
        out.push('\n');
    }
    out.push_str("#\n");
    for (from, to) in &defeat.attacks {
        let (from, to) = (&defeat.arguments[*from].name, &defeat.arguments[*to].name);
        out.push_str(&format!("{from} {to}\n"));
    }
    out
}

/// ASPARTIX: a fact for each argument and attack.
pub(super) fn apx(defeat: &DefeatShown) -> String {
    let mut out = String::new();
    for argument in &defeat.arguments {
        out.push_str(&format!("arg({}).\n", argument.name));
    }
    for (from, to) in &defeat.attacks {
        let (from, to) = (&defeat.arguments[*from].name, &defeat.arguments[*to].name);
        out.push_str(&format!("att({from},{to}).\n"));
    }
    out
}
