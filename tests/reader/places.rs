//! Where values stand in the text: the second read, with places.

use misrule::base::Span;
use misrule::facts::{Builder, Cell, Layout, Root, Scope};
use misrule::read::{Places, Reader};

use crate::sample::{FILE, Read, plan, read};

fn places(read: &Read) -> Places {
    let starts = &read.facts.plans[0].starts;
    Reader::new(read.model, read.layout).places(Root::Plan, &read.text, FILE, starts)
}

fn cell(read: &Read, record: &str, row: u32, field: &str) -> Cell {
    let (id, record) = read.model.record_named(record).unwrap();
    Cell::new(read.layout.of_record(id), row, record.field_named(field).unwrap().0.0)
}

const FIELDS: &str = "\"region\": { \"name\": \"临海\", \"code\": \"A\", \"source\": {\"page\": 31, \"quote\": \"调整\"} },
 \"words\": [null, \"x\"],
 \"industries\": [{\"id\": \"dyeing\", \"value_added\": {\"2030\": 5, \"2025\": 4}}],
 \"measures\": [
  {\"id\": \"a\"}, 7,
  {\"id\": \"close-dyeing\", \"targets\": [\"dyeing\", \"dyeing\", \"ghost\"], \"coverage\": \"all\"}]";

#[test]
fn every_value_is_found_where_it_stands() {
    let read = read(&plan(FIELDS));
    let places = places(&read);
    let text = |span: Option<Span>| span.map(|span| &read.text[span.range()]);
    let value = |at| text(places.field(at).map(|place| place.value));
    let coverage = cell(&read, "Measure", 1, "coverage");
    assert_eq!(value(coverage), Some("\"all\""));
    assert_eq!(text(places.field(coverage).map(|place| place.key)), Some("\"coverage\""));
    assert_eq!(value(cell(&read, "Region", 0, "name")), Some("\"临海\""));
    assert_eq!(value(cell(&read, "Measure", 0, "coverage")), None);
    // A missing field is shown at the key of its record, or at its bracket.
    let measures = coverage.table;
    assert_eq!(text(places.parent(measures, 1)), Some("\"close-dyeing\""));
    assert_eq!(text(places.parent(cell(&read, "Region", 0, "name").table, 0)), Some("{"));
    let source = places.source(cell(&read, "Region", 0, "name").table, 0).unwrap();
    assert_eq!((source.part("page"), source.part("quote")), (Some("31"), Some("调整")));
    assert_eq!(places.source(measures, 0), None);

    let (measure, _) = read.model.record_named("Measure").unwrap();
    let targets = cell(&read, "Measure", 1, "targets");
    let members = read.layout.of_field(measure, misrule::model::FieldId(targets.field)).unwrap();
    assert_eq!(text(places.row(members, 1)), Some("\"ghost\""));
    let (industry, record) = read.model.record_named("Industry").unwrap();
    let points =
        read.layout.of_field(industry, record.field_named("value_added").unwrap().0).unwrap();
    // Points are rows in order of years, wherever they stand.
    assert_eq!(text(places.row(points, 0)), Some("4"));
    let point = places.field(Cell::new(points, 0, u16::try_from(Layout::VALUE).unwrap())).unwrap();
    assert_eq!(text(Some(point.key)), Some("\"2025\""));

    let paths = read.paths();
    let pointer = |at| places.field_pointer(&read.facts, paths, at);
    assert_eq!(pointer(coverage), "/measures/2/coverage");
    assert_eq!(pointer(cell(&read, "Measure", 1, "criteria")), "/measures/2/criteria");
    assert_eq!(places.row_pointer(&read.facts, paths, members, 1), "/measures/2/targets/2");
    assert_eq!(places.row_pointer(&read.facts, paths, points, 1), "/industries/0/value_added/2030");
    assert_eq!(pointer(cell(&read, "Region", 0, "code")), "/region/code");
    assert_eq!(paths.field(coverage).to_string(), "measures[close-dyeing].coverage");
    assert_eq!(paths.row(points, 1).to_string(), "industries[dyeing].value_added[2030]");
    assert_eq!(
        paths.year(cell(&read, "Industry", 0, "value_added"), 2027).to_string(),
        "industries[dyeing].value_added[2027]"
    );

    // The pointers are those of the text.
    let tree: serde_json::Value = serde_json::from_str(&read.text).unwrap();
    assert_eq!(tree.pointer("/measures/2/targets/2").unwrap(), "ghost");
}

#[test]
fn places_of_a_plan_in_a_batch_are_asked_for_by_the_rows_of_the_batch() {
    let (model, layout) = crate::sample::model();
    let reader = Reader::new(model, layout);
    let mut builder = Builder::new(model, layout);
    let texts = [plan(FIELDS), plan("\"measures\": [{\"id\": \"b\", \"coverage\": \"named\"}]")];
    for text in &texts {
        reader.read(&mut builder, Root::Plan, text, FILE);
    }
    let facts = builder.finish(model, Scope::Open);
    let places = reader.places(Root::Plan, &texts[1], FILE, &facts.plans[1].starts);
    let (measure, record) = model.record_named("Measure").unwrap();
    let coverage = record.field_named("coverage").unwrap().0.0;
    let at = Cell::new(layout.of_record(measure), 2, coverage);
    assert_eq!(&texts[1][places.field(at).unwrap().value.range()], "\"named\"");
    // A row of the other plan has no place in this one.
    assert_eq!(places.field(Cell { row: 1, ..at }), None);
}
