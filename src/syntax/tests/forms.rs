//! Every form an expression can take, with the tree it becomes.

use super::parse;
use super::shape::shape;
use crate::syntax::ast::{Clause, ItemKind, Part};

/// The tree of the value of a `let`.
fn value(text: &str) -> String {
    let source = format!("rule r \"t\"\n  let v = {text}\n  must v\n");
    let parsed = parse(&source);
    assert_eq!(parsed.diagnostics, [], "{text}");
    let ItemKind::Rule(rule) = &parsed.file.items[0].kind else { panic!("{text}") };
    let [Clause::Let(clause)] = rule.body.clauses.as_slice() else { panic!("{text}") };
    assert_eq!(&source[clause.value.span.range()], text, "the span of the value");
    shape(&clause.value)
}

fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(value(text), *expected, "{text}");
    }
}

#[test]
fn operators_bind_as_the_table_of_precedence_says() {
    check(&[
        ("a or b and not c = d", "(or a (and b (not (Equal c d))))"),
        ("(a or b) and c", "(and (or a b) c)"),
        ("a and b and c", "(and a b c)"),
        ("a + b * c - d / e", "(Subtract (Add a (Multiply b c)) (Divide d e))"),
        ("- a * b", "(Multiply (- a) b)"),
        ("- - a", "(- (- a))"),
        (
            "a / b + 1 as percent if missing 5 % >= c",
            "(GreaterOrEqual (if-missing (as (Add (Divide a b) 1) percent) 5'%') c)",
        ),
        ("not not a", "(not (not a))"),
        ("a != b", "(NotEqual a b)"),
        ("a <= b", "(LessOrEqual a b)"),
        ("a.b.c[d].e", "a.b.c[d].e"),
        ("a[all].where", "a[all].where"),
        ("a[b + 1]", "a[(Add b 1)]"),
        ("f(a, b + c)", "(f a (Add b c))"),
        ("- f(a).b", "(- (f a).b)"),
    ]);
}

#[test]
fn values_are_read_as_written() {
    check(&[
        ("1_000.50", "1_000.50"),
        ("30%", "30'%'"),
        ("120 million hectare", "120e6'hectare'"),
        ("33.52 trillion CNY", "33.52e12'CNY'"),
        ("2 万亿 元", "2e12'元'"),
        ("1.2 亿元", "1.2'亿元'"),
        ("3 tce per 10 thousand CNY", "3'tce/10e3CNY'"),
        ("x as tce per 万 元", "(as x tce/e4元)"),
        ("x as 亿亩", "(as x 亿亩)"),
        ("2025-06-30", "date:2025-06-30"),
        ("\"a \\\"b\\\" \\{c\\}\"", "\"a \\\"b\\\" {c}\""),
        ("true", "true"),
        ("isic:24", "isic:24"),
        ("nace:24.10", "nace:24.10"),
        ("wz:B-E", "wz:B-E"),
        ("{}", "{}"),
        ("{close, phase_out,}", "{close phase_out}"),
        (
            "{isic:24, nace:C, 3 %, - 2, \"x\", all, a.b}",
            "{isic:24 nace:C 3'%' (- 2) \"x\" all a.b}",
        ),
        ("产值 + 就业.合计", "(Add 产值 就业.合计)"),
    ]);
}

#[test]
fn tests_after_is() {
    check(&[
        ("a is stated", "(is a STATED)"),
        ("a is not missing", "(is a not MISSING)"),
        ("a is empty", "(is a EMPTY)"),
        ("a is rising", "(is a RISING)"),
        ("a is not falling", "(is a not FALLING)"),
        ("a is all", "(is a all)"),
        ("a is not plan", "(is a not plan)"),
        ("a is one of {b, c}", "(is a one-of {b c})"),
        ("a is not one of strong.actions", "(is a not one-of strong.actions)"),
        ("a is between 1 % and 2 % + 3 pp and b", "(and (is a between 1'%' (Add 2'%' 3'pp')) b)"),
        ("c within isic:C", "(Within c isic:C)"),
        ("a includes b or t contains \"x\"", "(or (Includes a b) (Contains t \"x\"))"),
    ]);
}

#[test]
fn series_and_short_aggregates() {
    check(&[
        ("s at 2025", "(at s 2025)"),
        ("s at (y + 1)", "(at s (Add y 1))"),
        ("s at plan.period.last_year > 0", "(Greater (at s plan.period.last_year) 0)"),
        ("count of a * 2", "(Multiply (Count a) 2)"),
        ("last of s - first of s", "(Subtract (Last s) (First s))"),
        ("sum of change of s", "(Sum (Change s))"),
        ("annual growth of s", "(AnnualGrowth s)"),
        ("count of - a", "(Count (- a))"),
        ("a > count of b", "(Greater a (Count b))"),
        ("target of i.value_added at 2025", "(Target (at i.value_added 2025))"),
        ("total of b / count of keys of b", "(Divide (Total b) (Count (Keys b)))"),
    ]);
}

#[test]
fn long_aggregates_stand_alone() {
    check(&[
        (
            "sum of m.budget for p in plans, m in p.measures where m.x is stated by m.kind",
            "(Sum m.budget <p in plans> <m in p.measures> where (is m.x STATED) by m.kind)",
        ),
        (
            "sum of baseline of i.v for i in plan.industries",
            "(Sum (Baseline i.v) <i in plan.industries>)",
        ),
        (
            "count of m in plan.measures where a and b",
            "(Count-of-members <m in plan.measures> where (and a b))",
        ),
        (
            "list of m in plan.measures by m.kind",
            "(List-of-members <m in plan.measures> by m.kind)",
        ),
        ("set of k in years of t.funding", "(Set-of-members <k in (Years t.funding)>)"),
        (
            "share of f.amount + 1 for f in e where d: c or b",
            "(share (Add f.amount 1) <f in e> where d : (or c b))",
        ),
        ("(count of m in e) + 1 > 2", "(Greater (Add (Count-of-members <m in e>) 1) 2)"),
        ("f((sum of m.x for m in e), 2)", "(f (Sum m.x <m in e>) 2)"),
        ("count of (p.x) for pair p, q in plans", "(Count p.x <pair p,q in plans>)"),
        ("sum of x for i in isic.division", "(Sum x <i in isic.division>)"),
    ]);
}

#[test]
fn quantifiers_run_to_the_end() {
    check(&[
        (
            "some m in a where m.x > 1: m.y or m.z",
            "(some <m in a> where (Greater m.x 1) : (or m.y m.z))",
        ),
        ("b and every m in a: m.y", "(and b (every <m in a> : m.y))"),
        ("a or b and some m in c: m.x", "(or a (and b (some <m in c> : m.x)))"),
        ("no m in a: some n in b: n.x", "(no <m in a> : (some <n in b> : n.x))"),
        ("at least 2 m in a: m.x", "(at-least 2 <m in a> : m.x)"),
        ("at most limit.n m in a: m.x", "(at-most limit.n <m in a> : m.x)"),
        ("exactly n m in a: m.x", "(exactly n <m in a> : m.x)"),
        ("b and exactly 2 m in a: m.x", "(and b (exactly 2 <m in a> : m.x))"),
        ("b or exactly n.k m in a: m.x", "(or b (exactly n.k <m in a> : m.x))"),
        ("b and exactly", "(and b exactly)"),
        ("b + 2 includes c", "(Includes (Add b 2) c)"),
        ("(some m in a: m.x) and b", "(and (some <m in a> : m.x) b)"),
        ("every i in priorities:i.x", "(every <i in priorities> : i.x)"),
        (
            "some x in a where x.s > 5 hectare: x.t > 5 %",
            "(some <x in a> where (Greater x.s 5'hectare') : (Greater x.t 5'%'))",
        ),
        ("some m in a where (some n in b: n): m", "(some <m in a> where (some <n in b> : n) : m)"),
    ]);
}

#[test]
fn lists_of_conditions_and_graphs() {
    check(&[
        ("all of (a, b > 1,)", "(all-of a (Greater b 1))"),
        ("any of (a, some m in e: m.x)", "(any-of a (some <m in e> : m.x))"),
        ("at least 2 of (a, b, c) and d", "(and (at-least 2 of a b c) d)"),
        ("not all of (a, b)", "(not (all-of a b))"),
        ("a reaches b.c by feeds(plan)", "(reaches a b.c (feeds plan))"),
        ("reach of l.supplier by feeds(plan)", "(reach l.supplier (feeds plan))"),
    ]);
}

#[test]
fn a_short_aggregate_in_a_let_takes_the_for_behind_it() {
    let parsed =
        parse("rule r \"t\"\n  let n = count of plan.xs\n  for p in plan.xs\n  must n <= 8\n");
    let ItemKind::Rule(rule) = &parsed.file.items[0].kind else { panic!() };
    assert_eq!(rule.body.clauses.len(), 1);
    let parsed =
        parse("rule r \"t\"\n  let n = (count of plan.xs)\n  for p in plan.xs\n  must n <= 8\n");
    let ItemKind::Rule(rule) = &parsed.file.items[0].kind else { panic!() };
    assert_eq!(rule.body.clauses.len(), 2);
}

#[test]
fn a_for_on_its_own_line_is_a_clause_whatever_stands_before() {
    let parsed = parse("rule r \"t\"\n  let n = sum of a * b\n  for m in p.x\n  must n\n");
    assert_eq!(parsed.diagnostics, []);
    let parsed = parse("rule r \"t\"\n  let n = a * b for m in p.x\n  must n\n");
    assert_eq!(parsed.diagnostics, []);
}

#[test]
fn an_item_of_a_demanded_list_has_its_own_message() {
    let source = "rule r \"t\"\n  must all of (\n    a otherwise \"{a}\" zh: \"甲{a}\",\n    all of (b otherwise \"b\"),\n  )\n";
    let parsed = parse(source);
    assert_eq!(parsed.diagnostics, []);
    let ItemKind::Rule(rule) = &parsed.file.items[0].kind else { panic!() };
    assert_eq!(shape(&rule.body.demand.condition), "(all-of a! (all-of b!))");
}

#[test]
fn holes_are_expressions_with_places_of_their_own() {
    let source = "rule r \"t\"\n  must a\n  otherwise \"x \\{ {m.a as million hectare}，{baseline of s}\" zh: \"{n}\"\n";
    let parsed = parse(source);
    assert_eq!(parsed.diagnostics, []);
    let ItemKind::Rule(rule) = &parsed.file.items[0].kind else { panic!() };
    let otherwise = rule.body.otherwise.as_ref().unwrap();
    let parts: Vec<String> = otherwise
        .default
        .parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => format!("{text:?}"),
            Part::Hole(hole) => format!("{} = {}", &source[hole.span.range()], shape(hole)),
        })
        .collect();
    assert_eq!(
        parts,
        [
            "\"x { \"",
            "m.a as million hectare = (as m.a e6 hectare)",
            "\"，\"",
            "baseline of s = (Baseline s)",
        ]
    );
    assert_eq!(otherwise.translations[0].language.text, "zh");
    assert_eq!(otherwise.translations[0].text.parts.len(), 1);
}
