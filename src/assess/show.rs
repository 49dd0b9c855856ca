//! Values in words.

use super::words::Words;
use crate::base::{Language, Symbol, Truth};
use crate::evaluate::Value;
use crate::facts::{ABSENT, Cell, Column, Facts, Paths, TableId, TableKind};
use crate::model::{CodeId, FieldId, FieldType, RecordId, VocabId, WordId};
use crate::program::Program;
use crate::quantity::{Bound, Number, Printer, Range, ScaledUnit, Unit, UnitId};

/// Members of a list that are named.
const MOST_MEMBERS: usize = 5;

/// Writes values of one batch in one language.
#[derive(Clone, Copy)]
pub(super) struct Show<'a> {
    pub program: &'a Program,
    pub facts: &'a Facts,
    pub language: Language,
    /// What amounts of money are in.
    pub currency: Option<UnitId>,
}

impl<'a> Show<'a> {
    pub fn words(&self) -> Words {
        Words(self.language)
    }

    fn printer(&self) -> Printer<'a> {
        Printer::new(&self.program.model.units, self.language)
    }

    /// A value. `unit` is how a message wants a number counted; `limit` is what the number was
    /// compared with, so that it is shown on the true side of it.
    pub fn value(
        &self,
        value: &Value,
        unit: Option<&ScaledUnit>,
        limit: Option<&Number>,
    ) -> String {
        match value {
            Value::Truth(Truth::True) => self.words().truth(true).to_owned(),
            Value::Truth(Truth::False) => self.words().truth(false).to_owned(),
            Value::Truth(Truth::Unknown) => self.words().not_known().to_owned(),
            Value::Number(range, own) => {
                let unit = unit.cloned().unwrap_or_else(|| ScaledUnit::from(own.clone()));
                self.number(range, unit, limit)
            }
            Value::Year(range) => {
                self.ends(range, |number| number.to_i128().map(|n| n.to_string()))
            }
            Value::Date(range) => self.ends(range, date),
            Value::Word(vocabulary, word) => self.word(*vocabulary, *word),
            Value::Text(text) => text.clone(),
            Value::Code(code) => self.code(*code),
            Value::Record { table, row } => self.record(*table, *row),
            Value::NoRecord => self.words().nothing().to_owned(),
            Value::List { members, open } => self.list(members, *open),
            Value::Series { points, unit } => {
                let unit = ScaledUnit::from(unit.clone().unwrap_or(Unit::Number));
                let points: Vec<String> = points
                    .iter()
                    .map(|(year, value)| {
                        self.words().in_year(&self.number(value, unit.clone(), None), *year)
                    })
                    .collect();
                self.names(&points, false)
            }
            Value::Path { found, nodes, open } => self.path(*found, nodes, *open),
            Value::Unknown(reasons) => self.words().unknown(reasons).to_owned(),
        }
    }

    pub fn number(&self, range: &Range, unit: ScaledUnit, limit: Option<&Number>) -> String {
        if range.is_unbounded() {
            return self.words().not_known().to_owned();
        }
        self.printer().range(range, &self.in_currency(unit), limit)
    }

    /// The unit with the plan's currency for `money`, as it stands after a number.
    pub fn unit(&self, unit: &Unit) -> String {
        self.printer().unit(&self.in_currency(ScaledUnit::from(unit.clone())))
    }

    fn in_currency(&self, unit: ScaledUnit) -> ScaledUnit {
        match self.currency {
            Some(currency) => {
                ScaledUnit { unit: unit.unit.with_currency(currency), scale: unit.scale }
            }
            None => unit,
        }
    }

    fn ends(&self, range: &Range, text: impl Fn(&Number) -> Option<String>) -> String {
        let end = |bound: &Bound| bound.number().and_then(&text);
        match range.exact_value().and_then(&text) {
            Some(exact) => exact,
            None => self.words().between(end(range.lo()), end(range.hi())),
        }
    }

    fn list(&self, members: &[Value], open: bool) -> String {
        if let Some(unknown) = self.all_unknown(members) {
            return unknown;
        }
        let shown = members.iter().take(MOST_MEMBERS).map(|member| self.value(member, None, None));
        let names: Vec<String> = shown.collect();
        match (members.is_empty(), open) {
            (true, true) => self.words().not_known().to_owned(),
            (true, false) => self.words().nothing().to_owned(),
            (false, _) => self.words().list(&names, members.len() - names.len(), open),
        }
    }

    /// What is said of a list of which no member is known, and each for the same reason. A row of
    /// the same words would tell no more.
    fn all_unknown(&self, members: &[Value]) -> Option<String> {
        let is_unknown = |member: &Value| match member {
            Value::Unknown(_) | Value::Truth(Truth::Unknown) => true,
            Value::Number(range, _) => range.is_unbounded(),
            _ => false,
        };
        let first = self.value(members.first()?, None, None);
        let alike = |member: &Value| is_unknown(member) && self.value(member, None, None) == first;
        members.iter().all(alike).then_some(first)
    }

    /// `Ore → Steel → Cars`, of a long path its beginning and its end; else what is reached.
    fn path(&self, found: Truth, nodes: &[Value], open: bool) -> String {
        if found != Truth::True {
            let reached = match nodes.is_empty() {
                true => None,
                false => Some(self.list(nodes, false)),
            };
            return self.words().no_path(found == Truth::Unknown, reached.as_deref(), open);
        }
        let name = |node: &Value| self.value(node, None, None);
        let (first, last) = match nodes.len().checked_sub(MOST_MEMBERS + 1) {
            None | Some(0) => (nodes, &[][..]),
            Some(_) => (
                nodes.get(..MOST_MEMBERS - 1).unwrap_or(nodes),
                nodes.get(nodes.len() - 1..).unwrap_or_default(),
            ),
        };
        let mut names: Vec<String> = first.iter().map(name).collect();
        if !last.is_empty() {
            names.push(self.words().left_out(nodes.len() - first.len() - last.len()));
        }
        names.extend(last.iter().map(name));
        names.join(" → ")
    }

    /// Names in a row, five at most.
    pub fn names(&self, names: &[String], open: bool) -> String {
        let shown = names.get(..MOST_MEMBERS.min(names.len())).unwrap_or(names);
        match names.is_empty() {
            true => self.words().nothing().to_owned(),
            false => self.words().list(shown, names.len() - shown.len(), open),
        }
    }

    pub fn word(&self, vocabulary: VocabId, word: WordId) -> String {
        let Some(vocabulary) = self.program.model.vocabulary(vocabulary) else {
            return String::new();
        };
        match vocabulary.word(word) {
            Some(declared) if declared.text.is_empty() => declared.name.clone(),
            Some(declared) => declared.text.pick(self.language).to_owned(),
            // A free word of an open vocabulary: its number lies behind the declared ones.
            None => {
                let declared = u32::try_from(vocabulary.words.len()).unwrap_or(u32::MAX);
                let symbol = word.0.saturating_sub(declared);
                self.facts.words.word(Symbol(symbol)).to_owned()
            }
        }
    }

    /// `Manufacture of basic metals (isic:24)`.
    pub fn code(&self, code: CodeId) -> String {
        let text = self.program.model.code_text(code);
        let of = self.program.model.code(code).and_then(|(scheme, _)| scheme.title(code));
        match of.map(|title| title.pick(self.language)) {
            Some(title) if !title.is_empty() => {
                self.language.pick(format!("{title} ({text})"), format!("{title}（{text}）"))
            }
            _ => text,
        }
    }

    /// A record by what it is `shown as`, else by its key, else by its place.
    pub fn record(&self, table: TableId, row: u32) -> String {
        let paths = Paths::new(self.facts, &self.program.model, &self.program.layout);
        let key = paths.key(table, row);
        let dangling = self.facts.table(table).is_some_and(|it| it.is_dangling(row));
        match (dangling, key) {
            (true, Some(key)) => self.words().dangling(&key),
            (_, key) => self
                .shown_as(table, row)
                .filter(|name| !name.is_empty())
                .or(key)
                .unwrap_or_else(|| paths.row(table, row).to_string()),
        }
    }

    fn shown_as(&self, table: TableId, row: u32) -> Option<String> {
        let TableKind::Records(record) = self.program.layout.kind(table)? else { return None };
        let path = self.program.model.record(*record)?.shown_as.as_ref()?;
        let (mut record, mut at, mut row) = (*record, table, row);
        for (step, field) in path.iter().enumerate() {
            if step + 1 == path.len() {
                return self.cell(Cell::new(at, row, field.0), record, *field);
            }
            let Column::Row(rows) = self.facts.column(at, usize::from(field.0))? else {
                return None;
            };
            row = *rows.get(row as usize)?;
            at = self.program.layout.of_field(record, *field)?;
            let TableKind::Records(inner) = self.program.layout.kind(at)? else { return None };
            record = *inner;
        }
        None
    }

    /// What stands at a cell; `None` where nothing does, or nothing that can name a record.
    fn cell(&self, at: Cell, record: RecordId, field: FieldId) -> Option<String> {
        let ty = &self.program.model.field(record, field)?.ty;
        let row = at.row as usize;
        let id = |ids: &[u32]| ids.get(row).copied().filter(|id| *id != ABSENT);
        match (self.facts.column(at.table, usize::from(at.field))?, ty) {
            (Column::Text(ids), FieldType::Text) => {
                Some(self.facts.words.word(Symbol(id(ids)?)).to_owned())
            }
            (Column::Word(ids), FieldType::Word(vocabulary)) => {
                Some(self.word(*vocabulary, WordId(id(ids)?)))
            }
            (Column::Code(ids), FieldType::Code(_)) => Some(self.code(CodeId(id(ids)?))),
            (Column::Row(rows), FieldType::Ref { .. } | FieldType::Record(_)) => {
                let target = self.program.layout.of_field(record, field)?;
                let inner = *rows.get(row)?;
                let is_record = self.facts.table(target).is_some_and(|it| it.is_record(inner));
                is_record.then(|| self.record(target, inner))
            }
            (Column::Number(numbers), FieldType::Year) => {
                Some(numbers.get(row)?.to_i128()?.to_string())
            }
            (Column::Number(numbers), FieldType::Number { unit, .. }) => {
                Some(self.number(&Range::exact(numbers.get(row)?), unit.clone().into(), None))
            }
            _ => None,
        }
    }
}

/// The text in a field of a record that stands in a field of a plan, such as `region.code`.
pub(super) fn text_field(
    program: &Program,
    facts: &Facts,
    plan: u32,
    field: &str,
    inner: &str,
) -> Option<String> {
    let record = program.model.plan?;
    let (outer, _) = program.model.record(record)?.field_named(field)?;
    let column = facts.column(program.layout.of_record(record), usize::from(outer.0))?;
    let Column::Row(rows) = column else { return None };
    let table = program.layout.of_field(record, outer)?;
    let TableKind::Records(of) = program.layout.kind(table)? else { return None };
    let (inner, _) = program.model.record(*of)?.field_named(inner)?;
    let Column::Text(texts) = facts.column(table, usize::from(inner.0))? else { return None };
    let symbol = *texts.get(*rows.get(plan as usize)? as usize)?;
    (symbol != ABSENT).then(|| facts.words.word(Symbol(symbol)).to_owned())
}

/// Days since 1970-01-01 as a date.
fn date(days: &Number) -> Option<String> {
    let days = i64::try_from(days.to_i128()?).ok()?;
    let span = jiff::Span::new().try_days(days).ok()?;
    Some(jiff::civil::date(1970, 1, 1).checked_add(span).ok()?.to_string())
}
