//! From text to terms, from left to right, one sign at a time.

use super::error::{QueryError, Wrong};
use super::key::{Key, nearest};
use super::term::{Term, What};
use super::terms::Query;

/// Terms of one query.
const MOST_TERMS: usize = 64;

/// Signs of one query.
const MOST_SIGNS: usize = 4_000;

pub(super) fn parse(text: &str) -> Result<Query, QueryError> {
    let signs: Vec<char> = text.chars().take(MOST_SIGNS + 1).collect();
    if signs.len() > MOST_SIGNS {
        return Err(too_long(MOST_SIGNS, MOST_SIGNS, "signs"));
    }
    let mut reader = Reader { signs: &signs, at: 0 };
    let mut query = Query::default();
    while reader.skip_space() {
        let at = reader.at;
        query.push(reader.term()?);
        if query.terms().len() > MOST_TERMS {
            return Err(too_long(at, MOST_TERMS, "terms"));
        }
    }
    Ok(query)
}

fn too_long(at: usize, most: usize, of: &'static str) -> QueryError {
    QueryError { at, found: String::new(), wrong: Wrong::TooLong { most, of } }
}

struct Reader<'t> {
    signs: &'t [char],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.signs.get(self.at).copied()
    }

    /// Goes to the next term; false at the end.
    fn skip_space(&mut self) -> bool {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.peek().is_some()
    }

    fn term(&mut self) -> Result<Term, QueryError> {
        let is_not = self.peek() == Some('-');
        if is_not {
            self.at += 1;
        }
        let at = self.at;
        let what = if self.peek() == Some('"') {
            What::Phrase(self.quoted()?)
        } else if let Some(key) = self.key()? {
            let value = if self.peek() == Some('"') { self.quoted()? } else { self.run(at)? };
            What::Of(key, value)
        } else {
            let word = self.run(at)?;
            match word.strip_suffix('*') {
                Some(beginning) => What::Begins(beginning.to_owned()),
                None => What::Word(word),
            }
        };
        let term = Term::checked(what).map_err(|error| QueryError { at, ..error })?;
        Ok(if is_not { term.negated() } else { term })
    }

    /// Reads a key with its colon, if one stands here.
    fn key(&mut self) -> Result<Option<Key>, QueryError> {
        let rest = &self.signs[self.at..];
        let letters = rest.iter().take_while(|sign| sign.is_ascii_alphabetic() || **sign == '_');
        let many = letters.count();
        if many == 0 || rest.get(many) != Some(&':') {
            return Ok(None);
        }
        let name: String = rest[..many].iter().collect();
        let Some(key) = Key::from_name(&name) else {
            let keys: Vec<_> = Key::ALL.iter().map(|key| key.name()).collect();
            let wrong = Wrong::UnknownKey { nearest: nearest(&name, &keys) };
            return Err(QueryError { at: self.at, found: name, wrong });
        };
        self.at += many + 1;
        Ok(Some(key))
    }

    /// Reads up to the next space.
    fn run(&mut self, term: usize) -> Result<String, QueryError> {
        let rest = &self.signs[self.at..];
        let run: String = rest.iter().take_while(|sign| !sign.is_whitespace()).collect();
        if run.contains('"') {
            return Err(QueryError { at: term, found: run, wrong: Wrong::Quotation });
        }
        self.at += run.chars().count();
        Ok(run)
    }

    /// Reads what stands in quotation marks; a backslash takes the next sign as it is.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let at = self.at;
        let mut text = String::new();
        let mut signs = self.signs[at + 1..].iter();
        let mut read = 1;
        loop {
            read += 1;
            match signs.next() {
                Some('"') => break,
                Some('\\') => {
                    read += 1;
                    text.extend(signs.next());
                }
                Some(sign) => text.push(*sign),
                None => {
                    return Err(QueryError { at, found: text, wrong: Wrong::Quotation });
                }
            }
        }
        self.at = at + read;
        if self.peek().is_some_and(|sign| !sign.is_whitespace()) {
            return Err(QueryError { at, found: text, wrong: Wrong::Quotation });
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> String {
        Query::parse(text).map_or_else(|error| error.to_string(), |query| query.to_string())
    }

    #[test]
    fn a_query_reads_like_this() {
        let lines = [
            "  harbour   \"the old  quay\" -fire harb* ",
            "party:\"State of Valdoria\" -Outlet:Wire Status:CHECKED status:checked",
            "grounds:official-statement before:2031-06 at 14:00",
            "prty:Valdoria",
            "http://wire.example/",
            "status:chekced",
            "status:open",
            "party: harbour",
            "after:yesterday",
            "id:xyz",
            "say \"no",
            "a\"b",
            "—",
        ];
        let told: Vec<String> = lines.into_iter().map(told).collect();
        insta::assert_snapshot!(told.join("\n"), @r#"
        harbour "the old  quay" -fire harb*
        party:"State of Valdoria" -outlet:Wire status:checked
        grounds:official_statement before:2031-06 at 14:00
        query, character 1: no key is called "prty"; did you mean party:? To look for the words, put them in quotation marks
        query, character 1: no key is called "http" (keys: party, speaker, matter, outlet, about, status, standing, modality, form, wording, grounds, relation, has, before, after, id). To look for the words, put them in quotation marks
        query, character 1: status: takes no "chekced"; did you mean checked?
        query, character 1: status: takes no "open" (one of proposed, checked, rejected, withdrawn)
        query, character 1: party: needs a value after the colon
        query, character 1: after: takes a date, not "yesterday" (2031, 2031-06, 2031-06-14, 2031-06-14T09:30, or a time with its zone)
        query, character 1: id: takes the beginning of an id, not "xyz"
        query, character 5: a quotation mark is not closed, or stands within a word: "no"
        query, character 1: a quotation mark is not closed, or stands within a word: "a\"b"
        query, character 1: there is no letter and no digit in "—"
        "#);
    }

    fn typed() -> impl Strategy<Value = String> {
        let signs = "[a-zéß港\"\\\\:*_ -]{0,14}";
        let key =
            proptest::sample::select(Key::ALL.iter().map(|key| key.name()).collect::<Vec<_>>());
        let value =
            prop_oneof![signs.prop_map(String::from), "(checked|denies|links|2031-06|ab12)"];
        let keyed = (key, value, any::<bool>()).prop_map(|(key, value, is_quoted)| {
            if is_quoted { format!("{key}:\"{value}\"") } else { format!("{key}:{value}") }
        });
        let term = prop_oneof![signs.prop_map(String::from), keyed];
        proptest::collection::vec((any::<bool>(), term), 0..5).prop_map(|terms| {
            let signed = terms
                .iter()
                .map(|(is_not, term)| format!("{}{term}", if *is_not { "-" } else { "" }));
            signed.collect::<Vec<_>>().join(" ")
        })
    }

    proptest! {
        #[test]
        fn the_text_of_a_query_is_that_query(text in typed()) {
            if let Ok(query) = Query::parse(&text) {
                let again = Query::parse(&query.to_string());
                prop_assert_eq!(again, Ok(query), "from {:?}", text);
            }
        }

        #[test]
        fn a_value_comes_back_whatever_is_in_it(value in "\\PC{1,12}") {
            if let Ok(term) = Term::of(Key::Party, &value) {
                let query = Query::default().with(term.negated());
                prop_assert_eq!(Query::parse(&query.to_string()), Ok(query));
            }
        }
    }
}
