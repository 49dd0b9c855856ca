//! What is said of many plans alike is drawn once.

use crate::assess::Assessment;
use crate::base::{Said, Sources};
use crate::diagnostic::{Code, Diagnostic};

/// Plans named before the rest is counted.
const MOST_NAMED: usize = 20;

/// What was found of the files, with the plans on which nothing could be decided told together
/// where there are several.
pub(super) fn together(assessment: &Assessment, sources: &Sources) -> Vec<Diagnostic> {
    let (alike, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        assessment.diagnostics.iter().partition(|it| it.code == Code::NothingDecided);
    let [first, _, ..] = alike.as_slice() else {
        return assessment.diagnostics.clone();
    };
    let files = alike.iter().filter_map(|it| it.place()).map(|at| at.file);
    let names: Vec<Said> = files
        .map(|file| {
            let plan = assessment.plans.iter().find(|plan| plan.file == file);
            let id = plan.map(|plan| plan.id.as_str()).filter(|id| !id.is_empty());
            Said::alike(id.unwrap_or_else(|| sources.name(file)))
        })
        .collect();
    let count = names.len();
    let message = said!(
        "on {count} plans none of the rules that apply could be decided",
        "有{count}份规划，适用的规则都无法判定"
    );
    let shown = names.get(..MOST_NAMED.min(count)).unwrap_or(&names);
    let mut note = Said::join(shown, (", ", "、"));
    let more = count - shown.len();
    if more > 0 {
        note = said!("{note} and {more} more", "{note}，另有{more}份"; note);
    }
    let mut one = Diagnostic::error(Code::NothingDecided, message);
    one.notes.push(note);
    one.help.clone_from(&first.help);
    others.into_iter().cloned().chain([one]).collect()
}
