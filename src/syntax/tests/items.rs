//! Every item and every clause of it.

use super::shape::shape;
use super::{SAMPLE, parse};
use crate::syntax::ast::{
    Checkable, Clause, ExtendKind, Given, Item, ItemKind, Json, JsonKind, Modal, PlanText,
    RecordRole, RuleScope, SourceValue, TypeKind, UnitBasis, Verdict,
};

const EVERYTHING: &str = include_str!("everything.rule");

fn items(text: &str) -> Vec<Item> {
    let parsed = parse(text);
    assert_eq!(parsed.diagnostics, []);
    parsed.file.items
}

/// The only item of a text.
fn item(text: &str) -> ItemKind {
    let mut items = items(text);
    assert_eq!(items.len(), 1);
    items.remove(0).kind
}

#[test]
fn the_sample_is_read_whole() {
    let items = items(SAMPLE);
    assert_eq!(items.len(), 13);
    let documented: Vec<&str> = items
        .iter()
        .flat_map(|item| item.documentation.iter().map(|line| line.value.as_str()))
        .collect();
    assert_eq!(
        documented,
        ["Industries the plan itself calls traditional, or whose code this pack lists as such."]
    );
}

#[test]
fn every_item_and_clause_is_read() {
    let items = items(EVERYTHING);
    // One item for each line that begins with a letter.
    let letters = EVERYTHING.lines().filter(|line| line.starts_with(char::is_alphabetic));
    assert_eq!(items.len(), letters.count());
    for item in &items {
        let text = &EVERYTHING[item.span.range()];
        assert_eq!(text.trim(), text, "an item's span ends with its last token");
    }
}

#[test]
fn documents() {
    let ItemKind::Pack(pack) = item("pack a-b \"T\" zh: \"题\" version \"1.0\"") else { panic!() };
    assert_eq!((pack.name.as_str(), pack.title.default.value.as_str()), ("a-b", "T"));
    assert_eq!(pack.title.translations[0].text.value, "题");
    assert_eq!(pack.version.unwrap().value, "1.0");

    let ItemKind::Source(source) = item("source p title \"A\" year 2023") else { panic!() };
    assert!(matches!(&source.fields[1].value, SourceValue::Number(year) if year.text == "2023"));

    let text = "provision 2.2-e in o/paper at \"x\" says \"y\" strength should not aspect green same as o/1 not checkable because \"z\"";
    let ItemKind::Provision(provision) = item(text) else { panic!() };
    assert_eq!(provision.id.as_str(), "2.2-e");
    assert_eq!(provision.source.full(), "o/paper");
    assert_eq!(provision.strength.value, Modal::ShouldNot);
    assert_eq!(provision.aspect.as_str(), "green");
    assert_eq!(provision.same_as[0].full(), "o/1");
    assert!(matches!(provision.checkable, Some(Checkable::Not(why)) if why.default.value == "z"));
    let text = "provision 1 in p at \"x\" says \"y\" strength must aspect green same as 1-a, o/2 partly checkable because \"z\"";
    let ItemKind::Provision(provision) = item(text) else { panic!() };
    let same: Vec<String> = provision.same_as.iter().map(|it| it.full()).collect();
    assert_eq!(same, ["1-a", "o/2"]);
    assert!(
        matches!(provision.checkable, Some(Checkable::Partly(why)) if why.default.value == "z")
    );
}

#[test]
fn units_and_words() {
    let ItemKind::Unit(unit) = item("unit hectare, 公顷 = 15 mu never negative") else {
        panic!()
    };
    assert_eq!(unit.names.len(), 2);
    assert!(unit.never_negative);
    assert!(matches!(&unit.basis, UnitBasis::Factor(factor) if shape(factor) == "15'mu'"));
    let ItemKind::Unit(unit) = item("unit percent, % \"p\" of share") else { panic!() };
    assert_eq!(unit.names[1].as_str(), "%");
    assert!(matches!(unit.basis, UnitBasis::Dimension(name) if name.text == "share"));

    let ItemKind::Vocabulary(open) =
        item("open vocabulary v { a: tce per 10 thousand money, b \"B\" }")
    else {
        panic!()
    };
    assert!(open.open.is_some());
    assert_eq!(open.words[0].unit.as_ref().unwrap().per[0].number.as_ref().unwrap().text, "10");
    assert!(open.words[0].text.is_none() && open.words[1].text.is_some());
    let ItemKind::Vocabulary(closed) = item("vocabulary v { a }") else { panic!() };
    assert!(closed.open.is_none());
    let ItemKind::Extend(extend) = item("extend vocabulary v { a, b }") else { panic!() };
    assert!(matches!(extend.kind, ExtendKind::Vocabulary(words) if words.len() == 2));
    let ItemKind::Classification(scheme) = item("classification n from \"n.csv\" refers to i by r")
    else {
        panic!()
    };
    assert_eq!(scheme.references[0].column.as_str(), "r");
}

#[test]
fn records() {
    let text = "record R key id is the plan shown as a.b from c to d\n  \"T\"\n  id: text\n  n?: integer from 0 = 0\n  per?: ref X or none\n";
    let ItemKind::Record(record) = item(text) else { panic!() };
    assert_eq!(record.key.unwrap().as_str(), "id");
    assert_eq!(record.role.unwrap().value, RecordRole::Plan);
    assert_eq!(record.shown_as.unwrap().steps.len(), 2);
    assert!(record.period.is_some() && record.text.is_some());
    let [id, n, per] = record.fields.as_slice() else { panic!() };
    assert!(!id.optional && n.optional);
    assert!(
        matches!(&id.ty.kind, TypeKind::Named(unit) if unit.single().unwrap().as_str() == "text")
    );
    // The default's unit is not the next field's name.
    assert_eq!(shape(n.default.as_ref().unwrap()), "0");
    assert_eq!(shape(&n.range.as_ref().unwrap().from), "0");
    assert!(matches!(&per.ty.kind, TypeKind::Ref { or_none: true, record } if record.text == "X"));
}

#[test]
fn parameters_and_defines() {
    let text = "parameter g: percent from 0 % \"t\" = 2.5 % from 2021, - 3 % from 2026 because \"b\" checked on 2026-11-24";
    let ItemKind::Parameter(parameter) = item(text) else { panic!() };
    let values: Vec<_> = parameter
        .values
        .iter()
        .map(|value| (shape(&value.value), value.from.as_ref().map(|year| year.value)))
        .collect();
    assert_eq!(values, [("2.5'%'".to_owned(), Some(2021)), ("(- 3'%')".to_owned(), Some(2026))]);
    assert_eq!(parameter.checked_on.unwrap().value, "2026-11-24");

    let ItemKind::Define(define) = item("define f(b: breakdown, k: word of v): number = b[k]")
    else {
        panic!()
    };
    assert!(matches!(define.params[0].ty.kind, TypeKind::Breakdown));
    assert!(matches!(&define.params[1].ty.kind, TypeKind::WordOf(name) if name.text == "v"));
    assert!(define.ty.is_some());

    let relation = |text: &str| match item(text) {
        ItemKind::Relation(relation) => relation,
        _ => panic!(),
    };
    let one = relation("relation r(p: Plan) = from l.a to l.b for l in p.x where l.c");
    assert!(!one.both_ways && one.condition.is_some());
    let both = relation("relation r(p: Plan) = between l.a and l.b for l in p.x");
    assert!(both.both_ways);
    assert_eq!((shape(&both.from), shape(&both.to)), ("l.a".to_owned(), "l.b".to_owned()));
}

#[test]
fn rules_and_what_alters_them() {
    let text = "portfolio rule r \"t\" asks \"a {x}\" implements a, b/c stricter because \"s\" formerly o in force from 2023 to 2025 when w for m in e where c let n = 1 could x otherwise \"o\" help \"h\" show m.a, m.b limits \"l\" zh: \"限\"";
    let ItemKind::Rule(rule) = item(text) else { panic!() };
    assert_eq!(rule.scope, RuleScope::Portfolio);
    let body = rule.body;
    assert_eq!(body.asks.as_ref().unwrap().default.value, "a {x}");
    assert_eq!(body.limits.as_ref().unwrap().translations[0].text.value, "限");
    assert_eq!(body.implements[1].full(), "b/c");
    assert!(body.stricter.is_some() && body.otherwise.is_some() && body.help.is_some());
    assert_eq!(body.formerly.unwrap().as_str(), "o");
    assert_eq!(body.in_force.unwrap().to.unwrap().value, 2025);
    let kinds: Vec<&str> = body
        .clauses
        .iter()
        .map(|clause| match clause {
            Clause::For(_) => "for",
            Clause::Let(_) => "let",
            Clause::When(_) => "when",
        })
        .collect();
    assert_eq!(kinds, ["when", "for", "let"]);
    assert_eq!(body.demand.modal.value, Modal::Could);
    assert_eq!(body.show.len(), 2);

    let ItemKind::Rule(rule) = item("rule r \"t\" must not (a and b)") else { panic!() };
    assert_eq!((rule.scope, rule.body.demand.modal.value), (RuleScope::Plan, Modal::MustNot));
    assert_eq!(shape(&rule.body.demand.condition), "(and a b)");

    let ItemKind::Replace(replace) = item("replace portfolio rule a/b \"t\" must x") else {
        panic!()
    };
    assert_eq!((replace.scope, replace.target.full()), (RuleScope::Portfolio, "a/b".to_owned()));
    let ItemKind::Disable(disable) = item("disable a/b because \"c\"") else { panic!() };
    assert_eq!(disable.target.full(), "a/b");
    let ItemKind::Exception(exception) = item("exception e to a/b when c because \"d\"") else {
        panic!()
    };
    assert_eq!((exception.to.full(), shape(&exception.when)), ("a/b".to_owned(), "c".to_owned()));
}

#[test]
fn tests_keep_their_json_as_written() {
    let text = "test t\n  plan {\"a\": [1.50, -2e3], \"中\": \"\\u4e2d\"} changed by {}\n  plan \"f.json\"\n  as of 2025\n  expect not applicable p/r at \"x\" missing \"y\"\n";
    let ItemKind::Test(test) = item(text) else { panic!() };
    let [
        Given::Plan { text: PlanText::Inline(plan), patch: Some(_), .. },
        Given::Plan { text: PlanText::File(file), patch: None, .. },
        Given::AsOf(year),
    ] = test.given.as_slice()
    else {
        panic!()
    };
    assert_eq!((file.value.as_str(), year.value), ("f.json", 2025));
    assert_eq!(&text[plan.span.range()], "{\"a\": [1.50, -2e3], \"中\": \"\\u4e2d\"}");
    let JsonKind::Object(members) = &plan.kind else { panic!() };
    let JsonKind::Array(numbers) = &members[0].value.kind else { panic!() };
    let number = |json: &Json| match &json.kind {
        JsonKind::Number(text) => text.clone(),
        _ => panic!(),
    };
    assert_eq!(numbers.iter().map(number).collect::<Vec<_>>(), ["1.50", "-2e3"]);
    assert!(matches!(&members[1].value.kind, JsonKind::Text(text) if text == "中"));
    let expected = &test.expectations[0];
    assert_eq!(expected.verdict.value, Verdict::NotApplicable);
    assert_eq!(expected.missing.as_ref().unwrap().value, "y");
}

#[test]
fn a_bad_item_hides_no_other() {
    let faults = ["source paper", "rule few-priorities", "test a-plain-closure-fails"];
    let mut text = SAMPLE.to_owned();
    for fault in faults {
        text = text.replacen(fault, &format!("{fault} ?"), 1);
    }
    let parsed = parse(&text);
    assert_eq!(parsed.diagnostics.len(), faults.len());
    assert_eq!(parsed.file.items.len(), 13 - faults.len());
    assert!(parsed.diagnostics.is_sorted_by_key(|diagnostic| diagnostic.place()));
}

#[test]
fn marks_of_the_file_itself_are_passed_over() {
    assert_eq!(items("\u{feff}use a\r\nuse b\r\n").len(), 2);
    assert_eq!(items("").len(), 0);
    assert_eq!(items("// nothing\n\n").len(), 0);
}

#[test]
fn a_span_ends_before_comments_and_blanks() {
    let text = "rule r \"t\" // c\n  must x > 1  // d\n\n// e\n";
    let items = items(text);
    let ItemKind::Rule(rule) = &items[0].kind else { panic!() };
    assert_eq!(&text[rule.body.title.span.range()], "\"t\"");
    assert_eq!(&text[rule.body.demand.span.range()], "must x > 1");
    assert_eq!(&text[items[0].span.range()], "rule r \"t\" // c\n  must x > 1");
}
