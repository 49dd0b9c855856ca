//! The form that build servers read: JUnit's XML, a suite for each pack.

use std::fmt::Write;
use std::time::Duration;

use super::subject_name;
use crate::base::{Language, Sources};
use crate::testing::{CaseResult, Failure};

/// All tests as JUnit XML. A test that could not be run for want of a usable plan is an `error`,
/// one that came out otherwise a `failure`.
pub fn tests_junit(results: &[CaseResult], sources: &Sources, language: Language) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let all: Vec<&CaseResult> = results.iter().collect();
    let _ = writeln!(out, "<testsuites name=\"misrule\"{}>", counts(&all));
    for suite in suites(results) {
        let name = suite.first().map_or("", |first| pack_of(&first.name).0);
        let _ = writeln!(out, "  <testsuite name=\"{}\"{}>", escaped(name), counts(&suite));
        for result in suite {
            out.push_str(&case(result, sources, language));
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// The tests of each pack, packs in the order of their first test.
fn suites(results: &[CaseResult]) -> Vec<Vec<&CaseResult>> {
    let mut suites: Vec<Vec<&CaseResult>> = Vec::new();
    for result in results {
        let pack = pack_of(&result.name).0;
        let same = |suite: &&mut Vec<&CaseResult>| {
            suite.first().is_some_and(|first| pack_of(&first.name).0 == pack)
        };
        match suites.iter_mut().find(same) {
            Some(suite) => suite.push(result),
            None => suites.push(vec![result]),
        }
    }
    suites
}

/// Pack and name of a test.
fn pack_of(name: &str) -> (&str, &str) {
    name.split_once('/').unwrap_or(("", name))
}

fn counts(results: &[&CaseResult]) -> String {
    let is_error = |result: &&&CaseResult| result.failures.iter().any(not_run);
    let errors = results.iter().filter(is_error).count();
    let failed = results.iter().filter(|result| !result.failures.is_empty()).count();
    let took: Duration = results.iter().map(|result| result.took).sum();
    format!(
        " tests=\"{}\" failures=\"{}\" errors=\"{errors}\" skipped=\"0\" time=\"{}\"",
        results.len(),
        failed - errors,
        seconds(took)
    )
}

/// Whether a test fails before any rule is asked.
fn not_run(failure: &Failure) -> bool {
    match failure {
        Failure::NoPlan { .. } | Failure::FaultyPlan { .. } | Failure::NoPortfolio { .. } => true,
        Failure::Verdict { .. } | Failure::NoSuchPlace { .. } | Failure::NotMissing { .. } => false,
    }
}

fn seconds(took: Duration) -> String {
    format!("{:.6}", took.as_secs_f64())
}

fn case(result: &CaseResult, sources: &Sources, language: Language) -> String {
    let (pack, name) = pack_of(&result.name);
    let file = sources.name(result.name_span.file);
    let line = sources.line_column(result.name_span).line;
    let mut out = format!(
        "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{line}\" time=\"{}\"",
        escaped(name),
        escaped(pack),
        escaped(file),
        seconds(result.took)
    );
    // The schema allows one failure, or one error, in a case: the first, with the text of all.
    let Some(first) = result.failures.iter().find(|it| not_run(it)).or(result.failures.first())
    else {
        out.push_str("/>\n");
        return out;
    };
    let element = if not_run(first) { "error" } else { "failure" };
    let message = first.diagnostic(&result.name);
    let text: Vec<String> =
        result.failures.iter().map(|it| told(it, &result.name, sources, language)).collect();
    let _ = write!(
        out,
        ">\n      <{element} message=\"{}\" type=\"{}\">{}</{element}>\n    </testcase>\n",
        escaped(message.message.pick(language)),
        message.code.as_str(),
        content(&text.join("\n"))
    );
    out
}

/// A failure in words: place, what came out, how it came about.
fn told(failure: &Failure, name: &str, sources: &Sources, language: Language) -> String {
    let diagnostic = failure.diagnostic(name);
    let mut out = super::super::concise::concise_diagnostic(&diagnostic, sources, language);
    for note in &diagnostic.notes {
        let _ = writeln!(out, "  {}", note.pick(language));
    }
    let style = super::super::style::Style { language, ..super::super::style::Style::plain() };
    for told in failure.told() {
        let _ = writeln!(out, "  {}: {}", subject_name(told, language), told.message);
        if let Some(steps) = &told.derivation {
            out.push_str(&super::super::derivation::derivation(steps, &style));
        }
    }
    out
}

/// Text of several lines between two tags.
fn content(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("\n")
}

/// Text as it stands in an attribute. What XML 1.0 has no place for becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            // Always, so that no `]]>` is left.
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // As they are, they would be read as spaces.
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}' => {
                out.push(c);
            }
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Said, Span, Texts};

    fn result(name: &str, why: Option<&str>) -> CaseResult {
        let mut sources = Sources::new();
        let span = Span::new(sources.add("a.rule", "x"), 0, 1);
        let failures =
            why.map(|why| Failure::NoPlan { span, why: Said::alike(why) }).into_iter().collect();
        CaseResult {
            name: name.to_owned(),
            text: Texts::default(),
            name_span: span,
            rules: Vec::new(),
            failures,
            took: Duration::from_micros(1500),
        }
    }

    #[test]
    fn no_text_breaks_out_of_its_place() {
        let hostile = "]]></failure><x y=\"z\">&'\u{0}\u{1b}[31m\u{ffff}\u{fffe}\r\n\t中";
        let text = escaped(hostile);
        assert_eq!(
            text,
            "]]&gt;&lt;/failure&gt;&lt;x y=&quot;z&quot;&gt;&amp;&apos;\u{fffd}\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}&#10;&#9;中"
        );
    }

    #[test]
    fn a_suite_for_each_pack() {
        let mut sources = Sources::new();
        sources.add("a.rule", "x");
        let results =
            [result("town/a", None), result("city/b", Some("]]> & \u{0}")), result("town/c", None)];
        insta::assert_snapshot!(tests_junit(&results, &sources, Language::En));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_xml(text in proptest::prelude::any::<String>()) {
            let out = escaped(&text);
            proptest::prop_assert!(!out.contains(['<', '>', '"', '\'']));
            let allowed = |c: char| c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}';
            proptest::prop_assert!(out.chars().all(allowed));
            for rest in out.split('&').skip(1) {
                let names = ["amp;", "lt;", "gt;", "quot;", "apos;", "#10;", "#9;"];
                proptest::prop_assert!(names.iter().any(|name| rest.starts_with(name)));
            }
        }
    }
}
