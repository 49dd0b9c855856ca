//! From rows to places: where a value stands, as people name it.

use super::finding::Subject;
use crate::base::Symbol;
use crate::evaluate::{self, Bound, Location};
use crate::facts::{ABSENT, Cell, Facts, Paths, Place, Step, TableId, TableKind};
use crate::model::{CodeId, FieldId, FieldType, RecordId, VocabId};
use crate::program::{ExprId, ExprKind, Generator, Program, Rule, Scope, Step as RuleStep, Type};

/// A place and the plan it is in; `None` for the portfolio's manifest and for no plan at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Located {
    pub plan: Option<u32>,
    pub place: Place,
}

/// Finds the places of one batch.
#[derive(Clone, Copy)]
pub(super) struct Locator<'a> {
    program: &'a Program,
    facts: &'a Facts,
    paths: Paths<'a>,
}

impl<'a> Locator<'a> {
    pub fn new(program: &'a Program, facts: &'a Facts) -> Locator<'a> {
        let paths = Paths::new(facts, &program.model, &program.layout);
        Locator { program, facts, paths }
    }

    /// The plan that a row belongs to.
    fn plan_of(&self, table: TableId, row: u32) -> Option<u32> {
        let plan = *self.facts.table(table)?.plan.get(row as usize)?;
        (plan != ABSENT).then_some(plan)
    }

    pub fn location(&self, location: &Location) -> Located {
        let in_plan = |table, row, place| Located { plan: self.plan_of(table, row), place };
        match *location {
            Location::Row { table, row } => in_plan(table, row, self.paths.row(table, row)),
            Location::Field { table, row, field } => {
                in_plan(table, row, self.paths.field(Cell::new(table, row, field)))
            }
            Location::Year { table, row, field, year } => {
                in_plan(table, row, self.paths.year(Cell::new(table, row, field), year))
            }
            Location::Key { table, row, field, key } => {
                in_plan(table, row, self.keyed(Cell::new(table, row, field), key).0)
            }
            Location::KeyField { table, row, field, key, inner } => {
                let (place, record) = self.keyed(Cell::new(table, row, field), key);
                let name = record
                    .and_then(|record| self.program.model.field(record, FieldId(inner)))
                    .map_or("", |field| field.name.as_str());
                in_plan(table, row, place.field(name))
            }
            Location::AbsentPlan(region) => {
                let region = self.facts.absent_regions.get(region as usize);
                let key = Step::Key(region.cloned().unwrap_or_default());
                Located { plan: None, place: Place::root().field("plans").then(key) }
            }
            Location::OtherPlans => {
                Located { plan: None, place: Place::root().field("plans").then(Step::Any) }
            }
        }
    }

    /// The member that a keyed list would have, and the type of its members.
    fn keyed(&self, list: Cell, key: Bound) -> (Place, Option<RecordId>) {
        let record = match self.program.layout.kind(list.table) {
            Some(TableKind::Records(record)) => Some(*record),
            _ => None,
        };
        let field = record.and_then(|it| self.program.model.field(it, FieldId(list.field)));
        let member = field.and_then(|field| match &field.ty {
            FieldType::List(member) => match **member {
                FieldType::Record(record) => Some(record),
                _ => None,
            },
            _ => None,
        });
        let model = &self.program.model;
        let key_type = member.and_then(|it| Some(&model.field(it, model.record(it)?.key?)?.ty));
        let text = match (key_type, key) {
            (Some(FieldType::Word(vocabulary)), Bound::Id(word)) => self.word(*vocabulary, word),
            (Some(FieldType::Code(_)), Bound::Id(code)) => model.code_text(CodeId(code)),
            (_, Bound::Id(symbol)) => self.facts.words.word(Symbol(symbol)).to_owned(),
            (_, Bound::Row(row)) => row.to_string(),
        };
        (self.paths.key_of(list, &text), member)
    }

    /// A word as a plan spells it.
    fn word(&self, vocabulary: VocabId, word: u32) -> String {
        let Some(vocabulary) = self.program.model.vocabulary(vocabulary) else {
            return String::new();
        };
        match vocabulary.words.get(word as usize) {
            Some(declared) => declared.name.clone(),
            None => {
                let declared = u32::try_from(vocabulary.words.len()).unwrap_or(u32::MAX);
                self.facts.words.word(Symbol(word.saturating_sub(declared))).to_owned()
            }
        }
    }

    /// The keyed path of every `for` variable of a subject. In a portfolio rule each begins with
    /// its plan.
    pub fn subject(&self, rule: &Rule, subject: &evaluate::Subject) -> (Subject, Located) {
        let mut at = Located { plan: subject.plan, place: Place::root() };
        let mut paths = Vec::new();
        let mut bound = subject.bindings.iter();
        for (number, step) in rule.steps.iter().enumerate() {
            let RuleStep::For { generator, .. } = step else { continue };
            if subject.open_at == Some(number) {
                at = self.open(rule, subject, generator);
                paths.push(self.path(rule, &at));
                break;
            }
            for _ in 0..1 + usize::from(generator.pair.is_some()) {
                let Some((_, value)) = bound.next() else { break };
                let ty = rule.variables.get(usize::from(generator.var.0)).map(|it| &it.ty);
                match (ty, *value) {
                    (Some(Type::Record(record)), Bound::Row(row)) => {
                        at = self.member(subject, generator, *record, row);
                        paths.push(self.path(rule, &at));
                    }
                    (ty, value) => {
                        let key = self.plain(ty, value);
                        match self.expr(subject, generator.list) {
                            Some(list) => {
                                let place = list.place.then(Step::Key(key));
                                at = Located { plan: list.plan, place };
                                paths.push(self.path(rule, &at));
                            }
                            // A word of a vocabulary or a code of a level stands in no plan.
                            None => paths.push(key),
                        }
                    }
                }
            }
        }
        let path = paths.last().cloned().unwrap_or_default();
        (Subject { path, paths }, at)
    }

    /// `plans[cz010].priorities[p1]` in a portfolio rule, else `priorities[p1]`.
    pub fn path(&self, rule: &Rule, at: &Located) -> String {
        match (rule.scope, at.plan) {
            (Scope::Portfolio, Some(plan)) => self.in_portfolio(plan, &at.place).to_string(),
            (Scope::Plan, _) | (Scope::Portfolio, None) => at.place.to_string(),
        }
    }

    /// A place with the plan it is in before it.
    pub fn in_portfolio(&self, plan: u32, place: &Place) -> Place {
        let id = self.facts.plans.get(plan as usize).map(|plan| plan.id.clone());
        let before = Place::root().field("plans").then(Step::Key(id.unwrap_or_default()));
        Place { steps: before.steps.into_iter().chain(place.steps.iter().cloned()).collect() }
    }

    /// A record bound by a `for`: where the list names it, if that is a list of references, else
    /// where it stands.
    fn member(
        &self,
        subject: &evaluate::Subject,
        generator: &Generator,
        record: RecordId,
        row: u32,
    ) -> Located {
        let table = self.program.layout.of_record(record);
        let own = Located { plan: self.plan_of(table, row), place: self.paths.row(table, row) };
        if !self.lists_references(generator.list) {
            return own;
        }
        let list = self.expr(subject, generator.list);
        match (list, self.paths.key(table, row)) {
            (Some(list), Some(key)) => {
                Located { plan: list.plan, place: list.place.then(Step::Key(key)) }
            }
            _ => own,
        }
    }

    fn lists_references(&self, list: ExprId) -> bool {
        let Some(ExprKind::Field { base, field }) = self.program.expr(list).map(|it| &it.kind)
        else {
            return false;
        };
        let record = match self.program.expr(*base).map(|it| &it.ty) {
            Some(Type::Record(record)) => *record,
            _ => return false,
        };
        match self.program.model.field(record, *field).map(|field| &field.ty) {
            Some(FieldType::List(member)) => matches!(**member, FieldType::Ref { .. }),
            _ => false,
        }
    }

    /// The members that a list which is not complete might have: `measures[?]`.
    fn open(&self, rule: &Rule, subject: &evaluate::Subject, generator: &Generator) -> Located {
        let list = self.expr(subject, generator.list).unwrap_or_else(|| {
            let name = rule.variables.get(usize::from(generator.var.0));
            let name = name.map_or("", |variable| variable.name.as_str());
            Located { plan: subject.plan, place: Place::root().field(name) }
        });
        Located { plan: list.plan, place: list.place.then(Step::Any) }
    }

    /// The place that a path such as `m.targets` names for a subject; `None` for what is computed.
    fn expr(&self, subject: &evaluate::Subject, expr: ExprId) -> Option<Located> {
        let expr = self.program.expr(expr)?;
        match &expr.kind {
            ExprKind::Plan => Some(Located { plan: subject.plan, place: Place::root() }),
            ExprKind::Portfolio => Some(Located { plan: None, place: Place::root() }),
            ExprKind::Plans => Some(Located { plan: None, place: Place::root().field("plans") }),
            ExprKind::Var(var) => {
                let Type::Record(record) = expr.ty else { return None };
                let (_, bound) = subject.bindings.iter().find(|(bound, _)| bound == var)?;
                let Bound::Row(row) = *bound else { return None };
                let table = self.program.layout.of_record(record);
                Some(Located { plan: self.plan_of(table, row), place: self.paths.row(table, row) })
            }
            ExprKind::Field { base, field } => {
                let at = self.expr(subject, *base)?;
                let Type::Record(record) = self.program.expr(*base)?.ty else { return None };
                let name = &self.program.model.field(record, *field)?.name;
                Some(Located { plan: at.plan, place: at.place.field(name) })
            }
            _ => None,
        }
    }

    /// A word, code or year that a `for` binds.
    fn plain(&self, ty: Option<&Type>, value: Bound) -> String {
        let id = match value {
            Bound::Id(id) | Bound::Row(id) => id,
        };
        match ty {
            Some(Type::Word(vocabulary)) => self.word(*vocabulary, id),
            Some(Type::Code(_)) => self.program.model.code_text(CodeId(id)),
            Some(Type::Text) => self.facts.words.word(Symbol(id)).to_owned(),
            _ => id.to_string(),
        }
    }

    /// The place with `[*]` for every key that a plan is free to choose, so that the same gap in
    /// many records is one: `measures[*].criteria`, but `indicators[rd_intensity]`.
    pub fn generic(&self, place: &Place) -> Place {
        let model = &self.program.model;
        let mut record = model.plan;
        let mut member = None;
        let mut steps = Vec::with_capacity(place.steps.len());
        for step in &place.steps {
            match step {
                Step::Field(name) => {
                    let field = record.and_then(|it| model.record(it)?.field_named(name));
                    member = field.and_then(|(_, field)| record_in(&field.ty));
                    record = member;
                    steps.push(step.clone());
                }
                Step::Key(_) => {
                    let key = member.and_then(|it| {
                        let key = model.record(it)?.key?;
                        Some(&model.field(it, key)?.ty)
                    });
                    let fixed = matches!(key, Some(FieldType::Word(_) | FieldType::Code(_)));
                    steps.push(if fixed { step.clone() } else { Step::Key("*".to_owned()) });
                }
                Step::Index(_) => steps.push(Step::Key("*".to_owned())),
                Step::Year(_) | Step::Any => steps.push(step.clone()),
            }
        }
        Place { steps }
    }
}

fn record_in(ty: &FieldType) -> Option<RecordId> {
    match ty {
        FieldType::Record(record) | FieldType::Ref { record, .. } => Some(*record),
        FieldType::List(member) => record_in(member),
        _ => None,
    }
}
