//! From rows to the text of a plan: pointers and spans, read on demand.

use std::cell::OnceCell;

use super::finding::{At, Note};
use crate::base::{FileId, Sources, Span};
use crate::evaluate::Location;
use crate::facts::{Cell, Column, Facts, Layout, Paths, PlanRow, Root, TableId, TableKind};
use crate::model::FieldId;
use crate::program::Program;
use crate::read::{FieldPlace, Places, Reader};

/// The texts of one batch. A plan is read once more, with places kept, when one of its places is
/// first asked for.
pub(super) struct Texts<'a> {
    program: &'a Program,
    facts: &'a Facts,
    sources: &'a Sources,
    reader: &'a Reader<'a>,
    /// By row of the plan table.
    plans: Vec<(FileId, OnceCell<Places>)>,
    manifest: Option<(FileId, OnceCell<Places>)>,
}

impl<'a> Texts<'a> {
    pub fn new(
        program: &'a Program,
        facts: &'a Facts,
        sources: &'a Sources,
        reader: &'a Reader<'a>,
        plans: &[FileId],
        manifest: Option<FileId>,
    ) -> Texts<'a> {
        let unread = |file: FileId| (file, OnceCell::new());
        let plans = plans.iter().copied().map(unread).collect();
        Texts { program, facts, sources, reader, plans, manifest: manifest.map(unread) }
    }

    fn kept(&self, plan: Option<u32>) -> Option<&(FileId, OnceCell<Places>)> {
        match plan {
            Some(plan) => self.plans.get(plan as usize),
            None => self.manifest.as_ref(),
        }
    }

    fn places(&self, plan: Option<u32>) -> Option<&Places> {
        let (file, places) = self.kept(plan)?;
        let (root, row): (Root, &PlanRow) = match plan {
            Some(plan) => (Root::Plan, self.facts.plans.get(plan as usize)?),
            None => (Root::Manifest, self.facts.manifest.as_ref()?),
        };
        let text = self.sources.text(*file);
        Some(places.get_or_init(|| self.reader.places(root, text, *file, &row.starts)))
    }

    fn paths(&self) -> Paths<'a> {
        Paths::new(self.facts, &self.program.model, &self.program.layout)
    }

    /// Where a location stands in its text, under the path that people know it by. `plan` is the
    /// plan it is in.
    pub fn at(&self, location: &Location, plan: Option<u32>, path: String) -> At {
        let found = match self.places(plan) {
            Some(places) => self.found(location, places),
            None => None,
        };
        found.map_or_else(
            || At { path: path.clone(), pointer: String::new(), span: None, stated: false },
            |(pointer, span, stated)| At { path: path.clone(), pointer, span, stated },
        )
    }

    fn found(&self, location: &Location, places: &Places) -> Option<(String, Option<Span>, bool)> {
        let row_pointer = |table, row| places.row_pointer(self.facts, self.paths(), table, row);
        // A record is pointed at by what tells it from its neighbours.
        let record = |table, row| {
            let span = if self.is_record(table) { places.parent(table, row) } else { None };
            (row_pointer(table, row), span.or_else(|| places.row(table, row)))
        };
        let inside = |table: TableId, row: u32, field: u16, part: &dyn Fn(FieldPlace) -> Span| {
            let cell = Cell::new(table, row, field);
            match places.field(cell) {
                Some(place) => {
                    let pointer = places.field_pointer(self.facts, self.paths(), cell);
                    (pointer, Some(part(place)), true)
                }
                None => {
                    let (pointer, span) = record(table, row);
                    (pointer, span, false)
                }
            }
        };
        match *location {
            Location::Row { table, row } => {
                let (pointer, span) = record(table, row);
                Some((pointer, span, true))
            }
            Location::Field { table, row, field } => {
                Some(inside(table, row, field, &|place| self.pointed_at(place)))
            }
            Location::Year { table, row, field, year } => {
                let cell = Cell::new(table, row, field);
                if let Some((points, point)) = self.point(cell, year) {
                    return Some((row_pointer(points, point), places.row(points, point), true));
                }
                let (pointer, span, _) = inside(table, row, field, &|place| place.key);
                Some((pointer, span, false))
            }
            // What is missing inside a list is shown at its name.
            Location::Key { table, row, field, .. }
            | Location::KeyField { table, row, field, .. } => {
                let (pointer, span, _) = inside(table, row, field, &|place| place.key);
                Some((pointer, span, false))
            }
            Location::AbsentPlan(_) | Location::OtherPlans => None,
        }
    }

    /// A value that fits on its line is shown itself, a longer one by its name.
    fn pointed_at(&self, place: FieldPlace) -> Span {
        match self.sources.slice(place.value).contains('\n') {
            true => place.key,
            false => place.value,
        }
    }

    /// The row of a series' point at a year.
    fn point(&self, series: Cell, year: i32) -> Option<(TableId, u32)> {
        let TableKind::Records(record) = self.program.layout.kind(series.table)? else {
            return None;
        };
        let points = self.program.layout.of_field(*record, FieldId(series.field))?;
        let Column::List(lists) = self.facts.column(series.table, usize::from(series.field))?
        else {
            return None;
        };
        let Column::Number(years) = self.facts.column(points, Layout::YEAR)? else { return None };
        let wanted = Some(i128::from(year));
        let at_year = |row: &u32| years.get(*row as usize).and_then(|it| it.to_i128()) == wanted;
        let point = lists.range(series.row as usize).find(at_year)?;
        Some((points, point))
    }

    fn is_record(&self, table: TableId) -> bool {
        matches!(self.program.layout.kind(table), Some(TableKind::Records(_)))
    }

    /// Where the plan says its words are from: the `source` of the record at a row, or of the
    /// nearest record around it.
    pub fn note(&self, plan: Option<u32>, table: TableId, row: u32) -> Option<Note> {
        let places = self.places(plan)?;
        let (mut table, mut row) = (table, row);
        for _ in 0..=self.program.layout.tables.len() {
            if let Some(source) = places.source(table, row) {
                let part = |name: &str| source.part(name).map(str::to_owned);
                return Some(Note {
                    document: part("document"),
                    page: part("page"),
                    section: part("section"),
                    quote: part("quote"),
                    sheet: part("sheet"),
                    cell: part("cell"),
                });
            }
            let owner = self.facts.table(table)?.owner.get(row as usize)?;
            if *owner == Cell::ROOT {
                return None;
            }
            (table, row) = (owner.table, owner.row);
        }
        None
    }
}

/// The row that a location is in, where it is in one.
pub(super) fn row_of(location: &Location) -> Option<(TableId, u32)> {
    match *location {
        Location::Row { table, row }
        | Location::Field { table, row, .. }
        | Location::Year { table, row, .. }
        | Location::Key { table, row, .. }
        | Location::KeyField { table, row, .. } => Some((table, row)),
        Location::AbsentPlan(_) | Location::OtherPlans => None,
    }
}
