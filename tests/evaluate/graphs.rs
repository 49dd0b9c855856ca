//! Relations: what reaches what by edges that are sure, in doubt, or perhaps left out.

use misrule::evaluate::{Subject, Value};
use misrule::facts::Scope;

use crate::world::{World, plan, world};

const RELATIONS: &str = r#"
relation peers(p: Plan) = from i to i.peer for i in p.items
relation uses(p: Plan) = from i to u for i in p.items, u in i.uses
relation flagged(p: Plan) = from i to i.peer for i in p.items where i.flag
relation touching(p: Plan) = between i and i.peer for i in p.items
relation focused(p: Plan) = from i to i.peer for i in p.focus
relation above(p: Plan, least: number) = from i to i.peer for i in p.items where i.x > least
relation kinds(p: Plan) = from i.kind to i.peer.kind for i in p.items
relation names(p: Plan) = from i.name to i.peer.name for i in p.items
relation codes(p: Plan) = from i.code to i.peer.code for i in p.items
relation far(p: Plan) = from i to i.peer for i in p.items where i.peer reaches i by uses(p)
"#;

/// Conditions on the items `a`, `b`, `c`, `d` of a plan, a letter each.
fn asked(conditions: &[&str], members: &str) -> String {
    let rules: String = conditions
        .iter()
        .enumerate()
        .map(|(at, condition)| {
            format!(
                "rule r{at}\n  \"r\"\n  for a in plan.items where a.id = \"a\"\n  \
                 for b in plan.items where b.id = \"b\"\n  \
                 for c in plan.items where c.id = \"c\"\n  \
                 must {condition}\n  otherwise \"no\"\n"
            )
        })
        .collect();
    let plan = plan(members);
    let world = world(&format!("{RELATIONS}\n{rules}"), &[&plan], Scope::Open);
    let letter = |at: usize| {
        let outcome = world.run(&format!("r{at}"));
        // Rows that another name stands for do not apply.
        let tally = outcome.tallies[0];
        match (tally.satisfied, tally.violated, tally.undetermined) {
            (1, 0, 0) => 'T',
            (0, 1, 0) => 'F',
            (0, 0, 1) => 'U',
            other => panic!("{}: {other:?}", conditions[at]),
        }
    };
    (0..conditions.len()).map(letter).collect()
}

const CHAIN: &str = r#""items": [{"id": "a", "peer": "b", "name": "Ore", "kind": "a", "code": "left:A1", "x": 3},
    {"id": "b", "peer": "c", "name": "Steel", "kind": "b", "code": "left:A2", "x": 2},
    {"id": "c", "peer": "d", "name": "Cars", "kind": "c", "code": "left:B1", "x": 1},
    {"id": "d", "peer": "d", "name": "Scrap", "kind": "c", "code": "left:B1", "x": 1}]"#;

#[test]
fn a_path_takes_one_edge_or_more() {
    let conditions = [
        "a reaches b by peers(plan)",
        "a reaches c by peers(plan)",
        "b reaches a by peers(plan)",
        "a reaches a by peers(plan)",
        "c.peer reaches c.peer by peers(plan)",
        "not c reaches b by peers(plan)",
        "(a reaches c by peers(plan)) and (b reaches c by peers(plan))",
    ];
    assert_eq!(asked(&conditions, CHAIN), "TTFFTTT");
}

#[test]
fn edges_between_lead_both_ways() {
    let conditions = [
        "c reaches a by touching(plan)",
        "a reaches a by touching(plan)",
        "a reaches c by touching(plan)",
    ];
    assert_eq!(asked(&conditions, CHAIN), "TTT");
}

#[test]
fn arguments_tell_relations_apart() {
    let conditions = [
        "a reaches c by above(plan, 0)",
        "a reaches c by above(plan, 1)",
        "a reaches c by above(plan, 2)",
        "a reaches b by above(plan, 2)",
        "a reaches c by above(plan, a.x - 2)",
        "b reaches c by above(plan, a.x - 1)",
    ];
    assert_eq!(asked(&conditions, CHAIN), "TTFTTF");
}

#[test]
fn words_codes_and_texts_are_ends_too() {
    let conditions = [
        "a.kind reaches c.kind by kinds(plan)",
        "c.kind reaches a.kind by kinds(plan)",
        "a.name reaches \"Scrap\" by names(plan)",
        "\"Ore\" reaches \"Ore\" by names(plan)",
        "a.code reaches left:B1 by codes(plan)",
        "left:B1 reaches a.code by codes(plan)",
        "(reach of a.kind by kinds(plan)) includes c.kind",
        "count of reach of a.code by codes(plan) = 2",
    ];
    assert_eq!(asked(&conditions, CHAIN), "TFTFTFTT");
}

#[test]
fn what_is_reached_is_a_list() {
    let conditions = [
        "count of reach of a by peers(plan) = 3",
        "(reach of a by peers(plan)) includes c",
        "(reach of a by peers(plan)) includes a",
        "some i in reach of a by peers(plan): i.name = \"Cars\"",
        "every i in reach of a by peers(plan): i.x <= 2",
        "no i in reach of b by peers(plan): i.x > 1",
        "(sum of i.x for i in reach of a by peers(plan)) = 4",
        "(reach of a by flagged(plan)) is empty",
    ];
    assert_eq!(asked(&conditions[..7], CHAIN), "TTFTTTT");
    let off = CHAIN.replace("\"x\"", "\"flag\": false, \"x\"");
    assert_eq!(asked(&conditions[7..], &off), "T");
}

#[test]
fn a_circle_ends() {
    let circle = r#""items": [{"id": "a", "peer": "b"}, {"id": "b", "peer": "c"}, {"id": "c", "peer": "a"}]"#;
    let conditions = [
        "a reaches a by peers(plan)",
        "c reaches b by peers(plan)",
        "count of reach of b by peers(plan) = 3",
    ];
    assert_eq!(asked(&conditions, circle), "TTT");
}

#[test]
fn an_edge_in_doubt_never_makes_a_path_certain() {
    // Whether b leads to c is not known; whether a leads to b is.
    let doubt = r#""items": [{"id": "a", "peer": "b", "flag": true}, {"id": "b", "peer": "c"},
        {"id": "c", "peer": "d", "flag": true}, {"id": "d", "peer": "d", "flag": false}]"#;
    let conditions = [
        "a reaches b by flagged(plan)",
        "a reaches c by flagged(plan)",
        "c reaches c.peer by flagged(plan)",
        "c reaches a by flagged(plan)",
        "count of reach of a by flagged(plan) >= 1",
        "count of reach of a by flagged(plan) >= 2",
        "count of reach of a by flagged(plan) <= 3",
        "(reach of a by flagged(plan)) includes b",
        "(reach of a by flagged(plan)) includes c",
        "(reach of a by flagged(plan)) is empty",
        "(reach of b by flagged(plan)) is empty",
    ];
    assert_eq!(asked(&conditions, doubt), "TUTFTUTTUFU");
}

#[test]
fn an_end_that_is_not_known_may_be_anything() {
    let open_end = r#""items": [{"id": "a"}, {"id": "b", "peer": "c"}, {"id": "c", "peer": "b"}]"#;
    let conditions = [
        "a reaches b by peers(plan)",
        "a reaches a by peers(plan)",
        "b reaches c by peers(plan)",
        "b reaches a by peers(plan)",
        "(reach of a by peers(plan)) includes b",
        "(reach of b by peers(plan)) includes a",
        "a.peer reaches b by peers(plan)",
        "a.peer reaches b.peer.peer by uses(plan)",
        "b reaches a.peer by peers(plan)",
    ];
    assert_eq!(asked(&conditions, open_end), "UUTFUFUUU");
    // Of a relation without edges nothing is reached, whatever it is asked of.
    let none =
        r#""items": [{"id": "a", "uses": []}, {"id": "b", "uses": []}, {"id": "c", "uses": []}]"#;
    let conditions = ["a.peer reaches b by uses(plan)", "b reaches a.peer by uses(plan)"];
    assert_eq!(asked(&conditions, none), "FF");
    // But of what is asked of no record it cannot be said.
    let conditions = [
        "a.after.peer reaches b by uses(plan)",
        "b reaches a.after.peer by uses(plan)",
        "count of reach of a.after.peer by uses(plan) <= 9",
        "count of reach of a.after.peer by uses(plan) >= 0",
        "a.after reaches b by uses(plan)",
    ];
    assert_eq!(asked(&conditions, none), "UUUUF");
}

#[test]
fn a_list_that_may_go_on_opens_the_relation() {
    // What b uses is left out, and one of what c uses cannot be read.
    let open = r#""items": [{"id": "a", "uses": ["b"]}, {"id": "b"}, {"id": "c", "uses": []}]"#;
    let conditions = [
        "a reaches b by uses(plan)",
        "a reaches c by uses(plan)",
        "c reaches a by uses(plan)",
        "count of reach of a by uses(plan) >= 1",
        "count of reach of a by uses(plan) < 9",
        "(reach of c by uses(plan)) is empty",
    ];
    assert_eq!(asked(&conditions, open), "TUUTUU");
    assert_eq!(asked(&["a reaches b by focused(plan)"], open), "U");
    let broken = open.replace(r#"{"id": "b"}"#, r#"{"id": "b", "uses": [7]}"#);
    assert_eq!(asked(&conditions, &broken), "TUUTUU");
    let whole = open.replace(r#"{"id": "b"}"#, r#"{"id": "b", "uses": []}"#);
    assert_eq!(asked(&conditions, &whole), "TFFTTT");
}

#[test]
fn a_reference_to_nothing_is_an_end() {
    let dangling = r#""items": [{"id": "a", "peer": "ghost"}, {"id": "b", "peer": "ghost"}, {"id": "c", "peer": "a"}]"#;
    let conditions = [
        "a reaches b.peer by peers(plan)",
        "c reaches a.peer by peers(plan)",
        "a reaches b by peers(plan)",
        "a.peer reaches a by peers(plan)",
    ];
    assert_eq!(asked(&conditions, dangling), "TTFF");
}

#[test]
fn a_relation_may_hang_on_another() {
    let plan = r#""items": [{"id": "a", "peer": "b", "uses": []}, {"id": "b", "peer": "c", "uses": ["c"]},
        {"id": "c", "peer": "c", "uses": ["a"]}]"#;
    // From b the uses lead on to a; from c to b there is no way.
    let conditions =
        ["a reaches b by far(plan)", "a reaches c by far(plan)", "b reaches c by far(plan)"];
    assert_eq!(asked(&conditions, plan), "TFF");
}

const EACH: &str = r#"
rule first
  "r"
  for i in plan.items
  must some j in plan.items: j reaches i by peers(plan)
  otherwise "no"

rule none
  "r"
  for i in plan.items where i.id = "a"
  must not i reaches i by peers(plan)
  otherwise "no"

portfolio rule every_plan
  "r"
  for p in plans
  for i in p.items where i.id = "a"
  must not i reaches i by peers(p)
  otherwise "no"

portfolio rule across
  "r"
  for p in plans
  for i in p.items where i.id = "a"
  must not i reaches i by all_peers
  otherwise "no"

relation all_peers = from i to i.peer for p in plans, i in p.items
"#;

fn three() -> World {
    let plans = [
        r#"{"id": "p", "items": [{"id": "a", "x": 1, "peer": "b"}, {"id": "b", "peer": "c"}, {"id": "c", "peer": "a"}]}"#,
        r#"{"id": "q", "items": [{"id": "a", "x": 1, "peer": "b"}, {"id": "b", "peer": "b"}, {"id": "c", "peer": "a"}]}"#,
        r#"{"id": "r", "items": [{"id": "a", "x": 1, "peer": "b"}, {"id": "b"}]}"#,
    ];
    world(&format!("{RELATIONS}{EACH}"), &plans, Scope::Whole)
}

#[test]
fn plans_of_one_batch_do_not_mix() {
    let world = three();
    assert_eq!(world.verdicts("none"), ["violated", "satisfied", "undetermined"]);
    assert_eq!(world.verdicts("first"), ["satisfied", "violated", "undetermined"]);
    let told = world.told_of("none");
    assert!(told.contains(&"undetermined: missing items[b].peer".to_owned()), "{told:?}");
}

#[test]
fn a_portfolio_rule_gives_each_plan_its_own_graph() {
    let world = three();
    let told = world.told_of("every_plan");
    let verdicts: Vec<&str> = told.iter().map(|one| one.split(':').next().unwrap()).collect();
    let found: Vec<&&str> =
        verdicts.iter().filter(|verdict| **verdict != "not applicable").collect();
    assert_eq!(found, [&"violated", &"satisfied", &"undetermined"]);
}

#[test]
fn across_plans_records_of_one_key_are_one() {
    // By the edges of all plans together, a of each leads round to a by those of the first.
    let told = three().told_of("across");
    let found: Vec<&String> = told.iter().filter(|one| !one.starts_with("not")).collect();
    assert_eq!(found.len(), 3, "{told:?}");
    assert!(found.iter().all(|one| one.starts_with("violated")), "{told:?}");
}

fn explained(rule: &str, members: &str) -> (World, Vec<String>, Vec<Value>) {
    let plan = plan(members);
    let world = world(
        &format!("{RELATIONS}\nrule r\n  \"r\"\n{rule}\n  otherwise \"no\"\n"),
        &[&plan],
        Scope::Open,
    );
    let told = world.told_of("r");
    let outcome = world.run("r");
    let subjects: Vec<Subject> = outcome.subjects.into_iter().map(|(one, _)| one).collect();
    let values = world.explain("r", &subjects).into_iter().flat_map(|one| one.values);
    let values = values.map(|one| one.value).collect();
    (world, told, values)
}

/// The keys of the records of a path.
fn keys(world: &World, value: &Value) -> String {
    let Value::Path { found, nodes, open } = value else { panic!("{value:?}") };
    let key = |node: &Value| {
        let Value::Record { table, row } = node else { panic!("{node:?}") };
        world.path(&misrule::evaluate::Location::Row { table: *table, row: *row })
    };
    let keys: Vec<String> = nodes.iter().map(key).collect();
    format!("{found:?} {}{}", keys.join(" "), if *open { " …" } else { "" })
}

#[test]
fn a_path_that_should_not_be_is_shown_edge_by_edge() {
    let ring = r#""items": [{"id": "a", "peer": "b", "x": 1}, {"id": "b", "peer": "c"},
        {"id": "c", "peer": "a"}, {"id": "d", "peer": "a"}]"#;
    let rule = "  for i in plan.items where i.x = 1\n  must not i reaches i by peers(plan)";
    let (world, told, values) = explained(rule, ring);
    assert_eq!(
        told[0],
        "violated: at items[a].peer, at items[b].peer, at items[c].peer, at items[a]"
    );
    assert_eq!(keys(&world, &values[0]), "True items[a] items[b] items[c] items[a]");
    // Gone through against the way it is written, an edge is shown at its other end.
    let rule = "  for i in plan.items where i.x = 1\n  for j in plan.items where j.id = \"d\"
  must not i reaches j by touching(plan)";
    let (world, _, values) = explained(rule, ring);
    assert_eq!(keys(&world, &values[0]), "True items[a] items[d]");
}

#[test]
fn where_there_is_no_path_what_is_reached_is_told() {
    let line = r#""items": [{"id": "a", "uses": ["b", "c"], "x": 1}, {"id": "b", "uses": ["c"]},
        {"id": "c", "uses": []}]"#;
    let rule = "  for i in plan.items where i.x = 1\n  must i reaches i by uses(plan)";
    let (world, told, values) = explained(rule, line);
    assert_eq!(keys(&world, &values[0]), "False items[b] items[c]");
    assert_eq!(told[0], "violated: at items, at items[a]");
}

#[test]
fn what_is_missing_for_a_path_is_told_and_no_more() {
    let gaps = r#""items": [{"id": "a", "peer": "b", "x": 1, "flag": true}, {"id": "b", "peer": "c"},
        {"id": "c", "peer": "a", "flag": true}, {"id": "d", "peer": "a"}, {"id": "e", "flag": true}]"#;
    let rule = "  for i in plan.items where i.x = 1\n  must not i reaches i by flagged(plan)";
    let (world, told, values) = explained(rule, gaps);
    // d leads nowhere that matters; e may be led to by nothing that a reaches.
    assert_eq!(told[0], "undetermined: missing items[b].flag");
    assert_eq!(keys(&world, &values[0]), "Unknown items[b] …");
    let rule = "  for i in plan.items where i.x = 1\n  must not i reaches i by uses(plan)";
    let (_, told, _) =
        explained(rule, r#""items": [{"id": "a", "x": 1}, {"id": "b", "uses": []}]"#);
    assert_eq!(told[0], "undetermined: open items[a].uses");
    let rule = "  for i in plan.items where i.x = 1\n  let n = count of reach of i by flagged(plan)\n  must n >= 3";
    let (_, told, _) = explained(rule, gaps);
    assert_eq!(told[0], "undetermined: missing items[b].flag");
}

#[test]
fn what_is_reached_perhaps_is_not_named() {
    let rule = "  for i in plan.items where i.x = 1\n  let found = reach of i by flagged(plan)\n  \
                must found includes i";
    let plan = r#""items": [{"id": "a", "peer": "b", "x": 1, "flag": true}, {"id": "b", "peer": "c"},
        {"id": "c", "peer": "c", "flag": false}]"#;
    let (_, told, values) = explained(rule, plan);
    assert_eq!(told[0].split(':').next(), Some("violated"));
    let Value::List { members, open } = &values[0] else { panic!("{values:?}") };
    assert_eq!((members.len(), *open), (1, true));
}

#[test]
fn what_is_reached_may_be_what_a_rule_is_about() {
    let rule = "  for i in plan.items where i.x = 1\n  for j in reach of i by flagged(plan)\n  must j.x > 1";
    let plan = r#""items": [{"id": "a", "peer": "b", "x": 1, "flag": true}, {"id": "b", "peer": "c", "x": 0},
        {"id": "c", "peer": "a", "x": 5, "flag": false}]"#;
    let (_, told, _) = explained(rule, plan);
    let found: Vec<&String> = told.iter().filter(|one| !one.starts_with("not")).collect();
    // c is reached for all that is known: b has no flag, and c would do.
    assert_eq!(found, ["violated: at items[b].x", "satisfied: "]);
}

/// A rule by marks and the same by a loop.
#[test]
fn joins_over_what_is_reached_are_those_of_the_loop() {
    let plan = plan(
        r#""items": [{"id": "a", "peer": "b", "x": 1, "flag": true}, {"id": "b", "peer": "c", "flag": true},
        {"id": "c", "peer": "d"}, {"id": "d", "peer": "d", "flag": false}, {"id": "e", "x": 2, "flag": true}]"#,
    );
    let rule = |name: &str, body: &str| {
        format!(
            "rule {name}\n  \"r\"\n  for i in plan.items\n  must some j in plan.items where {body}: j.x = 1\n  otherwise \"no\"\n"
        )
    };
    let marked = rule("marked", "(reach of j by flagged(plan)) includes i");
    let looped = rule("looped", "not (not ((reach of j by flagged(plan)) includes i))");
    let asked = rule("asked", "j reaches i by flagged(plan)");
    let world = world(&[RELATIONS, &marked, &looped, &asked].join("\n"), &[&plan], Scope::Open);
    let verdicts =
        |name| world.run(name).subjects.into_iter().map(|(_, v)| v.as_str()).collect::<Vec<_>>();
    assert_eq!(verdicts("marked"), verdicts("looped"));
    assert_eq!(verdicts("marked"), verdicts("asked"));
    assert_eq!(
        verdicts("marked"),
        ["violated", "satisfied", "satisfied", "undetermined", "violated"]
    );
}
