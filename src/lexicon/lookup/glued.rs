//! What is glued to a word: taken off where the lexicon has only the word itself.

use super::{Analysis, Lexicon, Prefixes, Suffix, WordId};

/// A form that may be glued before a word.
#[derive(Debug, Clone)]
pub(super) struct Prefix {
    pub form: String,
    pub says: Prefixes,
    /// How many letters it has.
    pub letters: u8,
    /// Whether it holds the article without showing it.
    pub hides_article: bool,
}

impl Prefix {
    /// The fewest bytes that a word behind it has, less one.
    fn least(&self) -> usize {
        if self.says.has(Prefixes::FUTURE) { 6 } else { 2 }
    }
}

/// A form that may be glued after a word.
#[derive(Debug, Clone)]
pub(super) struct Ending {
    pub form: String,
    /// What it stands in place of.
    pub replaced: String,
    pub suffix: Suffix,
}

/// What taking words apart needs, kept from word to word.
#[derive(Debug, Default)]
pub(super) struct Apart {
    /// What may be left of the word, from which byte, and the prefix before it.
    stems: Vec<(usize, usize)>,
    /// The endings that the word has.
    endings: Vec<usize>,
    /// A word under its own ending.
    joined: String,
}

impl Lexicon {
    /// Finds a word without what is glued to it, with the least taken away.
    pub(super) fn without_glued(&self, folded: &str, apart: &mut Apart) -> Analysis {
        let Apart { stems, endings, joined } = apart;
        stems.clear();
        if folded.chars().next().is_some_and(|first| self.prefix_letters.contains(&first)) {
            let matching = self.prefixes.iter().enumerate().filter(|(_, prefix)| {
                folded.len() > prefix.form.len() + prefix.least() && begins_with(folded, &prefix.form)
            });
            stems.extend(matching.map(|(at, prefix)| (prefix.form.len(), at)));
        }
        for &(start, at) in stems.iter() {
            let (stem, prefix) = (&folded[start..], &self.prefixes[at]);
            // A name that always carries the article loses its alef behind "to": للصين.
            let article = self.article.as_deref().filter(|_| prefix.hides_article);
            let whole = article.map(|article| self.word(put_together(joined, article, stem)));
            let word = whole.filter(|word| word.is_known()).unwrap_or_else(|| self.word(stem));
            if word.is_known() {
                let (prefixes, prefix_letters) = (prefix.says, prefix.letters);
                return Analysis { word, prefixes, prefix_letters, suffix: None };
            }
        }
        endings.clear();
        if folded.chars().next_back().is_some_and(|last| self.ending_letters.contains(&last)) {
            let matching =
                self.endings.iter().enumerate().filter(|(_, ending)| ends_with(folded, &ending.form));
            endings.extend(matching.map(|(at, _)| at));
        }
        if endings.is_empty() {
            return Analysis::default();
        }
        // "اليومين" is two days: a noun's own ending comes before one in which a phrase's later words agree.
        let mut ended = |agreeing: bool| {
            let whole = std::iter::once((0, None));
            let stems = stems.iter().map(|&(start, at)| (start, Some(&self.prefixes[at])));
            whole.chain(stems).find_map(|(start, prefix)| {
                let (word, suffix) = self.ending(&folded[start..], endings, agreeing, joined)?;
                let (prefixes, prefix_letters) =
                    prefix.map_or_else(Default::default, |prefix| (prefix.says, prefix.letters));
                Some(Analysis { word, prefixes, prefix_letters, suffix: Some(suffix) })
            })
        };
        ended(false).or_else(|| ended(true)).unwrap_or_default()
    }

    /// Takes one of the endings away from a word that may carry it: a noun, or else a word that agrees with one.
    fn ending(
        &self,
        stem: &str,
        endings: &[usize],
        agreeing: bool,
        joined: &mut String,
    ) -> Option<(WordId, Suffix)> {
        endings.iter().map(|at| &self.endings[*at]).find_map(|ending| {
            let length = stem.len().checked_sub(ending.form.len()).filter(|length| *length > 2)?;
            let bare = &stem[..length];
            let word = match ending.replaced.as_str() {
                "" => self.word(bare),
                replaced => self.word(put_together(joined, bare, replaced)),
            };
            let flags = self.flags[word.0 as usize];
            let allowed = match ending.suffix {
                Suffix::Dual => flags.singular || (agreeing && flags.agreeing),
                Suffix::DualConstruct => flags.singular && !flags.nisba,
                Suffix::Case | Suffix::CaseOrDualConstruct => flags.nominal || (agreeing && flags.agreeing),
                Suffix::Possessive => flags.nominal,
            };
            let suffix = match ending.suffix {
                Suffix::CaseOrDualConstruct if !flags.singular => Suffix::Case,
                suffix => suffix,
            };
            allowed.then_some((word, suffix))
        })
    }
}

/// Two strings as one.
fn put_together<'j>(joined: &'j mut String, first: &str, second: &str) -> &'j str {
    joined.clear();
    joined.push_str(first);
    joined.push_str(second);
    joined
}

/// Whether a word begins with a form of a few letters: compared letter by letter, which is cheaper for so few.
fn begins_with(word: &str, form: &str) -> bool {
    word.bytes().zip(form.bytes()).all(|(one, other)| one == other) && word.len() >= form.len()
}

fn ends_with(word: &str, form: &str) -> bool {
    word.bytes().rev().zip(form.bytes().rev()).all(|(one, other)| one == other) && word.len() >= form.len()
}
