//! `plans`, complete and not.

use misrule::facts::Scope;

use crate::world::world;

const RULES: &str = r#"
portfolio rule floor
  "r"
  must (sum of p.z for p in plans) >= 5
  otherwise "no"

portfolio rule ceiling
  "r"
  must (sum of p.z for p in plans) <= 5
  otherwise "no"

rule others
  "r"
  must some p in plans: p.x > 1
  otherwise "no"

rule highest
  "r"
  must every p in plans: p.x <= plan.x
  otherwise "no"

portfolio rule each
  "r"
  for p in plans
  for i in p.items where i.flag
  must i.x > 1
  otherwise "no"
"#;

#[test]
fn a_complete_portfolio_is_a_closed_list() {
    let plans = [r#"{"id": "p", "z": 3, "x": 1}"#, r#"{"id": "q", "z": 3, "x": 2}"#];
    let both = world(RULES, &plans, Scope::Whole);
    assert_eq!(both.verdicts("floor"), ["satisfied"]);
    assert_eq!(both.verdicts("ceiling"), ["violated"]);
    assert_eq!(both.verdicts("others"), ["satisfied", "satisfied"]);
    assert_eq!(both.verdicts("highest"), ["violated", "satisfied"]);
}

#[test]
fn without_a_portfolio_a_plan_stands_alone_and_there_may_be_others() {
    let plans = [r#"{"id": "p", "x": 1}"#, r#"{"id": "q", "x": 2}"#];
    let open = world(RULES, &plans, Scope::Open);
    assert_eq!(open.verdicts("others"), ["undetermined", "satisfied"]);
    assert_eq!(open.told_of("others")[0], "undetermined: open other plans");
    assert_eq!(open.verdicts("highest"), ["undetermined", "undetermined"]);
}

#[test]
fn subjects_of_all_plans_come_in_order() {
    let plans = [
        r#"{"id": "p", "items": [{"id": "a", "flag": true, "x": 1}, {"id": "b", "flag": false}]}"#,
        r#"{"id": "q"}"#,
        r#"{"id": "r", "items": [{"id": "c", "x": 2}, {"id": "d"}]}"#,
    ];
    let all = world(RULES, &plans, Scope::Whole);
    let told = all.told_of("each");
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(told[0].starts_with("violated"), "{told:?}");
    assert!(told[1].starts_with("not applicable"), "{told:?}");
    assert!(told[2] == "undetermined: open items", "{told:?}");
    assert!(told[3].starts_with("satisfied"), "{told:?}");
    assert!(told[4].starts_with("undetermined"), "{told:?}");
}

#[test]
fn which_of_a_pair_is_the_first_does_not_hang_on_the_order_of_plans() {
    let rule = "portfolio rule rises\n  \"r\"\n  for pair p, q in plans\n  must p.x < q.x\n  otherwise \"no\"\n";
    let [one, two] = [r#"{"id": "p", "x": 1}"#, r#"{"id": "q", "x": 2}"#];
    assert_eq!(world(rule, &[one, two], Scope::Whole).verdicts("rises"), ["satisfied"]);
    assert_eq!(world(rule, &[two, one], Scope::Whole).verdicts("rises"), ["satisfied"]);
}
