//! A small model for the tests of this room.

use rustc_hash::FxHashMap;

use super::Layout;
use crate::base::{FileId, Span, Texts};
use crate::model::{Field, FieldId, FieldType, Model, Record, RecordId, RecordRole};

fn record(name: &str, role: RecordRole, fields: &[(&str, FieldType)]) -> Record {
    let span = Span::new(FileId(0), 0, 0);
    let fields: Vec<Field> = fields
        .iter()
        .map(|(name, ty)| Field {
            name: (*name).to_owned(),
            optional: true,
            ty: ty.clone(),
            range: None,
            default: None,
            text: Texts::default(),
            added_by: None,
            span,
        })
        .collect();
    let by_name: FxHashMap<_, _> =
        fields.iter().map(|field| field.name.clone()).zip((0..).map(FieldId)).collect();
    Record {
        name: name.to_owned(),
        pack: "sample".to_owned(),
        role,
        key: Some(FieldId(0)),
        shown_as: None,
        text: Texts::default(),
        doc: String::new(),
        fields,
        by_name,
        span,
    }
}

/// Plans with an `id`, `industries` (each with an `id`) and references to them in `focus`.
pub fn model() -> (Model, Layout) {
    let industry = RecordId(1);
    let list = |member| FieldType::List(Box::new(member));
    let plan = record(
        "Plan",
        RecordRole::Plan { base_year: Vec::new(), last_year: Vec::new() },
        &[
            ("id", FieldType::Text),
            ("industries", list(FieldType::Record(industry))),
            ("focus", list(FieldType::Ref { record: industry, or_none: false })),
        ],
    );
    let industry = record("Industry", RecordRole::Part, &[("id", FieldType::Text)]);
    let model =
        Model { records: vec![plan, industry], plan: Some(RecordId(0)), ..Model::default() };
    let layout = Layout::new(&model);
    (model, layout)
}
