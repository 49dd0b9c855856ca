//! Joins: what is evaluated by marks has the verdicts of the nested loop, gaps and all.

use std::sync::OnceLock;

use misrule::facts::Scope;
use misrule::program::Program;
use proptest::prelude::*;

use crate::world::{plan, program, read};

/// A form that is evaluated by marks, and the same with two negations around what is joined,
/// which is evaluated member by member.
const FORMS: [(&str, &str); 8] = [
    (
        "some m in plan.items where m.flag: m.uses includes i",
        "some m in plan.items where m.flag: not (not (m.uses includes i))",
    ),
    (
        "no m in plan.items where m.uses includes i: m.x > 1",
        "no m in plan.items where not (not (m.uses includes i)): m.x > 1",
    ),
    (
        "every m in plan.items where m.uses includes i: m.x > 1",
        "every m in plan.items where not (not (m.uses includes i)): m.x > 1",
    ),
    (
        "some m in plan.items: m.flag and m.peer = i",
        "some m in plan.items: m.flag and not (not (m.peer = i))",
    ),
    (
        "some m in plan.items: m.peer = i.peer and m.x > 1",
        "some m in plan.items: not (not (m.peer = i.peer)) and m.x > 1",
    ),
    (
        "some m in plan.items where m.flag: m.uses includes i.after",
        "some m in plan.items where m.flag: not (not (m.uses includes i.after))",
    ),
    (
        "no m in plan.items: m.after = i.after and m.x > 1",
        "no m in plan.items: not (not (m.after = i.after)) and m.x > 1",
    ),
    (
        "some m in plan.items where m.x > 1: m.tags includes i.kind",
        "some m in plan.items where m.x > 1: not (not (m.tags includes i.kind))",
    ),
];

fn field(name: &'static str, values: &'static [&'static str]) -> impl Strategy<Value = String> {
    let value = proptest::option::weighted(0.7, proptest::sample::select(values));
    value.prop_map(move |value| value.map_or(String::new(), |v| format!(", \"{name}\": {v}")))
}

fn item() -> impl Strategy<Value = String> {
    let fields = (
        field("flag", &["true", "false"]),
        field("x", &["1", "2"]),
        field("kind", &["\"a\"", "\"b\""]),
        field("peer", &["\"i0\"", "\"i1\"", "\"ghost\""]),
        field("after", &["\"i0\"", "\"ghost\"", "null", "{\"absent\": \"withheld\"}", "7"]),
        field(
            "uses",
            &["[]", "[\"i0\"]", "[\"i1\", \"ghost\"]", "[\"i0\", null]", "[\"i2\", \"i0\"]"],
        ),
        field("tags", &["[]", "[\"a\"]", "[\"a\", \"b\"]", "[\"b\", 7]"]),
    );
    fields.prop_map(|(a, b, c, d, e, f, g)| [a, b, c, d, e, f, g].concat())
}

/// Both forms of each, for every item of a plan.
fn rules() -> &'static Program {
    static PROGRAM: OnceLock<Program> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let rules = FORMS.iter().enumerate().flat_map(|(at, (marked, looped))| {
            [(format!("m{at}"), marked), (format!("l{at}"), looped)]
        });
        let text = rules.map(|(name, form)| {
            format!(
                "rule {name}\n  \"r\"\n  for i in plan.items\n  must {form}\n  otherwise \"no\"\n"
            )
        });
        program(&text.collect::<String>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn marks_and_loops_agree(
        plans in proptest::collection::vec(
            (proptest::collection::vec(item(), 0..4), prop::bool::weighted(0.2)), 1..3),
    ) {
        let plans: Vec<String> = plans
            .iter()
            .map(|(items, open)| {
                let items = items.iter().enumerate();
                let mut items: Vec<String> =
                    items.map(|(at, item)| format!("{{\"id\": \"i{at}\"{item}}}")).collect();
                if *open {
                    items.push("null".to_owned());
                }
                plan(&format!("\"items\": [{}]", items.join(", ")))
            })
            .collect();
        let plans: Vec<&str> = plans.iter().map(String::as_str).collect();
        let world = read(rules().clone(), &plans, Scope::Open);
        for (at, (marked, _)) in FORMS.iter().enumerate() {
            let verdicts = |name: String| -> Vec<_> {
                world.run(&name).subjects.into_iter().map(|(_, verdict)| verdict).collect()
            };
            prop_assert_eq!(verdicts(format!("m{at}")), verdicts(format!("l{at}")), "{}", marked);
        }
    }
}
