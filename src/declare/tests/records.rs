//! Keys, nesting, paths and roles of records.

use super::*;

#[test]
fn keys_fit_and_are_there_where_they_are_needed() {
    says(
        "record A key id\n  id?: text\nrecord B key b\n  b: percent\nrecord C key idd\n  iddd: text\n\
         record D\n  x: text\nrecord E key id\n  id: one of {p} = p\n\
         record F\n  a: list of D\n  b: ref D\n  c: list of ref A\n",
        &[
            "id: the key `id` may not be optional | declare it as `id:`",
            "b: `b` cannot be a key | a key is a text, a word, a code, a year or a whole number",
            "idd: `C` has no field `idd` | did you mean `iddd`?",
            "id: the key `id` may not have a default | two members without a key could not be told apart",
            "D: `D` needs a key, since `F.a` lists it | write `record D key id`, with a field `id: text`",
        ],
    );
}

#[test]
fn a_record_does_not_hold_itself() {
    let made = made(
        "record Step key id\n  id: text\n  parts: list of Step\n\
         record A\n  b: B\nrecord B\n  c: C\nrecord C\n  a?: A\n  s: Step\n  r: list of ref Step\n",
    );
    assert_eq!(
        told(&made),
        [
            "parts: list of Step: `Step` holds itself: Step.parts → Step | refer to it instead: `ref Step` or `list of ref Step`",
            "a?: A: `A` holds itself: A.b → B.c → C.a → A | refer to it instead: `ref A` or `list of ref A`",
        ]
    );
    assert!(made.model.is_faulty_field("C", "a"));
}

const PERIOD: &str = "record Period\n  base: year\n  last: year\n";

#[test]
fn the_plan_has_a_key_and_years() {
    let made = made(&format!(
        "{PERIOD}record Plan key id is the plan shown as title from period.base to period.last\n\
         \x20 id: text\n  title: text\n  period?: Period\n"
    ));
    assert_eq!(told(&made), [] as [&str; 0]);
    assert_eq!(made.model.plan_format.as_deref(), Some("m/plan/0"));
    let plan = made.model.record(made.model.plan.unwrap()).unwrap();
    assert_eq!(plan.key, Some(FieldId(0)));
    assert_eq!(plan.shown_as, Some(vec![FieldId(1)]));
    let base_year = vec![FieldId(2), FieldId(0)];
    assert_eq!(plan.role, RecordRole::Plan { base_year, last_year: vec![FieldId(2), FieldId(1)] });
}

#[test]
fn roles_that_do_not_fit_are_said() {
    says(
        &format!(
            "{PERIOD}record Plan is the plan from period.bse to title\n  title: text\n  period: Period\n\
             record Other key id is the plan\n  id: text\n  x: text\n\
             record Whole key id is the portfolio\n  id: text\n  plan: Plan\n"
        ),
        &[
            "Plan: `Plan` is the plan and needs a key | add `key id`, with a field `id: text`",
            "bse: `Period` has no field `bse` | did you mean `base`?",
            "title: this field is not a `year`",
            "Other: `Other` is the plan and does not say its years | add `from FIELD to FIELD`: the base year and the last year",
            "Other: `Other` is a second plan | check plans of another model with `--no-default-rules`",
            "plan: Plan: `Plan` is a file of its own and stands in no record",
        ],
    );
}

#[test]
fn rules_need_a_plan() {
    let rule = "rule r\n  \"R\"\n  must 1 = 1\n  otherwise \"no\"\n";
    says(
        rule,
        &[
            "r: no pack says what a plan is | add `use regional`, or declare a record that `is the plan`",
        ],
    );
    assert_eq!(
        made(&format!("{rule}record Plan key id is the plan\n  id text\n")).diagnostics.len(),
        1
    );
}

#[test]
fn paths_lead_to_something_that_can_be_shown() {
    says(
        "record In\n  x: text\nrecord R shown as a.x\n  a: text\nrecord S shown as i\n  i: In\n\
         record T shown as i.x\n  i: In\n",
        &[
            "x: `a` has no fields of its own",
            "i: a record is shown as one text, word, code or number",
        ],
    );
}
