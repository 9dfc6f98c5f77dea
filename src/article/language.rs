//! Which language a text is in: by its letters, then by its commonest words, both rows of the lexicons.

use crate::error::{Error, Result};
use crate::lexicon::{self, Kind};
use rustc_hash::FxHashSet;

/// Letters of a text that decide; the rest only repeats them.
const SAMPLE: usize = 4000;
/// From this many words on, a text without common words of a language is not in it.
const LONG: usize = 40;
/// The share of common words below which a long text is in another language, in percent.
const COMMON_PERCENT: usize = 4;

/// The languages that have a lexicon, and how to tell them.
#[derive(Debug, Clone)]
pub struct Languages {
    known: Vec<Language>,
}

#[derive(Debug, Clone)]
struct Language {
    code: String,
    /// Names and codes under which exports give it, in lower case.
    names: FxHashSet<String>,
    letters: FxHashSet<char>,
    common: FxHashSet<String>,
    /// For each of the first characters, what [`Language::letters_of`] gives.
    known: Vec<(u8, u8)>,
}

/// Code points below this are looked up: Latin, Greek, Cyrillic, Hebrew, Arabic.
const KNOWN: u32 = 0x700;

impl Languages {
    /// The languages of the embedded lexicons, from their `language`, `letters` and `common` rows.
    pub fn embedded() -> Result<Self> {
        let known = lexicon::languages().map(Language::embedded).collect::<Result<_>>()?;
        Ok(Languages { known })
    }

    /// The language that a text is in: the one it is declared to be in, unless its letters say otherwise;
    /// else the one whose words it has. An error where no lexicon reads it.
    pub fn of(&self, declared: &str, text: &str) -> Result<&str> {
        let sample = sample(text);
        let declared = declared.trim().to_lowercase();
        let primary = declared.split(['-', '_']).next().unwrap_or_default();
        if let Some(language) = self.known.iter().find(|language| language.is_called(&declared, primary)) {
            if language.writes(sample) {
                return Ok(&language.code);
            }
        } else if is_code(primary) {
            return Err(self.unread(&format!("its language is given as `{declared}`")));
        }
        self.known
            .iter()
            .filter(|language| language.writes(sample))
            .map(|language| (language.common_words(sample), language))
            .filter(|((common, words), _)| *words < LONG || common * 100 >= words * COMMON_PERCENT)
            .reduce(|best, other| if other.0.0 > best.0.0 { other } else { best })
            .map(|(_, language)| language.code.as_str())
            .ok_or_else(|| self.unread("its language is not recognised"))
    }

    fn unread(&self, why: &str) -> Error {
        let codes: Vec<&str> = self.known.iter().map(|language| language.code.as_str()).collect();
        Error::new(format!("{why}, and no lexicon reads it"))
            .hint(format!("languages with a lexicon: {}", codes.join(", ")))
    }
}

impl Language {
    fn embedded(code: &str) -> Result<Self> {
        let rows = lexicon::embedded_rows_of(code, &[Kind::Language, Kind::Letters, Kind::Common])?;
        let forms = |kind: &'static str| {
            rows.iter().filter(move |row| row.kind == kind).flat_map(|row| row.form.split('|'))
        };
        let mut language = Language {
            code: code.to_owned(),
            names: forms("language").map(str::to_lowercase).collect(),
            letters: forms("letters").flat_map(str::chars).collect(),
            common: forms("common").map(str::to_owned).collect(),
            known: Vec::new(),
        };
        let first = (0..KNOWN).map(|point| char::from_u32(point).unwrap_or_default());
        language.known = first.map(|c| language.letters_of(c)).collect();
        Ok(language)
    }

    /// How many small letters a character is, and how many of them are of this language's alphabet.
    fn letters_of(&self, c: char) -> (u8, u8) {
        if let Some(known) = self.known.get(c as usize) {
            return *known;
        }
        if !c.is_alphabetic() {
            return (0, 0);
        }
        c.to_lowercase().fold((0, 0), |(letters, inside), letter| {
            (letters + 1, inside + u8::from(self.letters.contains(&letter)))
        })
    }

    fn is_called(&self, name: &str, primary: &str) -> bool {
        self.code == primary || self.names.contains(name) || self.names.contains(primary)
    }

    /// Whether most letters of a text are of this language's alphabet.
    fn writes(&self, text: &str) -> bool {
        let (mut letters, mut inside) = (0_usize, 0_usize);
        for c in text.chars() {
            let (more, known) = self.letters_of(c);
            letters += usize::from(more);
            inside += usize::from(known);
        }
        inside > 0 && inside * 2 >= letters
    }

    /// How many words of a text are among the commonest of this language, and how many words it has.
    fn common_words(&self, text: &str) -> (usize, usize) {
        let (mut common, mut words) = (0, 0);
        let mut lower = String::new();
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            words += 1;
            common += usize::from(self.common.contains(lower.as_str()));
        }
        (common, words)
    }
}

/// The beginning of a text.
fn sample(text: &str) -> &str {
    text.char_indices().nth(SAMPLE).map_or(text, |(end, _)| &text[..end])
}

/// Whether this looks like a language code that says something: `fr`, `fra`, but not `und`.
fn is_code(primary: &str) -> bool {
    (2..=3).contains(&primary.len())
        && primary.chars().all(|c| c.is_ascii_lowercase())
        && !matches!(primary, "und" | "mis" | "mul" | "zxx")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(declared: &str, text: &str) -> String {
        let languages = Languages::embedded().unwrap();
        languages.of(declared, text).map_or_else(|error| error.what, str::to_owned)
    }

    #[test]
    fn letters_decide_where_nothing_is_declared() {
        assert_eq!(language("", "قُتل 12 شخصًا في الموصل"), "ar");
        assert_eq!(language("", "Twelve people were killed in Mosul"), "en");
    }

    #[test]
    fn names_and_regional_codes_are_understood() {
        for name in ["ar", "ar-IQ", "ar_EG", "ara", "Arabic", "العربية"] {
            assert_eq!(language(name, "قُتل 12 شخصًا"), "ar", "{name}");
        }
    }

    #[test]
    fn a_page_that_declares_another_script_than_it_has_is_read_by_its_letters() {
        assert_eq!(language("en-US", "قُتل 12 شخصًا في الموصل"), "ar");
        assert_eq!(language("und", "Twelve people"), "en");
    }

    #[test]
    fn a_language_without_lexicon_is_told() {
        assert!(language("ru", "12 человек погибли").contains("`ru`"));
        let german = "Bei dem Angriff auf die Stadt kamen nach Angaben der Behörden zwölf Menschen ums Leben, \
                      weitere dreißig wurden verletzt. Die Polizei sperrte das Viertel ab, während Helfer unter \
                      den Trümmern nach Verschütteten suchten. Eine Gruppe bekannte sich am Abend zu der Tat.";
        assert!(language("", german).contains("not recognised"));
    }
}
