//! Whether conditions can hold or fail together in any plan at all.
//!
//! The answer "no" is sure; "yes" only means that no contradiction was found. What is looked at:
//! words (`x is a and x is b`), figures against literals and declared ranges, presence (`x is
//! missing and x is a`), and conditions that are asked to hold and to fail at once. A witness
//! stands for a member that a quantifier needs; what holds of all members is not looked at.

use rustc_hash::{FxHashMap, FxHashSet};

use super::interval::Interval;
use super::keys::{Key, Keys};
use super::outcome::{Extent, Outcomes};
use crate::model::{Field, FieldId, WordId};
use crate::program::{CompareOp, Expr, ExprId, ExprKind, Program, Quantifier, Type};
use crate::quantity::Number;

/// A condition, and whether it is to come out true or false.
pub(super) type Goal = (ExprId, bool);

/// Steps of a search after which it is given up, with the answer "perhaps".
const MOST_STEPS: u32 = 2_000;

/// What is worked out of a program's conditions.
pub(super) struct Logic<'a> {
    pub(super) program: &'a Program,
    pub(super) keys: Keys,
    pub(super) outcomes: FxHashMap<ExprId, Outcomes>,
    pub(super) extents: FxHashMap<ExprId, Extent>,
}

/// What has been taken to be so on the way.
#[derive(Clone, Default)]
struct Known {
    words: FxHashMap<Key, Words>,
    figures: FxHashMap<Key, Interval>,
    stated: FxHashMap<Key, bool>,
    truths: FxHashMap<Key, bool>,
}

/// The words that a value may still be.
#[derive(Clone, Default)]
struct Words {
    among: Option<FxHashSet<WordId>>,
    barred: FxHashSet<WordId>,
}

impl<'a> Logic<'a> {
    pub(super) fn new(program: &'a Program) -> Logic<'a> {
        Logic {
            program,
            keys: Keys::default(),
            outcomes: FxHashMap::default(),
            extents: FxHashMap::default(),
        }
    }

    /// Whether some plan may make all goals come out as wanted.
    pub(super) fn possible(&mut self, goals: &[Goal]) -> bool {
        let mut steps = MOST_STEPS;
        self.search(goals.to_vec(), Vec::new(), Known::default(), &mut steps)
    }

    fn search(
        &mut self,
        mut goals: Vec<Goal>,
        mut choices: Vec<Goal>,
        mut known: Known,
        steps: &mut u32,
    ) -> bool {
        while let Some((id, wanted)) = goals.pop() {
            let Some(left) = steps.checked_sub(1) else { return true };
            *steps = left;
            if !self.outcomes(id).allow(wanted) {
                return false;
            }
            match self.program.expr(id).map(|expr| &expr.kind) {
                Some(ExprKind::Not(of)) => goals.push((*of, !wanted)),
                Some(ExprKind::And(of)) if wanted => {
                    goals.extend(of.iter().map(|one| (*one, true)))
                }
                Some(ExprKind::Or(of)) if !wanted => {
                    goals.extend(of.iter().map(|one| (*one, false)));
                }
                Some(ExprKind::And(_) | ExprKind::Or(_)) => choices.push((id, wanted)),
                Some(ExprKind::Quantified { quantifier, filter, body, .. }) => {
                    let body = match (quantifier, wanted) {
                        (Quantifier::Some, true) | (Quantifier::No, false) => Some((*body, true)),
                        (Quantifier::Every, false) => Some((*body, false)),
                        (Quantifier::Some | Quantifier::Every | Quantifier::No, _)
                        | (Quantifier::Counted(..), _) => None,
                    };
                    if let Some(body) = body {
                        goals.extend(filter.map(|filter| (filter, true)));
                        goals.push(body);
                    }
                    if !self.asked_both_ways(id, wanted, &mut known) {
                        return false;
                    }
                }
                _ => {
                    if !self.take(id, wanted, &mut known) {
                        return false;
                    }
                }
            }
        }
        // What is certain is settled first: a choice then has fewer ways open.
        let Some((id, wanted)) = choices.pop() else { return true };
        let program = self.program;
        let ways = match program.expr(id).map(|expr| &expr.kind) {
            Some(ExprKind::And(of) | ExprKind::Or(of)) => of.as_slice(),
            _ => return true,
        };
        ways.iter()
            .any(|way| self.search(vec![(*way, wanted)], choices.clone(), known.clone(), steps))
    }

    /// Takes a condition to be so; whether nothing known speaks against it.
    fn take(&mut self, id: ExprId, wanted: bool, known: &mut Known) -> bool {
        if !self.asked_both_ways(id, wanted, known) {
            return false;
        }
        match self.kind(id) {
            Some(ExprKind::IsStated(of)) => self.presence(*of, wanted, known),
            Some(ExprKind::Field { .. }) => self.known_is_stated(id, known),
            Some(ExprKind::Same { left, right, negated }) => {
                let (left, right, equal) = (*left, *right, wanted != *negated);
                match (self.word(left), self.word(right)) {
                    (None, Some(word)) => self.words(left, &[word], equal, known),
                    (Some(word), None) => self.words(right, &[word], equal, known),
                    _ => true,
                }
            }
            Some(ExprKind::IsOneOf { value, set }) => match self.kind(*set) {
                Some(ExprKind::SetOf(members)) => {
                    let words: Option<Vec<WordId>> =
                        members.iter().map(|one| self.word(*one)).collect();
                    words.is_none_or(|words| self.words(*value, &words, wanted, known))
                }
                _ => true,
            },
            Some(ExprKind::Compare { op, left, right }) => {
                let op = if wanted { *op } else { opposite(*op) };
                let (left, right) = (*left, *right);
                match (self.number(left), self.number(right)) {
                    (None, Some(limit)) => self.figure(id, left, op, limit, known),
                    (Some(limit), None) => self.figure(id, right, mirrored(op), limit, known),
                    _ => true,
                }
            }
            _ => true,
        }
    }

    /// One condition is never both true and false.
    fn asked_both_ways(&mut self, id: ExprId, wanted: bool, known: &mut Known) -> bool {
        let program = self.program;
        let key = self.keys.of(program, id);
        *known.truths.entry(key).or_insert(wanted) == wanted
    }

    fn presence(&mut self, of: ExprId, wanted: bool, known: &mut Known) -> bool {
        let program = self.program;
        let key = self.keys.of(program, of);
        *known.stated.entry(key).or_insert(wanted) == wanted
    }

    /// A value that is one of some words, or none of them.
    fn words(&mut self, value: ExprId, words: &[WordId], is: bool, known: &mut Known) -> bool {
        if !self.known_is_stated(value, known) {
            return false;
        }
        let program = self.program;
        let key = self.keys.of(program, value);
        let entry = known.words.entry(key).or_default();
        if is {
            let kept = words
                .iter()
                .filter(|word| entry.among.as_ref().is_none_or(|among| among.contains(word)));
            entry.among = Some(kept.copied().collect());
        } else {
            entry.barred.extend(words);
        }
        match &entry.among {
            Some(among) => among.iter().any(|word| !entry.barred.contains(word)),
            None => {
                let barred = &entry.barred;
                self.closed_words(value).is_none_or(|count| {
                    (0..count).any(|word| !barred.iter().any(|one| one.0 as usize == word))
                })
            }
        }
    }

    /// A figure on one side of a limit.
    fn figure(
        &mut self,
        comparison: ExprId,
        value: ExprId,
        op: CompareOp,
        limit: Number,
        known: &mut Known,
    ) -> bool {
        // Where the declared range decides, a plan that says nothing is decided too.
        let of_what_is_said = self.outcomes(comparison).can_hold
            && self.outcomes(comparison).can_fail
            && self.outcomes(comparison).can_be_open;
        if of_what_is_said && !self.known_is_stated(value, known) {
            return false;
        }
        let program = self.program;
        let key = self.keys.of(program, value);
        let range = self.extent(value).range;
        let interval = known.figures.entry(key).or_insert_with(|| Interval::of(&range));
        interval.narrow(op, limit);
        !interval.is_empty()
    }

    /// What is known of a field without a default was stated. A quotient, a sum or a field with a
    /// default may be known all the same.
    fn known_is_stated(&mut self, value: ExprId, known: &mut Known) -> bool {
        let is_said = match self.kind(value) {
            Some(ExprKind::Field { base, field }) => {
                self.field(*base, *field).is_some_and(|field| field.default.is_none())
            }
            _ => false,
        };
        !is_said || self.presence(value, true, known)
    }

    // ---- looking at expressions

    pub(super) fn kind(&self, id: ExprId) -> Option<&'a ExprKind> {
        self.program.expr(id).map(|expr| &expr.kind)
    }

    pub(super) fn word(&self, id: ExprId) -> Option<WordId> {
        match self.kind(id) {
            Some(ExprKind::Word(word)) => Some(*word),
            _ => None,
        }
    }

    fn number(&self, id: ExprId) -> Option<Number> {
        match self.kind(id)? {
            ExprKind::Number(number) => Some(number.clone()),
            ExprKind::Scale { value, factor } => Some(self.number(*value)?.mul(factor)),
            ExprKind::Negate(of) => Some(self.number(*of)?.neg()),
            _ => None,
        }
    }

    /// Whether a record is surely there: the plan, what a list holds, and what those must have.
    pub(super) fn is_there(&self, record: ExprId) -> bool {
        match self.kind(record) {
            Some(ExprKind::Plan | ExprKind::Portfolio | ExprKind::Var(_)) => true,
            Some(ExprKind::Field { base, field }) => {
                let declared = self.field(*base, *field);
                declared.is_some_and(|field| !field.optional) && self.is_there(*base)
            }
            _ => false,
        }
    }

    /// The declaration of a field of a record.
    pub(super) fn field(&self, base: ExprId, field: FieldId) -> Option<&'a Field> {
        match self.program.expr(base) {
            Some(Expr { ty: Type::Record(record), .. }) => self.program.model.field(*record, field),
            _ => None,
        }
    }
}

fn opposite(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::GreaterOrEqual,
        CompareOp::LessOrEqual => CompareOp::Greater,
        CompareOp::Greater => CompareOp::LessOrEqual,
        CompareOp::GreaterOrEqual => CompareOp::Less,
        CompareOp::Equal => CompareOp::NotEqual,
        CompareOp::NotEqual => CompareOp::Equal,
    }
}

/// With the sides exchanged.
fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        CompareOp::Equal | CompareOp::NotEqual => op,
    }
}
