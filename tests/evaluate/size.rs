//! More combinations than a rule may look at: the verdict says so, and nothing else is touched.

use misrule::facts::Scope;

use crate::world::{World, world};

/// A plan with some items, and one with few beside it.
fn beside_a_small_one(rule: &str, items: usize) -> World {
    let of = |id: &str, items: usize| {
        let items: Vec<String> =
            (0..items).map(|at| format!(r#"{{"id": "i{at}", "x": {at}}}"#)).collect();
        format!(r#"{{"id": "{id}", "items": [{}]}}"#, items.join(", "))
    };
    let rules = format!("rule r\n  \"r\"\n{rule}\n  otherwise \"no\"\n");
    let plans = [of("small", 2), of("large", items), of("other", 2)];
    world(&rules, &plans.each_ref().map(String::as_str), Scope::Open)
}

/// Five loops, over which `d.x + e.x >= 0` is true.
const FORMS: [&str; 6] = [
    "  for a in plan.items\n  for b in plan.items\n  for c in plan.items\n  for d in plan.items
  for e in plan.items\n  must d.x + e.x >= 0 and a.x + b.x + c.x >= 0",
    "  for a in plan.items\n  must every b in plan.items: every c in plan.items:
    every d in plan.items: every e in plan.items: a.x + b.x + c.x + d.x + e.x >= 0",
    "  let n = count of e.x for a in plan.items, b in plan.items, c in plan.items,
    d in plan.items, e in plan.items where a.x + b.x + c.x + d.x >= 0\n  must n >= 0",
    "  let n = sum of (a.x + b.x + c.x + d.x + e.x) for a in plan.items, b in plan.items,
    c in plan.items, d in plan.items, e in plan.items\n  must n >= 0",
    "  for pair a, b in plan.items\n  for pair c, d in plan.items\n  must a.x + b.x + c.x + d.x >= 0",
    "  for a in plan.items where some b in plan.items: some c in plan.items:
    some d in plan.items: a.x + b.x + c.x + d.x < 0
  must a.x >= 0",
];

#[test]
fn of_very_many_subjects_all_are_counted_and_the_first_are_listed() {
    let rule = "  for a in plan.items\n  for b in plan.items\n  must a.x < 0 and b.x < 0";
    let outcome = beside_a_small_one(rule, 120).run("r");
    let violated: Vec<u32> = outcome.tallies.iter().map(|tally| tally.violated).collect();
    assert_eq!(violated, [4, 14_400, 4]);
    let listed = |plan: u32| {
        outcome.subjects.iter().filter(|(subject, _)| subject.plan == Some(plan)).count()
    };
    assert_eq!([listed(0), listed(1), listed(2)], [4, 10_000, 4]);
}

#[test]
fn what_multiplies_beyond_measure_is_undetermined_and_says_why() {
    for rule in FORMS {
        let world = beside_a_small_one(rule, 600);
        let verdicts = world.verdicts("r");
        assert_eq!(verdicts[1], "undetermined", "{rule}");
        assert_eq!(verdicts[0], verdicts[2], "{rule}");
        assert_ne!(verdicts[0], "undetermined", "{rule}");
        let told = world.told_of("r");
        assert!(told.contains(&"undetermined: too large".to_owned()), "{rule}");
    }
}
