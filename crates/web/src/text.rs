//! Text on its way into a page: nothing in it can become markup, and nothing in it that is not seen can
//! change how the rest looks.

use std::fmt::{self, Write};

use askama::filters::Escaper;

/// What every template escapes with.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plain;

impl Escaper for Plain {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(needs_care) {
            let (plain, from) = rest.split_at(at);
            out.write_str(plain)?;
            let mut chars = from.chars();
            if let Some(c) = chars.next() {
                out.write_str(written(c))?;
            }
            rest = chars.as_str();
        }
        out.write_str(rest)
    }
}

fn needs_care(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '"' | '\'') || is_unseen(c)
}

/// Returns whether a character does something without being seen. Line breaks and tabs stay: in text they
/// are blanks. Joiners stay: words of many languages are other words without them.
fn is_unseen(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn written(c: char) -> &'static str {
    match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use askama::filters::Escaper;

    use super::Plain;

    #[test]
    fn nothing_becomes_markup_and_nothing_unseen_stays() {
        let mut out = String::new();
        let text = "<b title='x'>&amp;</b>\u{202e}\"q\"\u{0}\u{200d}\n";
        Plain.write_escaped_str(&mut out, text).expect("a string takes everything");
        assert_eq!(out, "&lt;b title=&#39;x&#39;&gt;&amp;amp;&lt;/b&gt;&quot;q&quot;\u{200d}\n");
    }
}
