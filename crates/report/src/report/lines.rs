//! The report as lines: everything in it that is a list, one JSON object a line, each with its kind.

use counterclaim_desk::answers::Report;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::answer::RenderError;

/// Returns the lines, the basis first: whoever holds a report against the log reads it there.
pub(super) fn lines(report: &Report) -> Result<String, RenderError> {
    let mut lines = Lines { is_draft: report.is_draft, out: String::new() };
    lines.put("basis", &[], &report.basis)?;
    lines.put("summary", &[], &summary(report))?;
    lines.each("party", &report.parties)?;
    lines.each("statement", &report.statements)?;
    lines.each("link", &report.links)?;
    lines.each("matter", &report.matters)?;
    lines.each("change", &report.changes)?;
    lines.each("clash", &report.clashes)?;
    lines.each("no_clash", &report.no_clashes)?;
    lines.each("figure", &report.figures)?;
    lines.each("series", &report.series)?;
    for (does, replies) in [
        ("rejects", &report.rejections),
        ("contradicts", &report.contradictions),
        ("refutes", &report.refutations),
        ("confirms", &report.confirmations),
    ] {
        replies.iter().try_for_each(|reply| lines.put("reply", &[("does", does)], reply))?;
    }
    lines.each("cell", &report.matrix.cells)?;
    for (of, gaps) in
        [("the_party", &report.unanswered_by_them), ("others", &report.unanswered_by_others)]
    {
        gaps.iter().try_for_each(|gap| lines.put("gap", &[("of", of)], gap))?;
    }
    lines.each("source", &report.sources)?;
    lines.each("origin", &report.origins)?;
    lines.each("correction", &report.our_corrections)?;
    lines.each("evidence", &report.evidence)?;
    Ok(lines.out)
}

/// What is said once of the whole.
fn summary(report: &Report) -> Value {
    json!({
        "asked": report.asked,
        "case_title": report.case_title,
        "subject": report.subject,
        "matter_title": report.matter_title,
        "span": report.span,
        "left_out": report.left_out,
        "undated": report.undated,
        "statements_checked": report.statements_checked,
        "links_checked": report.links_checked,
        "proposals_rejected": report.proposals_rejected,
    })
}

/// The lines so far.
struct Lines {
    is_draft: bool,
    out: String,
}

impl Lines {
    fn each<T: Serialize>(&mut self, kind: &str, items: &[T]) -> Result<(), RenderError> {
        items.iter().try_for_each(|item| self.put(kind, &[], item))
    }

    /// Adds a line; `more` is what the report tells by the list that the item stands in.
    fn put(
        &mut self,
        kind: &str,
        more: &[(&str, &str)],
        item: &impl Serialize,
    ) -> Result<(), RenderError> {
        let mut object = Map::new();
        object.insert("kind".to_owned(), kind.into());
        // Lines are copied out of their file: each says by itself that it is of a draft.
        object.insert("draft".to_owned(), self.is_draft.into());
        object.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())));
        if let Value::Object(fields) = serde_json::to_value(item)? {
            // What an item calls its own kind ("corrects", "objects") is what it does.
            let named = |name: String| if name == "kind" { "does".to_owned() } else { name };
            object.extend(fields.into_iter().map(|(name, value)| (named(name), value)));
        }
        self.out.push_str(&serde_json::to_string(&object)?);
        self.out.push('\n');
        Ok(())
    }
}
