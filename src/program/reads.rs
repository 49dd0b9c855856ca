//! What the verdict of a rule hangs on: the fields of a plan and the parameters that it reads,
//! through every define and relation that it calls.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::{Exception, ExprId, ExprKind, ParameterId, Program, Rule, SeriesPoint, Step, Type};
use crate::model::{FieldId, FieldType, RecordId, RecordRole};

/// What the verdict of a rule hangs on. What only its messages say is no part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// In the order of the model, each once.
    pub fields: Vec<FieldRead>,
    /// In order, each once.
    pub parameters: Vec<ParameterId>,
}

/// A field that a rule reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRead {
    pub record: RecordId,
    pub field: FieldId,
    /// Of a keyed list the keys that are named: `rd_intensity` in `plan.indicators[rd_intensity]`.
    pub keys: Vec<ExprId>,
    /// No member is read but those with these keys.
    pub only_keys: bool,
}

impl Program {
    /// What a rule reads, its exceptions and theirs included.
    pub fn reads(&self, rule: &Rule) -> Reads {
        let roots = roots(rule);
        let all = self.below(roots.iter().copied());
        let mut found =
            Found { program: self, fields: BTreeMap::new(), parameters: BTreeSet::new() };
        let mut whole: FxHashSet<ExprId> = roots.into_iter().collect();
        for id in &all {
            let Some(expr) = self.expr(*id) else { continue };
            let by_key = match &expr.kind {
                ExprKind::Keyed { list, key } if found.is_fixed(*key) => Some(*list),
                _ => None,
            };
            whole.extend(expr.kind.children().into_iter().filter(|child| Some(*child) != by_key));
        }
        for id in &all {
            found.expression(*id, whole.contains(id));
        }
        let fields = found.fields.into_iter().map(|((record, field), read)| {
            let only_keys = !read.whole && !read.keys.is_empty();
            FieldRead { record, field, keys: read.keys, only_keys }
        });
        Reads { fields: fields.collect(), parameters: found.parameters.into_iter().collect() }
    }

    /// Every expression that a rule's verdict is made of, each once.
    pub fn expressions_of(&self, rule: &Rule) -> Vec<ExprId> {
        self.below(roots(rule))
    }
}

/// What decides a verdict. A `let` is none of it: a use of its name is the value itself.
fn roots(rule: &Rule) -> Vec<ExprId> {
    let mut roots = vec![rule.demand.condition];
    for step in &rule.steps {
        match step {
            Step::For { generator, filter } => {
                roots.push(generator.list);
                roots.extend(filter);
            }
            Step::Let(_) => {}
            Step::When(condition) => roots.push(*condition),
        }
    }
    let mut waiting: Vec<&Exception> = rule.exceptions.iter().collect();
    while let Some(exception) = waiting.pop() {
        roots.push(exception.condition);
        waiting.extend(&exception.exceptions);
    }
    roots
}

#[derive(Default)]
struct Read {
    keys: Vec<ExprId>,
    /// It is read in another way than by a key that is named.
    whole: bool,
}

struct Found<'a> {
    program: &'a Program,
    fields: BTreeMap<(RecordId, FieldId), Read>,
    parameters: BTreeSet<ParameterId>,
}

impl Found<'_> {
    fn expression(&mut self, id: ExprId, whole: bool) {
        let Some(expr) = self.program.expr(id) else { return };
        match &expr.kind {
            ExprKind::Field { base, field } => {
                if let Some(read) = self.field(*base, *field) {
                    read.whole |= whole;
                }
            }
            ExprKind::Keyed { list, key } => self.keyed(*list, *key),
            ExprKind::Parameter(parameter) | ExprKind::ParameterAt { parameter, .. } => {
                self.parameters.insert(*parameter);
            }
            ExprKind::LastYear => self.years(false, true),
            ExprKind::Point { at: SeriesPoint::Baseline, .. } => self.years(true, false),
            ExprKind::Point { at: SeriesPoint::Target, .. } => self.years(false, true),
            ExprKind::IsRising(_) | ExprKind::IsFalling(_) | ExprKind::AnnualGrowth(_) => {
                self.years(true, true);
            }
            _ => {}
        }
    }

    fn field(&mut self, base: ExprId, field: FieldId) -> Option<&mut Read> {
        let Type::Record(record) = self.program.expr(base)?.ty else { return None };
        Some(self.fields.entry((record, field)).or_default())
    }

    /// A member of a list by its key: the member's field that holds the key is read too.
    fn keyed(&mut self, list: ExprId, key: ExprId) {
        let Some(list) = self.program.expr(list) else { return };
        if let Some(Type::Record(member)) = list.ty.member()
            && let Some(by) = self.program.model.record(*member).and_then(|it| it.key)
        {
            self.fields.entry((*member, by)).or_default();
        }
        let ExprKind::Field { base, field } = &list.kind else { return };
        let (program, is_fixed) = (self.program, self.is_fixed(key));
        let Some(read) = self.field(*base, *field).filter(|_| is_fixed) else { return };
        if !read.keys.iter().any(|known| is_same(program, *known, key)) {
            read.keys.push(key);
        }
    }

    fn is_fixed(&self, key: ExprId) -> bool {
        let kind = self.program.expr(key).map(|expr| &expr.kind);
        matches!(kind, Some(ExprKind::Word(_) | ExprKind::Text(_)))
    }

    /// The fields that say when a plan begins and ends.
    fn years(&mut self, base: bool, last: bool) {
        let model = &self.program.model;
        let Some(plan) = model.plan else { return };
        let Some(RecordRole::Plan { base_year, last_year }) =
            model.record(plan).map(|record| &record.role)
        else {
            return;
        };
        for path in [base_year, last_year].into_iter().zip([base, last]) {
            let (path, true) = path else { continue };
            let mut record = plan;
            for field in path {
                self.fields.entry((record, *field)).or_default();
                match model.field(record, *field).map(|field| &field.ty) {
                    Some(FieldType::Record(inner)) => record = *inner,
                    _ => break,
                }
            }
        }
    }
}

fn is_same(program: &Program, one: ExprId, other: ExprId) -> bool {
    match (program.expr(one).map(|it| &it.kind), program.expr(other).map(|it| &it.kind)) {
        (Some(ExprKind::Word(one)), Some(ExprKind::Word(other))) => one == other,
        (Some(ExprKind::Text(one)), Some(ExprKind::Text(other))) => one == other,
        _ => false,
    }
}
