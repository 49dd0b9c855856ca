//! What a rule's verdict hangs on, found through whatever it calls.

use super::right;
use crate::program::{ExprKind, Program, Type};

/// The fields that a program's only rule reads, as `Record.field`, keys behind them, and its
/// parameters.
fn read(items: &str) -> (Vec<String>, Vec<String>) {
    let program = right(items);
    let reads = program.reads(&program.rules[0]);
    let model = &program.model;
    let fields = reads.fields.iter().map(|read| {
        let (record, field) =
            (model.record(read.record).unwrap(), model.field(read.record, read.field).unwrap());
        let only = if read.only_keys { "only " } else { "" };
        let keys: Vec<String> = read.keys.iter().map(|key| key_name(&program, *key)).collect();
        format!("{}.{} {only}{}", record.name, field.name, keys.join(" ")).trim_end().to_owned()
    });
    let parameters = reads.parameters.iter().map(|id| program.parameter(*id).unwrap().name.clone());
    (fields.collect(), parameters.collect())
}

fn key_name(program: &Program, key: crate::program::ExprId) -> String {
    let key = program.expr(key).unwrap();
    match (&key.kind, &key.ty) {
        (ExprKind::Word(word), Type::Word(words)) => {
            program.model.vocabulary(*words).unwrap().word(*word).unwrap().name.clone()
        }
        (ExprKind::Text(text), _) => format!("{text:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn defines_relations_and_exceptions_are_looked_into() {
    let (fields, parameters) = read(
        "parameter limit: number = 3\n\n\
         parameter unread: number = 3\n\n\
         define big(m: Measure) = count of m.criteria > limit\n\n\
         relation leads(p: Plan) = from i to j for m in p.measures, i in m.targets, j in p.industries where m.critical and j.land > 0 hectare\n\n\
         rule r \"R\"\n  for i in plan.industries\n  let unused = i.employment\n\
         \x20 must some m in plan.measures: big(m) and (i reaches i by leads(plan))\n  otherwise \"{i.code} {unread}\"\n\n\
         exception e to r\n  when plan.region.name is stated\n  because \"x\"\n\n\
         exception f to e\n  when plan.issued is stated\n  because \"x\"\n",
    );
    assert_eq!(
        fields,
        [
            "Plan.issued",
            "Plan.region",
            "Plan.industries",
            "Plan.measures",
            "Region.name",
            "Industry.land",
            "Measure.targets",
            "Measure.criteria",
            "Measure.critical",
        ]
    );
    assert_eq!(parameters, ["limit"]);
}

#[test]
fn keys_that_are_named_and_years_that_are_meant_are_read_too() {
    let (fields, _) = read(
        "rule r \"R\"\n  when plan.measures[\"a b\"].critical\n\
         \x20 must plan.indicators[manufacturing_share].series is rising and plan.indicators[energy_intensity].series is stated and plan.indicators[manufacturing_share].series is stated\n  otherwise \"no\"\n",
    );
    assert_eq!(
        fields,
        [
            "Plan.base_year",
            "Plan.last_year",
            "Plan.measures only \"a b\"",
            "Plan.indicators only manufacturing_share energy_intensity",
            "Measure.id",
            "Measure.critical",
            "Indicator.id",
            "Indicator.series",
        ]
    );
    let (fields, _) = read(
        "rule r \"R\"\n  in force from 2025\n  must plan.issued is stated\n  otherwise \"no\"\n",
    );
    assert_eq!(fields, ["Plan.last_year", "Plan.issued"]);
    let (fields, _) = read(
        "rule r \"R\"\n  for i in plan.industries\n  must baseline of i.value_added > 3 money\n  otherwise \"no\"\n",
    );
    assert_eq!(fields, ["Plan.base_year", "Plan.industries", "Industry.value_added"]);
    let (fields, _) = read(
        "rule r \"R\"\n  when plan.indicators[other].series is stated\n  must count of plan.indicators > 2\n  otherwise \"no\"\n",
    );
    assert_eq!(fields, ["Plan.indicators other", "Indicator.id", "Indicator.series"]);
}
