//! One table in the making.

use rustc_hash::FxHashMap;

use super::{ABSENT, Cell, Column, Gap, Layout, Lists, NumberColumn, Table, TableId, TableKind};
use crate::base::{Interner, Symbol};
use crate::model::{FieldType, Model};

/// A table in the making. `owner` is as long as there are rows; columns may be shorter.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) columns: Vec<Column>,
    pub(super) owner: Vec<Cell>,
    pub(super) gaps: FxHashMap<(u16, u32), Gap>,
    /// The row that a key belongs to, or where the key dangles, by symbol. An entry of an earlier
    /// plan is told by its row, so that nothing has to be cleared between plans.
    by_key: Vec<u32>,
    /// Keys referred to that no row of the plan has, with the plan.
    dangling: Vec<(u32, Symbol)>,
    /// The first of `dangling` that is of the plan being read.
    dangling_from: usize,
}

/// Marks a reference to a dangling row until the number of real rows is known.
const DANGLING: u32 = 1 << 31;

/// The rows of a table that stand behind those that plans state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Behind {
    first_dangling: u32,
    left_out: u32,
}

fn empty_column(ty: &FieldType) -> Column {
    match ty {
        FieldType::Text => Column::Text(Vec::new()),
        FieldType::Boolean => Column::Boolean(Vec::new()),
        FieldType::Number { .. } | FieldType::QuantityOf(_) | FieldType::Year | FieldType::Date => {
            Column::Number(NumberColumn::default())
        }
        FieldType::Word(_) => Column::Word(Vec::new()),
        FieldType::Code(_) => Column::Code(Vec::new()),
        FieldType::Ref { .. } | FieldType::Record(_) => Column::Row(Vec::new()),
        FieldType::List(_) | FieldType::Set(_) | FieldType::Series(_) => {
            Column::List(Lists::default())
        }
    }
}

fn empty_columns(model: &Model, kind: &TableKind) -> Vec<Column> {
    match kind {
        TableKind::Records(record) => {
            let fields = model.record(*record).map_or(&[][..], |record| &record.fields);
            fields.iter().map(|field| empty_column(&field.ty)).collect()
        }
        TableKind::Members { member, .. } => vec![empty_column(member)],
        TableKind::Points { value, .. } => {
            vec![empty_column(value), empty_column(&FieldType::Year)]
        }
    }
}

/// Sets the value of a row; rows skipped so far are absent.
pub(super) fn put<T: Clone>(column: &mut Vec<T>, row: u32, value: T, absent: T) {
    let row = row as usize;
    if column.len() < row {
        column.resize(row, absent);
    }
    match column.get_mut(row) {
        Some(cell) => *cell = value,
        None => column.push(value),
    }
}

impl Rows {
    pub(super) fn new(model: &Model, kind: &TableKind) -> Rows {
        Rows {
            columns: empty_columns(model, kind),
            owner: Vec::new(),
            gaps: FxHashMap::default(),
            by_key: Vec::new(),
            dangling: Vec::new(),
            dangling_from: 0,
        }
    }

    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.owner.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn begin_plan(&mut self) {
        self.dangling_from = self.dangling.len();
    }

    pub(super) fn set_key(&mut self, key: Symbol, row: u32) {
        put(&mut self.by_key, key.0, row, ABSENT);
    }

    /// The row from `first` on that has a key.
    pub(super) fn row_of_key(&self, key: Symbol, first: u32) -> Option<u32> {
        let known = self.by_key.get(key.0 as usize).copied()?;
        (known & DANGLING == 0 && known >= first).then_some(known)
    }

    /// The keys of rows from `first` on, by first mention of their text.
    pub(super) fn keys(&self, first: u32) -> impl Iterator<Item = Symbol> + '_ {
        let keys = (0..).map(Symbol).zip(&self.by_key);
        keys.filter(move |(_, row)| **row & DANGLING == 0 && **row >= first).map(|(key, _)| key)
    }

    /// What stands in a reference column for a key that no row of the plan has.
    pub(super) fn dangling_row(&mut self, plan: u32, key: Symbol) -> u32 {
        if let Some(known) = self.by_key.get(key.0 as usize).copied()
            && known != ABSENT
            && known & DANGLING != 0
            && (known & !DANGLING) as usize >= self.dangling_from
        {
            return known;
        }
        let row = DANGLING | u32::try_from(self.dangling.len()).unwrap_or(0);
        self.dangling.push((plan, key));
        put(&mut self.by_key, key.0, row, ABSENT);
        row
    }

    pub(super) fn truncate(&mut self, start: u32) {
        let rows = start as usize;
        self.owner.truncate(rows);
        self.gaps.retain(|(_, row), _| *row < start);
        for column in &mut self.columns {
            column.truncate(rows);
        }
    }

    pub(super) fn behind(&self) -> Behind {
        let first_dangling = self.len();
        let dangling = u32::try_from(self.dangling.len()).unwrap_or(0);
        Behind { first_dangling, left_out: first_dangling + dangling }
    }

    /// The finished table. `plan` holds the plan of each real row, `behind` the rows behind the
    /// real ones of every table.
    pub(super) fn finish(
        mut self,
        model: &Model,
        layout: &Layout,
        id: TableId,
        mut plan: Vec<u32>,
        behind: &[Behind],
        words: &Interner,
    ) -> Table {
        let Behind { first_dangling: real, left_out } = self.behind();
        let none = left_out + 1;
        let rows = none + 1;
        for (field, column) in self.columns.iter_mut().enumerate() {
            // A reference that no row states leads somewhere all the same.
            let leads = real > 0 && matches!(column, Column::Row(_));
            if !leads && column.is_empty() {
                continue;
            }
            column.pad(rows as usize);
            let target = layout.target(model, id, field);
            let target = target.and_then(|target| behind.get(target.0 as usize));
            if let (Column::Row(column), Some(target)) = (column, target) {
                let or_none = layout.is_or_none(model, id, field);
                let gap = |row| {
                    u16::try_from(field).is_ok_and(|field| self.gaps.contains_key(&(field, row)))
                };
                for (at, row) in (0..).zip(column).filter(|(_, row)| **row & DANGLING != 0) {
                    *row = match *row {
                        // What stands behind the real rows says nothing by its silence.
                        ABSENT if or_none && at < real && !gap(at) => target.left_out + 1,
                        ABSENT => target.left_out,
                        dangling => target.first_dangling + (dangling & !DANGLING),
                    };
                }
            }
        }
        if left_out > 0 {
            plan.extend(self.dangling.iter().map(|(plan, _)| *plan));
            plan.extend([ABSENT, ABSENT]);
        }
        if let Some((field, ty)) = key_of(model, layout, id)
            && let Some(column) = self.columns.get_mut(field)
            && !self.dangling.is_empty()
        {
            column.pad(rows as usize);
            for ((_, key), row) in self.dangling.iter().zip(real..) {
                put_key(column, ty, row, *key, model, words);
            }
        }
        let Rows { columns, owner, gaps, .. } = self;
        Table { rows, real, left_out, none, columns, plan, owner, gaps }
    }
}

fn key_of<'m>(model: &'m Model, layout: &Layout, id: TableId) -> Option<(usize, &'m FieldType)> {
    let TableKind::Records(record) = layout.kind(id)? else { return None };
    let key = model.record(*record)?.key?;
    Some((usize::from(key.0), &model.field(*record, key)?.ty))
}

/// The key of a dangling row, where it is a text or a word. A code that no row has is not
/// known to be one.
fn put_key(
    column: &mut Column,
    ty: &FieldType,
    row: u32,
    key: Symbol,
    model: &Model,
    words: &Interner,
) {
    match (column, ty) {
        (Column::Text(column), _) => put(column, row, key.0, ABSENT),
        (Column::Word(column), FieldType::Word(vocabulary)) => {
            let Some(vocabulary) = model.vocabulary(*vocabulary) else { return };
            let free = || u32::try_from(vocabulary.words.len()).unwrap_or(0) + key.0;
            let word = vocabulary.word_named(words.word(key)).map_or_else(free, |word| word.0);
            put(column, row, word, ABSENT);
        }
        _ => {}
    }
}
