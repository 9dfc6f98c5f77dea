//! Words by which a text shows that it knows how its numbers stand: "already", "on pace".
//!
//! They are `signal` rows of the lexicons: the value names the sort, the form holds the words.

use crate::lexicon::LexiconRow;
use crate::text::scan;
use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

/// The signals of one language, by sort, as folded words between single spaces.
#[derive(Debug, Clone, Default)]
pub(super) struct Signals {
    forms: FxHashMap<String, AhoCorasick>,
}

impl Signals {
    pub(super) fn new(rows: &[LexiconRow]) -> Self {
        let mut forms: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for row in rows.iter().filter(|row| row.kind == "signal") {
            let folded = row.form.split('|').map(|form| FoldedWords::of(form).0);
            let words = folded.filter(|form| form.len() > 1);
            forms.entry(row.value.clone()).or_default().extend(words);
        }
        let finder = |(sort, forms): (String, Vec<String>)| {
            let finder = AhoCorasick::new(forms);
            (sort, finder.unwrap_or_else(|error| unreachable!("a lexicon's signals are few: {error}")))
        };
        Signals { forms: forms.into_iter().map(finder).collect() }
    }

    /// Whether a text holds a signal of this sort, word for word.
    pub(super) fn occur(&self, sort: &str, text: &FoldedWords) -> bool {
        self.forms.get(sort).is_some_and(|forms| forms.is_match(&text.0))
    }
}

/// A text as folded words between single spaces.
#[derive(Debug, Clone)]
pub(super) struct FoldedWords(String);

impl FoldedWords {
    pub(super) fn of(text: &str) -> Self {
        let mut words = String::from(" ");
        scan(text, |_, folded| {
            words.push_str(folded);
            words.push(' ');
        });
        FoldedWords(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_are_whole_words_in_any_spelling() {
        let row = LexiconRow {
            kind: "signal".into(),
            value: "pace".into(),
            features: Vec::new(),
            form: "on pace|بالوتيرة نفسها".into(),
        };
        let signals = Signals::new(&[row]);
        let occur = |sort, text| signals.occur(sort, &FoldedWords::of(text));
        assert!(occur("pace", "Attacks are On Pace to double."));
        assert!(occur("pace", "وبالغ: بالوتيرةِ نفسها"));
        assert!(!occur("pace", "on paces"));
        assert!(!occur("other", "on pace"));
    }
}
