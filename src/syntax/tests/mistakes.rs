//! What an author is told: each mistake as written, then the answer.

use std::fmt::Write as _;

use super::parse;
use crate::base::SourceText;

/// Every source, with its diagnostics as `line:column: message | what is underlined | help`.
fn told(sources: &[&str]) -> String {
    let mut told = String::new();
    for source in sources {
        let text = SourceText::new("a.rule", *source);
        let parsed = parse(source);
        assert!(!parsed.diagnostics.is_empty(), "no mistake is found in\n{source}");
        writeln!(told, "{}", source.trim_end()).unwrap();
        for diagnostic in parsed.diagnostics {
            let place = diagnostic.place().unwrap();
            let at = text.line_column(place.start as usize);
            let underlined = text.slice(place);
            let help = diagnostic.help.as_ref().map_or("-", |help| help.en());
            let (line, column) = (at.line, at.column);
            let message = diagnostic.message.en();
            writeln!(told, "  => {line}:{column}: {message} | {underlined} | {help}").unwrap();
        }
        writeln!(told).unwrap();
    }
    told
}

const ITEMS: &[&str] = &[
    r#"rul few "t"
  must x > 1"#,
    r#"must x > 1"#,
    r#"use"#,
    r#"pack x"#,
    r#"disable other/rule"#,
    r#"source paper"#,
    r#"rule "t"
  must x"#,
    r#"rule no blanket "t"
  must x"#,
    r#""title""#,
    r#"rule r "t"
  must x > 1
foo bar
rule s "u"
  must y >
"#,
    r#"# a comment"#,
    r#"pack 3 "x" version 1"#,
    r#"portfolio r "t"
  must x"#,
    r#"replace r "t"
  must x"#,
];

#[test]
fn items() {
    insta::assert_snapshot!(told(ITEMS));
}

const MARKS: &[&str] = &[
    r#"rule r "t"
  for m in plan.measures， where m.x is stated
  must m.a > 1"#,
    r#"rule r “标题”
  must x > 1"#,
    r#"rule r "t"
  must x（a） > 1"#,
    r#"rule r "t"
  must x == 1 && y > 2"#,
    r#"rule r "t"
  must x == 1"#,
    r#"rule r "t"
  must x ≥ 1,000"#,
    r#"rule r "t"
  must x > .5"#,
    r#"rule r "t"
  should x = close; 
  help 'abc'"#,
    r#"rule r "t"
  must x > ５"#,
    r#"rule r "t"
  must x ! = 3"#,
    r#"rule r "t"
  must x　> 3"#,
    r#"rule r "t"
  must x <> 3 || y => 2"#,
    r#"rule r "t"
  must x @ 3"#,
];

#[test]
fn marks() {
    insta::assert_snapshot!(told(MARKS));
}

const TEXTS_AND_HOLES: &[&str] = &[
    r#"rule r "t
  must x > 1"#,
    r#"rule r "t"
  must x > 1
  otherwise "a {b" "#,
    r#"rule r "t"
  must x > 1
  otherwise "{} {a where b} {count of m in p.x} } \n""#,
    r#"rule r "t"
  must x > 30%
  otherwise "a" en "b""#,
    r#"rule r "a \q b"
  must x > 1"#,
    r#"rule r "a
  b"
  must x"#,
    r#"rule r "t"
  must x
  otherwise "{a} {""#,
    r#"rule r "t"
  must x
  otherwise "{some m in p: m} {a.}""#,
    r#"rule r "t" zh: "一" zh: "二"
  must x"#,
    r#"rule r "t"
  must x
  otherwise "{a，b}""#,
    r#"rule r "t"
  must x
  otherwise x"#,
];

#[test]
fn texts_and_holes() {
    insta::assert_snapshot!(told(TEXTS_AND_HOLES));
}

const BRACKETS_AND_LISTS: &[&str] = &[
    r#"rule r "t"
  must all of (
    a > 1
    count of b > 2,
    c > 3
    f(d) > 4
  )"#,
    r#"rule r "t"
  must any of (
    a is stated
    b > x,
  )"#,
    r#"rule r "t"
  must f(a b)"#,
    r#"rule r "t"
  let all = 3
  must all > 1"#,
    r#"rule r "t"
  must (x > 1"#,
    r#"rule r "t"
  must x > 1)"#,
    r#"rule r "t"
  must f(x] > 1"#,
    r#"rule r "t"
  must m.a is one of close, phase_out"#,
    r#"rule r "t"
  must all of (
    a > 1
    b > 2
  )"#,
];

#[test]
fn brackets_and_lists() {
    insta::assert_snapshot!(told(BRACKETS_AND_LISTS));
}

const CLAUSES: &[&str] = &[
    r#"rule r "t"
must x > 1"#,
    r#"rule r
  must x > 1"#,
    r#"rule r "t"
  must x > 1
  implements 2.2-e"#,
    r#"rule r "t"
  must x > 1
  help "a"
  otherwise "b""#,
    r#"rule r "t"
  for m in plan.measures
  otherwise "x""#,
    r#"rule r "t"
  implements 2.2-e"#,
    r#"rule r "t"
  must x > 1 "message""#,
    r#"provision 2.2-e
  in paper at "x"
  says "y"
  aspect integrity"#,
    r#"provision 2.2-e
  in paper at "x"
  strength should
  says "y"
  aspect integrity"#,
    r#"provision 2.2-e
  in paper at "x"
  says "y"
  strength ought
  aspect integrity"#,
    r#"exception e to r
  because "x""#,
    r#"rule r "t"
  in force 2023
  must x"#,
    r#"rule r "t"
  must x > 1
  otherwise "a"
  otherwise "b""#,
    r#"rule r "t"
  must x > 1
  for m in plan.x"#,
    r#"rule r "t"
  implements
  must x"#,
    r#"rule r "t"
  show m.x
  must x"#,
    r#"rule r "t"
  must x > 1
  should y > 2"#,
    r#"rule r "t"
  let n = 3 when
  must x"#,
    r#"provision 1 in paper at "x" says "y" strength must"#,
    r#"rule r "t"
  implements 2.2-e
  asks "a"
  must x"#,
    r#"rule r "t"
  must x > 5
  limits "a"
  help "b""#,
    r#"rule r "t"
  must x > 5
  limits "a"
  limits "b""#,
    r#"rule r "t"
  asks
  must x"#,
    r#"rule r "t"
  asks "a"
  limits "b""#,
    r#"provision 1 in paper at "x" says "y" strength must aspect green
  partly because "z""#,
    r#"provision 1 in paper at "x" says "y" strength must aspect green
  partly checkable because "z"
  not checkable because "z""#,
    r#"provision 1 in paper at "x" says "y" strength must aspect green
  partly checkable because "z"
  same as 2"#,
];

#[test]
fn clauses() {
    insta::assert_snapshot!(told(CLAUSES));
}

const CONDITIONS: &[&str] = &[
    r#"rule r "t"
  must m.x is
  otherwise "b""#,
    r#"rule r "t"
  when
  must x > 1"#,
    r#"rule r "t"
  must end-start > 3"#,
    r#"rule r "t"
  must 1 < x < 5"#,
    r#"rule r "t"
  must not a and b"#,
    r#"rule r "t"
  must x > 1
  show"#,
    r#"rule r "t"
  if x > 1 then y
  must z"#,
    r#"rule r "t"
  must x is >= 3"#,
    r#"rule r "t"
  must x > 1 year ago"#,
    r#"rule r "t"
  let x 3
  must x"#,
    r#"rule r "t"
  must not"#,
    r#"rule r "t"
  must x >"#,
    r#"rule r "t"
  must x is not
  help "a""#,
    r#"rule r "t"
  must x is between 3 5"#,
    r#"rule r "t"
  must x as > 3"#,
    r#"rule r "t"
  must x if > 3"#,
    r#"rule r "t"
  must x. > 3"#,
    r#"rule r "t"
  must s at > 3"#,
    r#"rule r "t"
  must x > 3 y > 2"#,
];

#[test]
fn conditions() {
    insta::assert_snapshot!(told(CONDITIONS));
}

const AGGREGATES_AND_QUANTIFIERS: &[&str] = &[
    r#"rule r "t"
  let n = sum of a * b for m in p.x
  must n"#,
    r#"rule r "t"
  must some m in plan.measures m.x > 1"#,
    r#"rule r "t"
  must count of m in plan.measures where m.x is stated > 3"#,
    r#"rule r "t"
  must sum of m.x for m in plan.measures > 3"#,
    r#"rule r "t"
  must some m in plan.a: m.x > 1 or some n in plan.b: n.y > 2"#,
    r#"rule r "t"
  let x = sun of plan.x
  must x > 1"#,
    r#"rule r "t"
  let x = sum of m in plan.measures
  must x > 1"#,
    r#"rule r "t"
  must any of (a > 1 otherwise "x", b)"#,
    r#"rule r "t"
  for m in plan.a, n in plan.b
  must x > 1"#,
    r#"rule r "t"
  for m of plan.a
  must x > 1"#,
    r#"rule r "t"
  for m in {a, b}
  must x > 1"#,
    r#"rule r "t"
  must every i in plan.industries where i.x > 1"#,
    r#"rule r "t"
  let n = annual of x
  must n"#,
    r#"rule r "t"
  let n = share of x
  must n"#,
    r#"rule r "t"
  let n = last of s for m in p.x
  must n"#,
    r#"rule r "t"
  must at least 2 (a, b)"#,
    r#"rule r "t"
  must some m plan.x: m"#,
    r#"rule r "t"
  must every where in plan.x: m"#,
];

#[test]
fn aggregates_and_quantifiers() {
    insta::assert_snapshot!(told(AGGREGATES_AND_QUANTIFIERS));
}

const MODEL: &[&str] = &[
    r#"parameter x: integer 8"#,
    r#"parameter x = 8"#,
    r#"parameter x: date = 2025-6-3"#,
    r#"record R key id
  id text"#,
    r#"record R key id
  id: list text"#,
    r#"vocabulary v { a b }"#,
    r#"define f(x) = x"#,
    r#"define f(x: number) x + 1"#,
    r#"unit mu area"#,
    r#"record R key id
  id: text
  a?: ref
  b: text"#,
    r#"record R
  a: integer from 0 to
"#,
    r#"vocabulary v {}"#,
    r#"vocabulary v { a, a b }"#,
    r#"unit x = "#,
    r#"classification isic "x""#,
    r#"define all(x: number) = x"#,
    r#"parameter p: set of = {a}"#,
    r#"parameter p: integer = 8 checked on monday"#,
    r#"extend R
  a: text"#,
    r#"define f(x: number) = x +"#,
    r#"relation f(p: Plan) = from a to b"#,
];

#[test]
fn model() {
    insta::assert_snapshot!(told(MODEL));
}

const RULE_TESTS: &[&str] = &[
    r#"test t
  plan { "a": 1, }
  expect violated r"#,
    r#"test t
  plan {
    "a": 1
}
  expect violated r"#,
    r#"test t
  plan { a: 1 }
  expect violated r"#,
    r#"test t
  plan "a.json"
  expect broken r"#,
    r#"test t
  plan "a.json""#,
    r#"test t
  plan { "a" 1 }
  expect violated r"#,
    r#"test t
  plan { "a": 01, "b": "\q" }
  expect violated r"#,
    r#"test t
  plan { "a": NaN }
  expect violated r"#,
    r#"test t
  expect violated r"#,
    r#"test t
  plan "a.json" changed { }
  expect violated r"#,
    r#"test t
  plan { 'a': 1 }
  expect violated r"#,
];

#[test]
fn rule_tests() {
    insta::assert_snapshot!(told(RULE_TESTS));
}

/// What people write who know another language.
const BORROWED: &[&str] = &[
    r#"rule r "t"
  must m.end between 2020 and 2030"#,
    r#"rule r "t"
  must m.action not in {close}"#,
    r#"rule r "t"
  must m.action in {close}"#,
    r#"rule r "t"
  must m.action is "close""#,
    r#"rule r "t"
  must m.title like "x""#,
    r#"rule r "t"
  must m.criteria exists"#,
    r#"rule r "t"
  must all m in plan.measures: m.end is stated"#,
    r#"rule r "t"
  for each m in plan.measures
  must m.end is stated"#,
];

#[test]
fn words_of_other_languages() {
    insta::assert_snapshot!(told(BORROWED));
}
