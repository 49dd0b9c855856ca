//! Provisions for a terminal: source by source, each with its status, its words and its rules.

use super::{Ledger, status_said};
use crate::base::{Said, visible};
use crate::program::{SourceId, Standing, Status};
use crate::report::names::strength_name;
use crate::report::style::{Paint, Style};
use crate::report::wrap::{width, wrap};

const INDENT: usize = 6;

pub fn provisions_table(ledger: &Ledger, style: &Style) -> String {
    let mut out = String::new();
    let sources = ledger.program.sources.iter();
    for (id, source) in (0..).map(SourceId).zip(sources) {
        let of_source = |standing: &&Standing| standing.provision.source == id;
        let standings: Vec<&Standing> = ledger.standings.iter().filter(of_source).collect();
        if standings.is_empty() {
            continue;
        }
        let citation = source.citation(style.language);
        let title = source.field("title").map(|title| title.pick(style.language));
        let title = title.filter(|title| *title != citation).unwrap_or_default();
        let heading = visible(format!("{citation}  {title}").trim_end()).into_owned();
        out.push_str(&format!("{}\n\n", style.paint(Paint::Heading, &heading)));
        let heads = standings.iter().map(|standing| head(ledger, standing, style));
        let heads: Vec<[String; 4]> = heads.collect();
        let mut widths = [0; 4];
        for cells in &heads {
            for (widest, cell) in widths.iter_mut().zip(cells) {
                *widest = (*widest).max(width(cell));
            }
        }
        for (cells, standing) in heads.iter().zip(standings) {
            out.push_str(&row(cells, widths, standing.status, style));
            out.push_str(&below(ledger, standing, style));
        }
        out.push('\n');
    }
    out
}

/// Id, strength, status, number of tests.
fn head(ledger: &Ledger, standing: &Standing, style: &Style) -> [String; 4] {
    let provision = standing.provision;
    let tests = match ledger.tests_of(standing) {
        0 if standing.rules.is_empty() && standing.exceptions.is_empty() => Said::alike(""),
        tests => Said::counted(tests, "test", "tests", "项测试"),
    };
    let status = status_said(standing.status);
    [
        visible(&provision.id).into_owned(),
        strength_name(provision.strength).pick(style.language).to_owned(),
        status.pick(style.language).to_owned(),
        tests.pick(style.language).to_owned(),
    ]
}

fn row(cells: &[String; 4], widths: [usize; 4], status: Status, style: &Style) -> String {
    let paints = [Some(Paint::Name), None, Some(paint(status)), None];
    let mut line = String::from(" ");
    for ((cell, widest), paint) in cells.iter().zip(widths).zip(paints) {
        let gap = " ".repeat(widest.saturating_sub(width(cell)) + 1);
        let cell = paint.map_or_else(|| cell.clone(), |paint| style.paint(paint, cell));
        line.push_str(&format!(" {cell}{gap}"));
    }
    format!("{}\n", line.trim_end())
}

fn paint(status: Status) -> Paint {
    match status {
        Status::Covered => Paint::Good,
        Status::Partly => Paint::Unsure,
        Status::NotYet => Paint::Bad,
        Status::NotCheckable => Paint::Faint,
    }
}

/// What it says, which rules answer to it, and why plans do not show it all.
fn below(ledger: &Ledger, standing: &Standing, style: &Style) -> String {
    let language = style.language;
    let room = style.width.saturating_sub(INDENT);
    let mut out = String::new();
    let mut paragraph = |text: &str, paint: Option<Paint>| {
        for line in wrap(&visible(text), room) {
            let line = paint.map_or_else(|| line.clone(), |paint| style.paint(paint, &line));
            out.push_str(&format!("{}{line}\n", " ".repeat(INDENT)));
        }
    };
    paragraph(standing.provision.says.pick(language), Some(Paint::Faint));
    let same: Vec<&str> = ledger.same_as(standing).collect();
    if !same.is_empty() {
        let same = same.join(", ");
        paragraph(said!("says the same as {same}", "等同于{same}").pick(language), None);
    }
    let names = ledger.names_of(standing);
    if !names.is_empty() {
        paragraph(&names.join(", "), None);
    }
    if let Some(why) = standing.why {
        let why = why.pick(language);
        let why = match standing.status {
            Status::NotCheckable => said!("no plan can show it: {why}", "规划无法体现：{why}"),
            Status::Covered | Status::Partly | Status::NotYet => {
                said!("plans show it in part: {why}", "规划只能体现一部分：{why}")
            }
        };
        paragraph(why.pick(language), None);
    }
    out
}
