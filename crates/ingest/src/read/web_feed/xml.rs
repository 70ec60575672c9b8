//! RSS and Atom, in one flat walk with no memory of depth: an entry lasts to its own end or to the
//! next, whatever stands between. Where the XML breaks, reading goes on with the next entry.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};

use super::super::entities::decode;
use super::content::{Declared, characters, words};
use super::entry::{Entry, WebFeed};
use super::xml_names::{Field, Space, channel_field, entry_field, is_container, is_entry, space};

/// Most breaks after which reading goes on: finding the end of what is not closed may mean looking to
/// the end of the feed each time.
const MAX_BREAKS: usize = 50;

/// Reads an RSS or Atom feed.
pub(super) fn xml(source: &str) -> WebFeed {
    let mut walk = Walk { source, ..Walk::default() };
    let mut next = Some(0);
    for _ in 0..=MAX_BREAKS {
        let Some(from) = next else { break };
        next = walk.run(from);
    }
    if next.is_some() {
        walk.feed
            .broken
            .add(format!("the XML breaks more than {MAX_BREAKS} times; the rest was left out"));
    }
    if walk.entry.take().is_some() {
        let what = "the feed breaks off within its last entry; that entry was left out";
        walk.feed.broken.add(what.to_owned());
    }
    walk.feed
}

/// What is known on the way through a feed.
#[derive(Default)]
struct Walk<'a> {
    source: &'a str,
    feed: WebFeed,
    /// Whether it is Atom, where words have declared types; those of RSS are HTML.
    atom: bool,
    entry: Option<Entry>,
    open: Option<Open>,
}

/// An element that is being passed through.
struct Open {
    /// Its name as written.
    name: String,
    field: Field,
    declared: Declared,
    /// Byte of the source behind its opening tag.
    start: usize,
    /// How many of the same name are open within it.
    nested: usize,
}

impl Walk<'_> {
    /// Walks from a byte of the source to its end, or to where the XML breaks: then returns the byte of the
    /// next entry, if one follows.
    fn run(&mut self, from: usize) -> Option<usize> {
        let mut reader = NsReader::from_str(&self.source[from..]);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        loop {
            let before = from + place(reader.buffer_position());
            match reader.read_resolved_event() {
                Ok((resolved, Event::Start(tag))) => {
                    let space = space(&tag, &resolved);
                    let behind = from + place(reader.buffer_position());
                    self.start(&tag, space, behind);
                }
                Ok((resolved, Event::Empty(tag))) => {
                    let space = space(&tag, &resolved);
                    self.empty(&tag, space);
                }
                Ok((_, Event::End(tag))) => self.end(tag.name().as_ref(), before),
                Ok((_, Event::Eof)) => return None,
                Ok((
                    _,
                    Event::Text(_)
                    | Event::CData(_)
                    | Event::Comment(_)
                    | Event::Decl(_)
                    | Event::PI(_)
                    | Event::DocType(_)
                    | Event::GeneralRef(_),
                )) => {}
                Err(error) => {
                    let what = format!("the XML breaks at byte {before} ({error})");
                    self.feed.broken.add(what);
                    let next = next_entry(self.source, before + 1);
                    if next.is_some() {
                        self.leave_entry();
                    }
                    return next;
                }
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, space: Space, behind: usize) {
        let name = tag.name();
        let (name, local) = (name.as_ref(), tag.local_name());
        let local = local.as_ref();
        if space == Space::Feed && is_entry(local) {
            self.leave_entry();
            self.atom = self.atom || local == "entry";
            self.entry = Some(Entry::default());
            return;
        }
        if let Some(open) = &mut self.open {
            open.nested += usize::from(open.name == name);
            return;
        }
        if is_container(local) {
            self.atom = self.atom || local == "feed";
            self.feed.base = self.feed.base.take().or_else(|| attribute(tag, "xml:base"));
            return;
        }
        if self.linked(tag, space, local) {
            return;
        }
        let known = match self.entry {
            Some(_) => entry_field(space, local),
            None => channel_field(space, local),
        };
        let given = attribute(tag, "isPermaLink");
        let hidden = known == Field::Id && given.is_some_and(|given| given == "false");
        self.open = Some(Open {
            name: name.to_owned(),
            field: if hidden { Field::Other } else { known },
            declared: self.declared(tag),
            start: behind,
            nested: 0,
        });
    }

    fn empty(&mut self, tag: &BytesStart<'_>, space: Space) {
        if self.open.is_none() {
            self.linked(tag, space, tag.local_name().as_ref());
        }
    }

    /// Takes the link of Atom, an attribute. Returns whether it was one; its content is of no interest.
    fn linked(&mut self, tag: &BytesStart<'_>, space: Space, local: &str) -> bool {
        let Some(link) = attribute(tag, "href").filter(|_| space == Space::Feed && local == "link")
        else {
            return false;
        };
        if attribute(tag, "rel").is_none_or(|rel| rel == "alternate") {
            let place = match &mut self.entry {
                Some(entry) => &mut entry.link,
                None => &mut self.feed.link,
            };
            *place = place.take().or(Some(link));
        }
        true
    }

    fn declared(&self, tag: &BytesStart<'_>) -> Declared {
        if !self.atom {
            return Declared::Html;
        }
        match attribute(tag, "type").as_deref() {
            Some("html" | "text/html") => Declared::Html,
            Some(kind) if kind.contains("xhtml") || kind.ends_with("xml") => Declared::Inline,
            Some(_) | None => Declared::Plain,
        }
    }

    fn end(&mut self, name: &str, before: usize) {
        if let Some(open) = &mut self.open
            && open.name == name
        {
            if open.nested > 0 {
                open.nested -= 1;
            } else if let Some(open) = self.open.take() {
                self.take(&open, before);
            }
            return;
        }
        let local = name.rsplit(':').next().unwrap_or(name);
        if is_entry(local) && self.entry.is_some() {
            self.leave_entry();
        }
    }

    /// Ends the entry; what is still open in it was never closed.
    fn leave_entry(&mut self) {
        let open = self.open.take().filter(|open| open.field != Field::Other);
        let Some(entry) = self.entry.take() else { return };
        let number = self.feed.taken() + 1;
        if let Some(open) = open {
            let what =
                format!("entry {number}: its <{}> is not closed; it was left out", open.name);
            self.feed.broken.add(what);
        }
        self.feed.add(entry);
    }

    /// Takes what stood in an element.
    fn take(&mut self, open: &Open, end: usize) {
        let source = self.source.get(open.start..end).unwrap_or_default();
        let said = || Some(words(source, open.declared)).filter(|words| words.line().is_some());
        let Some(entry) = &mut self.entry else {
            match open.field {
                Field::Title => self.feed.title = said(),
                Field::Summary => self.feed.description = said(),
                Field::Link => {
                    self.feed.link = self.feed.link.take().or_else(|| characters(source))
                }
                Field::Id | Field::Content | Field::Published | Field::Updated | Field::Other => {}
            }
            return;
        };
        match open.field {
            Field::Title => entry.title = entry.title.take().or_else(said),
            Field::Summary => entry.summary = entry.summary.take().or_else(said),
            Field::Content => entry.content = entry.content.take().or_else(said),
            Field::Link => entry.link = entry.link.take().or_else(|| characters(source)),
            Field::Id => entry.id = characters(source),
            Field::Published => {
                entry.published = entry.published.take().or_else(|| characters(source))
            }
            Field::Updated => entry.updated = characters(source),
            Field::Other => {}
        }
    }
}

/// Returns the place of the first entry at or behind a byte.
fn next_entry(source: &str, from: usize) -> Option<usize> {
    let from = (from..source.len()).find(|at| source.is_char_boundary(*at))?;
    let rest = &source[from..];
    let nearest = ["<item", "<entry"].iter().filter_map(|mark| rest.find(mark)).min()?;
    Some(from + nearest)
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    Some(decode(&found.value)).filter(|value| !value.is_empty())
}

fn place(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
