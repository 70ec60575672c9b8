//! How parts of a picture look: one role a part. A role is a class, which the page's style sheet colours
//! for light, dark, print and forced colours, and presentation attributes for where no style sheet is.

/// A part's look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Role {
    /// The class.
    pub(crate) class: &'static str,
    /// The look without a style sheet.
    pub(crate) plain: &'static str,
}

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $class:literal, $plain:literal;)*) => {
        $($(#[$doc])* pub(crate) const $name: Role = Role { class: $class, plain: $plain };)*
        #[cfg(test)]
        pub(super) const ALL: &[Role] = &[$($name),*];
    };
}

roles! {
    /// What everything stands on.
    PAPER = "paper", r##"fill="#ffffff""##;
    /// The ground of a cell in which a party meets itself.
    BAND = "band", r##"fill="#f3f1ec""##;
    /// A line that helps the eye.
    RULE = "rule", r##"fill="none" stroke="#d4d1c8" stroke-width="1""##;
    /// A line that is read.
    AXIS = "axis", r##"fill="none" stroke="#6b675e" stroke-width="1""##;
    /// Names and values.
    INK = "ink", r##"fill="#1c1b19" font-size="12""##;
    /// The same, stressed.
    STRONG = "ink", r##"fill="#1c1b19" font-size="12" font-weight="bold""##;
    /// What stands beside.
    SOFT = "soft", r##"fill="#55524b" font-size="10.5""##;
    /// What stands beside a mark, readable over a line that runs below it.
    LABEL = "tag", r##"fill="#55524b" font-size="10.5" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke""##;
    /// A statement that a person has checked.
    MARK = "mark", r##"fill="#1f4068" stroke="#1f4068" stroke-width="1.5" stroke-linejoin="round""##;
    /// The letter on it.
    ON_MARK = "on-mark", r##"fill="#ffffff" font-size="9.5" font-weight="bold""##;
    /// A statement that nobody has checked.
    HOLLOW = "hollow", r##"fill="#ffffff" stroke="#1f4068" stroke-width="1.5" stroke-linejoin="round""##;
    /// The letter in it.
    IN_HOLLOW = "in-hollow", r##"fill="#1f4068" font-size="9.5" font-weight="bold""##;
    /// How far a value or a time reaches.
    REACH = "reach", r##"fill="none" stroke="#1f4068" stroke-width="2""##;
    /// The same where it has no end.
    OPEN = "reach", r##"fill="none" stroke="#1f4068" stroke-width="2" stroke-dasharray="3 3""##;
    /// A line that ties values of one party together.
    TIE = "tie", r##"fill="none" stroke="#1f4068" stroke-width="1" stroke-opacity="0.55""##;
    /// A box with words in it.
    CARD = "card", r##"fill="#ffffff" stroke="#6b675e" stroke-width="1""##;
    /// The box that all others speak to.
    FOCUS = "focus", r##"fill="#f3f1ec" stroke="#1c1b19" stroke-width="2""##;
    /// Objects.
    AGAINST = "against", r##"fill="none" stroke="#9a1f1f" stroke-width="1.75" stroke-dasharray="6 3""##;
    /// A cross: objects.
    CROSS = "against", r##"fill="none" stroke="#9a1f1f" stroke-width="2""##;
    /// The head of an arrow that objects.
    AGAINST_HEAD = "against-head", r##"fill="#9a1f1f""##;
    /// Words about an objection.
    AGAINST_WORDS = "against-words", r##"fill="#9a1f1f" font-size="10.5" font-weight="bold" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke""##;
    /// Confirms.
    FOR = "for", r##"fill="none" stroke="#1d6133" stroke-width="1.75""##;
    /// The head of an arrow that confirms.
    FOR_HEAD = "for-head", r##"fill="#1d6133""##;
    /// Words about a confirmation.
    FOR_WORDS = "for-words", r##"fill="#1d6133" font-size="10.5" font-weight="bold" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke""##;
    /// Neither: rests on, qualifies, updates.
    BESIDE = "axis", r##"fill="none" stroke="#6b675e" stroke-width="1.5" stroke-dasharray="1.5 3""##;
    /// The head of such an arrow.
    BESIDE_HEAD = "beside-head", r##"fill="#6b675e""##;
}

/// The style sheet of every picture, for the page that shows it.
pub const STYLE: &str = "\
.picture{--paper:var(--page,#fff);--band:#f3f1ec;--rule:#d4d1c8;--axis:#6b675e;--ink:#1c1b19;--soft:#55524b;\
--mark:#1f4068;--on-mark:#fff;--against:#9a1f1f;--for:#1d6133;forced-color-adjust:none}
@media screen and (prefers-color-scheme:dark){.picture{--paper:var(--page,#16171a);--band:#202226;--rule:#3a3d43;\
--axis:#9a978f;--ink:#ece9e2;--soft:#b9b5ab;--mark:#a8c8f0;--on-mark:#10131a;--against:#ff9c94;\
--for:#8ad7a0}}
@media (forced-colors:active){.picture{--paper:Canvas;--band:Canvas;--rule:GrayText;--axis:CanvasText;\
--ink:CanvasText;--soft:CanvasText;--mark:LinkText;--on-mark:Canvas;--against:CanvasText;\
--for:CanvasText}}
.picture .paper{fill:var(--paper)}
.picture .band{fill:var(--band)}
.picture .rule{stroke:var(--rule)}
.picture .axis{stroke:var(--axis)}
.picture .ink{fill:var(--ink)}
.picture .soft{fill:var(--soft)}
.picture .tag{fill:var(--soft);stroke:var(--paper)}
.picture .mark{fill:var(--mark);stroke:var(--mark)}
.picture .on-mark{fill:var(--on-mark)}
.picture .hollow{fill:var(--paper);stroke:var(--mark)}
.picture .in-hollow{fill:var(--mark)}
.picture .reach,.picture .tie{stroke:var(--mark)}
.picture .card{fill:var(--paper);stroke:var(--axis)}
.picture .focus{fill:var(--band);stroke:var(--ink)}
.picture .against{stroke:var(--against)}
.picture .against-head,.picture .against-words{fill:var(--against)}
.picture .against-words,.picture .for-words{stroke:var(--paper)}
.picture .for{stroke:var(--for)}
.picture .for-head,.picture .for-words{fill:var(--for)}
.picture .beside-head{fill:var(--axis)}
.picture a{cursor:pointer}
.picture a:hover text,.picture a:focus-visible text{text-decoration:underline}
.picture a:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
@media print{.picture{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
";

#[cfg(test)]
mod tests {
    use super::{ALL, STYLE};

    /// Returns the colours of one scheme by name.
    fn scheme(from: &str) -> impl Fn(&str) -> [f64; 3] {
        let rules = STYLE
            .split_once(from)
            .expect("the style sheet names it")
            .1
            .split('}')
            .next()
            .expect("the style sheet names it")
            .to_owned();
        move |name| {
            let value =
                rules.split(&format!("--{name}:")).nth(1).expect("the style sheet names it");
            let value = value.split(';').next().expect("the style sheet names it");
            let hex =
                value.trim_start_matches("var(--page,").trim_end_matches(')').trim_matches('#');
            let hex = if hex.len() == 3 {
                hex.chars().flat_map(|c| [c, c]).collect()
            } else {
                hex.to_owned()
            };
            [0, 2, 4].map(|at| {
                f64::from(
                    u8::from_str_radix(&hex[at..at + 2], 16).expect("the style sheet names it"),
                ) / 255.0
            })
        }
    }

    fn luminance(colour: [f64; 3]) -> f64 {
        let linear = |part: f64| {
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
    }

    #[test]
    fn every_role_is_told_apart_from_its_ground_in_light_and_dark() {
        for role in ALL {
            assert!(STYLE.contains(&format!(".picture .{}", role.class)), "{}", role.class);
            assert!(
                !role.plain.contains("style") && !role.plain.contains("var("),
                "{}",
                role.class
            );
        }
        for from in [".picture{", "dark){.picture{"] {
            let colour = scheme(from);
            let pairs = [
                ("ink", "paper", 7.0),
                ("ink", "band", 7.0),
                ("soft", "paper", 4.5),
                ("soft", "band", 4.5),
                ("mark", "paper", 4.5),
                ("on-mark", "mark", 4.5),
                ("against", "paper", 4.5),
                ("for", "paper", 4.5),
                ("axis", "paper", 3.0),
            ];
            for (one, other, least) in pairs {
                let (one_light, other_light) = (luminance(colour(one)), luminance(colour(other)));
                let (high, low) = (one_light.max(other_light), one_light.min(other_light));
                let contrast = (high + 0.05) / (low + 0.05);
                assert!(contrast >= least, "{from} {one} on {other}: {contrast:.1}");
            }
        }
    }
}
