//! Which expressions are surely the same value, and what an expression is made of.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{CodeId, FieldId, WordId};
use crate::program::{
    ExprId, ExprKind, ParameterId, Program, Quantifier, Rule, SeriesPoint, Step, TemplateText,
};
use crate::quantity::Number;

/// Equal for expressions that have the same value wherever the same variables are bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key(u32);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Form {
    Plan,
    Portfolio,
    Plans,
    Variable(u8),
    Parameter(ParameterId),
    Field(Key, FieldId),
    Keyed(Key, Key),
    Point(Key, Point),
    Scaled(Key, Number),
    Word(WordId),
    Code(CodeId),
    Text(String),
    Number(Number),
    /// The same as nothing but itself.
    Itself(ExprId),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Point {
    Baseline,
    Target,
    First,
    Last,
    At(Key),
}

/// The keys of a program's expressions, worked out as they are asked for.
#[derive(Default)]
pub(super) struct Keys {
    forms: FxHashMap<Form, Key>,
    known: FxHashMap<ExprId, Key>,
}

impl Keys {
    pub(super) fn of(&mut self, program: &Program, id: ExprId) -> Key {
        if let Some(key) = self.known.get(&id) {
            return *key;
        }
        let form = self.form(program, id);
        let next = Key(u32::try_from(self.forms.len()).unwrap_or(u32::MAX));
        let key = *self.forms.entry(form).or_insert(next);
        self.known.insert(id, key);
        key
    }

    fn form(&mut self, program: &Program, id: ExprId) -> Form {
        match program.expr(id).map(|expr| &expr.kind) {
            Some(ExprKind::Plan) => Form::Plan,
            Some(ExprKind::Portfolio) => Form::Portfolio,
            Some(ExprKind::Plans) => Form::Plans,
            Some(ExprKind::Var(var)) => Form::Variable(var.0),
            Some(ExprKind::Parameter(parameter)) => Form::Parameter(*parameter),
            Some(ExprKind::Field { base, field }) => Form::Field(self.of(program, *base), *field),
            Some(ExprKind::Keyed { list, key }) => {
                Form::Keyed(self.of(program, *list), self.of(program, *key))
            }
            Some(ExprKind::Point { series, at }) => {
                let point = match at {
                    SeriesPoint::Baseline => Point::Baseline,
                    SeriesPoint::Target => Point::Target,
                    SeriesPoint::First => Point::First,
                    SeriesPoint::Last => Point::Last,
                    SeriesPoint::At(year) => Point::At(self.of(program, *year)),
                };
                Form::Point(self.of(program, *series), point)
            }
            Some(ExprKind::Scale { value, factor }) => {
                Form::Scaled(self.of(program, *value), factor.clone())
            }
            Some(ExprKind::Word(word)) => Form::Word(*word),
            Some(ExprKind::Code(code)) => Form::Code(*code),
            Some(ExprKind::Text(text)) => Form::Text(text.clone()),
            Some(ExprKind::Number(number)) => Form::Number(number.clone()),
            _ => Form::Itself(id),
        }
    }
}

/// All operands of an expression, those too that are evaluated for each member of a list.
pub(super) fn parts(kind: &ExprKind) -> Vec<ExprId> {
    let mut parts = kind.operands();
    match kind {
        ExprKind::Quantified { quantifier, filter, body, .. } => {
            parts.extend(filter.iter().copied().chain([*body]));
            if let Quantifier::Counted(_, number) = quantifier {
                parts.push(*number);
            }
        }
        ExprKind::Aggregate { generators, filter, value, part, by, .. } => {
            parts.extend(generators.iter().map(|generator| generator.list));
            parts.extend([filter, value, part, by].into_iter().filter_map(|one| *one));
        }
        _ => {}
    }
    parts
}

/// Some expressions and all that they are made of, each once.
pub(super) fn all_below(program: &Program, roots: impl IntoIterator<Item = ExprId>) -> Vec<ExprId> {
    let mut seen: FxHashSet<ExprId> = FxHashSet::default();
    let mut waiting: Vec<ExprId> = roots.into_iter().collect();
    let mut found = Vec::new();
    while let Some(id) = waiting.pop() {
        let Some(expr) = program.expr(id).filter(|_| seen.insert(id)) else { continue };
        found.push(id);
        waiting.extend(parts(&expr.kind));
    }
    found
}

/// What decides whether a rule applies: the filters of its `for`s and its `when`s.
pub(super) fn conditions_of(rule: &Rule) -> Vec<ExprId> {
    let conditions = rule.steps.iter().filter_map(|step| match step {
        Step::For { filter, .. } => *filter,
        Step::When(condition) => Some(*condition),
        Step::Let(_) => None,
    });
    conditions.collect()
}

/// The values in the holes of a message.
pub(super) fn holes(text: &TemplateText) -> impl Iterator<Item = ExprId> + '_ {
    text.pieces.iter().filter_map(|piece| match piece {
        crate::program::Piece::Hole { value, .. } => Some(*value),
        crate::program::Piece::Text(_) => None,
    })
}
