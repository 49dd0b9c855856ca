//! Amounts of several currencies.

use misrule::facts::Scope;

use crate::world::world;

const RULES: &str = r#"
portfolio rule total
  "r"
  must (sum of p.cost for p in plans) > 0
  otherwise "no"

portfolio rule pairs
  "r"
  for pair p, q in plans
  must p.cost >= q.cost
  otherwise "no"

rule own
  "r"
  must plan.cost > 0
  otherwise "no"
"#;

#[test]
fn several_currencies_are_not_taken_together() {
    let plans = [
        r#"{"id": "p", "currency": "EUR", "cost": 3}"#,
        r#"{"id": "q", "currency": "CZK", "cost": 2}"#,
    ];
    let both = world(RULES, &plans, Scope::Whole);
    assert_eq!(both.told_of("total"), ["undetermined: SeveralCurrencies"]);
    assert_eq!(both.told_of("pairs"), ["undetermined: SeveralCurrencies"]);
    assert_eq!(both.verdicts("own"), ["satisfied", "satisfied"]);
    let same = [plans[0], r#"{"id": "q", "currency": "EUR", "cost": 2}"#];
    let one = world(RULES, &same, Scope::Whole);
    assert_eq!(one.told_of("total"), ["satisfied: "]);
    assert_eq!(one.told_of("pairs"), ["satisfied: "]);
}
