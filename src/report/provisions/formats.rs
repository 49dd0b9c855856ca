//! Provisions as CSV, Markdown and JSON.

use serde::Serialize;

use super::{Ledger, provisions_summary, status_name, status_said};
use crate::base::{Language, visible};
use crate::program::{Rule, Standing, Status};

/// A row of every format: what a machine reads keeps its English names.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    pack: &'a str,
    source: String,
    at: &'a str,
    says: &'a str,
    strength: &'static str,
    aspect: &'a str,
    status: &'static str,
    same_as: Vec<&'a str>,
    /// By full name.
    rules: Vec<String>,
    exceptions: Vec<ExceptionTo<'a>>,
    tests: usize,
    why: Option<&'a str>,
}

#[derive(Serialize)]
struct ExceptionTo<'a> {
    name: &'a str,
    rule: String,
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    counts: Vec<Count>,
    provisions: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Count {
    status: &'static str,
    provisions: usize,
}

fn row<'a>(ledger: &'a Ledger, standing: &'a Standing, language: Language) -> Row<'a> {
    let provision = standing.provision;
    Row {
        id: &provision.id,
        pack: &provision.pack,
        source: ledger.citation(standing, language),
        at: provision.at.pick(language),
        says: provision.says.pick(language),
        strength: provision.strength.as_str(),
        aspect: &provision.aspect,
        status: status_name(standing.status),
        same_as: ledger.same_as(standing).collect(),
        rules: ledger.rules_of(standing).map(Rule::full_name).collect(),
        exceptions: ledger
            .exceptions_of(standing)
            .map(|(it, rule)| ExceptionTo { name: &it.name, rule: rule.full_name() })
            .collect(),
        tests: ledger.tests_of(standing),
        why: standing.why.map(|why| why.pick(language)),
    }
}

/// One object: how many provisions have each status, and the provisions.
pub fn provisions_json(ledger: &Ledger, language: Language) -> String {
    let counts = ledger.counts.iter().zip(Status::ALL);
    let document = Document {
        version: 1,
        counts: counts
            .map(|(count, status)| Count { status: status_name(status), provisions: *count })
            .collect(),
        provisions: ledger.standings.iter().map(|it| row(ledger, it, language)).collect(),
    };
    // Rows hold text and numbers only, which always can be written.
    let json = serde_json::to_string_pretty(&document).unwrap_or_default();
    format!("{json}\n")
}

/// A line a provision under a line of names, quoted as RFC 4180 says. A text that a spreadsheet
/// would take for a formula begins with an apostrophe.
pub fn provisions_csv(ledger: &Ledger, language: Language) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = [
        "id",
        "pack",
        "source",
        "at",
        "says",
        "strength",
        "aspect",
        "status",
        "same_as",
        "rules",
        "exceptions",
        "tests",
        "why",
    ];
    let mut rows = vec![names.map(str::to_owned)];
    rows.extend(ledger.standings.iter().map(|standing| {
        let row = row(ledger, standing, language);
        let exceptions = row.exceptions.iter().map(|it| format!("{} ({})", it.name, it.rule));
        [
            row.id.to_owned(),
            row.pack.to_owned(),
            row.source,
            row.at.to_owned(),
            row.says.to_owned(),
            row.strength.to_owned(),
            row.aspect.to_owned(),
            row.status.to_owned(),
            row.same_as.join("; "),
            row.rules.join("; "),
            exceptions.collect::<Vec<_>>().join("; "),
            row.tests.to_string(),
            row.why.unwrap_or_default().to_owned(),
        ]
    }));
    for row in rows {
        // Memory takes all that is written.
        let _ = writer.write_record(row.map(|cell| without_formula(&visible(&cell))));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn without_formula(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// A table in Markdown under a line that counts.
pub fn provisions_markdown(ledger: &Ledger, language: Language) -> String {
    let summary = provisions_summary(ledger.counts);
    let heads = match language {
        Language::En => {
            ["provision", "where", "says", "strength", "status", "rules", "tests", "why"]
        }
        Language::Zh => ["条款", "位置", "内容", "强度", "状态", "规则", "测试", "说明"],
    };
    let mut out = format!("{}\n\n", summary.pick(language));
    let mut line = |cells: &[String]| out.push_str(&format!("| {} |\n", cells.join(" | ")));
    line(&heads.map(str::to_owned));
    line(&heads.map(|_| "---".to_owned()));
    for standing in &ledger.standings {
        let row = row(ledger, standing, language);
        let mut rules =
            ledger.names_of(standing).iter().map(|it| cell(it)).collect::<Vec<_>>().join(", ");
        if !row.same_as.is_empty() {
            let same = row.same_as.join(", ");
            let same = said!("as {same}", "同{same}");
            rules = format!("{} {rules}", cell(same.pick(language)));
        }
        let at = match language {
            Language::En => format!("{}, {}", row.source, row.at),
            Language::Zh => format!("{}，{}", row.source, row.at),
        };
        line(&[
            cell(row.id),
            cell(&at),
            cell(row.says),
            row.strength.to_owned(),
            status_said(standing.status).pick(language).to_owned(),
            rules.trim_end().to_owned(),
            row.tests.to_string(),
            cell(row.why.unwrap_or_default()),
        ]);
    }
    out
}

/// A text as one cell: what Markdown or HTML would read as more than text is escaped.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for character in visible(text).chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{cell, without_formula};

    #[test]
    fn texts_stay_in_their_cells() {
        assert_eq!(
            cell("a | b <img src=x> [l](u) `c`"),
            r"a \| b &lt;img src=x&gt; \[l\](u) \`c\`"
        );
        assert_eq!(cell("a\nb\u{1b}[31m"), "a␊b␛\\[31m");
        assert_eq!(without_formula("=1+1"), "'=1+1");
        assert_eq!(without_formula("3.1-i"), "3.1-i");
    }
}
