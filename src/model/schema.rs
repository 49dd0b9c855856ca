//! JSON Schema 2020-12 of plan files and manifests, for editors and for those who write plans by
//! machine.
//!
//! A schema says what can be said of a file without reading others and without arithmetic. What
//! goes beyond (units of the right dimension, codes that exist, references that lead somewhere) is
//! for the reader of plans alone, so a file that fits its schema may still have faults; one that
//! has none fits.

use serde_json::{Map, Value, json};

use super::{DefaultValue, Field, FieldType, Model, Record, RecordId, VocabId, Vocabulary};
use crate::base::Language;
use crate::quantity::{Number, Printer, Range, ScaledUnit, Unit};

/// Keys of `$defs` beside the names of records and vocabularies, which hold no hyphen.
const ABSENT: &str = "x-absent";
const SOURCE: &str = "x-source";

/// What a record may say beside its fields: where it is taken from.
const SOURCE_FIELD: &str = "source";

/// The field of a root that says what a file is.
const FORMAT_FIELD: &str = "format";

impl Model {
    /// The schema of a plan file, its texts in a language; `None` where no record is the plan.
    pub fn plan_schema(&self, language: Language) -> Option<Value> {
        self.root_schema(self.plan?, self.plan_format.as_deref(), language)
    }

    /// The schema of a portfolio's manifest; `None` where no record is the portfolio.
    pub fn portfolio_schema(&self, language: Language) -> Option<Value> {
        self.root_schema(self.portfolio?, self.portfolio_format.as_deref(), language)
    }

    fn root_schema(
        &self,
        root: RecordId,
        format: Option<&str>,
        language: Language,
    ) -> Option<Value> {
        let mut writer = Writer { model: self, language, definitions: Map::new(), waiting: vec![] };
        let record = self.record(root)?;
        let mut schema = writer.record(record);
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut)?;
        properties.insert("$schema".to_owned(), json!({ "type": "string" }));
        if let (Some(format), Some(field)) = (format, properties.get_mut(FORMAT_FIELD)) {
            put(field, "const", Value::from(format));
        }
        writer.definitions.insert(ABSENT.to_owned(), absent(language));
        writer.definitions.insert(SOURCE.to_owned(), source(language));
        while let Some(waiting) = writer.waiting.pop() {
            let (name, definition) = match waiting {
                Waiting::Record(id) => {
                    let record = self.record(id)?;
                    (record.name.clone(), writer.record(record))
                }
                Waiting::Vocabulary(id) => {
                    let vocabulary = self.vocabulary(id)?;
                    (vocabulary.name.clone(), writer.words(vocabulary))
                }
            };
            writer.definitions.insert(name, definition);
        }
        let object = schema.as_object_mut()?;
        object.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.insert("$defs".to_owned(), Value::Object(writer.definitions));
        Some(schema)
    }
}

/// A definition that something refers to and that is not written yet.
enum Waiting {
    Record(RecordId),
    Vocabulary(VocabId),
}

struct Writer<'m> {
    model: &'m Model,
    language: Language,
    definitions: Map<String, Value>,
    waiting: Vec<Waiting>,
}

impl Writer<'_> {
    fn reference(&mut self, name: &str, definition: Waiting) -> Value {
        if !self.definitions.contains_key(name) {
            // Holds the place until its turn comes, so that it is written once.
            self.definitions.insert(name.to_owned(), Value::Null);
            self.waiting.push(definition);
        }
        reference_to(name)
    }

    fn record(&mut self, record: &Record) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        properties.insert(SOURCE_FIELD.to_owned(), reference_to(SOURCE));
        for field in &record.fields {
            if !field.optional && field.default.is_none() {
                required.push(Value::from(field.name.as_str()));
            }
            let schema = self.field(record, field);
            properties.insert(field.name.clone(), schema);
        }
        let mut schema = json!({
            "type": "object",
            "properties": properties,
            "patternProperties": { "^x-": true },
            "additionalProperties": false,
        });
        if !required.is_empty() {
            put(&mut schema, "required", Value::Array(required));
        }
        put_text(&mut schema, "title", record.text.pick(self.language));
        schema
    }

    fn field(&mut self, record: &Record, field: &Field) -> Value {
        let mut schema = self.of_type(record, &field.ty, field.range.as_ref());
        if field.optional || field.default.is_some() {
            let mut forms = match schema {
                Value::Object(mut only) if only.len() == 1 && only.contains_key("anyOf") => {
                    match only.remove("anyOf") {
                        Some(Value::Array(forms)) => forms,
                        _ => Vec::new(),
                    }
                }
                one => vec![one],
            };
            forms.push(json!({ "type": "null" }));
            if field.optional {
                forms.push(reference_to(ABSENT));
            }
            schema = json!({ "anyOf": forms });
        }
        if let Some(default) = field.default.as_ref().and_then(|value| self.default(field, value)) {
            put(&mut schema, "default", default);
        }
        let text = field.text.pick(self.language);
        let description = match (text.is_empty(), self.unit_of(record, &field.ty)) {
            (_, None) => text.to_owned(),
            (true, Some(unit)) => unit,
            (false, Some(unit)) => {
                self.language.pick(format!("{text} ({unit})"), format!("{text}（{unit}）"))
            }
        };
        put_text(&mut schema, "description", &description);
        schema
    }

    /// What numbers of a field are in, where they are in something.
    fn unit_of(&self, record: &Record, ty: &FieldType) -> Option<String> {
        match ty {
            FieldType::Number { unit: Unit::Number, .. } => None,
            FieldType::Number { unit, .. } => {
                let printer = Printer::new(&self.model.units, self.language);
                let unit = printer.unit(&ScaledUnit::from(unit.clone()));
                Some(self.language.pick(format!("in {unit}"), format!("单位：{unit}")))
            }
            FieldType::QuantityOf(word) => {
                let word = &record.fields.get(usize::from(word.0))?.name;
                let english = format!("in the unit of the word in `{word}`");
                Some(self.language.pick(english, format!("单位由`{word}`的词决定")))
            }
            FieldType::Series(value) => self.unit_of(record, value),
            FieldType::Text
            | FieldType::Boolean
            | FieldType::Year
            | FieldType::Date
            | FieldType::Word(_)
            | FieldType::Code(_)
            | FieldType::Ref { .. }
            | FieldType::Record(_)
            | FieldType::List(_)
            | FieldType::Set(_) => None,
        }
    }

    fn of_type(&mut self, record: &Record, ty: &FieldType, range: Option<&Range>) -> Value {
        match ty {
            FieldType::Text => json!({ "type": "string" }),
            FieldType::Boolean => json!({ "type": "boolean" }),
            FieldType::Number { integer, .. } => {
                let mut number = json!({ "type": if *integer { "integer" } else { "number" } });
                limit(&mut number, range);
                // A text gives another scale or unit: `"1.2 million hectare"`.
                json!({ "anyOf": [number, { "type": "string", "pattern": "\\d" }] })
            }
            FieldType::QuantityOf(_) => {
                let mut number = json!({ "type": "number" });
                limit(&mut number, range);
                json!({ "anyOf": [number, { "type": "string", "pattern": "\\d" }] })
            }
            FieldType::Year => {
                let mut year = json!({ "type": "integer" });
                limit(&mut year, range);
                year
            }
            FieldType::Date => json!({ "type": "string", "format": "date" }),
            FieldType::Word(id) => match self.model.vocabulary(*id) {
                Some(vocabulary) if vocabulary.inline => self.words(vocabulary),
                Some(vocabulary) => self.reference(&vocabulary.name, Waiting::Vocabulary(*id)),
                None => json!({ "type": "string" }),
            },
            FieldType::Code(_) | FieldType::Ref { .. } => {
                let description = self.model.describe(record, ty);
                let description = description.pick(self.language);
                json!({ "type": "string", "description": description })
            }
            FieldType::Record(id) => match self.model.record(*id) {
                Some(inner) => self.reference(&inner.name, Waiting::Record(*id)),
                None => json!({ "type": "object" }),
            },
            FieldType::List(member) => {
                json!({ "type": "array", "items": self.of_type(record, member, None) })
            }
            FieldType::Set(member) => {
                let items = self.of_type(record, member, None);
                json!({ "type": "array", "items": items, "uniqueItems": true })
            }
            FieldType::Series(value) => {
                let value = self.of_type(record, value, range);
                json!({
                    "type": "object",
                    "patternProperties": { "^\\d{4}$": value },
                    "additionalProperties": false,
                })
            }
        }
    }

    fn words(&self, vocabulary: &Vocabulary) -> Value {
        let words: Vec<&str> = vocabulary.words.iter().map(|word| word.name.as_str()).collect();
        let mut schema = match vocabulary.open {
            true => json!({ "anyOf": [{ "enum": words }, { "type": "string" }] }),
            false => json!({ "enum": words }),
        };
        put_text(&mut schema, "title", vocabulary.text.pick(self.language));
        let texts = vocabulary.words.iter().filter(|word| !word.text.is_empty());
        let texts: Vec<String> =
            texts.map(|word| format!("{}: {}", word.name, word.text.pick(self.language))).collect();
        put_text(&mut schema, "description", &texts.join("\n"));
        schema
    }

    fn default(&self, field: &Field, value: &DefaultValue) -> Option<Value> {
        let vocabulary = match &field.ty {
            FieldType::Word(id) => self.model.vocabulary(*id),
            FieldType::Set(member) => match **member {
                FieldType::Word(id) => self.model.vocabulary(id),
                _ => None,
            },
            _ => None,
        };
        let word = |id| vocabulary?.word(id).map(|word| Value::from(word.name.as_str()));
        match value {
            DefaultValue::Boolean(value) => Some(Value::from(*value)),
            DefaultValue::Number(value) => number(value),
            DefaultValue::Word(id) => word(*id),
            DefaultValue::Code(code) => Some(Value::from(self.model.code_text(*code))),
            DefaultValue::Words(ids) => ids.iter().map(|id| word(*id)).collect(),
            DefaultValue::Empty => Some(json!([])),
        }
    }
}

fn reference_to(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{}", name.replace('~', "~0").replace('/', "~1")) })
}

fn put(schema: &mut Value, key: &str, value: Value) {
    if let Some(object) = schema.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

fn put_text(schema: &mut Value, key: &str, text: &str) {
    if !text.is_empty() {
        put(schema, key, Value::from(text));
    }
}

fn limit(schema: &mut Value, range: Option<&Range>) {
    let Some(range) = range else { return };
    for (key, end) in [("minimum", range.lo()), ("maximum", range.hi())] {
        if let Some(value) = end.number().and_then(number) {
            put(schema, key, value);
        }
    }
}

/// A number as JSON writes it, where its digits fit.
fn number(value: &Number) -> Option<Value> {
    let (digits, scale) = value.as_decimal()?;
    let text = match scale {
        0 => digits.to_string(),
        _ => format!("{digits}e-{scale}"),
    };
    serde_json::from_str(&text).ok()
}

fn absent(language: Language) -> Value {
    let title = language.pick(
        "Why the plan does not state it. It stays a gap, and findings say why.",
        "规划未说明的原因：仍视为缺失，结果中会注明原因。",
    );
    json!({
        "title": title,
        "type": "object",
        "properties": {
            "absent": { "enum": ["unknown", "withheld", "not applicable"] },
            "because": { "type": "string" },
        },
        "required": ["absent"],
        "additionalProperties": false,
    })
}

fn source(language: Language) -> Value {
    let title = language.pick("Where it is taken from", "出处");
    let part = || json!({ "type": ["string", "integer"] });
    json!({
        "title": title,
        "type": ["object", "string"],
        "properties": {
            "document": part(), "page": part(), "section": part(), "quote": part(),
            "sheet": part(), "cell": part(),
        },
        "patternProperties": { "^x-": true },
        "additionalProperties": false,
    })
}
