//! What a test expected against what came out.

use crate::assess::{Assessment, Finding};
use crate::base::Span;
use crate::evaluate::Verdict;
use crate::program::Program;
use crate::syntax::ast;
use crate::typecheck::Expected;

/// Why a test does not hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// A plan of the test could not be made or read.
    NoPlan { span: Span, why: String },
    /// The reader of plans found a fault that the test does not speak of.
    FaultyPlan { span: Span, messages: Vec<String> },
    /// A portfolio rule is expected to run, and the test gives no portfolio.
    NoPortfolio { span: Span },
    /// Another verdict.
    Verdict {
        span: Span,
        rule: String,
        expected: Verdict,
        /// `None`: the rule had no subject.
        got: Option<Verdict>,
        /// What the rule said instead: the message and the missing evidence of the subjects that
        /// had the verdict got.
        said: Vec<String>,
    },
    /// No subject of the rule stands at the place.
    NoSuchPlace { span: Span, place: String, subjects: Vec<String> },
    /// The verdict is right, and waits for something else.
    NotMissing { span: Span, path: String, missing: Vec<String> },
}

impl Failure {
    pub fn span(&self) -> Span {
        match self {
            Failure::NoPlan { span, .. }
            | Failure::FaultyPlan { span, .. }
            | Failure::NoPortfolio { span }
            | Failure::Verdict { span, .. }
            | Failure::NoSuchPlace { span, .. }
            | Failure::NotMissing { span, .. } => *span,
        }
    }
}

fn verdict_of(verdict: ast::Verdict) -> Verdict {
    match verdict {
        ast::Verdict::NotApplicable => Verdict::NotApplicable,
        ast::Verdict::Satisfied => Verdict::Satisfied,
        ast::Verdict::Violated => Verdict::Violated,
        ast::Verdict::Undetermined => Verdict::Undetermined,
        ast::Verdict::Excepted => Verdict::Excepted,
    }
}

/// Holds one expectation against everything that was found.
pub fn compare(
    expected: &Expected,
    program: &Program,
    assessment: &Assessment,
) -> Result<(), Failure> {
    let rule = program.rule(expected.rule).map_or_else(String::new, |rule| rule.full_name());
    let of_rule: Vec<&Finding> =
        assessment.findings.iter().filter(|finding| finding.rule == rule).collect();
    let several = assessment.plans.len() > 1;
    let at_place: Vec<&Finding> = match &expected.at {
        None => of_rule.clone(),
        Some(place) => {
            let found: Vec<&Finding> = of_rule
                .iter()
                .copied()
                .filter(|finding| stands_at(finding, &place.value, several, assessment))
                .collect();
            if found.is_empty() {
                let subjects = of_rule.iter().map(|finding| named(finding)).collect();
                let place_text = place.value.clone();
                return Err(Failure::NoSuchPlace { span: place.span, place: place_text, subjects });
            }
            found
        }
    };
    let wanted = verdict_of(expected.verdict);
    let got = at_place.iter().map(|finding| finding.verdict).max();
    // A rule that finds nothing to run on does not apply.
    let holds = got == Some(wanted) || (got.is_none() && wanted == Verdict::NotApplicable);
    let with_verdict = || at_place.iter().copied().filter(|finding| Some(finding.verdict) == got);
    if !holds {
        let said = with_verdict().take(3).map(said).collect();
        let span = expected.span;
        return Err(Failure::Verdict { span, rule, expected: wanted, got, said });
    }
    let Some(path) = &expected.missing else { return Ok(()) };
    let missing: Vec<String> = with_verdict().flat_map(missing_paths).collect();
    let wanted_path = &path.value;
    let is_missing = missing.iter().any(|found| {
        inside(found, wanted_path) || (several && wanted_path.ends_with(&format!(".{found}")))
    });
    if is_missing {
        return Ok(());
    }
    Err(Failure::NotMissing { span: path.span, path: wanted_path.clone(), missing })
}

/// Whether a subject stands at a place, or the place inside the subject. With several plans a
/// place begins with `plans[id].`.
fn stands_at(finding: &Finding, place: &str, several: bool, assessment: &Assessment) -> bool {
    let plan = finding.plan.and_then(|plan| assessment.plans.get(plan));
    let place = match plan {
        Some(plan) if several => {
            let whole = format!("plans[{}]", plan.id);
            match place.strip_prefix(&whole) {
                Some("") => return true,
                Some(rest) => rest.trim_start_matches('.'),
                None => return false,
            }
        }
        _ => place,
    };
    let subjects = finding.subject.paths.iter().chain([&finding.subject.path]);
    let mut subjects = subjects.filter(|path| !path.is_empty()).peekable();
    if subjects.peek().is_none() {
        return inside(place, &finding.place.path) || inside(&finding.place.path, place);
    }
    subjects.any(|path| inside(place, path) || inside(path, place))
}

/// Whether a place is another or stands inside it.
fn inside(place: &str, whole: &str) -> bool {
    place
        .strip_prefix(whole)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']) || whole.is_empty())
}

fn named(finding: &Finding) -> String {
    match finding.subject.path.as_str() {
        "" => "the plan".to_owned(),
        path => path.to_owned(),
    }
}

fn missing_paths(finding: &Finding) -> impl Iterator<Item = String> + '_ {
    finding.missing.iter().filter_map(|missing| missing.at.as_ref()).map(|at| at.path.clone())
}

fn said(finding: &Finding) -> String {
    let missing: Vec<String> = finding.missing.iter().map(|missing| missing.sentence()).collect();
    match missing.is_empty() {
        true => format!("{}: {}", named(finding), finding.message),
        false => format!("{}: {} ({})", named(finding), finding.message, missing.join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn a_place_is_inside_its_record_and_not_inside_its_neighbour() {
        assert!(inside("measures[a].coverage", "measures[a]"));
        assert!(inside("measures[a]", "measures[a]"));
        assert!(inside("measures[a]", "measures"));
        assert!(!inside("measures[ab]", "measures[a"));
        assert!(!inside("measures[a]", "measures[a].coverage"));
    }
}
