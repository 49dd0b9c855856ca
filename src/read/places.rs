//! Where in the text each row and value stands.

use crate::base::{FileId, Span};
use crate::facts::{Cell, Facts, Paths, TableId};

/// What a pass over a plan notes of places. The first read of a plan notes none; the second, for
/// those findings that are shown, notes all, and is the same code.
pub(super) trait Keep {
    /// A row has been read; `index` counts the members of its list in the text.
    fn row(&mut self, table: TableId, row: u32, index: usize, value: (usize, usize));
    fn field(&mut self, at: Cell, key: (usize, usize), value: (usize, usize));
    /// What a record says of where it is taken from.
    fn source(&mut self, table: TableId, row: u32, source: SourceNote);
    const PLACES: bool;
}

/// Notes nothing.
#[derive(Debug)]
pub(super) struct NoPlaces;

impl Keep for NoPlaces {
    const PLACES: bool = false;
    #[inline]
    fn row(&mut self, _: TableId, _: u32, _: usize, _: (usize, usize)) {}
    #[inline]
    fn field(&mut self, _: Cell, _: (usize, usize), _: (usize, usize)) {}
    #[inline]
    fn source(&mut self, _: TableId, _: u32, _: SourceNote) {}
}

/// Where a record says that it is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceNote {
    pub span: Span,
    /// What it states, as it is written, in its order: `document`, `page`, `section`, `quote`,
    /// `sheet`, `cell`. A source that is a mere text is a `document`.
    pub parts: Vec<(String, String)>,
}

impl SourceNote {
    pub fn part(&self, name: &str) -> Option<&str> {
        self.parts.iter().find(|(part, _)| part == name).map(|(_, text)| text.as_str())
    }
}

/// Where a field stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldPlace {
    /// Its name, with the quotes.
    pub key: Span,
    pub value: Span,
}

/// The places of one plan, or of the manifest, by the rows it has in a batch.
#[derive(Debug)]
pub struct Places {
    file: FileId,
    /// The plan's first row in each table of the batch.
    starts: Vec<u32>,
    tables: Vec<TablePlaces>,
}

#[derive(Debug, Default)]
struct TablePlaces {
    rows: Vec<RowPlace>,
    /// In order of rows.
    fields: Vec<(u32, u16, Bytes, Bytes)>,
    /// In order of rows.
    sources: Vec<(u32, SourceNote)>,
    key: Option<u16>,
}

type Bytes = (u32, u32);

#[derive(Clone, Copy, Debug, Default)]
struct RowPlace {
    value: Bytes,
    index: u32,
}

fn bytes((start, end): (usize, usize)) -> Bytes {
    let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    (clamp(start), clamp(end))
}

impl Keep for Places {
    const PLACES: bool = true;

    fn row(&mut self, table: TableId, row: u32, index: usize, value: (usize, usize)) {
        if let Some(table) = self.tables.get_mut(table.0 as usize) {
            let row = row as usize;
            if table.rows.len() <= row {
                table.rows.resize(row + 1, RowPlace::default());
            }
            if let Some(place) = table.rows.get_mut(row) {
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                *place = RowPlace { value: bytes(value), index };
            }
        }
    }

    fn field(&mut self, at: Cell, key: (usize, usize), value: (usize, usize)) {
        if let Some(table) = self.tables.get_mut(at.table.0 as usize) {
            table.fields.push((at.row, at.field, bytes(key), bytes(value)));
        }
    }

    fn source(&mut self, table: TableId, row: u32, source: SourceNote) {
        if let Some(table) = self.tables.get_mut(table.0 as usize) {
            table.sources.push((row, source));
        }
    }
}

impl Places {
    /// `keys` are the key fields of the tables.
    pub(super) fn new(
        file: FileId,
        starts: &[u32],
        keys: impl Iterator<Item = Option<u16>>,
    ) -> Self {
        let tables = keys.map(|key| TablePlaces { key, ..TablePlaces::default() }).collect();
        Places { file, starts: starts.to_vec(), tables }
    }

    fn span(&self, (start, end): Bytes) -> Span {
        Span { file: self.file, start, end }
    }

    /// A table's places, and a row of the batch as a row of this plan.
    fn at(&self, table: TableId, row: u32) -> Option<(&TablePlaces, u32)> {
        let start = self.starts.get(table.0 as usize).copied().unwrap_or(0);
        Some((self.tables.get(table.0 as usize)?, row.checked_sub(start)?))
    }

    fn row_place(&self, table: TableId, row: u32) -> Option<RowPlace> {
        let (table, row) = self.at(table, row)?;
        table.rows.get(row as usize).copied()
    }

    /// The whole of a record or member, or the value of a point.
    pub fn row(&self, table: TableId, row: u32) -> Option<Span> {
        self.row_place(table, row).map(|place| self.span(place.value))
    }

    /// A field that the plan states. For a point, the year and its value.
    pub fn field(&self, at: Cell) -> Option<FieldPlace> {
        let (table, row) = self.at(at.table, at.row)?;
        let first = table.fields.partition_point(|(of, ..)| *of < row);
        let fields = table.fields.get(first..)?.iter().take_while(|(of, ..)| *of == row);
        let (.., key, value) = *fields.into_iter().find(|(_, field, ..)| *field == at.field)?;
        Some(FieldPlace { key: self.span(key), value: self.span(value) })
    }

    /// Where to point for a field that a record does not state: the record's key, which tells it
    /// from its neighbours, or else its opening bracket.
    pub fn parent(&self, table: TableId, row: u32) -> Option<Span> {
        let (places, _) = self.at(table, row)?;
        let key = places.key.and_then(|key| self.field(Cell::new(table, row, key)));
        let opening = || {
            let Span { file, start, .. } = self.row(table, row)?;
            Some(Span { file, start, end: start + 1 })
        };
        key.map(|place| place.value).or_else(opening)
    }

    /// What a record says of where it is taken from.
    pub fn source(&self, table: TableId, row: u32) -> Option<&SourceNote> {
        let (places, row) = self.at(table, row)?;
        let at = places.sources.binary_search_by_key(&row, |(of, _)| *of).ok()?;
        places.sources.get(at).map(|(_, source)| source)
    }

    /// The JSON pointer (RFC 6901) of a record, member or point.
    pub fn row_pointer(&self, facts: &Facts, paths: Paths<'_>, table: TableId, row: u32) -> String {
        let mut steps = Vec::new();
        let (mut table, mut row) = (table, row);
        while let Some(owner) = facts.table(table).and_then(|it| it.owner.get(row as usize)) {
            if *owner == Cell::ROOT || steps.len() > 4 * self.tables.len() {
                break;
            }
            match paths.year_of(table, row) {
                Some(year) => steps.push(year.to_string()),
                None if paths.is_member(*owner) => {
                    let index = self.row_place(table, row).map_or(0, |place| place.index);
                    steps.push(index.to_string());
                }
                None => {}
            }
            steps.push(paths.field_name(*owner).unwrap_or("").to_owned());
            (table, row) = (owner.table, owner.row);
        }
        steps.iter().rev().map(|step| format!("/{}", escaped(step))).collect()
    }

    /// The JSON pointer of a field, whether the plan states it or not.
    pub fn field_pointer(&self, facts: &Facts, paths: Paths<'_>, at: Cell) -> String {
        let row = self.row_pointer(facts, paths, at.table, at.row);
        match paths.field_name(at) {
            Some(name) => format!("{row}/{}", escaped(name)),
            None => row,
        }
    }
}

fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}
