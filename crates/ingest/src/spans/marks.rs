//! Pairing of quotation marks. Real pages open curly and close straight, leave marks unclosed at the
//! end of a paragraph and write plural possessives with a closing quote, so the room around a mark
//! decides as much as its shape.

use super::line::Block;
use super::token::{Kind, Token};

/// Returns the outermost quotations of a line, in order and without overlap.
pub(super) fn pair(tokens: &[Token<'_>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let kind = tokens[at].kind;
        let end = if !matches!(kind, Kind::Mark | Kind::Tick) || !opens(tokens, at) {
            None
        } else if kind == Kind::Mark {
            Some(close_of(tokens, at))
        } else {
            tick_close(tokens, at).map(|close| (close, true))
        };
        match end {
            Some((close, closed)) if close > at + 1 => {
                blocks.push(Block { open: at, close, closed });
                at = close + 1;
            }
            _ => at += 1,
        }
    }
    blocks
}

/// Returns where the quotation that opens at `open` ends, and whether a mark ends it.
fn close_of(tokens: &[Token<'_>], open: usize) -> (usize, bool) {
    let mut inner = 0_usize;
    for at in open + 1..tokens.len() {
        if tokens[at].kind != Kind::Mark {
            continue;
        }
        if inner > 0 && closes(tokens, at) {
            inner -= 1;
        } else if closes(tokens, at) {
            return (at, true);
        } else if opens(tokens, at) {
            let anew = tokens[at].printed == tokens[open].printed;
            if anew || tokens[at - 1].kind == Kind::Stop {
                // The same mark opens again, or any mark behind a full stop, as at each paragraph of a long
                // quotation: what was open was never closed. Taking it for a quotation within would put
                // the outlet's sentences that follow into the speaker's mouth.
                return (at - 1, false);
            }
            inner += 1;
        }
    }
    (tokens.len() - 1, false)
}

/// Returns where a quotation in single marks ends. Apostrophes stand between letters or after an s;
/// a closing mark is the first one with room or punctuation after it, punctuation before it preferred.
fn tick_close(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut fallback = None;
    for at in open + 1..tokens.len() {
        let token = &tokens[at];
        if token.kind != Kind::Tick || token.spaced || !closes(tokens, at) {
            continue;
        }
        let before = &tokens[at - 1];
        if before.kind != Kind::Word || !before.fold.ends_with('s') {
            return Some(at);
        }
        fallback = fallback.or(Some(at));
    }
    fallback
}

fn opens(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    match token.printed {
        "“" | "„" | "«" | "‘" | "‚" | "``" | "‘‘" => true,
        "”" | "»" | "’’" => false,
        _ => {
            let room = token.spaced
                || at == 0
                || matches!(tokens[at - 1].kind, Kind::Open | Kind::Dash | Kind::Mark | Kind::Tick);
            room && !token.open_after && tokens.len() > at + 1
        }
    }
}

fn closes(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    match token.printed {
        "”" | "»" | "’’" => true,
        "“" | "``" | "‘‘" => false,
        _ => {
            let room = token.open_after
                || tokens.get(at + 1).is_none_or(|next| !next.is_word() || next.spaced);
            room && (!token.spaced || token.open_after)
        }
    }
}
