//! Sentences, cut into items: the longest forms that the lexicon knows, and what it does not know.

use super::number::Numbers;
use crate::lexicon::{Feature, Kind, Kinds, Lexicon, Prefixes, Sense, Suffix, Token, fits};
use crate::text::{Span, TokenKind};
use std::cell::OnceCell;
use std::ops::Range;

/// One form of the lexicon, one number in digits, one unknown word or one mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'l> {
    /// Its first token.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
    /// What it can mean, in kind.
    pub kinds: Kinds,
    /// All it can mean.
    pub senses: &'l [Sense],
    /// Whether it ends in a noun in the plural only.
    pub plural: bool,
    /// Whether it is digits, or has digits among its tokens.
    pub digits: bool,
}

/// The kinds of number words that another may follow inside one number.
const NUMERALS: Kinds = Kinds::of(&[Kind::Number, Kind::Scale, Kind::Scaled]);

/// The value of the words that open what says why something was done.
const MOTIVE: &str = "motive";

/// A sentence and its items.
pub(super) struct Sentence<'a> {
    /// The article's text or title.
    pub text: &'a str,
    /// All of its tokens.
    pub tokens: &'a [Token],
    /// The tokens of this sentence.
    pub range: Range<usize>,
    /// The language's words and marks.
    pub lexicon: &'a Lexicon,
    /// The sentence's items, in order.
    pub items: Vec<Item<'a>>,
    /// The kinds of all its items.
    pub kinds: Kinds,
    /// The numbers that were read in it.
    pub numbers: Numbers,
    motive: OnceCell<Option<Range<usize>>>,
}

impl<'a> Sentence<'a> {
    /// Cuts a range of tokens into items.
    pub fn new(text: &'a str, tokens: &'a [Token], range: Range<usize>, lexicon: &'a Lexicon) -> Self {
        let mut items = Vec::with_capacity(range.len());
        let mut at = range.start;
        while at < range.end {
            let found = lexicon.find(&tokens[..range.end], at).and_then(|found| {
                // "a hundred and one of the soldiers": an idiom does not begin inside a number.
                let inside = found.tokens > 1
                    && found.kinds.has(Kind::Idiom)
                    && tokens[at].analysis.prefixes.has(Prefixes::AND)
                    && items.last().is_some_and(|item: &Item| item.kinds.meets(NUMERALS));
                if inside { lexicon.find(&tokens[..at + 1], at) } else { Some(found) }
            });
            let item = match found {
                Some(found) => Item {
                    first: at,
                    end: at + found.tokens,
                    kinds: found.kinds,
                    senses: found.senses,
                    plural: lexicon.is_plural(&tokens[at + found.tokens - 1])
                        && !lexicon.is_singular(&tokens[at + found.tokens - 1]),
                    digits: tokens[at..at + found.tokens].iter().any(is_digits),
                },
                None => Item {
                    first: at,
                    end: at + 1,
                    kinds: Kinds::default(),
                    senses: &[],
                    plural: false,
                    digits: is_digits(&tokens[at]),
                },
            };
            at = item.end;
            items.push(item);
        }
        let kinds = items.iter().fold(Kinds::default(), |kinds, item| kinds.and(item.kinds));
        let numbers = Numbers::default();
        Sentence { text, tokens, range, lexicon, items, kinds, numbers, motive: OnceCell::new() }
    }

    /// The words that say why something was done: "in retaliation for the raid last week".
    pub fn motive(&self) -> Option<&Range<usize>> {
        let found = self.motive.get_or_init(|| {
            let opens = |at: usize| self.senses(at, Kind::Clause).any(|clause| &*clause.value == MOTIVE);
            let start = (0..self.len()).find(|at| opens(*at))?;
            let comma = (start..self.len()).find(|at| matches!(self.mark(*at), Some(',' | '،')));
            // Where nothing parts it from what was done, the sentence cannot begin with it.
            (start > 0 || comma.is_some()).then(|| start..comma.unwrap_or(self.len()))
        });
        found.as_ref()
    }

    /// How many items it has.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the item can be of the kind; not so past the ends.
    pub fn is(&self, item: usize, kind: Kind) -> bool {
        self.items.get(item).is_some_and(|item| item.kinds.has(kind))
    }

    /// Whether the item can be of one of the kinds.
    pub fn is_any(&self, item: usize, kinds: Kinds) -> bool {
        self.items.get(item).is_some_and(|item| item.kinds.meets(kinds))
    }

    /// The item's senses of a kind that fit how it is written.
    #[inline]
    pub fn senses(&self, item: usize, kind: Kind) -> impl Iterator<Item = &'a Sense> + use<'a> {
        let found = self.items.get(item).filter(|item| item.kinds.has(kind));
        let (senses, token) =
            found.map_or((&[][..], None), |item| (item.senses, self.tokens.get(item.first)));
        senses.iter().filter(move |sense| sense.kind == kind && token.is_some_and(|token| fits(sense, token)))
    }

    /// The item's first sense of a kind.
    #[inline]
    pub fn sense(&self, item: usize, kind: Kind) -> Option<&'a Sense> {
        if self.is(item, kind) { self.senses(item, kind).next() } else { None }
    }

    /// The item's sense of a kind with a feature.
    #[inline]
    pub fn sense_with(&self, item: usize, kind: Kind, feature: Feature) -> Option<&'a Sense> {
        if !self.is(item, kind) {
            return None;
        }
        self.senses(item, kind).find(|sense| sense.features.has(feature))
    }

    /// The item's first token.
    pub fn token(&self, item: usize) -> &'a Token {
        &self.tokens[self.items[item].first]
    }

    /// Whether the item is digits.
    pub fn is_digits(&self, item: usize) -> bool {
        self.items.get(item).is_some_and(|item| self.tokens[item.first].raw.kind == TokenKind::Digits)
    }

    /// Whether the item is a word, known or not.
    pub fn is_word(&self, item: usize) -> bool {
        self.items.get(item).is_some_and(|item| self.tokens[item.first].raw.kind == TokenKind::Word)
    }

    /// The mark that the item is.
    pub fn mark(&self, item: usize) -> Option<char> {
        match self.items.get(item).map(|item| self.tokens[item.first].raw.kind) {
            Some(TokenKind::Punctuation(mark)) => Some(mark),
            _ => None,
        }
    }

    /// Whether white space stands before the item.
    pub fn spaced(&self, item: usize) -> bool {
        self.items.get(item).is_none_or(|item| self.tokens[item.first].raw.spaced)
    }

    /// What is glued before the item.
    pub fn prefixes(&self, item: usize) -> Prefixes {
        self.items.get(item).map(|item| self.tokens[item.first].analysis.prefixes).unwrap_or_default()
    }

    /// What is glued after the item's first word.
    pub fn suffix(&self, item: usize) -> Option<Suffix> {
        self.items.get(item).and_then(|item| self.tokens[item.first].analysis.suffix)
    }

    /// Where a range of items stands in the text, without what is glued before the first.
    pub fn span(&self, items: Range<usize>) -> Span {
        let first = &self.tokens[self.items[items.start].first];
        let last = &self.tokens[self.items[items.end - 1].end - 1];
        let mut start = first.raw.span.start;
        if first.raw.kind == TokenKind::Word && first.analysis.prefix_letters > 0 {
            let word = &self.text[first.raw.start_byte as usize..first.raw.end_byte as usize];
            let mut letters = first.analysis.prefix_letters;
            for c in word.chars() {
                if letters == 0 && !crate::text::is_ignorable(c) {
                    break;
                }
                letters -= u8::from(letters > 0 && !crate::text::is_ignorable(c));
                start += 1;
            }
        }
        Span { start, end: last.raw.span.end }
    }

    /// The written form of a range of items, without what is glued before the first.
    pub fn written(&self, items: Range<usize>) -> &'a str {
        let first = &self.tokens[self.items[items.start].first];
        let skipped = self.span(items.clone()).start - first.raw.span.start;
        let last = &self.tokens[self.items[items.end - 1].end - 1];
        let whole = &self.text[first.raw.start_byte as usize..last.raw.end_byte as usize];
        let byte = whole.char_indices().nth(skipped as usize).map_or(0, |(byte, _)| byte);
        &whole[byte..]
    }

    /// The bytes of the text that the sentence covers.
    pub fn bytes(&self) -> Range<usize> {
        let tokens = &self.tokens[self.range.clone()];
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.raw.start_byte as usize..last.raw.end_byte as usize,
            _ => 0..0,
        }
    }
}

fn is_digits(token: &Token) -> bool {
    token.raw.kind == TokenKind::Digits
}

/// Tokens after which a sentence is cut at the next word, so that time does not grow with the square of a text
/// that has no full stop.
const LONGEST: usize = 400;

/// Cuts tokens into sentences, with the paragraph that each belongs to.
pub(super) fn sentences(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<(Range<usize>, u32)> {
    let mut all = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    for (index, token) in tokens.iter().enumerate() {
        let length = index - start;
        let between_words = token.raw.kind == TokenKind::Word && token.raw.spaced;
        if length >= LONGEST && (between_words || length >= 2 * LONGEST) {
            all.push((start..index, paragraph));
            start = index;
        }
        let ends = match token.raw.kind {
            TokenKind::Break => true,
            TokenKind::Punctuation('.') => ends_sentence(text, tokens, index, lexicon),
            TokenKind::Punctuation('!' | '?' | '؟' | '…') => {
                tokens.get(index + 1).is_none_or(|next| next.raw.spaced)
            }
            _ => false,
        };
        if ends {
            let end = if token.raw.kind == TokenKind::Break { index } else { index + 1 };
            if start < end {
                all.push((start..end, paragraph));
            }
            start = index + 1;
            paragraph += u32::from(token.raw.kind == TokenKind::Break);
        }
    }
    if start < tokens.len() {
        all.push((start..tokens.len(), paragraph));
    }
    all
}

/// Whether a full stop ends its sentence: not inside an abbreviation, and not before a small letter.
fn ends_sentence(text: &str, tokens: &[Token], at: usize, lexicon: &Lexicon) -> bool {
    let Some(next) = tokens.get(at + 1) else { return true };
    if !next.raw.spaced && next.raw.kind != TokenKind::Break {
        let after_word = at > 0 && tokens[at - 1].raw.end_byte - tokens[at - 1].raw.start_byte > 1;
        return matches!(next.raw.kind, TokenKind::Punctuation(_)) || (next.raw.capital && after_word);
    }
    let small = text[next.raw.start_byte as usize..].chars().next().is_some_and(char::is_lowercase);
    let after_abbreviation = at > 0 && {
        let before = &tokens[at - 1];
        let adjacent = !tokens[at].raw.spaced && before.raw.kind == TokenKind::Word;
        let initial = before.raw.capital && before.raw.end_byte - before.raw.start_byte == 1;
        adjacent
            && (initial
                || lexicon
                    .find(&tokens[..at], at - 1)
                    .is_some_and(|found| found.kinds.has(Kind::Abbreviation)))
    };
    !small && !after_abbreviation
}
