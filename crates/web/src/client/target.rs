//! What is called for: a path with its form, and a query. Written once for every way to a server.

use crate::address::{part, with_query};

/// An address of a server, without the server: `/compare.txt?party=Ostrevia&party=Aldmoor`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    path: String,
    suffix: String,
    query: Vec<(String, String)>,
}

impl Target {
    /// The address below these names; each is one part of the path, whatever characters it has.
    pub fn of(parts: &[&str]) -> Self {
        let path = parts.iter().map(|one| format!("/{}", part(one))).collect();
        Self { path, ..Self::default() }
    }

    /// The same in the form that this suffix stands for: `json`, `txt`.
    pub fn form(self, suffix: &str) -> Self {
        Self { suffix: format!(".{suffix}"), ..self }
    }

    /// The same with a parameter.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.query.push((name.to_owned(), value.to_string()));
        self
    }

    /// The same with a parameter, if there is a value for it.
    pub fn maybe(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The same with a parameter for each value.
    pub fn each<T: ToString>(self, name: &str, values: impl IntoIterator<Item = T>) -> Self {
        values.into_iter().fold(self, |target, value| target.with(name, value))
    }

    /// The same with a parameter that says yes, if it does.
    pub fn flag(self, name: &str, is_set: bool) -> Self {
        if is_set { self.with(name, "true") } else { self }
    }

    /// Returns the path, without its form and its query.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Returns it as it stands behind a server's name.
    pub(crate) fn text(&self) -> String {
        let query = self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        with_query(&format!("{}{}", self.path, self.suffix), query)
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn names_cannot_become_parts_of_an_address() {
        let named = Target::of(&["actors", "A/B ../c?d.json", "statements"]).form("txt");
        let asked = Target::of(&["compare"]).each("party", ["Åland", "a&b=c"]).flag("whole", true);
        insta::assert_snapshot!(format!("{}\n{}", named.text(), asked.text()), @"
        /actors/A%2FB%20..%2Fc%3Fd.json/statements.txt
        /compare?party=%C3%85land&party=a%26b%3Dc&whole=true
        ");
    }
}
