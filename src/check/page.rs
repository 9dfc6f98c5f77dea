//! Pages: what a rule says, why, and how it is computed, with examples that run as tests.

use super::RULES;
use std::sync::OnceLock;

/// An example on a rule's page: the text of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// ISO 639-1 code.
    pub language: &'static str,
    /// Whether the rule fires on it.
    pub fires: bool,
    /// The article's publication date, as written; empty where it has none.
    pub published: &'static str,
    /// The data set of `tests/articles/data` that it is weighed against beside the bundled ones; empty where those do.
    pub data: &'static str,
    /// The article's text.
    pub body: &'static str,
}

/// A rule's page in one other language than the page's own.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Translation {
    language: &'static str,
    title: &'static str,
    body: &'static str,
}

/// A rule's page.
///
/// ```
/// use mizan::check::page;
/// let page = page("M101").unwrap();
/// assert_eq!(page.code, "M101");
/// assert_eq!(page.title("en"), "Unequal periods compared");
/// assert!(page.markdown("ar").starts_with("# M101 "));
/// assert!(page.examples.iter().any(|example| example.fires));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rule's code.
    pub code: &'static str,
    /// The examples, in the order of the page.
    pub examples: Vec<Example>,
    title: &'static str,
    body: &'static str,
    translations: Vec<Translation>,
}

impl Page {
    /// Reads a page; says what is wrong with it.
    ///
    /// ```
    /// use mizan::check::Page;
    /// let page = Page::parse("# X001 A title\n\nWhat it says.\n\n```text en fires\nSome text.\n```\n");
    /// assert_eq!(page.unwrap().examples[0].body, "Some text.\n");
    /// assert!(Page::parse("A title").is_err());
    /// ```
    pub fn parse(text: &'static str) -> Result<Page, String> {
        let (heading, rest) = text.split_once('\n').ok_or("it has one line")?;
        let (code, title) = heading
            .strip_prefix("# ")
            .and_then(|heading| heading.split_once(' '))
            .ok_or_else(|| format!("`{heading}` is not `# CODE title`"))?;
        let (body, mut tail) = rest.find("\n## [").map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
        let mut translations = Vec::new();
        while !tail.is_empty() {
            let (heading, rest) = tail.split_once('\n').unwrap_or((tail, ""));
            let (language, title) = heading
                .strip_prefix("## [")
                .and_then(|heading| heading.split_once("] "))
                .ok_or_else(|| format!("`{heading}` is not `## [language] title`"))?;
            let (body, next) = rest.find("\n## [").map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
            translations.push(Translation { language, title, body: body.trim() });
            tail = next;
        }
        Ok(Page { code, examples: examples(body)?, title, body: body.trim(), translations })
    }

    /// The title in a language; in the page's own where it has no other.
    pub fn title(&self, language: &str) -> &'static str {
        self.translation(language).map_or(self.title, |translation| translation.title)
    }

    /// The page in a language, as Markdown: of the page's own language with everything, of others what is
    /// translated.
    pub fn markdown(&self, language: &str) -> String {
        let body = self.translation(language).map_or(self.body, |translation| translation.body);
        format!("# {} {}\n\n{body}\n", self.code, self.title(language))
    }

    fn translation(&self, language: &str) -> Option<&Translation> {
        self.translations.iter().find(|translation| translation.language == language)
    }
}

fn examples(body: &'static str) -> Result<Vec<Example>, String> {
    let mut examples = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find("```") {
        let (fence, block) = rest[at + 3..].split_once('\n').ok_or("a fence at the end")?;
        let (block, after) = block.split_once("```").ok_or_else(|| format!("`{fence}` is not closed"))?;
        let words: Vec<&str> = fence.split(' ').collect();
        if words.first() == Some(&"text") {
            let [_, language, expectation, ref options @ ..] = words[..] else {
                return Err(format!("`{fence}` is not `text language fires|silent`"));
            };
            if !matches!(expectation, "fires" | "silent") {
                return Err(format!("`{expectation}` is neither fires nor silent"));
            }
            let (mut published, mut data) = ("", "");
            for option in options {
                match option.split_once('=') {
                    Some(("published", day)) => published = day,
                    Some(("data", name)) => data = name,
                    _ => return Err(format!("`{option}` is neither published=DATE nor data=NAME")),
                }
            }
            examples.push(Example { language, fires: expectation == "fires", published, data, body: block });
        }
        rest = after;
    }
    Ok(examples)
}

/// The pages of all rules, in the order of their codes.
pub fn rules() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let mut pages: Vec<Page> = RULES
            .iter()
            .map(|rule| {
                Page::parse(rule.page)
                    .unwrap_or_else(|what| unreachable!("a test reads every page; {}: {what}", rule.code))
            })
            .collect();
        pages.sort_by_key(|page| page.code);
        pages
    })
}

/// The page of a rule; none where there is no such code. Case does not matter.
pub fn page(code: &str) -> Option<&'static Page> {
    rules().iter().find(|page| page.code.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page_under_its_code() {
        let mut codes = Vec::new();
        for rule in RULES {
            let page = Page::parse(rule.page).unwrap_or_else(|what| panic!("{}: {what}", rule.code));
            assert_eq!(page.code, rule.code);
            assert!(!codes.contains(&rule.code), "{} stands twice", rule.code);
            codes.push(rule.code);
        }
    }

    #[test]
    fn a_broken_page_says_what_is_wrong() {
        assert_eq!(
            Page::parse("# X001 T\n\n```text en maybe\n```\n"),
            Err("`maybe` is neither fires nor silent".to_owned())
        );
        assert_eq!(
            Page::parse("# X001 T\n\n```text en\n```\n"),
            Err("`text en` is not `text language fires|silent`".to_owned())
        );
        assert_eq!(
            Page::parse("# X001 T\n\n```text en fires dated=2024\n```\n"),
            Err("`dated=2024` is neither published=DATE nor data=NAME".to_owned())
        );
        assert_eq!(
            Page::parse("# X001 T\n\n```text en fires\n"),
            Err("`text en fires` is not closed".to_owned())
        );
    }
}
