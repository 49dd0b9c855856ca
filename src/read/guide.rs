//! What the reader needs of a model again and again, looked up once.

use rustc_hash::FxHashMap;

use super::names::{Guess, Names};
use crate::facts::{Cell, Layout, TableId};
use crate::model::{Field, FieldId, FieldType, Model, Record, RecordId, RecordRole, VocabId};
use crate::quantity::{Bound, Range, Unit};

/// A model prepared for reading.
#[derive(Debug)]
pub(super) struct Guide {
    records: Vec<RecordGuide>,
    /// The declared words of each vocabulary.
    vocabularies: Vec<Names>,
    pub(super) units: Vec<Unit>,
}

#[derive(Debug)]
pub(super) struct RecordGuide {
    pub(super) table: TableId,
    pub(super) fields: Vec<FieldGuide>,
    /// The names of the fields.
    names: Names,
    /// Fields that must be there.
    pub(super) must: Vec<FieldId>,
    pub(super) with_default: Vec<FieldId>,
    /// It has a field `absent` or `because` of its own.
    pub(super) speaks_of_absence: bool,
}

#[derive(Debug)]
pub(super) struct FieldGuide {
    /// The name and a closing quote: how a key begins behind its opening quote.
    pub(super) key: Guess,
    /// The table of members, points or records that the field leads to.
    pub(super) child: Option<TableId>,
    /// The field whose word gives this one its unit.
    pub(super) waits_for: Option<FieldId>,
    pub(super) holds: Holds,
    /// What each point of its series holds, where it is a series.
    pub(super) points: Option<Figure>,
}

/// What a value is of which nothing has to be said where it stands as it should.
#[derive(Debug)]
pub(super) enum Holds {
    Text,
    Boolean,
    Word(VocabId),
    Figure(Figure),
    /// Something else, which is read with all care.
    Other,
}

/// What is asked of a number.
#[derive(Debug)]
pub(super) struct Figure {
    /// Into [`Guide::units`].
    pub(super) unit: usize,
    pub(super) integer: bool,
    pub(super) least: Option<End>,
    pub(super) most: Option<End>,
}

/// An end of a range: `digits / 10^scale`.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    digits: i64,
    scale: u8,
}

impl End {
    /// The end, if the range has one; `None` where it is no short decimal.
    fn of(bound: &Bound) -> Option<Option<End>> {
        let Some(number) = bound.number() else { return Some(None) };
        let (digits, scale) = number.as_decimal()?;
        let digits = i64::try_from(digits).ok()?;
        (scale <= 18).then_some(Some(End { digits, scale }))
    }

    /// Compares `digits / 10^scale` with the end; neither scale is above 18.
    pub(super) fn compare(self, digits: i64, scale: u8) -> std::cmp::Ordering {
        let at = |digits: i64, scale: u8| i128::from(digits) * 10i128.pow(u32::from(scale));
        at(digits, self.scale).cmp(&at(self.digits, scale))
    }
}

/// The units of a model's fields, each once.
#[derive(Debug, Default)]
struct Units {
    units: Vec<Unit>,
    known: FxHashMap<Unit, usize>,
}

impl Units {
    fn add(&mut self, unit: &Unit) -> usize {
        if let Some(known) = self.known.get(unit) {
            return *known;
        }
        self.units.push(unit.clone());
        self.known.insert(unit.clone(), self.units.len() - 1);
        self.units.len() - 1
    }
}

fn figure(ty: &FieldType, range: Option<&Range>, units: &mut Units) -> Option<Figure> {
    let FieldType::Number { unit, integer } = ty else { return None };
    let ends = |range: &Range| Some((End::of(range.lo())?, End::of(range.hi())?));
    let (least, most) = range.map_or(Some((None, None)), ends)?;
    Some(Figure { unit: units.add(unit), integer: *integer, least, most })
}

fn holds(record: &Record, field: &Field, units: &mut Units) -> Holds {
    match &field.ty {
        // What format a file is of is looked at.
        FieldType::Text if field.name == "format" && record.role != RecordRole::Part => {
            Holds::Other
        }
        FieldType::Text => Holds::Text,
        FieldType::Boolean => Holds::Boolean,
        FieldType::Word(vocabulary) => Holds::Word(*vocabulary),
        ty => figure(ty, field.range.as_ref(), units).map_or(Holds::Other, Holds::Figure),
    }
}

/// What each point of a series holds.
fn points(field: &Field, units: &mut Units) -> Option<Figure> {
    let FieldType::Series(value) = &field.ty else { return None };
    figure(value, field.range.as_ref(), units)
}

/// The field whose word gives another one its unit.
fn waits_for(ty: &FieldType) -> Option<FieldId> {
    match ty {
        FieldType::QuantityOf(word) => Some(*word),
        FieldType::Series(value) => match **value {
            FieldType::QuantityOf(word) => Some(word),
            _ => None,
        },
        _ => None,
    }
}

impl RecordGuide {
    pub(super) fn field_named(&self, name: &str) -> Option<FieldId> {
        self.names.find(name).and_then(|at| u16::try_from(at).ok()).map(FieldId)
    }
}

impl Guide {
    pub(super) fn new(model: &Model, layout: &Layout) -> Guide {
        let ids = (0..).map(RecordId);
        let mut units = Units::default();
        let records = ids.zip(&model.records).map(|(id, record)| {
            let fields = || (0..).map(FieldId).zip(&record.fields);
            let guides = fields().map(|(at, field)| FieldGuide {
                key: Guess::new(format!("{}\"", field.name)),
                child: layout.of_field(id, at),
                waits_for: waits_for(&field.ty),
                holds: holds(record, field, &mut units),
                points: points(field, &mut units),
            });
            let must = fields().filter(|(_, field)| !field.optional && field.default.is_none());
            let with_default = fields().filter(|(_, field)| field.default.is_some());
            RecordGuide {
                table: layout.of_record(id),
                names: Names::new(
                    record.by_name.iter().map(|(name, at)| (name.as_str(), u32::from(at.0))),
                ),
                fields: guides.collect(),
                must: must.map(|(at, _)| at).collect(),
                with_default: with_default.map(|(at, _)| at).collect(),
                speaks_of_absence: ["absent", "because"]
                    .iter()
                    .any(|name| record.by_name.contains_key(*name)),
            }
        });
        let records = records.collect();
        let words = model.vocabularies.iter().map(|vocabulary| {
            Names::new(vocabulary.by_name.iter().map(|(name, word)| (name.as_str(), word.0)))
        });
        Guide { records, vocabularies: words.collect(), units: units.units }
    }

    pub(super) fn record(&self, id: RecordId) -> Option<&RecordGuide> {
        self.records.get(usize::from(id.0))
    }

    /// A declared word of a vocabulary.
    pub(super) fn word(&self, VocabId(vocabulary): VocabId, text: &str) -> Option<u32> {
        self.vocabularies.get(usize::from(vocabulary))?.find(text)
    }

    /// A field of a row of records.
    pub(super) fn field(&self, at: Cell) -> Option<&FieldGuide> {
        self.records.get(at.table.0 as usize)?.fields.get(usize::from(at.field))
    }

    /// The table that a field of a row of records leads to.
    pub(super) fn child(&self, at: Cell) -> Option<TableId> {
        self.field(at)?.child
    }
}
