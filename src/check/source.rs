//! Whom an article names for a number, and which series that is.

use crate::dataset::Series;
use crate::text::{TokenKind, scan};

/// A name as folded words between single spaces, so that names compare by whole words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct SourceName(String);

impl SourceName {
    pub(super) fn new(name: &str) -> Self {
        let mut words = String::new();
        scan(name, |token, folded| {
            if matches!(token.kind, TokenKind::Word | TokenKind::Digits) {
                words.push(' ');
                words.push_str(folded);
            }
        });
        if !words.is_empty() {
            words.push(' ');
        }
        SourceName(words)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the other name stands in this one, word for word.
    pub(super) fn mentions(&self, other: &SourceName) -> bool {
        !other.0.is_empty() && other.0.len() <= self.0.len() && self.0.contains(&other.0)
    }

    /// Whether it mentions the name, or one of its words is the name with one letter glued before it.
    pub(super) fn mentions_glued(&self, name: &SourceName) -> bool {
        let alone = name.0.trim();
        let glued = |word: &str| word.strip_suffix(alone).is_some_and(|before| before.chars().count() == 1);
        self.mentions(name) || (!alone.is_empty() && self.0.split(' ').any(glued))
    }
}

/// A series' source as articles may call it, and whether its figures decide.
#[derive(Debug, Clone)]
pub(super) struct Source {
    names: Vec<SourceName>,
    pub(super) authoritative: bool,
}

impl Source {
    /// The source of a series; `authoritative` holds what the user trusts: names of data sets, series or sources.
    pub(super) fn new(series: &Series, authoritative: &[String]) -> Self {
        let own = std::iter::once(series.source.as_str());
        let names: Vec<SourceName> =
            own.chain(series.source_aliases.iter().map(String::as_str)).map(SourceName::new).collect();
        let trusted = authoritative.iter().any(|name| {
            *name == series.dataset || *name == series.name || names.contains(&SourceName::new(name))
        });
        Source { names, authoritative: series.authoritative || trusted }
    }

    /// Whether an attribution means this source.
    pub(super) fn is_named_by(&self, attribution: &SourceName) -> bool {
        self.names.iter().any(|name| attribution.mentions(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_named_by_whole_words() {
        let name = SourceName::new;
        assert!(name("officials at the U.S. Central Command").mentions(&name("Central Command")));
        assert!(name("القيادةُ المركزية الأمريكيّة (سنتكوم)").mentions(&name("سنتكوم")));
        assert!(!name("Capital Police").mentions(&name("AP")));
        assert!(!name("").mentions(&name("AP")));
        assert!(!name("AP").mentions(&name("")));
    }
}
