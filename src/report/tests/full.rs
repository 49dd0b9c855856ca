//! Failing tests for people: drawn with the derivation of what came out instead, or a line each.

use super::super::concise::concise_diagnostic;
#[cfg(feature = "cli")]
use super::super::{
    derivation::derivation, draw::draw_one, lines::lines, more::more, style::Style,
};
#[cfg(feature = "cli")]
use super::subject_name;
#[cfg(feature = "cli")]
use crate::base::visible;
use crate::base::{Language, Sources};
use crate::testing::CaseResult;
#[cfg(feature = "cli")]
use crate::testing::{Failure, Told};

/// Every failure, drawn at its place, with the steps by which the verdict came about.
#[cfg(feature = "cli")]
pub fn tests_full(results: &[CaseResult], sources: &Sources, style: &Style) -> String {
    let mut out = String::new();
    let mut told_of = Vec::new();
    for result in results {
        for failure in &result.failures {
            let diagnostic = failure.diagnostic(&result.name);
            out.push_str(&draw_one(&diagnostic, sources, style));
            told_of.push(diagnostic);
            out.push_str(&expected(failure, style));
            for told in failure.told() {
                out.push_str(&came_about(told, style));
            }
            out.push('\n');
        }
    }
    out + &more(told_of.iter().map(|it| it.code), style)
}

/// What was expected against what came out.
#[cfg(feature = "cli")]
fn expected(failure: &Failure, style: &Style) -> String {
    let Failure::Verdict { expected, got, .. } = failure else { return String::new() };
    let got = match got {
        Some(got) => got.said(),
        None => said!("no subject", "没有检查对象"),
    };
    let language = style.language;
    let named = [
        (language.pick("Expected", "应为"), expected.said().pick(language).to_owned()),
        (language.pick("Got", "实为"), got.pick(language).to_owned()),
    ];
    lines(&named, style)
}

#[cfg(feature = "cli")]
fn came_about(told: &Told, style: &Style) -> String {
    let subject = subject_name(told, style.language);
    let messages = told.message.lines().map(|line| visible(line).into_owned());
    let text = messages.collect::<Vec<_>>().join("\n");
    let text = format!("{}{}{text}", visible(subject), style.language.pick(": ", "："));
    let named = [(style.language.pick("Subject", "对象"), text)];
    let steps = told.derivation.as_ref().map(|steps| derivation(steps, style));
    lines(&named, style) + &steps.unwrap_or_default()
}

/// Every failure, a line each.
pub fn tests_concise(results: &[CaseResult], sources: &Sources, language: Language) -> String {
    let failures = results
        .iter()
        .flat_map(|result| result.failures.iter().map(|failure| failure.diagnostic(&result.name)));
    failures.map(|failure| concise_diagnostic(&failure, sources, language)).collect()
}
