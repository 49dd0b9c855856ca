//! The last line.

use std::time::Duration;

use crate::assess::Assessment;
use crate::diagnostic::Severity;
use crate::evaluate::{Tally, Verdict};

/// `Checked 3 plans against 96 rules in 12 ms: 2 errors, …`, with a line break.
///
/// Counts are of rules per plan, by each rule's worst subject; the plans' own faults come first.
pub fn summary(assessment: &Assessment, elapsed: Duration, verbose: bool) -> String {
    let rules = assessment.rules();
    let plans = count(assessment.plans.len(), "plan", "plans");
    let against = count(assessment.rules_selected, "rule", "rules");
    let mut parts: Vec<String> = faults(assessment).into_iter().collect();
    parts.extend(severities(assessment));
    let undetermined = rules.verdicts.undetermined;
    let clean = parts.is_empty();
    if clean && undetermined == 0 {
        parts.push("no violation found".to_owned());
    }
    if !clean && undetermined > 0 {
        parts.push(format!("{undetermined} undetermined"));
    }
    if rules.no_subjects > 0 {
        parts.push(count(rules.no_subjects as usize, "rule", "rules") + " without a subject");
    }
    if rules.not_run > 0 {
        parts.push(count(rules.not_run as usize, "portfolio rule", "portfolio rules") + " not run");
    }
    let checked =
        format!("Checked {plans} against {against} in {}: {}.", shown(elapsed), parts.join(", "));
    let checked = checked.replace(": .", ".");
    let mut text = match clean && undetermined > 0 {
        true => {
            let rules = count(undetermined as usize, "rule", "rules");
            format!("No violation found; {rules} could not be decided. {checked}\n")
        }
        false => checked + "\n",
    };
    if verbose {
        text.push_str(&format!("Subjects: {}.\n", tally(&assessment.subjects())));
    }
    text
}

/// Errors that the reader found in the plans.
fn faults(assessment: &Assessment) -> Option<String> {
    let errors = assessment.diagnostics.iter().filter(|it| it.severity == Severity::Error).count();
    (errors > 0).then(|| count(errors, "fault in the plans", "faults in the plans"))
}

/// Violated rules per plan, by severity, and how many findings they make, where those are more.
fn severities(assessment: &Assessment) -> Vec<String> {
    let names = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ];
    let violated = assessment.findings.iter().filter(|it| it.verdict == Verdict::Violated);
    let findings: Vec<_> = violated.map(|it| (it.severity, it.plan, it.rule.as_str())).collect();
    let mut rules = findings.clone();
    rules.sort_unstable();
    rules.dedup();
    let of = |all: &[(Severity, Option<usize>, &str)], severity| {
        all.iter().filter(|(found, ..)| *found == severity).count()
    };
    let counted = names.into_iter().map(|(severity, one, many)| {
        let (rules, findings) = (of(&rules, severity), of(&findings, severity));
        let counted = count(rules, one, many);
        match findings > rules {
            true => (rules, format!("{counted} ({findings} findings)")),
            false => (rules, counted),
        }
    });
    counted.filter(|(rules, _)| *rules > 0).map(|(_, counted)| counted).collect()
}

/// `1 plan`, `3 plans`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    let name = if number == 1 { one } else { many };
    format!("{number} {name}")
}

/// `300 satisfied, 20 violated, …`, leaving out what there is none of.
fn tally(tally: &Tally) -> String {
    let parts = [
        (tally.satisfied, "satisfied"),
        (tally.violated, "violated"),
        (tally.undetermined, "undetermined"),
        (tally.not_applicable, "not applicable"),
        (tally.excepted, "excepted"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, name)| format!("{number} {name}"))
        .collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
}

fn shown(elapsed: Duration) -> String {
    match elapsed.as_millis() {
        0 => "under 1 ms".to_owned(),
        millis @ 1..10_000 => format!("{millis} ms"),
        _ => format!("{:.1} s", elapsed.as_secs_f64()),
    }
}
