//! Labels: the words that reports write, in a language, with its agreement of number and noun.

mod calendar;

use super::ids::MeasureId;
use super::{Kind, LexiconRow, embedded_rows_of};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The words that reports write in one language, from its lexicon's `label` and `counted` rows.
///
/// A label that the language lacks is taken from English, and from its key where English lacks it too.
///
/// ```
/// use mizan::lexicon::Labels;
/// let arabic = Labels::embedded("ar");
/// assert_eq!(arabic.counted(11.0, &"attack".into()), "11 هجومًا");
/// assert_eq!(arabic.counted(103.0, &"attack".into()), "103 هجمات");
/// ```
#[derive(Debug, Clone)]
pub struct Labels {
    language: String,
    zero: char,
    words: Arc<Words>,
}

/// The words themselves, which labels in other digits share.
#[derive(Debug, Default)]
struct Words {
    texts: FxHashMap<String, String>,
    /// By what is counted, then by class of number.
    counted: FxHashMap<String, FxHashMap<String, String>>,
}

impl Labels {
    /// The labels of an embedded language, English below them.
    pub fn embedded(language: &str) -> Self {
        let english = embedded_rows_of("en", &[Kind::Label]).unwrap_or_default();
        let rows = embedded_rows_of(language, &[Kind::Label, Kind::Counted]).unwrap_or_default();
        Labels::new(language, english.iter().chain(&rows))
    }

    /// The keys of the labels that an embedded language lacks, and that are written in English for it.
    ///
    /// ```
    /// use mizan::lexicon::Labels;
    /// assert!(!Labels::gaps("fr").contains(&"outcome.agrees".to_owned()));
    /// ```
    pub fn gaps(language: &str) -> Vec<String> {
        let keys = |language| {
            let rows = embedded_rows_of(language, &[Kind::Label]).unwrap_or_default();
            rows.into_iter().map(|row| row.value)
        };
        let own: FxHashSet<String> = keys(language).collect();
        keys("en").filter(|key| !own.contains(key)).collect()
    }

    /// The labels among the rows of a lexicon; later rows win.
    pub fn new<'a>(language: &str, rows: impl Iterator<Item = &'a LexiconRow>) -> Self {
        let mut words = Words::default();
        for row in rows {
            match row.kind.as_str() {
                "label" => {
                    words.texts.insert(row.value.clone(), row.form.clone());
                }
                "counted" => {
                    let forms = words.counted.entry(row.value.clone()).or_default();
                    forms.extend(row.features.iter().map(|feature| (feature.clone(), row.form.clone())));
                }
                _ => {}
            }
        }
        Labels { language: language.to_owned(), zero: '0', words: Arc::new(words) }
    }

    /// The language's ISO 639-1 code.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The same labels, with numbers in the digits that begin with `zero`.
    ///
    /// ```
    /// use mizan::lexicon::Labels;
    /// let arabic = Labels::embedded("ar").with_digits('٠');
    /// assert_eq!(arabic.counted(153.0, &"attack".into()), "١٥٣ هجومًا");
    /// assert_eq!(arabic.number(43_000.5), "٤٣٬٠٠٠٫٥");
    /// ```
    pub fn with_digits(mut self, zero: char) -> Self {
        self.zero = zero;
        self
    }

    /// Whether the language is written from right to left.
    pub fn right_to_left(&self) -> bool {
        self.text("direction") == "rtl"
    }

    /// The label below a key.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.texts.get(key).map_or(key, String::as_str)
    }

    /// The label with its `{name}` places filled. Filled-in text is not searched again.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.fill_with(key, |name, filled| {
            if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                filled.push_str(value);
            }
        })
    }

    /// The label with each of its places filled by a function, which is asked for what the label says only.
    pub fn fill_with(&self, key: &str, mut place: impl FnMut(&str, &mut String)) -> String {
        let mut rest = self.text(key);
        let mut filled = String::with_capacity(rest.len() + 32);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            match after.split_once('}') {
                Some((name, after)) => {
                    place(name, &mut filled);
                    rest = after;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }

    /// The display name of an id: of a `measure`, `actor`, `place`, ...; the id itself where there is none.
    pub fn name(&self, kind: &str, id: &str) -> String {
        self.words.texts.get(&format!("{kind}.{id}")).cloned().unwrap_or_else(|| id.replace("other:", ""))
    }

    /// A number with its noun in the right form: هجوم واحد، هجومان، 3 هجمات، 11 هجومًا، 100 هجوم، 103 هجمات.
    ///
    /// `counted` rows give the forms by number class: `one` and `two` whole (with the number in them), `few`
    /// (3-10 of the last two digits), `many` (11-99) and `hundred` (00-02) beside the number.
    pub fn counted(&self, value: f64, measure: &MeasureId) -> String {
        let form = |class: &str| self.words.counted.get(measure.as_str())?.get(class);
        let rest = value.abs() % 100.0;
        let class = match value {
            1.0 => "one",
            2.0 => "two",
            _ if value.fract() != 0.0 => "many",
            _ if (3.0..=10.0).contains(&rest) => "few",
            _ if rest >= 11.0 => "many",
            _ => "hundred",
        };
        match form(class) {
            Some(whole) if matches!(class, "one" | "two") => whole.clone(),
            Some(noun) => format!("{} {noun}", self.number(value)),
            None => format!("{} {}", self.number(value), self.name("measure", measure.as_str())),
        }
    }

    /// A number in digits, thousands grouped from 10,000 up, with at most two decimals.
    pub fn number(&self, value: f64) -> String {
        let rounded = (value * 100.0).round() / 100.0;
        let text = rounded.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && whole.len() > 4 && (whole.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if rounded < 0.0 { "-" } else { "" };
        let text = if fraction.is_empty() {
            format!("{sign}{grouped}")
        } else {
            format!("{sign}{grouped}.{fraction}")
        };
        self.in_own_digits(&text)
    }

    /// A number's text in the digits that these labels write.
    fn in_own_digits(&self, text: &str) -> String {
        if self.zero == '0' {
            return text.to_owned();
        }
        let own = |c: char| match c {
            '0'..='9' => char::from_u32(self.zero as u32 + (c as u32 - '0' as u32)).unwrap_or(c),
            ',' => '٬',
            '.' => '٫',
            _ => c,
        };
        text.chars().map(own).collect()
    }
}
