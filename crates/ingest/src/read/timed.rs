//! Live pages in HTML whose posts carry their times for machines, in `time` elements. The HTML reader comes
//! here before it looks for printed stamps.

use super::feed::order;
use super::found::{Draft, Found, MAX_POSTS, Note};
use super::furniture::is_furniture;
use super::live_blog::{append, moment};
use super::main_text::MainText;
use super::walk::Block;

/// Reads the posts of a page by their `time` elements; none if these are not of posts.
pub(super) fn timed(main: &MainText) -> Option<Found> {
    let posts = by_article(&main.blocks).unwrap_or_else(|| by_heading(&main.blocks));
    if !is_live(&posts) {
        return None;
    }
    let mut found = Found { reader: "timed-html@1", title: main.title.clone(), ..Found::default() };
    if let Some(title) = &main.title {
        append(&mut found.text, title);
    }
    for post in posts.iter().take(MAX_POSTS) {
        let draft = write(post, &mut found);
        if draft.headline.is_some() || !draft.paragraphs.is_empty() {
            found.posts.push(draft);
        }
    }
    if posts.len() > MAX_POSTS {
        let what = format!("the page has more than {MAX_POSTS} posts; the rest was left out");
        found.notes.push(Note::new(found.text.len(), what));
    }
    found.order = order(&found.posts);
    Some(found)
}

/// Cuts a page in which each post is an `article` of its own; none if it is no such page.
fn by_article(blocks: &[Block]) -> Option<Vec<&[Block]>> {
    let stretches = blocks.chunk_by(|one, next| one.stretch == next.stretch);
    let posts: Vec<&[Block]> =
        stretches.filter(|post| post.iter().any(|block| block.time.is_some())).collect();
    (posts.len() >= 2).then_some(posts)
}

/// Cuts a page at its times, or at the headings right above them. Of times with no words between, the
/// first is that of the post.
fn by_heading(blocks: &[Block]) -> Vec<&[Block]> {
    let mut starts: Vec<usize> = Vec::new();
    let mut words_since = true;
    for (at, block) in blocks.iter().enumerate() {
        if block.time.is_none() {
            words_since = words_since || block.prose;
        } else if words_since {
            let headed = at > 0 && blocks[at - 1].heading && starts.last() != Some(&(at - 1));
            starts.push(at - usize::from(headed));
            words_since = false;
        }
    }
    let ends = starts.iter().skip(1).copied().chain([blocks.len()]);
    starts.iter().zip(ends).map(|(start, end)| &blocks[*start..end]).collect()
}

/// Returns whether posts are those of a live page, and not an article with comments or a list of links.
fn is_live(posts: &[&[Block]]) -> bool {
    let prose = |post: &&[Block]| -> usize {
        post.iter().filter(|block| block.prose && !block.heading).map(|b| b.words.len()).sum()
    };
    let sizes: Vec<usize> = posts.iter().map(prose).collect();
    let (all, most) = (sizes.iter().sum::<usize>(), sizes.iter().copied().max().unwrap_or(0));
    let told = sizes.iter().filter(|size| **size > 0).count();
    posts.len() >= 2
        && told * 2 >= posts.len()
        && (posts.len() < 3 || most * 4 <= all * 3)
        && posts.iter().flat_map(|post| post.iter()).filter_map(|b| b.time.as_deref()).any(is_time)
}

fn is_time(given: &str) -> bool {
    moment(given).is_some()
}

/// Writes one post.
fn write(post: &[Block], found: &mut Found) -> Draft {
    let mut draft = Draft::default();
    let start = found.text.len();
    for block in post {
        if let Some(given) = &block.time {
            if draft.stamp.is_none() {
                draft.published = moment(given);
                draft.stamp = Some(block.words.clone());
            }
        } else if block.heading && draft.headline.is_none() && draft.paragraphs.is_empty() {
            draft.headline = Some(append(&mut found.text, &block.words));
        } else if block.prose && !is_furniture(&block.words) {
            draft.paragraphs.push(append(&mut found.text, &block.words));
        }
    }
    let first = draft.headline.as_ref().or(draft.paragraphs.first());
    draft.span = first.map_or(found.text.len(), |range| range.start)..found.text.len();
    if draft.published.is_none() {
        let what = "the time of this post is not given with its zone; it was left undated";
        found.notes.push(Note::new(start, what));
    }
    draft
}
