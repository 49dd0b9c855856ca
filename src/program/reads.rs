//! What the verdict of a rule hangs on: the fields of a plan and the parameters that it reads,
//! through every define and relation that it calls.

use std::collections::{BTreeMap, BTreeSet};

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
}

impl Program {
    /// What a rule reads, its exceptions and theirs included.
    pub fn reads(&self, rule: &Rule) -> Reads {
        let mut found =
            Found { program: self, fields: BTreeMap::new(), parameters: BTreeSet::new() };
        for id in self.expressions_of(rule) {
            found.expression(id);
        }
        let fields = found.fields.into_iter();
        Reads {
            fields: fields
                .map(|((record, field), keys)| FieldRead { record, field, keys })
                .collect(),
            parameters: found.parameters.into_iter().collect(),
        }
    }

    /// Every expression that a rule's verdict is made of, each once.
    pub fn expressions_of(&self, rule: &Rule) -> Vec<ExprId> {
        let mut roots = vec![rule.demand.condition];
        for step in &rule.steps {
            match step {
                Step::For { generator, filter } => {
                    roots.push(generator.list);
                    roots.extend(filter);
                }
                // A use of its name is the value itself.
                Step::Let(_) => {}
                Step::When(condition) => roots.push(*condition),
            }
        }
        let mut waiting: Vec<&Exception> = rule.exceptions.iter().collect();
        while let Some(exception) = waiting.pop() {
            roots.push(exception.condition);
            waiting.extend(&exception.exceptions);
        }
        self.below(roots)
    }
}

struct Found<'a> {
    program: &'a Program,
    fields: BTreeMap<(RecordId, FieldId), Vec<ExprId>>,
    parameters: BTreeSet<ParameterId>,
}

impl Found<'_> {
    fn expression(&mut self, id: ExprId) {
        let Some(expr) = self.program.expr(id) else { return };
        match &expr.kind {
            ExprKind::Field { base, field } => self.field(*base, *field, None),
            ExprKind::Keyed { list, key } => {
                let list = self.program.expr(*list);
                if let Some(ExprKind::Field { base, field }) = list.map(|list| &list.kind) {
                    self.field(*base, *field, Some(*key));
                }
                if let Some(Type::Record(member)) = list.and_then(|list| list.ty.member())
                    && let Some(by) = self.program.model.record(*member).and_then(|it| it.key)
                {
                    self.fields.entry((*member, by)).or_default();
                }
            }
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

    fn field(&mut self, base: ExprId, field: FieldId, key: Option<ExprId>) {
        let Some(Type::Record(record)) = self.program.expr(base).map(|base| &base.ty) else {
            return;
        };
        let program = self.program;
        let keys = self.fields.entry((*record, field)).or_default();
        let Some(key) = key else { return };
        let kind = |id: ExprId| program.expr(id).map(|expr| &expr.kind);
        let is_same = |known: &ExprId| match (kind(*known), kind(key)) {
            (Some(ExprKind::Word(one)), Some(ExprKind::Word(other))) => one == other,
            (Some(ExprKind::Text(one)), Some(ExprKind::Text(other))) => one == other,
            _ => false,
        };
        let is_fixed = matches!(kind(key), Some(ExprKind::Word(_) | ExprKind::Text(_)));
        if is_fixed && !keys.iter().any(is_same) {
            keys.push(key);
        }
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
