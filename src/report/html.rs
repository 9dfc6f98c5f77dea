//! The report as one HTML page that needs nothing else: no script or picture from elsewhere, readable and
//! complete without JavaScript, its claims filterable with it.

mod elements;

use super::charts::Chart;
use super::document::{
    Appendix, ArticlePage, Card, ClaimLine, Document, FileNote, Overview, Passage, Reference, References,
    Words,
};
use super::fonts::{TEXT_BOLD, TEXT_FAMILY, TEXT_REGULAR};
use elements::{Page, base64, direction, escaped, isolated};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/filter.js");

/// The page's text.
pub(super) fn page(document: &Document, charts: &[Chart]) -> String {
    let mut page = Page {
        out: String::new(),
        pictures: charts.iter().map(|chart| (chart.name.as_str(), chart.svg.as_str())).collect(),
    };
    let style = style();
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; font-src data:; script-src 'sha256-{}'; base-uri 'none'; \
         form-action 'none'",
        base64(&Sha256::digest(&style)),
        base64(&Sha256::digest(SCRIPT)),
    );
    page.raw(&format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n",
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
    page.files(&document.files, words);
    page.element("p", "note", &document.program);
    page.raw(&format!("<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    page.out
}

/// The page's style with its fonts inside: charts are drawn for the widths of these letters.
fn style() -> String {
    let mut style = String::new();
    for (weight, face) in [(400, TEXT_REGULAR), (700, TEXT_BOLD)] {
        let _ = writeln!(
            style,
            "@font-face {{ font-family: \"{TEXT_FAMILY}\"; font-weight: {weight}; \
             src: url(data:font/ttf;base64,{}) format(\"truetype\"); }}",
            base64(face)
        );
    }
    style + STYLE
}

impl Page<'_> {
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
        for note in overview.more_findings.iter().chain(&overview.pages_note) {
            self.element("p", "note", note);
        }
        self.figures(&overview.charts);
        if !overview.clusters.is_empty() {
            self.heading("h2", &words["batch.clusters"]);
        }
        for cluster in &overview.clusters {
            self.heading("h3", &cluster.claim);
            self.facts(&cluster.tellings);
        }
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
            let _ = writeln!(self.out, "<span>{}</span></p>", isolated(&lead.text));
            lead.notes.iter().for_each(|note| self.element("p", "finding", note));
        }
        if !article.passages.is_empty() {
            self.heading("h2", &words["report.passages"]);
            article.passages.iter().for_each(|passage| self.passage(passage));
        }
        self.figures(article.chart.as_slice());
        if !article.glance.is_empty() {
            self.glance(article, words);
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
        if !article.more_passages.is_empty() {
            self.heading("h2", &words["report.more_passages"]);
            article.more_passages.iter().for_each(|passage| self.passage(passage));
        }
        if !article.skipped.is_empty() {
            self.heading("h3", &words["report.skipped"]);
            self.facts(&article.skipped);
        }
        self.raw("</article>\n");
    }

    fn glance(&mut self, article: &ArticlePage, words: &Words) {
        let columns = ["number", "claim", "period", "reference", "outcome"];
        self.table_head(&columns.map(|column| words[format!("column.{column}").as_str()].as_str()));
        for row in &article.glance {
            self.raw("<tr>");
            self.number_cell(row.number);
            self.cell(&row.claim);
            self.cell(&row.period);
            self.cell(&row.reference);
            self.raw("<td>");
            self.mark(&row.mark);
            self.text(&row.mark.name);
            self.raw("</td></tr>\n");
        }
        self.table_end();
        if let Some(more) = &article.more_claims {
            self.element("p", "note", more);
        }
    }

    fn passage(&mut self, passage: &Passage) {
        let _ = write!(self.out, "<blockquote dir=\"{}\">", direction(passage.direction));
        if let Some(part) = &passage.part {
            let _ = write!(self.out, "<small>{}</small> ", escaped(part));
        }
        for segment in &passage.segments {
            match &segment.mark {
                None => self.text(&segment.text),
                Some(mark) => {
                    let _ = write!(self.out, "<mark class=\"{}\">", mark.outcome);
                    match &segment.anchor {
                        None => self.text(&segment.text),
                        Some(anchor) => {
                            let text = escaped(&segment.text);
                            let _ = write!(self.out, "<a href=\"#{anchor}\">{text}</a>");
                        }
                    }
                    self.raw("</mark>&#160;");
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
            "{} — {} <span class=\"code\">{}</span></h3>",
            isolated(&card.claim),
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
                isolated(&finding.text),
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
        self.references(&card.references, words);
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

    fn references(&mut self, references: &References, words: &Words) {
        if !references.groups.is_empty() {
            let columns = ["counted_by", "slice", "figure", "remark"];
            self.table_head(&columns.map(|column| words[format!("column.{column}").as_str()].as_str()));
            for group in &references.groups {
                let heading = isolated(&group.heading);
                let _ = writeln!(self.out, "<tr><th colspan=\"4\" scope=\"rowgroup\">{heading}</th></tr>");
                group.rows.iter().for_each(|row| self.reference(row));
            }
            self.table_end();
        }
        for note in &references.notes {
            self.element("p", "note", note);
        }
    }

    fn reference(&mut self, reference: &Reference) {
        let _ = write!(
            self.out,
            "<tr class=\"{}\"><td>{}<br><small>",
            reference.comparable,
            isolated(&reference.counted_by)
        );
        if let Some(counting) = &reference.counting {
            self.text(&format!("{counting} · "));
        }
        let _ = write!(self.out, "</small><span class=\"code\">{}</span></td>", escaped(&reference.series));
        self.cell(&reference.slice);
        self.cell(&reference.figure);
        self.cell(&reference.remark);
        self.raw("</tr>\n");
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

    /// What each file of the run's folder is.
    fn files(&mut self, files: &[FileNote], words: &Words) {
        self.heading("h2", &words["html.tables"]);
        self.raw("<ul>");
        for file in files {
            let name = escaped(&file.path);
            let _ = writeln!(
                self.out,
                "<li><a href=\"{name}\" dir=\"ltr\">{name}</a> {}</li>",
                isolated(&file.meaning)
            );
        }
        self.raw("</ul>\n");
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
                isolated(&rule.title)
            );
            self.text(&rule.paragraphs.join(" "));
            self.raw("</p>\n");
        }
        if !appendix.datasets.is_empty() {
            self.heading("h3", &words["report.datasets"]);
        }
        for dataset in &appendix.datasets {
            let _ =
                write!(self.out, "<p><b>{}</b> {}</p>", isolated(&dataset.name), isolated(&dataset.citation));
            self.facts(&dataset.facts);
        }
        self.heading("h3", &words["report.reproduce"]);
        self.element("p", "", &appendix.reproduce);
        let _ = writeln!(self.out, "<pre>{}</pre>", escaped(&appendix.commands.join("\n")));
    }
}
