//! What this program is asked to be: the campaign, or one of its own children.

use std::path::PathBuf;

use crate::plan::Size;
use crate::writer::Orders;

/// What is asked for.
#[derive(Debug)]
pub(crate) enum Asked {
    /// The campaign, or some parts of it.
    Campaign { size: Size, seed: u64, only: Vec<String>, scratch: PathBuf },
    /// The writer that faults happen to.
    Writer { dir: PathBuf, orders: Orders },
    /// Somebody who erases.
    Eraser { dir: PathBuf },
    /// A reader that is fed changed bytes.
    Reader { name: String, seed: u64, count: u64, dir: PathBuf },
}

/// Reads the arguments.
///
/// # Errors
/// What is wrong with them.
pub(crate) fn read(arguments: &[String]) -> Result<Asked, String> {
    if arguments.first().is_some_and(|first| first == "writer") {
        let dir = arguments.get(1).map(PathBuf::from).ok_or("a writer needs a case")?;
        let orders = Orders::read(&arguments[2..]).ok_or("a writer needs its orders")?;
        return Ok(Asked::Writer { dir, orders });
    }
    if let [first, dir] = arguments
        && first == "eraser"
    {
        return Ok(Asked::Eraser { dir: dir.into() });
    }
    if let [first, name, seed, count, dir] = arguments
        && first == "reader"
    {
        let number = |text: &String| text.parse().map_err(|_| format!("{text} is no number"));
        let (seed, count) = (number(seed)?, number(count)?);
        return Ok(Asked::Reader { name: name.clone(), seed, count, dir: dir.into() });
    }
    let (mut size, mut seed, mut only) = (Size::Slice, 1, Vec::new());
    let mut scratch = beside_the_program();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "slice" => size = Size::Slice,
            "full" => size = Size::Full,
            "--seed" => seed = value()?.parse().map_err(|_| "a seed is a number".to_owned())?,
            "--only" => only.push(value()?.clone()),
            "--scratch" => scratch = value()?.into(),
            other => return Err(format!("{other:?} is not understood")),
        }
    }
    Ok(Asked::Campaign { size, seed, only, scratch })
}

/// The folder of the build: on a disk nearly always, and large enough for a build.
pub(crate) fn beside_the_program() -> PathBuf {
    let program = crate::witness::myself();
    program.parent().expect("a program lies in a folder").to_owned()
}
