//! Records: their fields, in whatever order they stand.

use super::expected::{one_of, plain_name};
use super::guide::RecordGuide;
use super::json::{Items, Kind};
use super::pass::Pass;
use super::places::Keep;
use super::scalar::{Nothing, Scalar, Spot};
use crate::base::{Nearest, Said, did_you_mean, nearest, visible};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Cell, Root, TableId};
use crate::model::{Field, FieldId, FieldType, Record, RecordId};

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Root(Root),
    /// In a field of another record.
    Nested,
    /// In a list, whose members are the rows from `first` on.
    InList {
        first: u32,
    },
}

/// The row that is being read.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) id: RecordId,
    pub(super) record: &'a Record,
    pub(super) guide: &'a RecordGuide,
    pub(super) row: u32,
    pub(super) standing: Standing,
}

impl<'a> Row<'a> {
    pub(super) fn cell(&self, field: FieldId) -> Cell {
        Cell::new(self.guide.table, self.row, field.0)
    }

    pub(super) fn field(&self, field: FieldId) -> Option<&'a Field> {
        self.record.fields.get(usize::from(field.0))
    }
}

/// Which fields of a record have been met.
#[derive(Debug, Default)]
pub(super) struct Seen {
    low: u128,
    high: Vec<u16>,
}

impl Seen {
    pub(super) fn has(&self, FieldId(field): FieldId) -> bool {
        match field {
            0..128 => self.low >> field & 1 == 1,
            field => self.high.contains(&field),
        }
    }

    fn any(&self) -> bool {
        self.low != 0 || !self.high.is_empty()
    }

    /// False where it was met before.
    fn insert(&mut self, FieldId(field): FieldId) -> bool {
        let new = !self.has(FieldId(field));
        match field {
            0..128 => self.low |= 1 << field,
            field if new => self.high.push(field),
            _ => {}
        }
        new
    }
}

/// A field whose value is read once the rest of the record is known.
struct Later {
    field: FieldId,
    key: (usize, usize),
    value: usize,
}

impl<'a, K: Keep> Pass<'a, K> {
    /// Reads the record that begins here into a row of its table. Gives whether any field of it
    /// was one of the model's.
    pub(super) fn record(&mut self, id: RecordId, row: u32, standing: Standing) -> bool {
        let (Some(record), Some(guide)) = (self.model.record(id), self.guide.record(id)) else {
            self.scan.skip();
            return false;
        };
        let row = Row { id, record, guide, row, standing };
        let start = self.scan.at();
        let mut seen = Seen::default();
        if !self.scan.enter() {
            self.unseen(&row, &seen, true, start);
            return false;
        }
        let (mut items, mut later) = (Items::default(), Vec::new());
        let mut next = 0;
        loop {
            let guess = guide.fields.get(next).map(|field| &field.key);
            let Some(key) = self.scan.next_field(&mut items, guess) else { break };
            let place = (key.start, key.end);
            let field = match &key.text {
                None => Some(FieldId(u16::try_from(next).unwrap_or(u16::MAX))),
                Some(text) => guide.field_named(text),
            };
            let Some(field) = field else {
                self.other_field(&row, &key.text.unwrap_or_default(), place);
                continue;
            };
            next = usize::from(field.0) + 1;
            if !seen.insert(field) {
                let name = row.field(field).map_or("", |it| &it.name);
                self.fault(place, || {
                    let message = said!("`{name}` stands twice here", "`{name}` 在此写了两次");
                    Diagnostic::error(Code::RepeatedField, message).with_help(said!(
                        "the first counts: remove one of them",
                        "以第一处为准：请删去一处"
                    ))
                });
                self.scan.skip();
                continue;
            }
            let value = self.scan.at();
            let own = guide.fields.get(usize::from(field.0));
            if own.and_then(|own| own.waits_for).is_some_and(|needed| !seen.has(needed))
                && self.scan.skip_quietly()
            {
                later.push(Later { field, key: place, value });
                continue;
            }
            self.field(&row, field);
            self.keep.field(row.cell(field), place, (value, self.scan.at()));
        }
        for Later { field, key, value } in later {
            let back = self.scan.go_to(value);
            self.field(&row, field);
            self.keep.field(row.cell(field), key, (value, self.scan.at()));
            self.scan.go_to(back);
        }
        let met = seen.any();
        if met || !matches!(standing, Standing::Root(_)) {
            self.unseen(&row, &seen, items.damaged, start);
        }
        met
    }

    /// Reads the value of a field.
    fn field(&mut self, row: &Row<'a>, field: FieldId) {
        let Some(declared) = row.field(field) else { return };
        let at = row.cell(field);
        let is_key = row.record.key == Some(field);
        let guide = row.guide.fields.get(usize::from(field.0));
        if !is_key && guide.is_some_and(|guide| self.plain(&guide.holds, at)) {
            return;
        }
        let spot = Spot { field: declared, record: row.id, at, part: None };
        let start = self.scan.at();
        let child = guide.and_then(|it| it.child);
        let read = self.value(&spot, child, is_key, row.standing);
        let Err(nothing) = read else { return };
        if let Some(gap) = nothing.gap() {
            self.gap(at, gap);
        }
        if nothing != Nothing::Null {
            return;
        }
        if spot.must() {
            let name = &declared.name;
            self.fault((start, self.scan.at()), || {
                Diagnostic::error(
                    Code::MissingField,
                    said!(
                        "`{name}` must be stated, and is null",
                        "`{name}` 必须写明，此处却为 null"
                    ),
                )
            });
        }
        self.default(at, declared);
    }

    fn value(
        &mut self,
        spot: &Spot<'a>,
        child: Option<TableId>,
        is_key: bool,
        standing: Standing,
    ) -> Result<(), Nothing> {
        let ty = &spot.field.ty;
        let kind = self.scan.kind();
        if kind == Kind::Null {
            self.scan.word(kind);
            return Err(Nothing::Null);
        }
        if kind == Kind::Object && self.says_absent_of(ty) {
            if spot.must() {
                let name = &spot.field.name;
                let start = self.scan.at();
                self.fault((start, start + 1), || {
                    let message = said!("`{name}` must be stated", "`{name}` 必须写明");
                    Diagnostic::error(Code::MissingField, message)
                });
            }
            return self.absence(spot.at);
        }
        match (ty, kind, child) {
            (FieldType::Record(record), Kind::Object, Some(table)) => {
                let start = self.scan.at();
                let row = self.builder.row(table, spot.at);
                self.builder.set_id(spot.at, row);
                self.record(*record, row, Standing::Nested);
                self.keep.row(table, row, 0, (start, self.scan.at()));
                Ok(())
            }
            (FieldType::List(member) | FieldType::Set(member), Kind::Array, Some(table)) => {
                self.members(spot, table, member)
            }
            (FieldType::Series(value), Kind::Object, Some(table)) => {
                self.series(spot, table, value)
            }
            (
                FieldType::Record(_)
                | FieldType::List(_)
                | FieldType::Set(_)
                | FieldType::Series(_),
                kind,
                _,
            ) => Err(self.wrong_type(spot, ty, kind)),
            _ => {
                let start = self.scan.at();
                let value = self.scalar(spot, ty)?;
                let place = (start, self.scan.at());
                if is_key {
                    self.key(spot, &value, place, standing)?;
                }
                self.store(spot.at, value, place);
                Ok(())
            }
        }
    }

    /// Whether the record that begins here says why a field of a type is absent.
    fn says_absent_of(&mut self, ty: &FieldType) -> bool {
        let own = match ty {
            FieldType::Record(record) => {
                self.guide.record(*record).is_some_and(|guide| guide.speaks_of_absence)
            }
            _ => false,
        };
        !own && self.says_absent()
    }

    /// Notes the key of a record.
    fn key(
        &mut self,
        spot: &Spot<'a>,
        value: &Scalar<'a>,
        place: (usize, usize),
        standing: Standing,
    ) -> Result<(), Nothing> {
        let symbol = match value {
            Scalar::Text(text) if text.trim().is_empty() => {
                let name = &spot.field.name;
                self.fault(place, || {
                    let message = said!("`{name}` is empty", "`{name}` 为空");
                    Diagnostic::error(Code::WrongType, message).with_help(said!(
                        "give it a short name that stays the same from draft to draft",
                        "请取一个各稿之间保持不变的短名"
                    ))
                });
                return Err(Nothing::Malformed);
            }
            Scalar::Text(text) => self.builder.words.intern(text),
            Scalar::Code(code) => {
                let text = self.model.code_text(crate::model::CodeId(*code));
                self.builder.words.intern(&text)
            }
            Scalar::Word(word) => self.word_symbol(&spot.field.ty, *word),
            // Other values tell no records apart.
            Scalar::Ref(..) | Scalar::Boolean(_) | Scalar::Amount(_) => return Ok(()),
        };
        let earlier = self.builder.set_key(spot.at.table, spot.at.row, symbol);
        if let (Some(earlier), Standing::InList { first }) = (earlier, standing)
            && earlier >= first
        {
            let name = self.model.record(spot.record).map_or_else(Said::default, plain_name);
            let key = visible(self.builder.words.word(symbol)).into_owned();
            self.fault(place, || {
                let message = said!(
                    "the {name} `{key}` stands twice in this list",
                    "{name}`{key}` 在列表中出现两次";
                    name
                );
                Diagnostic::error(Code::RepeatedKey, message).with_help(said!(
                    "give each its own; what refers to it means the first",
                    "请各取其名；引用以第一个为准"
                ))
            });
        }
        Ok(())
    }

    /// A field that the model does not know.
    fn other_field(&mut self, row: &Row<'a>, name: &str, place: (usize, usize)) {
        let record = row.record;
        if name == "$schema" || name.starts_with("x-") {
            self.scan.skip();
            return;
        }
        if name == "source" {
            self.source(row.guide.table, row.row);
            return;
        }
        self.scan.skip();
        let near = match self.scan.faults.are_few() {
            true => nearest(name, record.fields.iter().map(|field| field.name.as_str())),
            false => Nearest::None,
        };
        self.scan.faults.add(|faults| {
            let (owner, name) = (one_of(record), visible(name));
            let message = said!("{owner} has no field `{name}`", "{owner}没有字段 `{name}`"; owner);
            let fault = Diagnostic::error(Code::UnknownField, message);
            let span = faults.span(place.0, place.1);
            match near {
                Nearest::One(near) => fault.label(span, did_you_mean(near)),
                Nearest::None => fault.at(span).with_help(said!(
                    "notes of your own go into fields that start with `x-`",
                    "自用备注请写入以 `x-` 开头的字段"
                )),
            }
        });
    }
}
