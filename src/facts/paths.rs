//! The places of rows and values, as people name them.

use super::{ABSENT, Cell, Column, Facts, Layout, Place, Step, TableId, TableKind};
use crate::base::Symbol;
use crate::model::{CodeId, FieldType, Model, RecordId};

/// Names rows and values of tables by where they stand in their plan.
#[derive(Clone, Copy, Debug)]
pub struct Paths<'a> {
    facts: &'a Facts,
    model: &'a Model,
    layout: &'a Layout,
}

impl<'a> Paths<'a> {
    pub fn new(facts: &'a Facts, model: &'a Model, layout: &'a Layout) -> Self {
        Paths { facts, model, layout }
    }

    /// Where a record, a member of a list or a point of a series stands. A record that is
    /// referred to and not there is named where it would stand: `industries[ghost]`.
    pub fn row(&self, table: TableId, row: u32) -> Place {
        let mut steps = Vec::new();
        let (mut table, mut row) = (table, row);
        // Records do not contain themselves, so the way up is no longer than there are tables.
        for _ in 0..=self.layout.tables.len() {
            let owner = self.facts.table(table).and_then(|it| it.owner.get(row as usize)).copied();
            let Some(owner) = owner else {
                steps.extend(self.key(table, row).map(Step::Key));
                steps.extend(self.field_of_root(table));
                break;
            };
            if owner == Cell::ROOT {
                break;
            }
            steps.extend(self.member(table, row, owner));
            steps.extend(self.field_name(owner).map(|name| Step::Field(name.to_owned())));
            (table, row) = (owner.table, owner.row);
        }
        steps.reverse();
        Place { steps }
    }

    /// Where a field of a row stands, or would stand. The value of a member or of a point is the
    /// member or point itself.
    pub fn field(&self, at: Cell) -> Place {
        let row = self.row(at.table, at.row);
        match self.field_name(at) {
            Some(name) => row.field(name),
            None => row,
        }
    }

    /// Where a series has its value of a year, or would have it.
    pub fn year(&self, at: Cell, year: i32) -> Place {
        self.field(at).then(Step::Year(year))
    }

    /// Where a list has its member of a key, or would have it.
    pub fn key_of(&self, at: Cell, key: &str) -> Place {
        self.field(at).then(Step::Key(key.to_owned()))
    }

    /// The name of a field of a record.
    pub fn field_name(&self, at: Cell) -> Option<&'a str> {
        let TableKind::Records(record) = self.layout.kind(at.table)? else { return None };
        let field = self.model.record(*record)?.fields.get(usize::from(at.field))?;
        Some(&field.name)
    }

    /// The year of a point of a series.
    pub fn year_of(&self, table: TableId, row: u32) -> Option<i32> {
        let TableKind::Points { .. } = self.layout.kind(table)? else { return None };
        let Column::Number(years) = self.facts.column(table, Layout::YEAR)? else { return None };
        i32::try_from(years.get(row as usize)?.to_i128()?).ok()
    }

    /// Whether a field holds members, and not one record.
    pub fn is_member(&self, field: Cell) -> bool {
        matches!(self.facts.column(field.table, usize::from(field.field)), Some(Column::List(_)))
    }

    /// The key of a record, as the plan spells it.
    pub fn key(&self, table: TableId, row: u32) -> Option<String> {
        let TableKind::Records(record) = self.layout.kind(table)? else { return None };
        let key = self.model.record(*record)?.key?;
        self.text(Cell::new(table, row, key.0), &self.model.field(*record, key)?.ty)
    }

    /// The text, word or code at a cell of a type, as a plan spells it.
    fn text(&self, at: Cell, ty: &FieldType) -> Option<String> {
        let column = self.facts.column(at.table, usize::from(at.field))?;
        let (Column::Text(ids) | Column::Word(ids) | Column::Code(ids)) = column else {
            return None;
        };
        let id = ids.get(at.row as usize).copied().filter(|id| *id != ABSENT)?;
        match ty {
            FieldType::Text => Some(self.facts.words.word(Symbol(id)).to_owned()),
            FieldType::Code(_) => Some(self.model.code_text(CodeId(id))),
            FieldType::Word(vocabulary) => {
                let words = &self.model.vocabulary(*vocabulary)?.words;
                let free = || {
                    let symbol = id.checked_sub(u32::try_from(words.len()).ok()?)?;
                    Some(self.facts.words.word(Symbol(symbol)).to_owned())
                };
                words.get(id as usize).map(|word| word.name.clone()).or_else(free)
            }
            _ => None,
        }
    }

    /// The step to a row from the field it stands in; `None` for a nested record, which is the
    /// field itself.
    fn member(&self, table: TableId, row: u32, owner: Cell) -> Option<Step> {
        let list = self.facts.column(owner.table, usize::from(owner.field))?;
        let Column::List(list) = list else { return None };
        let start = list.range(owner.row as usize).start;
        let by_index = || Step::Index((row.saturating_sub(start) as usize) + 1);
        let at = Cell::new(table, row, 0);
        match self.layout.kind(table)? {
            TableKind::Records(_) => Some(self.key(table, row).map_or_else(by_index, Step::Key)),
            TableKind::Members { member, .. } => {
                let key = match member {
                    FieldType::Ref { record, .. } => self.referred(at, *record),
                    FieldType::Word(_) | FieldType::Code(_) => self.text(at, member),
                    _ => None,
                };
                Some(key.map_or_else(by_index, Step::Key))
            }
            TableKind::Points { .. } => self.year_of(table, row).map(Step::Year),
        }
    }

    fn referred(&self, at: Cell, record: RecordId) -> Option<String> {
        let Column::Row(rows) = self.facts.column(at.table, usize::from(at.field))? else {
            return None;
        };
        let row = rows.get(at.row as usize).copied()?;
        self.key(self.layout.of_record(record), row)
    }

    /// The field of the plan that holds a type of record in a list.
    fn field_of_root(&self, table: TableId) -> Option<Step> {
        let TableKind::Records(wanted) = self.layout.kind(table)? else { return None };
        let holds = |ty: &FieldType| match ty {
            FieldType::List(member) => **member == FieldType::Record(*wanted),
            _ => false,
        };
        let root = self.model.record(self.model.plan?)?;
        let field = root.fields.iter().find(|field| holds(&field.ty))?;
        Some(Step::Field(field.name.clone()))
    }
}
