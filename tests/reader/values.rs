//! What plans say, as it comes to stand in tables.

use misrule::base::Symbol;
use misrule::diagnostic::Code;
use misrule::facts::{ABSENT, Cell, Column, GapKind, Layout, NumberColumn, Root};
use misrule::model::{FieldId, RecordId};
use misrule::quantity::Number;

use crate::sample::{Read, plan, read, read_as};

/// A record type and a field of it by name.
fn field(read: &Read, record: &str, name: &str) -> (RecordId, FieldId) {
    let (id, record) = read.model.record_named(record).unwrap();
    (id, record.field_named(name).unwrap().0)
}

fn cell(read: &Read, record: &str, row: u32, name: &str) -> Cell {
    let (record, field) = field(read, record, name);
    Cell::new(read.layout.of_record(record), row, field.0)
}

fn column<'r>(read: &'r Read, record: &str, name: &str) -> &'r Column {
    let at = cell(read, record, 0, name);
    read.facts.column(at.table, usize::from(at.field)).unwrap()
}

fn number(read: &Read, record: &str, row: u32, name: &str) -> Option<Number> {
    let Column::Number(column) = column(read, record, name) else { panic!("{name}") };
    column.get(row as usize)
}

fn decimal(text: &str) -> Number {
    Number::parse_decimal(text).unwrap()
}

/// The points of a series: year and value.
fn points(read: &Read, record: &str, row: u32, name: &str) -> Vec<(i128, Option<Number>)> {
    let (id, at) = field(read, record, name);
    let child = read.layout.of_field(id, at).unwrap();
    let Column::List(lists) = column(read, record, name) else { panic!("{name}") };
    let of = |field| match read.facts.column(child, field) {
        Some(Column::Number(column)) => column,
        _ => panic!("{name}"),
    };
    let rows = lists.range(row as usize);
    rows.map(|row| {
        let year = of(Layout::YEAR).get(row as usize).unwrap().to_i128().unwrap();
        (year, of(Layout::VALUE).get(row as usize))
    })
    .collect()
}

fn gap(read: &Read, record: &str, row: u32, name: &str) -> Option<GapKind> {
    let at = cell(read, record, row, name);
    read.facts.table(at.table).unwrap().gap(usize::from(at.field), row).map(|gap| gap.kind)
}

fn is_open(read: &Read, record: &str, row: u32, name: &str) -> bool {
    let Column::List(lists) = column(read, record, name) else { panic!("{name}") };
    lists.is_open(row as usize)
}

#[test]
fn numbers_are_exact_and_in_the_unit_of_their_field() {
    let read = read(&plan(
        "\"budget\": \"33.52 trillion CNY\", \"land\": \"1.8 billion mu\", \"share\": \"28 %\",
         \"growth\": 0.1234567890123456789, \"places\": \"120 million\", \"revised\": 2026,
         \"date\": \"1970-02-01\", \"binding\": false, \"currency\": \"CNY\"",
    ));
    assert_eq!(read.report(), "");
    assert_eq!(number(&read, "Plan", 0, "budget"), Some(decimal("33520000000000")));
    assert_eq!(number(&read, "Plan", 0, "land"), Some(decimal("120000000")));
    assert_eq!(number(&read, "Plan", 0, "share"), Some(decimal("28")));
    assert_eq!(number(&read, "Plan", 0, "growth"), Some(decimal("0.1234567890123456789")));
    assert_eq!(number(&read, "Plan", 0, "places"), Some(decimal("120000000")));
    assert_eq!(number(&read, "Plan", 0, "revised"), Some(decimal("2026")));
    assert_eq!(number(&read, "Plan", 0, "date"), Some(decimal("31")));
    let Column::Boolean(binding) = column(&read, "Plan", "binding") else { panic!() };
    assert_eq!(binding[0], 0);
    assert_eq!(read.facts.words.word(read.facts.plans[0].currency.unwrap()), "CNY");
    assert_eq!(read.facts.plans[0].id, "p");
}

#[test]
fn a_column_of_plain_numbers_is_integers_at_one_scale() {
    let read = read(&plan(
        "\"indicators\": [{\"id\": \"gross_product\", \"target\": 5.25}, {\"id\": \"tea\"},
         {\"id\": \"energy_intensity\", \"target\": 3}]",
    ));
    let Column::Number(NumberColumn::Fixed { scale, digits }) =
        column(&read, "Indicator", "target")
    else {
        panic!()
    };
    assert_eq!((*scale, &digits[..3]), (2, &[525, NumberColumn::ABSENT, 300][..]));
}

#[test]
fn series_have_the_unit_of_their_word_wherever_it_stands() {
    let text = plan(
        "\"indicators\": [
          {\"series\": {\"2030\": \"0.5 tce per 万元\", \"2020\": \"6 tce per 100 thousand CNY\"},
           \"id\": \"energy_intensity\"},
          {\"id\": \"gross_product\", \"series\": {\"2025\": \"1.2 亿元\"}},
          {\"id\": \"tea\", \"series\": {\"2025\": \"3 million t\", \"2020\": 7}}],
         \"currency\": \"CNY\"",
    );
    let read = read(&text);
    assert_eq!(read.report(), "");
    let of = |row| points(&read, "Indicator", row, "series");
    assert_eq!(of(0), [(2020, Some(decimal("0.6"))), (2030, Some(decimal("0.5")))]);
    assert_eq!(of(1), [(2025, Some(decimal("120000000")))]);
    assert_eq!(of(2), [(2020, Some(decimal("7"))), (2025, Some(decimal("3000000")))]);
}

#[test]
fn a_free_word_keeps_to_the_unit_its_series_begins_with() {
    let of = |series: &str| {
        let read =
            read(&plan(&format!("\"indicators\": [{{\"id\": \"tea\", \"series\": {series}}}]")));
        (points(&read, "Indicator", 0, "series"), read.report())
    };
    let (points, report) = of("{\"2020\": \"2 hectare\", \"2025\": \"15 mu\"}");
    assert_eq!(
        (points, report.as_str()),
        (vec![(2020, Some(decimal("2"))), (2025, Some(decimal("1")))], "")
    );
    let (points, report) = of("{\"2020\": \"2 hectare\", \"2025\": \"15 t\"}");
    assert_eq!(points[1], (2025, None));
    assert!(
        report.starts_with("error[plan/wrong-unit]: `15 t` is in t, and `series` is in hectare")
    );
}

#[test]
fn a_manifest_says_which_regions_lack_a_plan() {
    let (model, layout) = crate::sample::model();
    let reader = misrule::read::Reader::new(model, layout);
    let finish = |manifest: &str, regions: &[&str], scope| {
        let mut builder = misrule::facts::Builder::new(model, layout);
        reader.read(&mut builder, Root::Manifest, manifest, crate::sample::FILE);
        for region in regions {
            let text = plan(&format!("\"region\": {{\"code\": \"{region}\", \"name\": \"R\"}}"));
            reader.read(&mut builder, Root::Plan, &text, crate::sample::FILE);
        }
        let facts = builder.finish(model, scope);
        (facts.plans_complete, facts.absent_regions)
    };
    use misrule::facts::Scope;
    let wanted = "{\"id\": \"w\", \"regions\": [\"A\", \"B\", \"C\"]}";
    let absent = vec!["B".to_owned(), "C".to_owned()];
    assert_eq!(finish(wanted, &["A", "D"], Scope::Manifest), (false, absent));
    assert_eq!(finish(wanted, &["C", "A", "B"], Scope::Manifest), (true, vec![]));
    // A list that is not known to be whole, or is not there, decides nothing.
    let partial = "{\"id\": \"w\", \"regions\": [\"A\", null]}";
    assert_eq!(finish(partial, &["A"], Scope::Manifest), (false, vec![]));
    assert_eq!(finish("{\"id\": \"w\"}", &["A"], Scope::Manifest), (false, vec![]));
    assert_eq!(finish("{\"id\": \"w\"}", &["A"], Scope::Whole), (true, vec![]));
    assert_eq!(finish(wanted, &["C", "A", "B"], Scope::Open), (false, vec![]));
}

#[test]
fn the_years_of_the_plan_are_noted() {
    let text = plan("\"period\": {\"last_year\": 2030, \"base_year\": 2025}");
    let read = read(&text);
    let row = &read.facts.plans[0];
    assert_eq!((row.base_year, row.last_year), (Some(2025), Some(2030)));
}

#[test]
fn what_is_absent_is_told_apart() {
    let read = read(&plan(
        "\"growth\": \"n/a\", \"places\": {\"absent\": \"withheld\", \"because\": \"secret\"},
         \"share\": 300, \"land\": null,
         \"words\": [\"a\", null], \"industries\": \"none yet\",
         \"measures\": [{\"id\": \"m\", \"coverage\": \"some\", \"targets\": []},
                        {\"id\": \"n\", \"criteria\": [\"待定\"]}]",
    ));
    let gaps = |name| gap(&read, "Plan", 0, name);
    assert_eq!(gaps("growth"), Some(GapKind::Placeholder));
    assert_eq!(gaps("places"), Some(GapKind::Withheld));
    assert_eq!(gaps("share"), Some(GapKind::Malformed));
    assert_eq!(gaps("land"), None);
    assert_eq!(gaps("budget"), None);
    assert_eq!(gaps("words"), Some(GapKind::Malformed));
    assert_eq!(gaps("industries"), Some(GapKind::Malformed));
    assert!(is_open(&read, "Plan", 0, "words") && is_open(&read, "Plan", 0, "industries"));
    assert!(!is_open(&read, "Plan", 0, "measures"));
    assert!(!is_open(&read, "Measure", 0, "targets") && is_open(&read, "Measure", 0, "criteria"));
    assert_eq!(gap(&read, "Measure", 0, "coverage"), Some(GapKind::Malformed));
    assert_eq!(gap(&read, "Measure", 1, "criteria"), Some(GapKind::Placeholder));
    let because = cell(&read, "Plan", 0, "places");
    let because = read.facts.table(because.table).unwrap().gap(usize::from(because.field), 0);
    assert_eq!(read.facts.words.word(because.unwrap().because.unwrap()), "secret");
}

#[test]
fn a_text_that_says_nothing_is_no_member_and_no_answer() {
    for idle in ["", " ", "\u{3000}", ".", "。", "-", "无", "略", "没有", "None", "N/A", "待研究"]
    {
        let read = read(&plan(&format!(
            "\"words\": [\"{idle}\", \"ready\"],
             \"measures\": [{{\"id\": \"m\", \"criteria\": [\"{idle}\"]}}],
             \"industries\": [{{\"id\": \"a\", \"name\": \"{idle}\"}}]"
        )));
        assert_eq!(gap(&read, "Plan", 0, "words"), Some(GapKind::Placeholder), "{idle:?}");
        assert_eq!(gap(&read, "Measure", 0, "criteria"), Some(GapKind::Placeholder), "{idle:?}");
        assert!(is_open(&read, "Measure", 0, "criteria"), "{idle:?}");
        let (measure, criteria) = field(&read, "Measure", "criteria");
        let members = read.layout.of_field(measure, criteria).unwrap();
        assert_eq!(read.facts.table(members).unwrap().real, 0, "{idle:?}");
        let Column::Text(names) = column(&read, "Industry", "name") else { panic!() };
        let name = names.first().copied().unwrap_or(ABSENT);
        let stated = read.facts.words.word(Symbol(name));
        assert!(name == ABSENT || stated.is_empty(), "{idle:?}");
        let codes: Vec<_> = read.reading.diagnostics.iter().map(|fault| fault.code).collect();
        assert!(codes.iter().filter(|code| **code == Code::Placeholder).count() == 3, "{codes:?}");
    }
}

#[test]
fn what_says_nothing_in_words_may_be_a_name() {
    let read = read(&plan(
        "\"industries\": [{\"id\": \"none\", \"name\": \"No\"}],
         \"indicators\": [{\"id\": \"无\"}],
         \"measures\": [{\"id\": \"略\", \"targets\": [\"none\"]}]",
    ));
    assert_eq!(read.report(), "");
}

#[test]
fn defaults_are_assumed_and_stated_values_are_not() {
    let read =
        read(&plan("\"measures\": [{\"id\": \"a\"}, {\"id\": \"b\", \"action\": \"close\"}]"));
    let Column::Word(actions) = column(&read, "Measure", "action") else { panic!() };
    // `upgrade` is the third word, `close` the first.
    assert_eq!(actions[..2], [2, 0]);
    assert_eq!(gap(&read, "Measure", 0, "action"), Some(GapKind::Assumed));
    assert_eq!(gap(&read, "Measure", 1, "action"), None);
    assert!(!is_open(&read, "Measure", 0, "grounds"));
    assert_eq!(gap(&read, "Measure", 0, "grounds"), Some(GapKind::Assumed));
}

#[test]
fn references_are_rows_whatever_they_lead_to() {
    let read = read(&plan(
        "\"measures\": [{\"id\": \"m\", \"targets\": [\"b\", \"ghost\", \"a\"], \"lead\": \"ghost\"},
                        {\"id\": \"n\"}],
         \"industries\": [{\"id\": \"a\"}, {\"id\": \"b\"}]",
    ));
    let (measure, targets) = field(&read, "Measure", "targets");
    let members = read.layout.of_field(measure, targets).unwrap();
    let Some(Column::Row(rows)) = read.facts.column(members, Layout::VALUE) else { panic!() };
    assert_eq!(rows[..3], [1, 2, 0]);
    let Column::Row(leads) = column(&read, "Measure", "lead") else { panic!() };
    let industries = read.facts.table(cell(&read, "Industry", 0, "id").table).unwrap();
    assert_eq!(leads[..2], [2, industries.left_out]);
    assert!(industries.is_dangling(2));
    assert_eq!(read.paths().row(members, 1).to_string(), "measures[m].targets[ghost]");
    assert_eq!(read.paths().key(cell(&read, "Industry", 0, "id").table, 2).unwrap(), "ghost");
}

#[test]
fn free_words_stand_behind_the_declared_ones() {
    let read = read(&plan("\"indicators\": [{\"id\": \"gross_product\"}, {\"id\": \"tea\"}]"));
    let Column::Word(ids) = column(&read, "Indicator", "id") else { panic!() };
    let tea = read.facts.words.find("tea").unwrap();
    assert_eq!(ids[..2], [2, 3 + tea.0]);
    let table = cell(&read, "Indicator", 0, "id").table;
    assert_eq!(read.paths().row(table, 1).to_string(), "indicators[tea]");
}

#[test]
fn keys_and_references_meet_however_they_are_escaped() {
    let read = read(&plan(
        "\"measures\": [{\"id\": \"m\", \"targets\": [\"\\u94a2\", \"d\\u0079eing\"]}],
         \"industries\": [{\"id\": \"钢\"}, {\"id\": \"\\u0064yeing\"}],
         \"indicators\": [{\"id\": \"te\\u0061\"}, {\"id\": \"tea\"}]",
    ));
    let report = read.report();
    assert!(
        report.starts_with("error[plan/repeated-key]: the indicator `tea` stands twice"),
        "{report}"
    );
    assert_eq!(read.reading.diagnostics.len(), 1);
}

#[test]
fn bare_codes_are_of_the_classification_the_head_names() {
    let read = read(&plan(
        "\"industries\": [{\"id\": \"a\", \"code\": \"24\", \"codes\": [\"24\", \"nace:24\", \"isic:24\"]}],
         \"classification\": \"nace\"",
    ));
    assert!(
        read.report().starts_with("warning[plan/repeated-member]: `codes` names `nace:24` twice")
    );
    let Column::Code(codes) = column(&read, "Industry", "code") else { panic!() };
    assert_eq!(read.model.code_text(misrule::model::CodeId(codes[0])), "nace:24");
    let Column::List(lists) = column(&read, "Industry", "codes") else { panic!() };
    // The same code twice is one member of a set.
    assert_eq!(lists.range(0).len(), 2);
}

#[test]
fn what_a_lost_part_may_hold_is_unknown_and_not_missing() {
    let read =
        read("{\"id\": \"p\", \"title\": \"P\", \"measures\": [{\"id\": \"a\"}, {\"id\": \"b\", ");
    assert!(!read.reading.is_json);
    assert_eq!(gap(&read, "Plan", 0, "industries"), Some(GapKind::Malformed));
    assert_eq!(gap(&read, "Measure", 1, "coverage"), Some(GapKind::Malformed));
    assert_eq!(gap(&read, "Measure", 0, "coverage"), None);
    assert!(is_open(&read, "Plan", 0, "measures"));
}

#[test]
fn a_manifest_lists_its_plans() {
    let text =
        "{\"format\": \"sample/portfolio/1\", \"id\": \"w\", \"plans\": [\"a.json\", \"b.json\"]}";
    let read = read_as(Root::Manifest, text);
    assert_eq!(read.report(), "");
    let listed: Vec<_> = read.reading.listed.iter().map(|it| it.value.as_str()).collect();
    assert_eq!(listed, ["a.json", "b.json"]);
    assert_eq!(&text[read.reading.listed[1].span.range()], "\"b.json\"");
    assert!(read.facts.manifest.is_some() && read.facts.plans.is_empty());
    let Column::Text(ids) = column(&read, "Portfolio", "id") else { panic!() };
    assert!(ids[0] != ABSENT);
}
