//! The report as one HTML page that needs nothing else: no script or picture from elsewhere, readable and
//! complete without JavaScript, its claims filterable with it.

use super::charts::Chart;
use super::document::{
    Appendix, ArticlePage, Card, ClaimLine, Direction, Document, Fact, Figure, Mark, Overview, Passage,
    Reference, Tally, Words,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("filter.js");

/// The page's text.
pub(super) fn page(document: &Document, charts: &[Chart]) -> String {
    let mut page = Page {
        out: String::new(),
        pictures: charts.iter().map(|chart| (chart.name.as_str(), chart.svg.as_str())).collect(),
    };
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        base64(&Sha256::digest(STYLE)),
        base64(&Sha256::digest(SCRIPT)),
    );
    page.raw(&format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        escaped(&document.language),
        direction(document.direction),
        escaped(&document.title),
    ));
    let words = &document.words;
    page.element("p", "kicker", &format!("{} · {}", words["report.name"], words["report.kicker"]));
    if let Some(overview) = &document.overview {
        page.overview(overview, words);
    }
    if document.overview.is_none() {
        document.articles.iter().for_each(|article| page.article(article, "h1"));
    }
    page.claims(&document.claims, words);
    if document.overview.is_some() {
        document.articles.iter().for_each(|article| page.article(article, "h2"));
    }
    page.appendix(&document.appendix, words);
    page.element("p", "note", &document.program);
    page.raw(&format!("<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    page.out
}

/// HTML in the making; every text passes through [`escaped`].
struct Page<'a> {
    out: String,
    pictures: BTreeMap<&'a str, &'a str>,
}

impl Page<'_> {
    fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(&escaped(text));
    }

    fn element(&mut self, tag: &str, class: &str, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "<{tag} class=\"{class}\"><bdi>{}</bdi></{tag}>", escaped(text));
    }

    fn heading(&mut self, tag: &str, text: &str) {
        let _ = writeln!(self.out, "<{tag}>{}</{tag}>", escaped(text));
    }

    fn mark(&mut self, mark: &Mark) {
        let _ = write!(
            self.out,
            "<span class=\"mark {}\" title=\"{}\"><i>{}</i></span> ",
            mark.outcome,
            escaped(&mark.name),
            mark.letter
        );
    }

    fn facts(&mut self, facts: &[Fact]) {
        self.raw("<ul class=\"facts\">");
        for fact in facts {
            let _ = write!(
                self.out,
                "<li>{}: <b><bdi>{}</bdi></b></li>",
                escaped(&fact.name),
                escaped(&fact.value)
            );
        }
        self.raw("</ul>\n");
    }

    fn tally(&mut self, tally: &[Tally]) {
        self.raw("<ul class=\"tally\">");
        for Tally { mark, count } in tally {
            let none = if *count == 0 { " none" } else { "" };
            let _ = write!(self.out, "<li class=\"{}{none}\"><b>{count}</b>", mark.outcome);
            self.mark(mark);
            self.text(&mark.name);
            self.raw("</li>");
        }
        self.raw("</ul>\n");
    }

    fn table_head(&mut self, columns: &[&str]) {
        self.raw("<div class=\"scroll\"><table><thead><tr>");
        for column in columns {
            let _ = write!(self.out, "<th scope=\"col\">{}</th>", escaped(column));
        }
        self.raw("</tr></thead><tbody>\n");
    }

    fn table_end(&mut self) {
        self.raw("</tbody></table></div>\n");
    }

    fn cell(&mut self, text: &str) {
        let _ = write!(self.out, "<td><bdi>{}</bdi></td>", escaped(text));
    }

    fn linked(&mut self, text: &str, anchor: Option<&str>) {
        match anchor {
            Some(anchor) => {
                let _ = write!(self.out, "<a href=\"#{anchor}\"><bdi>{}</bdi></a>", escaped(text));
            }
            None => {
                let _ = write!(self.out, "<bdi>{}</bdi>", escaped(text));
            }
        }
    }

    fn figures(&mut self, figures: &[Figure]) {
        for figure in figures {
            let name = figure.path.rsplit('/').next().unwrap_or_default();
            let Some(svg) = self.pictures.get(name).copied() else { continue };
            let label = escaped(&figure.description);
            self.raw("<figure>");
            self.raw(&svg.replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{label}\" "), 1));
            self.raw("</figure>\n");
        }
    }

    fn overview(&mut self, overview: &Overview, words: &Words) {
        self.heading("h1", &overview.title);
        self.element("p", "summary", &overview.summary);
        self.tally(&overview.tally);
        if !overview.findings.is_empty() {
            self.heading("h2", &words["batch.findings"]);
            self.table_head(&[&words["column.claim"], &words["column.finding"], &words["column.article"]]);
            for finding in &overview.findings {
                self.raw("<tr><td>");
                self.mark(&finding.mark);
                self.linked(&finding.claim, finding.anchor.as_deref());
                self.raw("</td>");
                self.cell(&finding.text);
                self.cell(&finding.article);
                self.raw("</tr>\n");
            }
            self.table_end();
        }
        self.figures(&overview.charts);
        for table in &overview.counts {
            self.heading("h2", &table.heading);
            let outcomes = overview.tally.iter().map(|tally| tally.mark.name.as_str());
            let columns: Vec<&str> = [table.name_column.as_str()].into_iter().chain(outcomes).collect();
            self.table_head(&columns);
            for row in &table.rows {
                self.raw("<tr>");
                self.cell(&row.name);
                row.counts.iter().for_each(|count| self.number_cell(*count));
                self.raw("</tr>\n");
            }
            self.table_end();
        }
        if !overview.uncheckable.is_empty() {
            self.heading("h2", &words["batch.uncheckable"]);
            self.facts(&overview.uncheckable);
        }
        self.heading("h2", &words["batch.articles"]);
        let outcomes = overview.tally.iter().map(|tally| tally.mark.letter);
        let columns: Vec<&str> = [words["column.article"].as_str(), words["column.date"].as_str()]
            .into_iter()
            .chain(outcomes)
            .collect();
        self.table_head(&columns);
        for article in &overview.articles {
            self.raw("<tr><td>");
            self.linked(&article.title, article.anchor.as_deref());
            self.raw("</td>");
            self.cell(&article.date);
            article.counts.iter().for_each(|count| self.number_cell(*count));
            self.raw("</tr>\n");
        }
        self.table_end();
    }

    fn number_cell(&mut self, count: usize) {
        let text = if count == 0 { "·".to_owned() } else { count.to_string() };
        let _ = write!(self.out, "<td class=\"number\">{text}</td>");
    }

    fn article(&mut self, article: &ArticlePage, heading: &str) {
        let _ = writeln!(
            self.out,
            "<article id=\"{}\" lang=\"{}\" dir=\"{}\">",
            article.anchor,
            escaped(&article.language),
            direction(article.direction)
        );
        let words = &article.words;
        self.heading(heading, &article.title);
        self.facts(&article.facts);
        self.tally(&article.tally);
        self.element("p", "summary", &article.summary);
        if let Some(lead) = &article.lead {
            let _ = write!(self.out, "<p class=\"lead {}\">", lead.mark.outcome);
            self.mark(&lead.mark);
            let _ = writeln!(self.out, "<span>{}</span></p>", escaped(&lead.text));
        }
        if !article.passages.is_empty() {
            self.heading("h2", &words["report.passages"]);
            article.passages.iter().for_each(|passage| self.passage(passage));
        }
        if !article.cards.is_empty() {
            self.heading("h2", &words["report.claims"]);
            article.cards.iter().for_each(|card| self.card(card, words));
        }
        if !article.lines.is_empty() {
            self.heading("h2", &words["report.others"]);
            self.table_head(&[&words["column.number"], &words["column.claim"], &words["column.finding"]]);
            for line in &article.lines {
                let _ = write!(self.out, "<tr><td>{}</td><td>", line.number);
                self.mark(&line.mark);
                self.text(&line.claim);
                self.raw("</td>");
                self.cell(&line.text);
                self.raw("</tr>\n");
            }
            self.table_end();
        }
        if !article.skipped.is_empty() {
            self.heading("h3", &words["report.skipped"]);
            self.facts(&article.skipped);
        }
        self.raw("</article>\n");
    }

    fn passage(&mut self, passage: &Passage) {
        self.raw("<blockquote dir=\"auto\">");
        if let Some(part) = &passage.part {
            let _ = write!(self.out, "<small>{}</small> ", escaped(part));
        }
        for segment in &passage.segments {
            match &segment.mark {
                None => self.text(&segment.text),
                Some(mark) => {
                    let text = escaped(&segment.text);
                    let _ = write!(self.out, "<mark class=\"{}\">{text}</mark>&#160;", mark.outcome);
                    self.mark(mark);
                }
            }
        }
        self.raw("</blockquote>\n");
    }

    fn card(&mut self, card: &Card, words: &Words) {
        let _ = write!(self.out, "<section class=\"card {}\" id=\"{}\"><h3>", card.mark.outcome, card.anchor);
        self.mark(&card.mark);
        let _ = writeln!(
            self.out,
            "<bdi>{}</bdi> — {} <span class=\"code\">{}</span></h3>",
            escaped(&card.claim),
            escaped(&card.mark.name),
            escaped(&card.code)
        );
        if let Some(decision) = &card.decision {
            self.element("p", "finding", decision);
        }
        for finding in &card.findings {
            let _ = write!(
                self.out,
                "<p class=\"finding {}\"><span>{}</span> <span class=\"code\">{}</span> <small>{}</small>",
                finding.severity,
                escaped(&finding.text),
                escaped(&finding.code),
                escaped(&finding.severity_name)
            );
            if let Some(tried) = &finding.tried {
                let _ = write!(self.out, " <small>{}</small>", escaped(tried));
            }
            self.raw("</p>\n");
        }
        self.facts(&card.facts);
        self.figures(&card.charts);
        if !card.references.is_empty() {
            self.references(&card.references, words);
        }
        if let Some(query) = &card.query {
            let _ = writeln!(
                self.out,
                "<p class=\"note\">{}: <code class=\"query\">{}</code></p>",
                escaped(&words["report.query"]),
                escaped(query)
            );
        }
        self.raw("</section>\n");
    }

    fn references(&mut self, references: &[Reference], words: &Words) {
        let columns = ["counted_by", "slice", "figure", "comparable", "difference"];
        let columns = columns.map(|column| words[format!("column.{column}").as_str()].as_str());
        self.table_head(&columns);
        for reference in references {
            let _ = write!(
                self.out,
                "<tr class=\"{}\"><td><bdi>{}</bdi><br><span class=\"code\">{}</span></td>",
                reference.comparable,
                escaped(&reference.counted_by),
                escaped(&reference.series)
            );
            self.cell(&reference.slice);
            self.cell(&reference.figure);
            self.cell(&reference.comparability);
            self.cell(&reference.difference);
            self.raw("</tr>\n");
        }
        self.table_end();
    }

    /// Every claim of the run; the script fills and shows the filter.
    fn claims(&mut self, claims: &[ClaimLine], words: &Words) {
        self.heading("h2", &words["html.contents"]);
        let _ = writeln!(
            self.out,
            "<div id=\"filter\" hidden data-all=\"{}\" data-outcome=\"{}\" data-rule=\"{}\" data-reference=\"{}\"></div>",
            escaped(&words["html.all"]),
            escaped(&words["html.outcome"]),
            escaped(&words["html.rule"]),
            escaped(&words["html.reference"])
        );
        self.raw("<div class=\"scroll\"><table id=\"claims\"><thead><tr>");
        for column in ["column.outcome", "column.claim", "column.finding", "html.reference", "column.article"]
        {
            let _ = write!(self.out, "<th scope=\"col\">{}</th>", escaped(&words[column]));
        }
        self.raw("</tr></thead><tbody>\n");
        for claim in claims {
            let _ = write!(
                self.out,
                "<tr data-outcome=\"{}\" data-outcome-name=\"{}\" data-rule=\"{}\" data-reference=\"{}\"><td>",
                claim.mark.outcome,
                escaped(&claim.mark.name),
                escaped(&claim.code),
                escaped(&claim.reference)
            );
            self.mark(&claim.mark);
            let _ = write!(
                self.out,
                "{} <span class=\"code\">{}</span></td><td>",
                escaped(&claim.mark.name),
                escaped(&claim.code)
            );
            self.linked(&claim.claim, claim.anchor.as_deref());
            self.raw("</td>");
            self.cell(&claim.text);
            self.cell(&claim.reference);
            self.cell(&claim.article);
            self.raw("</tr>\n");
        }
        self.table_end();
    }

    fn appendix(&mut self, appendix: &Appendix, words: &Words) {
        self.heading("h2", &words["report.appendix"]);
        if !appendix.rules.is_empty() {
            self.heading("h3", &words["report.rules"]);
        }
        for rule in &appendix.rules {
            let _ = write!(
                self.out,
                "<p><b><span class=\"code\">{}</span> {}</b> ",
                escaped(&rule.code),
                escaped(&rule.title)
            );
            self.text(&rule.paragraphs.join(" "));
            self.raw("</p>\n");
        }
        if !appendix.datasets.is_empty() {
            self.heading("h3", &words["report.datasets"]);
        }
        for dataset in &appendix.datasets {
            let _ = write!(
                self.out,
                "<p><b><bdi>{}</bdi></b> <bdi>{}</bdi></p>",
                escaped(&dataset.name),
                escaped(&dataset.citation)
            );
            self.facts(&dataset.facts);
        }
        self.heading("h3", &words["report.reproduce"]);
        self.element("p", "", &appendix.reproduce);
        let _ = writeln!(self.out, "<pre>{}</pre>", escaped(&appendix.commands.join("\n")));
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    }
}

/// Text as it may stand between tags and inside quoted attributes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Base64 with padding, as content security policies name hashes.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > three.len() { '=' } else { char::from(digit) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_what_is_no_multiple_of_three() {
        assert_eq!(base64(b"Mizan"), "TWl6YW4=");
        assert_eq!(base64(b"Miza"), "TWl6YQ==");
        assert_eq!(base64(b"Miz"), "TWl6");
    }
}
