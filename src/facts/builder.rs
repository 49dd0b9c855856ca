//! Making tables, plan after plan.

use super::rows::{Behind, Rows, put};
use super::{ABSENT, Cell, Column, Facts, Gap, Layout, PlanRow, TableId, coverage};
use crate::base::{Interner, Symbol};
use crate::model::{Field, FieldId, FieldType, Model, RecordId, RecordRole};
use crate::quantity::Number;

/// What is read: a plan, or the manifest of a portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    Plan,
    Manifest,
}

/// What is known of the plans that were not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Nothing: there may be others.
    Open,
    /// The plans given are all there are.
    Whole,
    /// The manifest says for which regions there must be plans.
    Manifest,
}

/// Tables in the making.
///
/// Rows are appended; a value is set once, for a row not below the last one set in its column.
/// Nothing is written for what a plan leaves out: columns are brought to length at the end, and
/// those in which no plan states anything stay empty.
#[derive(Debug)]
pub struct Builder {
    pub words: Interner,
    layout: Layout,
    plan_record: Option<RecordId>,
    portfolio_record: Option<RecordId>,
    tables: Vec<Rows>,
    /// First rows of each plan and manifest, in the order they were read.
    parts: Vec<(Root, Vec<u32>)>,
    plans: Vec<PlanRow>,
    manifest: Option<PlanRow>,
    /// References of the plan being read, to be resolved at its end.
    pending: Vec<(Cell, TableId, Symbol)>,
}

impl Builder {
    pub fn new(model: &Model, layout: &Layout) -> Builder {
        let tables = layout.tables.iter().map(|kind| Rows::new(model, kind)).collect();
        Builder {
            words: Interner::new(),
            layout: layout.clone(),
            plan_record: model.plan,
            portfolio_record: model.portfolio,
            tables,
            parts: Vec::new(),
            plans: Vec::new(),
            manifest: None,
            pending: Vec::new(),
        }
    }

    /// Begins a plan or the manifest, and gives the table and row of its root. `None` where the
    /// model declares no such record, and for a second manifest.
    pub fn begin(&mut self, root: Root) -> Option<(TableId, u32)> {
        let record = match root {
            Root::Plan => self.plan_record,
            Root::Manifest if self.manifest.is_some() => None,
            Root::Manifest => self.portfolio_record,
        }?;
        self.parts.push((root, self.tables.iter().map(Rows::len).collect()));
        self.pending.clear();
        for rows in &mut self.tables {
            rows.begin_plan();
        }
        let table = self.layout.of_record(record);
        Some((table, self.row(table, Cell::ROOT)))
    }

    /// Takes back a plan that has been begun and turned out to be none.
    pub fn abandon(&mut self) {
        let Some((_, starts)) = self.parts.pop() else { return };
        for (rows, start) in self.tables.iter_mut().zip(starts) {
            rows.truncate(start);
        }
        self.pending.clear();
    }

    /// Ends the plan or manifest begun last: resolves its references and notes what is asked of
    /// it as a whole. Gives the references that lead to no record, by their order.
    pub fn end(&mut self, model: &Model) -> Vec<usize> {
        let Some((root, starts)) = self.parts.last().cloned() else { return Vec::new() };
        let plan = match root {
            Root::Plan => u32::try_from(self.plans.len()).unwrap_or(ABSENT),
            Root::Manifest => ABSENT,
        };
        let mut dangling = Vec::new();
        for (at, (cell, target, key)) in std::mem::take(&mut self.pending).into_iter().enumerate() {
            let first = starts.get(target.0 as usize).copied().unwrap_or(0);
            let Some(rows) = self.tables.get_mut(target.0 as usize) else { continue };
            let row = rows.row_of_key(key, first).unwrap_or_else(|| {
                dangling.push(at);
                rows.dangling_row(plan, key)
            });
            if let Some(Column::Row(column)) = self.column_mut(cell) {
                put(column, cell.row, row, ABSENT);
            }
        }
        let summary = self.summary(model, root, starts);
        match root {
            Root::Plan => self.plans.push(summary),
            Root::Manifest => self.manifest = Some(summary),
        }
        dangling
    }

    /// What is known of the plan that ended last.
    pub fn last_plan(&self) -> Option<&PlanRow> {
        self.plans.last()
    }

    /// Appends a row.
    pub fn row(&mut self, table: TableId, owner: Cell) -> u32 {
        let Some(rows) = self.tables.get_mut(table.0 as usize) else { return 0 };
        let row = rows.len();
        rows.owner.push(owner);
        row
    }

    /// How many rows a table has so far.
    pub fn rows(&self, table: TableId) -> u32 {
        self.tables.get(table.0 as usize).map_or(0, Rows::len)
    }

    fn column_mut(&mut self, at: Cell) -> Option<&mut Column> {
        self.tables.get_mut(at.table.0 as usize)?.columns.get_mut(usize::from(at.field))
    }

    pub fn set_boolean(&mut self, at: Cell, value: bool) {
        if let Some(Column::Boolean(column)) = self.column_mut(at) {
            put(column, at.row, u8::from(value), 2);
        }
    }

    /// Sets a text (its symbol), a word, a code or the row of a nested record.
    pub fn set_id(&mut self, at: Cell, value: u32) {
        match self.column_mut(at) {
            Some(
                Column::Text(column)
                | Column::Word(column)
                | Column::Code(column)
                | Column::Row(column),
            ) => put(column, at.row, value, ABSENT),
            Some(Column::Boolean(_) | Column::Number(_) | Column::List(_)) | None => {}
        }
    }

    /// Sets a number to `digits / 10^scale`.
    pub fn set_decimal(&mut self, at: Cell, digits: i64, scale: u8) {
        if let Some(Column::Number(column)) = self.column_mut(at) {
            column.set_decimal(at.row as usize, digits, scale);
        }
    }

    pub fn set_number(&mut self, at: Cell, value: Number) {
        if let Some(Column::Number(column)) = self.column_mut(at) {
            column.set_number(at.row as usize, value);
        }
    }

    /// Sets a reference to the record of `target` that has a key, wherever in the plan that
    /// record stands.
    pub fn set_ref(&mut self, at: Cell, target: TableId, key: Symbol) {
        self.set_id(at, ABSENT);
        self.pending.push((at, target, key));
    }

    /// Sets the members of a list, set or series: all rows of the child table from `start` on.
    pub fn set_list(&mut self, at: Cell, child: TableId, start: u32, open: bool) {
        let end = self.rows(child);
        if let Some(Column::List(lists)) = self.column_mut(at) {
            lists.set(at.row as usize, start..end, open);
        }
    }

    /// Notes the key of a row of records. Gives the row of the plan that has the key already.
    pub fn set_key(&mut self, table: TableId, row: u32, key: Symbol) -> Option<u32> {
        let (_, starts) = self.parts.last()?;
        let first = starts.get(table.0 as usize).copied().unwrap_or(0);
        let rows = self.tables.get_mut(table.0 as usize)?;
        let earlier = rows.row_of_key(key, first);
        if earlier.is_none() {
            rows.set_key(key, row);
        }
        earlier
    }

    /// The keys that rows of a table have in the plan being read, by first mention.
    pub fn keys(&self, table: TableId) -> impl Iterator<Item = &str> {
        let first = self.parts.last().and_then(|(_, starts)| starts.get(table.0 as usize).copied());
        let keys = self.tables.get(table.0 as usize).map(|rows| rows.keys(first.unwrap_or(0)));
        keys.into_iter().flatten().map(|key| self.words.word(key))
    }

    pub fn set_gap(&mut self, at: Cell, gap: Gap) {
        if let Some(rows) = self.tables.get_mut(at.table.0 as usize) {
            rows.gaps.insert((at.field, at.row), gap);
        }
    }

    /// What a path of fields from a root leads to.
    fn walk(&self, model: &Model, root: RecordId, row: u32, path: &[FieldId]) -> Option<Cell> {
        let (last, before) = path.split_last()?;
        let (mut record, mut row) = (root, row);
        for field in before {
            let FieldType::Record(inner) = model.field(record, *field)?.ty else { return None };
            let cell = Cell::new(self.layout.of_record(record), row, field.0);
            row = self.id(cell).filter(|row| *row != ABSENT)?;
            record = inner;
        }
        Some(Cell::new(self.layout.of_record(record), row, last.0))
    }

    fn column(&self, at: Cell) -> Option<&Column> {
        self.tables.get(at.table.0 as usize)?.columns.get(usize::from(at.field))
    }

    /// The text, word, code or row set at a cell.
    pub fn id(&self, at: Cell) -> Option<u32> {
        match self.column(at)? {
            Column::Text(ids) | Column::Word(ids) | Column::Code(ids) | Column::Row(ids) => {
                ids.get(at.row as usize).copied().filter(|id| *id != ABSENT)
            }
            Column::Boolean(_) | Column::Number(_) | Column::List(_) => None,
        }
    }

    fn year(&self, at: Cell) -> Option<i32> {
        let Column::Number(column) = self.column(at)? else { return None };
        i32::try_from(column.get(at.row as usize)?.to_i128()?).ok()
    }

    fn summary(&mut self, model: &Model, root: Root, starts: Vec<u32>) -> PlanRow {
        let id = match root {
            Root::Plan => self.plan_record,
            Root::Manifest => self.portfolio_record,
        };
        let Some((id, record)) = id.and_then(|id| Some((id, model.record(id)?))) else {
            return PlanRow { starts, ..PlanRow::default() };
        };
        let table = self.layout.of_record(id);
        let row = starts.get(table.0 as usize).copied().unwrap_or(0);
        let year = |path: &[FieldId]| self.year(self.walk(model, id, row, path)?);
        let (base_year, last_year) = match &record.role {
            RecordRole::Plan { base_year, last_year } => (year(base_year), year(last_year)),
            RecordRole::Part | RecordRole::Portfolio => (None, None),
        };
        let key = record.key.and_then(|key| self.id(Cell::new(table, row, key.0)));
        let key = key.map_or("", |key| self.words.word(Symbol(key))).to_owned();
        let currency = self.head_word(model, id, row, "currency").map(str::to_owned);
        let currency = currency.map(|currency| self.words.intern(&currency));
        PlanRow { starts, id: key, base_year, last_year, currency }
    }

    /// The text or word that a field of a root holds.
    fn head_word<'a>(
        &'a self,
        model: &'a Model,
        record: RecordId,
        row: u32,
        field: &str,
    ) -> Option<&'a str> {
        let (id, Field { ty, .. }) = model.record(record)?.field_named(field)?;
        let value = self.id(Cell::new(self.layout.of_record(record), row, id.0))?;
        match ty {
            FieldType::Text => Some(self.words.word(Symbol(value))),
            FieldType::Word(vocabulary) => {
                let words = &model.vocabulary(*vocabulary)?.words;
                match words.get(value as usize) {
                    Some(word) => Some(&word.name),
                    None => {
                        let free = value.checked_sub(u32::try_from(words.len()).ok()?)?;
                        Some(self.words.word(Symbol(free)))
                    }
                }
            }
            FieldType::Boolean
            | FieldType::Number { .. }
            | FieldType::QuantityOf(_)
            | FieldType::Year
            | FieldType::Date
            | FieldType::Code(_)
            | FieldType::Ref { .. }
            | FieldType::Record(_)
            | FieldType::List(_)
            | FieldType::Set(_)
            | FieldType::Series(_) => None,
        }
    }

    /// The finished tables.
    pub fn finish(self, model: &Model, scope: Scope) -> Facts {
        let behind: Vec<Behind> = self.tables.iter().map(Rows::behind).collect();
        let ids = (0..).map(TableId);
        let tables: Vec<_> =
            ids.zip(self.tables)
                .map(|(id, rows)| {
                    let starts = self.parts.iter().map(|(root, starts)| {
                        (*root, starts.get(id.0 as usize).copied().unwrap_or(0))
                    });
                    let plan = plans_of(starts, rows.len());
                    rows.finish(model, &self.layout, id, plan, &behind, &self.words)
                })
                .collect();
        let mut facts = Facts {
            words: self.words,
            tables,
            plans: self.plans,
            manifest: self.manifest,
            plans_complete: scope == Scope::Whole,
            absent_regions: Vec::new(),
        };
        if scope == Scope::Manifest {
            coverage::by_manifest(&mut facts, model, &self.layout);
        }
        facts
    }
}

/// The plan of each row of a table, from the first rows of each part.
fn plans_of(starts: impl Iterator<Item = (Root, u32)>, rows: u32) -> Vec<u32> {
    if rows == 0 {
        return Vec::new();
    }
    let mut plan = Vec::with_capacity(rows as usize + 2);
    let (mut next, mut current) = (0, ABSENT);
    for (root, start) in starts {
        plan.resize(start as usize, current);
        current = match root {
            Root::Manifest => ABSENT,
            Root::Plan => {
                next += 1;
                next - 1
            }
        };
    }
    plan.resize(rows as usize, current);
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{GapKind, samples};

    #[test]
    fn rows_of_plans_follow_one_another_and_references_stay_in_their_plan() {
        let (model, layout) = samples::model();
        let mut builder = Builder::new(&model, &layout);
        let (plans, industries) = (layout.of_record(RecordId(0)), layout.of_record(RecordId(1)));
        let members = layout.of_field(RecordId(0), FieldId(2)).unwrap();
        for (keys, refs) in
            [(["steel", "dyeing"], ["dyeing", "ghost"]), (["chips", "ai"], ["steel", "ghost"])]
        {
            let (_, plan) = builder.begin(Root::Plan).unwrap();
            for key in keys {
                let row = builder.row(industries, Cell::new(plans, plan, 1));
                let key = builder.words.intern(key);
                builder.set_id(Cell::new(industries, row, 0), key.0);
                assert_eq!(builder.set_key(industries, row, key), None);
                assert_eq!(builder.set_key(industries, row + 9, key), Some(row));
            }
            builder.set_list(Cell::new(plans, plan, 1), industries, plan * 2, false);
            for key in refs {
                let row = builder.row(members, Cell::new(plans, plan, 2));
                let key = builder.words.intern(key);
                builder.set_ref(Cell::new(members, row, 0), industries, key);
            }
            builder.set_list(Cell::new(plans, plan, 2), members, plan * 2, false);
            assert_eq!(builder.end(&model), if plan == 0 { vec![1] } else { vec![0, 1] });
        }
        let facts = builder.finish(&model, Scope::Open);
        let table = facts.table(industries).unwrap();
        assert_eq!((table.real, table.left_out, table.none, table.rows), (4, 7, 8, 9));
        assert_eq!(table.plan, [0, 0, 1, 1, 0, 1, 1, ABSENT, ABSENT]);
        let Some(Column::Row(rows)) = facts.column(members, 0) else { panic!() };
        // The last ones are what a member left out, and none, would lead to.
        assert_eq!(*rows, [1, 4, 5, 6, 7, 7]);
        assert!(table.is_dangling(4) && !table.is_dangling(3) && !table.is_dangling(7));
        let paths = crate::facts::Paths::new(&facts, &model, &layout);
        let places: Vec<String> =
            (0..6).map(|row| paths.row(industries, row).to_string()).collect();
        assert_eq!(places[..2], ["industries[steel]", "industries[dyeing]"]);
        assert_eq!(places[4..], ["industries[ghost]", "industries[steel]"]);
        assert_eq!(paths.row(members, 1).to_string(), "focus[ghost]");
    }

    #[test]
    fn a_reference_or_none_leads_to_no_record_only_where_silence_says_so() {
        let (mut model, _) = samples::model();
        let ty = FieldType::Ref { record: RecordId(1), or_none: true };
        let after = Field { ty, ..model.records[1].fields[0].clone() };
        model.records[1].fields.push(after);
        let layout = Layout::new(&model);
        let mut builder = Builder::new(&model, &layout);
        let (plans, industries) = (layout.of_record(RecordId(0)), layout.of_record(RecordId(1)));
        let (_, plan) = builder.begin(Root::Plan).unwrap();
        let key = builder.words.intern("dyeing");
        let ghost = builder.words.intern("ghost");
        let gap = |kind| Gap { kind, because: None };
        for row in 0..5 {
            assert_eq!(builder.row(industries, Cell::new(plans, plan, 1)), row);
            let after = Cell::new(industries, row, 1);
            match row {
                0 => assert_eq!(builder.set_key(industries, row, key), None),
                1 => builder.set_ref(after, industries, key),
                2 => builder.set_ref(after, industries, ghost),
                3 => builder.set_gap(after, gap(GapKind::Withheld)),
                _ => builder.set_gap(after, gap(GapKind::Malformed)),
            }
        }
        builder.set_list(Cell::new(plans, plan, 1), industries, 0, false);
        builder.end(&model);
        let facts = builder.finish(&model, Scope::Open);
        let table = facts.table(industries).unwrap();
        let Some(Column::Row(after)) = facts.column(industries, 1) else { panic!() };
        let (ghost, unknown) = (5, table.left_out);
        // Of the one that is not in the plan, and of those behind it, nothing is known.
        assert_eq!(after[..6], [table.none, 0, ghost, unknown, unknown, unknown]);
        assert_eq!(after[6..], [unknown, unknown]);
        assert!(table.is_none(after[0]) && !table.is_none(unknown));
    }

    #[test]
    fn a_plan_taken_back_leaves_nothing() {
        let (model, layout) = samples::model();
        let mut builder = Builder::new(&model, &layout);
        let (table, row) = builder.begin(Root::Plan).unwrap();
        builder.set_id(Cell::new(table, row, 0), 0);
        builder.abandon();
        let facts = builder.finish(&model, Scope::Open);
        assert_eq!(facts.table(table).unwrap().real, 0);
        assert_eq!(facts.plans.len(), 0);
    }
}
