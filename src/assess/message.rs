//! Messages with their holes filled.

use super::show::Show;
use crate::base::Language;
use crate::evaluate::{Explanation, Margin, Value};
use crate::program::{Demand, ExprId, Piece, Rule, Template, TemplateText};
use crate::quantity::Number;

/// What a rule says of a subject that violates it, a line for each clause that fails and has a
/// message of its own.
pub(super) fn violation(rule: &Rule, explanation: &Explanation, show: &Show) -> String {
    let mut lines: Vec<String> = Vec::new();
    for template in templates(&rule.demand, explanation) {
        let line = filled(template, explanation, show);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    match lines.is_empty() {
        true => show.words().not_fulfilled(rule.title.pick(show.language)),
        false => lines.join("\n"),
    }
}

fn templates<'a>(demand: &'a Demand, explanation: &Explanation) -> Vec<&'a Template> {
    let clauses = explanation.clauses.iter().filter_map(|at| demand.clauses.get(*at));
    let own: Vec<&Template> = clauses
        .filter_map(|clause| clause.otherwise.as_ref().or(demand.otherwise.as_ref()))
        .collect();
    if own.is_empty() { demand.otherwise.iter().collect() } else { own }
}

/// A template in the reader's language.
pub(super) fn filled(template: &Template, explanation: &Explanation, show: &Show) -> String {
    let pieces = &picked(template, show.language).pieces;
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Hole { value, unit, .. } => {
                let reading = explanation.holes.iter().find(|reading| reading.expr == *value);
                let limit = explanation.margin.as_ref().and_then(|margin| limit_of(*value, margin));
                match reading {
                    Some(reading) => show.value(&reading.value, unit.as_ref(), limit),
                    None => show.value(&Value::Unknown(Vec::new()), None, None),
                }
            }
        })
        .collect()
}

/// Whether every hole of a template has a known value.
pub(super) fn all_known(template: &Template, explanation: &Explanation, show: &Show) -> bool {
    let mut pieces = picked(template, show.language).pieces.iter();
    pieces.all(|piece| match piece {
        Piece::Text(_) => true,
        Piece::Hole { value, .. } => {
            let mut read = explanation.holes.iter().filter(|reading| reading.expr == *value);
            read.next().is_some_and(|reading| !matches!(reading.value, Value::Unknown(_)))
        }
    })
}

fn picked(template: &Template, language: Language) -> &TemplateText {
    let marked = |(tag, _): &&(String, TemplateText)| language.is_tagged(tag);
    template.others.iter().find(marked).map_or(&template.first, |(_, text)| text)
}

/// What a value of a failed comparison was compared with, so that it is printed on the true side.
pub(super) fn limit_of(value: ExprId, margin: &Margin) -> Option<&Number> {
    if value == margin.left {
        margin.limit.exact_value()
    } else if value == margin.right {
        margin.value.exact_value()
    } else {
        None
    }
}
