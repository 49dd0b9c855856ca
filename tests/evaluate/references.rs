//! References that are left out where the model says `or none`: they equal no record.

use misrule::facts::Scope;

use crate::world::{plan, told, truths, world};

/// Three items: the first is after none, the second after the first, of the third it is withheld.
const ITEMS: &str = r#""items": [
    {"id": "i", "name": "I", "x": 1},
    {"id": "j", "x": 2, "after": "i"},
    {"id": "k", "x": 4, "after": {"absent": "withheld"}}]"#;

fn of(item: &str, conditions: &[&str]) -> String {
    let on = |condition: &&str| condition.replace("ITEM", &format!("plan.items[\"{item}\"]"));
    let conditions: Vec<String> = conditions.iter().map(on).collect();
    truths(&conditions.iter().map(String::as_str).collect::<Vec<_>>(), ITEMS)
}

#[test]
fn none_equals_no_record() {
    let all = [
        "ITEM.after = plan.items[\"i\"]",
        "ITEM.after != plan.items[\"i\"]",
        "ITEM.after = ITEM.after",
        "plan.items includes ITEM.after",
        "plan.focus includes ITEM.after",
        "ITEM.after = plan.items[\"ghost\"]",
    ];
    // Of a list that is left out, and of a record that is not there, it is known all the same.
    assert_eq!(of("i", &all), "FTFFFF");
    assert_eq!(of("j", &all), "TFTTUU");
    assert_eq!(of("k", &all), "UUUUUU");
}

#[test]
fn none_is_not_stated_and_its_fields_are_not_either() {
    let all = [
        "ITEM.after is stated",
        "ITEM.after is missing",
        "ITEM.after.x is stated",
        "ITEM.after.x is missing",
        "ITEM.after.x > 0",
        "ITEM.after.name = \"I\"",
        "some s in ITEM.after.subs: s.x > 0",
        "count of ITEM.after.subs = 0",
    ];
    assert_eq!(of("i", &all), "FTFTUUUU");
    assert_eq!(of("j", &all), "TFTFTTUU");
    assert_eq!(of("k", &all), "UUUUUUUU");
}

#[test]
fn only_silence_says_none() {
    let after = |after: &str| {
        let items = format!(r#""items": [{{"id": "i", "x": 1{after}}}]"#);
        truths(&["plan.items[\"i\"].after = plan.items[\"i\"]"], &items)
    };
    assert_eq!(after(""), "F");
    assert_eq!(after(r#", "after": null"#), "F");
    for gap in [
        r#", "after": "-""#,
        r#", "after": 7"#,
        r#", "after": {"absent": "unknown"}"#,
        r#", "after": {"absent": "not applicable"}"#,
        r#", "after": "ghost", "after": "i""#,
    ] {
        assert_eq!(after(gap), if gap.contains("ghost") { "F" } else { "U" }, "{gap}");
    }
    // A record that breaks off may have said it further on.
    let broken = r#""items": [{"id": "i", "x": 1, "aft"#;
    assert_eq!(truths(&["plan.items[\"i\"].after = plan.items[\"i\"]"], broken), "U");
    // Of a record that is not in the plan nothing is known.
    let ghost = r#""items": [{"id": "i", "peer": "ghost"}]"#;
    assert_eq!(truths(&["plan.items[\"i\"].peer.after = plan.items[\"i\"]"], ghost), "U");
}

#[test]
fn lists_sets_and_breakdowns_of_references_hold_records() {
    let all = [
        "(count of (list of m.after for m in plan.items where m.x < 4)) = 1",
        "(count of (set of m.after for m in plan.items where m.x < 4)) = 1",
        "(count of m.after for m in plan.items where m.x < 4) = 2",
        "total of (sum of m.x for m in plan.items where m.x < 4 by m.after) = 3",
        "(count of (keys of (sum of m.x for m in plan.items where m.x < 4 by m.after))) = 1",
        "(sum of m.x for m in plan.items where m.x < 4 by m.after)[plan.items[\"i\"]] = 2",
        "(sum of m.x for m in plan.items where m.x < 4 by m.after)[plan.items[\"i\"].after] >= 0",
    ];
    assert_eq!(truths(&all, ITEMS), "TTTTTTU");
}

#[test]
fn what_is_asked_of_none_is_said_to_be_that() {
    let rule = |must: &str| {
        told(&format!("  for i in plan.items\n  must {must}\n  otherwise \"no\""), ITEMS)
    };
    assert_eq!(rule("i.after.x > 0")[0], "undetermined: none items[i].after");
    assert_eq!(rule("i.after.x > 0")[2], "undetermined: Withheld items[k].after");
    assert_eq!(rule("i.after is stated")[0], "violated: missing items[i].after, at items[i].after");
    let by = "(sum of m.x for m in plan.items where m.x < 4 by m.after)[i.after] > 0";
    assert_eq!(rule(by)[0], "undetermined: none items[i].after");
}

#[test]
fn a_question_mark_changes_nothing() {
    let rules = "record Extra key id\n  id: text\n  before: ref Extra or none\n\n\
                 rule r\n  \"r\"\n  must plan.items[\"i\"].after is missing\n  otherwise \"no\"\n";
    let world = world(rules, &[&plan(ITEMS)], Scope::Open);
    let extra = world.program.model.record_named("Extra").unwrap().1;
    assert!(extra.field_named("before").unwrap().1.optional);
    assert_eq!(world.verdicts("r"), ["satisfied"]);
}

/// The range that is declared for a field decides nothing where there may be no record.
#[test]
fn a_number_of_none_lies_in_no_range() {
    let all = ["ITEM.after.size >= 0", "not (ITEM.after.size < 0)"];
    assert_eq!(of("i", &all), "UU");
    assert_eq!(of("j", &all), "TT");
    assert_eq!(of("k", &all), "UU");
    // Nor where the way there leads through one that may be none; of one that is only not known
    // it does.
    let through = ["ITEM.after.peer.size >= 0", "ITEM.peer.size >= 0"];
    assert_eq!(of("i", &through), "UT");
    assert_eq!(of("j", &through), "TT");
    assert_eq!(of("k", &through), "UT");
}

/// A list of what may be no record has no number of members, nor anything that is worked out of it.
#[test]
fn a_list_of_none_cannot_be_counted() {
    let all = [
        "count of ITEM.after.uses >= 0",
        "at least 0 u in ITEM.after.uses: u.flag",
        "(sum of u.size for u in ITEM.after.uses) >= 0",
        "(share of u.size for u in ITEM.after.uses: u.flag) >= 0 %",
        "total of (sum of u.size for u in ITEM.after.uses by u.kind) >= 0",
        "(sum of u.size for u in ITEM.after.uses by u.kind)[ITEM.kind] >= 0",
        "count of (list of u.size for u in ITEM.after.uses) >= 0",
        "count of keys of (sum of u.size for u in ITEM.after.uses by u.kind) >= 0",
        "count of ITEM.after.peer.uses >= 0",
    ];
    assert_eq!(of("i", &all), "UUUUUUUUU");
    assert_eq!(of("k", &all), "UUUUUUUUU");
    // A list that is only left out has some number of members; of an unknown key nothing is known.
    assert_eq!(of("j", &all), "TTTTTUTTT");
    // Where no member counts it is not asked.
    let never = "(sum of count of m.after.uses for m in plan.items where m.x > 99) >= 0";
    assert_eq!(truths(&[never], ITEMS), "T");
    let rule = "  for i in plan.items\n  must count of i.after.uses >= 0\n  otherwise \"no\"";
    assert_eq!(told(rule, ITEMS)[0], "undetermined: none items[i].after");
}
