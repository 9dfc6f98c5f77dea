//! Assembly: from an article to its claims, its skipped numerals and its mentions.

mod assembly;

use super::actor::{self, Memory, Order, RoleReader, Story, Undergone};
use super::place::{self, PlacesInForce};
use super::scan::Scan;
use super::sentence::{Sentence, sentences};
use super::timing::unsaid::{self, Events};
use super::timing::{is_dateline, is_of_what_came_before, is_other_side, is_saying_date, starts};
use super::when::{Anchor, Shape, When};
use super::{ArticleId, ClaimId, ClaimRow, MentionRow, Part, Period, Relation, SkippedRow, Unit};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::lexicon::ids::Ids;
use crate::lexicon::{Kind, Lexicon, Token};
use crate::text::{Span, TokenKind, breaks_inside_paragraphs};
use assembly::Assembly;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Reads the claims of articles, in every language that has a lexicon.
#[derive(Debug)]
pub struct Extractor {
    ids: Arc<Ids>,
    languages: Vec<Language>,
}

/// A language, its lexicon made ready when the first article needs it.
#[derive(Debug)]
struct Language {
    code: String,
    lexicon: OnceLock<Result<Lexicon>>,
}

impl Language {
    fn lexicon(&self) -> Result<&Lexicon> {
        self.lexicon.get_or_init(|| Lexicon::embedded(&self.code)).as_ref().map_err(Clone::clone)
    }
}

/// What was read from an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extracted {
    /// The numeric claims and the trends without a number, in the order of the text.
    pub claims: Vec<ClaimRow>,
    /// The numerals that are no claims.
    pub skipped: Vec<SkippedRow>,
    /// Every quantity and period as read.
    pub mentions: Vec<MentionRow>,
}

impl Extractor {
    /// An extractor with the embedded lexicons.
    ///
    /// ```
    /// use mizan::claim::Extractor;
    /// use mizan::lexicon::ids::Ids;
    /// let extractor = Extractor::new(&Ids::embedded())?;
    /// # Ok::<(), mizan::error::Error>(())
    /// ```
    pub fn new(ids: &Ids) -> Result<Self> {
        let embedded = |code: &str| Language { code: code.to_owned(), lexicon: OnceLock::new() };
        Ok(Extractor {
            ids: Arc::new(ids.clone()),
            languages: crate::lexicon::languages().map(embedded).collect(),
        })
    }

    /// The same extractor, with a lexicon of one's own in place of its language's embedded one.
    pub fn with_lexicon(mut self, lexicon: Lexicon) -> Self {
        let code = lexicon.language().to_owned();
        self.languages.retain(|language| language.code != code);
        self.languages.push(Language { code, lexicon: OnceLock::from(Ok(lexicon)) });
        self
    }

    /// The lexicon of a language.
    pub fn lexicon(&self, language: &str) -> Option<&Lexicon> {
        let found = self.languages.iter().find(|known| known.code == language)?;
        found.lexicon().ok()
    }

    /// Reads an article: its title, then its text. An article in a language without a lexicon is an error.
    pub fn extract(&self, article: &Article) -> Result<Extracted> {
        let language =
            self.languages.iter().find(|known| known.code == article.language).ok_or_else(|| {
                Error::new(format!("there is no lexicon for its language, `{}`", article.language))
                    .at(&article.path)
                    .hint("say the language with a header line `lang: ar`, or add a lexicon with --lexicon")
            })?;
        let lexicon = language.lexicon()?;
        let mut extracted = Extracted::default();
        for (part, text) in [(Part::Title, &article.title), (Part::Text, &article.text)] {
            if !text.is_empty() {
                PartReader::new(self, lexicon, article, part, text).read(&mut extracted);
            }
        }
        Ok(extracted)
    }
}

/// Reads one part of an article.
struct PartReader<'a> {
    ids: &'a Ids,
    lexicon: &'a Lexicon,
    article: &'a Article,
    part: Part,
    text: &'a str,
    tokens: Vec<Token>,
}

/// What the text so far has said, for sentences that do not say it again.
#[derive(Default)]
struct Context {
    anchor: Anchor,
    places: PlacesInForce,
    actors: Memory,
    /// The events that it told.
    story: Story,
    paragraph: u32,
    /// When things were said to have happened.
    events: Events,
    /// The claims that do not say when.
    unsaid: FxHashSet<ClaimId>,
    /// How many claims were read before this part.
    first_claim: usize,
    /// The place of the last claim that counts something.
    last_count: Option<usize>,
}

impl<'a> PartReader<'a> {
    fn new(
        extractor: &'a Extractor,
        lexicon: &'a Lexicon,
        article: &'a Article,
        part: Part,
        text: &'a str,
    ) -> Self {
        let mut tokens = lexicon.tokens(text);
        let breaks = breaks_inside_paragraphs(text);
        if !breaks.is_empty() {
            tokens.retain(|token| {
                token.raw.kind != TokenKind::Break
                    || breaks.binary_search(&(token.raw.start_byte as usize)).is_err()
            });
        }
        PartReader { ids: &extractor.ids, lexicon, article, part, text, tokens }
    }

    fn read(&self, extracted: &mut Extracted) {
        let sentences = sentences(self.text, &self.tokens, self.lexicon);
        let mut context = Context {
            anchor: Anchor {
                published: self.article.published,
                year: year_of_text(&self.tokens, self.text, self.lexicon),
                ..Anchor::default()
            },
            places: PlacesInForce::of_text(&self.tokens, self.lexicon, self.ids),
            first_claim: extracted.claims.len(),
            ..Context::default()
        };
        for (range, paragraph) in sentences {
            if paragraph != context.paragraph {
                context.paragraph = paragraph;
                context.anchor.spoken = None;
            }
            self.read_sentence(range, &mut context, extracted);
        }
        let claims = &mut extracted.claims[context.first_claim..];
        unsaid::complete(claims, &context.unsaid, &context.events, self.article.published, self.ids);
    }

    fn read_sentence(&self, range: Range<usize>, context: &mut Context, extracted: &mut Extracted) {
        let tokens = &self.tokens[range.clone()];
        let worth_reading = tokens.iter().any(|token| self.lexicon.is_trigger(token));
        let names_someone = worth_reading || tokens.iter().any(|token| self.lexicon.may_be_name(token));
        if !names_someone {
            return;
        }
        let sentence = Sentence::new(self.text, &self.tokens, range, self.lexicon);
        let mut places = place::mentions(&sentence, self.ids);
        let country = context.places.country(&places, self.ids).cloned();
        let actors = actor::mentions(&sentence, &context.actors, country.as_ref(), self.ids);
        let order = Order { head_last: self.lexicon.head_last(), verb_first: self.lexicon.verb_first() };
        context.actors.next_sentence();
        let before = extracted.claims.len();
        let mut undergone: Vec<Undergone> = Vec::new();
        let fiscal_year = || self.ids.fiscal_year_of(country.as_ref()?);
        let scan = worth_reading.then(|| {
            let mut wars = country.iter().flat_map(|country| self.ids.wars_in(country));
            let wars = std::array::from_fn(|_| wars.next());
            let anchor = Anchor { fiscal_year: fiscal_year(), wars, ..context.anchor };
            Scan::new(&sentence, anchor, self.ids)
        });
        if let Some(scan) = &scan {
            // A month may share its name with a town.
            places.retain(|place| scan.period_at(place.item).is_none());
            let assembly = Assembly {
                reader: self,
                scan,
                places: &places,
                actors: &actors,
                roles: RoleReader::new(scan, &actors, &context.actors, country.as_ref(), order),
                context,
                said: OnceCell::new(),
            };
            let unsaid = assembly.assemble(extracted, &mut undergone);
            let counts = |row: &ClaimRow| row.unit == Some(Unit::Count);
            let last = extracted.claims[before..].iter().rposition(counts);
            context.last_count = last.map(|last| before + last).or(context.last_count);
            context.unsaid.extend(unsaid);
            let is_aside = |when: &When| starts::is_base_of_change(scan, when) || is_other_side(scan, when);
            let said = scan.whens.iter().filter(|when| !when.future && when.shape == Shape::Period);
            let motive = sentence.motive();
            let because = motive.map(|items| sentence.span(items.clone()));
            let event = said
                .filter(|when| !is_saying_date(scan, when) && !is_dateline(scan, when))
                // "Monday's bombing" is not what this sentence tells of.
                .filter(|when| !sentence.is(when.items.end, Kind::Genitive))
                .filter(|when| !is_aside(when) && !is_of_what_came_before(scan, when))
                .filter(|when| motive.is_none_or(|motive| !motive.contains(&when.items.start)))
                .find_map(|when| starts::run_from(scan, when).or(when.period));
            // What a claim of the sentence is about, other than what it is compared to.
            let claims = &extracted.claims[before..];
            let other_side: FxHashSet<&ClaimId> = claims
                .iter()
                .filter(|row| row.relation != Some(Relation::PartOf))
                .filter_map(|row| row.compared_to.as_ref())
                .collect();
            let of_claim = claims
                .iter()
                .filter(|row| !context.unsaid.contains(&row.claim_id) && !other_side.contains(&row.claim_id))
                .filter(|row| {
                    because.is_none_or(|because| !(because.start..because.end).contains(&row.start))
                })
                .find_map(ClaimRow::period);
            let told = scan.whens.iter().filter(|when| is_saying_date(scan, when));
            let recent = |period: &Period| {
                period.days() == 1
                    && self
                        .article
                        .published
                        .is_none_or(|date| (0..7).contains(&(date - period.start).get_days()))
            };
            context.events.told =
                context.events.told.or_else(|| told.filter_map(|when| when.period).find(recent));
            if let Some(period) = of_claim.or(event) {
                let claims = &extracted.claims[before..];
                let of_claims = claims.iter().flat_map(|row| &row.places);
                let located = places.iter().filter(|place| place.located && claims.is_empty());
                let there: Vec<_> = located.map(|place| &place.id).chain(of_claims).collect();
                let paragraph = context.paragraph;
                context.events.note(period, &there, paragraph, before - context.first_claim, self.ids);
            }
            for when in &scan.whens {
                context.anchor.note(when, is_aside(when) || is_saying_date(scan, when));
            }
            context.anchor.starts.note(scan);
        }
        context.places.note(&places, self.ids);
        let readings = scan.as_ref().map_or(&[][..], |scan| &scan.readings);
        let telling =
            actor::note(&mut context.actors, &sentence, readings, &actors, country.as_ref(), self.ids, order);
        let there = |place: &&place::PlaceMention| place.located && !place.is_of_hospital(&sentence);
        let located: Vec<_> = places.iter().filter(there).map(|place| &place.id).collect();
        context.story.go_on(telling, &mut extracted.claims, before, &undergone, &located, self.ids);
    }

    fn article_id(&self) -> ArticleId {
        self.article.id.clone()
    }

    fn claim_id(&self, span: Span) -> ClaimId {
        let part = if self.part == Part::Title { "t" } else { "" };
        format!("{}#{part}{}", self.article.id, span.start).as_str().into()
    }
}

/// The year that a text without publication date puts its news in: the latest that it names and that does not
/// lie ahead.
fn year_of_text(tokens: &[Token], text: &str, lexicon: &Lexicon) -> Option<i16> {
    let mut latest = None;
    for (at, token) in tokens.iter().enumerate() {
        let written = &text[token.raw.start_byte as usize..token.raw.end_byte as usize];
        if token.raw.kind != TokenKind::Digits || written.chars().count() != 4 {
            continue;
        }
        let digits = crate::text::fold(written);
        let value: i16 = digits
            .chars()
            .filter_map(crate::text::digit)
            .fold(0, |value: i16, digit| value.saturating_mul(10).saturating_add(i16::from(digit)));
        let introduced = (1..=2).any(|back| {
            at.checked_sub(back).and_then(|before| lexicon.find(tokens, before)).is_some_and(|found| {
                [Kind::TimeUnit, Kind::Month, Kind::During, Kind::In]
                    .into_iter()
                    .any(|kind| found.kinds.has(kind))
            })
        });
        let ahead = (1..=3).any(|back| {
            at.checked_sub(back)
                .and_then(|before| lexicon.find(tokens, before))
                .is_some_and(|found| found.kinds.has(Kind::Until) || found.kinds.has(Kind::Plan))
        });
        if (1990..=2099).contains(&value) && introduced && !ahead {
            latest = latest.max(Some(value));
        }
    }
    latest
}
