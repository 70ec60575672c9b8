//! Checkpoints and proofs: printed as they are to be kept, and checked without a log.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use counterclaim_desk::{Desk, Disclosure, Position, Signer, Verifier};
use counterclaim_report::{Answer, Format, Style, render};

use counterclaim_web::client::Target;

use super::case::open_to_read;
use super::change::{Post, formed_change};
use crate::args::{CheckpointArgs, ProveArgs, VerifyProofArgs};
use crate::place::{Place, print_told};
use crate::problem::{Elsewhere, Usage};
use crate::{keys, print};

/// Prints the last checkpoint, after signing what was recorded since if the key is at hand.
pub(super) fn checkpoint(args: &CheckpointArgs) -> anyhow::Result<ExitCode> {
    if let Place::There(client) = args.case.place()? {
        if args.key.is_some() {
            let why = "a server has this case and signs it with the key it was started with: leave --key \
                       out, or end the server first";
            return Err(Elsewhere::because(why).into());
        }
        let target = formed_change(Target::of(&["checkpoint"]), args.format)?;
        return print_told(Post::of(&client, None, None).send(
            target,
            None,
            &mut std::io::empty(),
        )?);
    }
    let dir = args.case.directory()?;
    let signer = match &args.key {
        Some(file) => Some(keys::read(file)?),
        None => match counterclaim_desk::verifier(dir)? {
            Some(verifier) => keys::find(verifier.name())?,
            None => None,
        },
    };
    let signed = counterclaim_desk::checkpoint(dir, signer.as_ref())?;
    if signer.is_none() {
        print::note("no key of this case is here: this is what was signed last");
    }
    show(&signed, &signed.note, args.format)
}

/// Signs what a command recorded. It stands whatever becomes of this: a failure is told, no more.
pub(super) fn sign_on_close(desk: &mut Desk) {
    let Some(origin) = desk.signed_as().filter(|_| desk.has_grown()) else { return };
    let signed = keys::find(origin).and_then(|key| match key {
        Some(key) => desk.sign(&key).map(|_| ()).map_err(anyhow::Error::from),
        None => Ok(()),
    });
    if let Err(error) = signed {
        print::note(&format!("recorded, but not signed: {error:#}"));
    }
}

/// Returns what signs the case, if it is signed and the key is at hand. A key that cannot be read is told.
pub(super) fn signer_of(desk: &Desk) -> Option<Signer> {
    let found = keys::find(desk.signed_as()?);
    found.unwrap_or_else(|error| {
        print::note(&format!("checkpoints are not signed: {error:#}"));
        None
    })
}

/// Makes a proof.
pub(super) fn prove(args: &ProveArgs) -> anyhow::Result<ExitCode> {
    let dir = args.case.directory()?;
    let disclose = if args.disclose { Disclosure::Payload } else { Disclosure::Hash };
    let made = match (&args.what, args.from) {
        (_, Some(from)) => counterclaim_desk::prove_growth(dir, from)?,
        (Some(what), None) => {
            let position = match what.parse() {
                Ok(position) => Position(position),
                // Only a claim has to be looked up in the views.
                Err(_) => open_to_read(&args.case)?.claim_position(what)?,
            };
            counterclaim_desk::prove_position(dir, position, disclose)?
        }
        (None, None) => return Err(Usage("prove what? POSITION, CLAIM or --from".into()).into()),
    };
    match &args.output {
        Some(file) => {
            std::fs::write(file, &made.proof)
                .with_context(|| format!("cannot write {}", file.display()))?;
            Ok(ExitCode::SUCCESS)
        }
        None => show(&made, &made.proof, args.format),
    }
}

/// Checks a proof. Exit code 1 if it does not hold.
pub(super) fn verify_proof(args: &VerifyProofArgs) -> anyhow::Result<ExitCode> {
    let proof = text(&args.file)?;
    let verifier = verifier(args, &proof)?;
    let older = args.checkpoint.as_deref().map(text).transpose()?;
    let checked = counterclaim_desk::check_proof(&proof, &verifier, older.as_deref())?;
    let style = Style { format: args.format, width: print::width(), ..Style::default() };
    print::data(&render(&checked, style)?)?;
    Ok(if checked.holds { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Returns the key to check with: the one given, the case's, or that of a key kept here.
fn verifier(args: &VerifyProofArgs, proof: &str) -> anyhow::Result<Verifier> {
    if let Some(key) = &args.vkey {
        return key.parse().map_err(|bad| Usage(format!("--vkey {bad}")).into());
    }
    let found = match &args.case {
        Some(dir) => counterclaim_desk::verifier(dir)?,
        None => match counterclaim_desk::claimed_origin(proof) {
            Some(origin) => keys::find(origin)?.map(|signer| signer.verifier()),
            None => None,
        },
    };
    let needed = "a proof is only as good as the key it is checked with: --vkey KEY, or --case DIR";
    found.ok_or_else(|| Usage(needed.to_owned()).into())
}

fn text(file: &Path) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
    } else {
        bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    }
    // A byte that is no text cannot be part of any proof; it is refused as one that does not hold.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Prints the thing itself, or the answer around it.
fn show(answer: &impl Answer, itself: &str, format: Format) -> anyhow::Result<ExitCode> {
    if format == Format::Table {
        print::data(itself)?;
    } else {
        print::data(&render(answer, Style { format, ..Style::default() })?)?;
    }
    Ok(ExitCode::SUCCESS)
}
