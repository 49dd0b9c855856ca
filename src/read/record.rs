//! Records: their fields, in whatever order they stand.

use super::expected::{one_of, plain_name};
use super::json::{Items, Kind};
use super::pass::Pass;
use super::places::{Keep, SourceNote};
use super::scalar::{Nothing, Scalar, Spot};
use crate::base::{Nearest, nearest, visible};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Cell, GapKind, Root, TableId};
use crate::model::{DefaultValue, Field, FieldId, FieldType, Record, RecordId};

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

/// Which fields of a record have been met.
#[derive(Debug, Default)]
struct Seen {
    low: u128,
    high: Vec<u16>,
}

impl Seen {
    fn has(&self, FieldId(field): FieldId) -> bool {
        match field {
            0..128 => self.low >> field & 1 == 1,
            field => self.high.contains(&field),
        }
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

/// The parts of a `source` that any record may carry.
const SOURCE_PARTS: [&str; 6] = ["document", "page", "section", "quote", "sheet", "cell"];

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
        let start = self.scan.at();
        if !self.scan.enter() {
            return false;
        }
        let (mut items, mut seen, mut later) = (Items::default(), Seen::default(), Vec::new());
        let mut next = 0;
        loop {
            let guess = guide.fields.get(next).map_or(&b""[..], |field| &field.key);
            let Some(key) = self.scan.next_field(&mut items, guess) else { break };
            let place = (key.start, key.end);
            let field = match &key.text {
                None => Some(FieldId(u16::try_from(next).unwrap_or(u16::MAX))),
                Some(text) => record.by_name.get(&**text).copied(),
            };
            let Some(field) = field else {
                self.other_field(record, guide.table, row, &key.text.unwrap_or_default(), place);
                continue;
            };
            next = usize::from(field.0) + 1;
            if !seen.insert(field) {
                let name = record.fields.get(usize::from(field.0)).map_or("", |it| &it.name);
                self.fault(place, || {
                    Diagnostic::error(Code::RepeatedField, format!("`{name}` stands twice here"))
                        .with_help("the first counts: remove one of them")
                });
                self.scan.skip();
                continue;
            }
            let value = self.scan.at();
            if self.waits_for(record, field).is_some_and(|needed| !seen.has(needed))
                && self.scan.skip_quietly()
            {
                later.push(Later { field, key: place, value });
                continue;
            }
            self.field(id, record, field, row, standing);
            let at = Cell::new(guide.table, row, field.0);
            self.keep.field(at, place, (value, self.scan.at()));
        }
        for Later { field, key, value } in later {
            let back = self.scan.go_to(value);
            self.field(id, record, field, row, standing);
            let at = Cell::new(guide.table, row, field.0);
            self.keep.field(at, key, (value, self.scan.at()));
            self.scan.go_to(back);
        }
        let met = seen.low != 0 || !seen.high.is_empty();
        if met || !matches!(standing, Standing::Root(_)) {
            self.unseen(id, record, row, standing, &seen, items.damaged, start);
        }
        met
    }

    /// The field whose word gives this one its unit.
    fn waits_for(&self, record: &Record, field: FieldId) -> Option<FieldId> {
        match &record.fields.get(usize::from(field.0))?.ty {
            FieldType::QuantityOf(word) => Some(*word),
            FieldType::Series(value) => match **value {
                FieldType::QuantityOf(word) => Some(word),
                _ => None,
            },
            _ => None,
        }
    }

    /// Reads the value of a field.
    fn field(
        &mut self,
        id: RecordId,
        record: &'a Record,
        field: FieldId,
        row: u32,
        standing: Standing,
    ) {
        let guide = self.guide.record(id);
        let Some(declared) = record.fields.get(usize::from(field.0)) else { return };
        let Some(guide) = guide else { return };
        let at = Cell::new(guide.table, row, field.0);
        let spot = Spot { field: declared, record: id, at, part: None };
        let start = self.scan.at();
        let child = guide.fields.get(usize::from(field.0)).and_then(|it| it.child);
        let read = self.value(&spot, child, record.key == Some(field), standing);
        let Err(nothing) = read else { return };
        if let Some(gap) = nothing.gap() {
            self.gap(at, gap);
        }
        if nothing == Nothing::Null && spot.must() {
            let name = &declared.name;
            self.fault((start, self.scan.at()), || {
                Diagnostic::error(
                    Code::MissingField,
                    format!("`{name}` must be stated, and is null"),
                )
            });
        }
        if nothing == Nothing::Null {
            self.default(at, declared);
        }
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
                    Diagnostic::error(Code::MissingField, format!("`{name}` must be stated"))
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
            FieldType::Record(record) => self.model.record(*record).is_some_and(|record| {
                record.by_name.contains_key("absent") || record.by_name.contains_key("because")
            }),
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
        let (start, end) = place;
        let symbol = match value {
            Scalar::Text(text) if text.trim().is_empty() => {
                let name = &spot.field.name;
                self.fault(place, || {
                    Diagnostic::error(Code::WrongType, format!("`{name}` is empty"))
                        .with_help("give it a short name that stays the same from draft to draft")
                });
                return Err(Nothing::Malformed);
            }
            Scalar::Text(text) => self.builder.words.intern(text),
            Scalar::Code(code) => {
                let text = self.model.code_text(crate::model::CodeId(*code));
                self.builder.words.intern(&text)
            }
            Scalar::Word(_) | Scalar::Ref(..) | Scalar::Boolean(_) | Scalar::Amount(_) => {
                let written = self.scan.slice(start, end).trim_matches('"');
                self.builder.words.intern(written)
            }
        };
        let earlier = self.builder.set_key(spot.at.table, spot.at.row, symbol);
        if let (Some(earlier), Standing::InList { first }) = (earlier, standing)
            && earlier >= first
        {
            let name = self.model.record(spot.record).map_or_else(String::new, plain_name);
            let key = visible(self.builder.words.word(symbol)).into_owned();
            self.fault(place, || {
                let message = format!("the {name} `{key}` stands twice in this list");
                Diagnostic::error(Code::RepeatedKey, message)
                    .with_help("give each its own; what refers to it means the first")
            });
        }
        Ok(())
    }

    /// A field that the model does not know.
    fn other_field(
        &mut self,
        record: &'a Record,
        table: TableId,
        row: u32,
        name: &str,
        place: (usize, usize),
    ) {
        if name == "$schema" || name.starts_with("x-") {
            self.scan.skip();
            return;
        }
        if name == "source" {
            self.source(table, row);
            return;
        }
        self.scan.skip();
        let near = match self.scan.faults.are_few() {
            true => nearest(name, record.fields.iter().map(|field| field.name.as_str())),
            false => Nearest::None,
        };
        self.scan.faults.add(|faults| {
            let message = format!("{} has no field `{}`", one_of(record), visible(name));
            let fault = Diagnostic::error(Code::UnknownField, message);
            let span = faults.span(place.0, place.1);
            match near {
                Nearest::One(near) => fault.label(span, format!("did you mean `{near}`?")),
                Nearest::None => fault
                    .at(span)
                    .with_help("notes of your own go into fields that start with `x-`"),
            }
        });
    }

    /// Reads where a record says that it is taken from.
    fn source(&mut self, table: TableId, row: u32) {
        let start = self.scan.at();
        let mut parts = Vec::new();
        match self.scan.kind() {
            Kind::Text => {
                if let Some(text) = self.scan.text()
                    && K::PLACES
                {
                    parts.push(("document".to_owned(), text.into_owned()));
                }
            }
            Kind::Object => {
                let mut items = Items::default();
                if !self.scan.enter() {
                    return;
                }
                while let Some(key) = self.scan.next_field(&mut items, b"") {
                    let name = key.text.unwrap_or_default();
                    if !SOURCE_PARTS.contains(&&*name) && !name.starts_with("x-") {
                        self.fault((key.start, key.end), || {
                            let message = format!("a source has no field `{}`", visible(&name));
                            Diagnostic::error(Code::UnknownField, message)
                                .with_help(format!("it has {}", SOURCE_PARTS.join(", ")))
                        });
                    }
                    let value = self.scan.at();
                    let text = match self.scan.kind() {
                        Kind::Text => self.scan.text(),
                        _ => {
                            self.scan.skip();
                            Some(self.scan.slice(value, self.scan.at()).into())
                        }
                    };
                    if let (true, Some(text)) = (K::PLACES, text) {
                        parts.push((name.into_owned(), text.into_owned()));
                    }
                }
            }
            kind => {
                self.scan.skip();
                let place = (start, self.scan.at());
                self.fault(place, || {
                    let message = format!("a source is a record, and {} stands here", kind.words());
                    Diagnostic::error(Code::WrongType, message)
                        .with_help("write `{ \"document\": \"…\", \"page\": 31 }`")
                });
                return;
            }
        }
        if K::PLACES {
            let span = self.scan.faults.span(start, self.scan.at());
            self.keep.source(table, row, SourceNote { span, parts });
        }
    }

    /// Fields that the record does not state.
    #[allow(clippy::too_many_arguments)]
    fn unseen(
        &mut self,
        id: RecordId,
        record: &'a Record,
        row: u32,
        standing: Standing,
        seen: &Seen,
        damaged: bool,
        start: usize,
    ) {
        let Some(guide) = self.guide.record(id) else { return };
        if damaged {
            // Any of them may stand in the part that could not be read.
            for field in (0..).map(FieldId).zip(&record.fields).map(|(id, _)| id) {
                if !seen.has(field) {
                    self.gap(Cell::new(guide.table, row, field.0), GapKind::Malformed);
                }
            }
            return;
        }
        for field in guide.must.iter().filter(|field| !seen.has(**field)) {
            let name = record.fields.get(usize::from(field.0)).map_or("", |it| &it.name);
            self.missing(record, name, standing, start);
        }
        for field in guide.with_default.iter().filter(|field| !seen.has(**field)) {
            if let Some(declared) = record.fields.get(usize::from(field.0)) {
                self.default(Cell::new(guide.table, row, field.0), declared);
            }
        }
    }

    fn missing(&mut self, record: &Record, name: &str, standing: Standing, start: usize) {
        let format = match standing {
            Standing::Root(Root::Plan) => self.model.plan_format.as_deref(),
            Standing::Root(Root::Manifest) => self.model.portfolio_format.as_deref(),
            Standing::Nested | Standing::InList { .. } => None,
        };
        self.scan.faults.add(|faults| {
            let span = faults.span(start, start + 1);
            match format.filter(|_| name == "format") {
                Some(format) => {
                    let message =
                        format!("the file does not say its format; it is read as {format}");
                    Diagnostic::note(Code::MissingField, message)
                        .at(span)
                        .with_help(format!("add `\"format\": \"{format}\"`"))
                }
                None => {
                    let message = format!("{} must state `{name}`", one_of(record));
                    Diagnostic::error(Code::MissingField, message)
                        .label(span, format!("`{name}` is missing here"))
                        .with_help(format!("add `\"{name}\": …`"))
                }
            }
        });
    }

    /// Gives a field the value that a plan which leaves it out is taken to say.
    fn default(&mut self, at: Cell, field: &'a Field) {
        let Some(default) = &field.default else { return };
        let child = self.guide.child(at);
        match default {
            DefaultValue::Boolean(value) => self.builder.set_boolean(at, *value),
            DefaultValue::Number(value) => self.builder.set_number(at, value.clone()),
            DefaultValue::Word(word) => self.builder.set_id(at, word.0),
            DefaultValue::Code(code) => self.builder.set_id(at, code.0),
            DefaultValue::Words(words) => {
                let Some(child) = child else { return };
                let first = self.builder.rows(child);
                for word in words {
                    let row = self.builder.row(child, at);
                    self.builder.set_id(Cell::new(child, row, 0), word.0);
                }
                self.builder.set_list(at, child, first, false);
            }
            DefaultValue::Empty => {
                let Some(child) = child else { return };
                self.builder.set_list(at, child, self.builder.rows(child), false);
            }
        }
        self.gap(at, GapKind::Assumed);
    }
}
