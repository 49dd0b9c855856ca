use super::format;
use crate::base::FileId;

fn laid_out(text: &str) -> String {
    let laid = format(FileId(0), text).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    assert_eq!(format(FileId(0), &laid).as_deref(), Ok(laid.as_str()), "once and for all");
    laid
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(laid_out(text), expected, "\n{}", laid_out(text));
}

#[test]
fn every_form_has_a_layout() {
    insta::assert_snapshot!(laid_out(include_str!("../syntax/tests/everything.rule")));
}

#[test]
fn a_text_with_mistakes_is_not_laid_out() {
    let mistakes = format(FileId(0), "rule a\n  \"t\"\n  must b is\n\nrul c\n").unwrap_err();
    let said: Vec<&str> = mistakes.iter().map(|mistake| mistake.message.en()).collect();
    assert_eq!(said.len(), 2, "{said:?}");
}

#[test]
fn nothing_stays_nothing_and_comments_alone_stay() {
    check("", "");
    check(" \n\r\n", "");
    check("\u{feff}\n\n// a\r\n\n\n\n  // b\n// c", "// a\n\n// b\n// c\n");
    check("\u{feff}use a", "use a\n");
}

#[test]
fn items_have_a_blank_line_between_them() {
    check("use a\nuse b\n\n\n\nuse c", "use a\nuse b\n\nuse c\n");
    check("dimension a\nunit b of a\nunit c = 2 b", "dimension a\n\nunit b of a\nunit c = 2 b\n");
    check(
        "rule a \"t\" must b\nrule c \"t\" must d",
        "rule a\n  \"t\"\n  must b\n\nrule c\n  \"t\"\n  must d\n",
    );
    check(
        "unit a of b // why\n/// Said.\nunit c of b\n",
        "unit a of b // why\n/// Said.\nunit c of b\n",
    );
    check(
        "rule a \"t\" must b\n// on c\nuse c\n  // of c\n  /// as well\n// last",
        "rule a\n  \"t\"\n  must b\n\n// on c\nuse c\n  // of c\n  /// as well\n\n// last\n",
    );
}

#[test]
fn no_comment_becomes_documentation() {
    check("use a\n// b\n  /// c\nuse d\n", "use a\n// b\n  /// c\nuse d\n");
    check("/// lost\n\nuse a\n", "/// lost\n\nuse a\n");
    check("rule a \"t\"\n/// c\n must b\n", "rule a\n  \"t\"\n  /// c\n  must b\n");
}

#[test]
fn a_comment_breaks_the_line_behind_it() {
    check(
        "rule a // name\n \"t\" // title\n must // now\n  b // both\n  and c\n  // or else\n  or d // last\n // end\n",
        "rule a // name\n  \"t\" // title\n  must b // now\n    // both\n    and c\n    // or else\n    or d // last\n  // end\n",
    );
    check("define a = f(b, // one\n c)", "define a\n  = f(\n    b, // one\n    c\n  )\n");
    check(
        "parameter a: b = {c // one\n , d, // two\n // three\n }",
        "parameter a: b\n  = {\n    c, // one\n    d, // two\n    // three\n  }\n",
    );
}

#[test]
fn a_broken_list_has_a_comma_behind_each_member() {
    check(
        "rule a \"t\" must all of (b, c or d)",
        "rule a\n  \"t\"\n  must all of (\n    b,\n    c or d,\n  )\n",
    );
    check(
        "rule a \"t\" must x and all of (b, c,)",
        "rule a\n  \"t\"\n  must x and all of (b, c)\n",
    );
    check(
        "vocabulary a {b \"B\", c \"C\" zh: \"丙\"}",
        "vocabulary a {\n  b \"B\",\n  c \"C\" zh: \"丙\",\n  }\n",
    );
    check("vocabulary a { b,\n  c \"C\", }", "vocabulary a { b, c \"C\" }\n");
}

#[test]
fn blank_lines_stay_between_the_entries_of_a_list() {
    check(
        "record A\n\n  b: text\n\n\n  // c\n\n  c: text\n  d: text",
        "record A\n  b: text\n\n  // c\n\n  c: text\n  d: text\n",
    );
    check("rule a\n\n  \"t\"\n\n  must b", "rule a\n  \"t\"\n  must b\n");
}

#[test]
fn a_line_holds_a_hundred_columns_of_which_chinese_takes_two() {
    let name = "n".repeat(81);
    check(&format!("define {name}\n  = {{a, b, c}}"), &format!("define {name} = {{a, b, c}}\n"));
    let wide = format!("define {name}n = {{a, b, c}}");
    assert_eq!(wide.len(), 101);
    check(&wide, &format!("define {name}n\n  = {{a, b, c}}\n"));
    let name = "业".repeat(40);
    check(&format!("define {name} = {{a, b, c}}"), &format!("define {name} = {{a, b, c}}\n"));
    check(
        &format!("define {name}业 = {{a, b, c}}"),
        &format!("define {name}业\n  = {{a, b, c}}\n"),
    );
}

#[test]
fn conditions_break_before_their_loosest_words() {
    let (b, c) = ("b".repeat(35), "c".repeat(35));
    check(
        &format!("rule a \"t\" must {b} and {c} > 3 or not {c} is stated and {b} > 1"),
        &format!("rule a\n  \"t\"\n  must {b} and {c} > 3\n    or not {c} is stated and {b} > 1\n"),
    );
    check(
        &format!("define a = sum of {b} for x in {c} where x.b is close by x.c"),
        &format!(
            "define a\n  = sum of {b}\n    for x in {c}\n    where x.b is close\n    by x.c\n"
        ),
    );
    check(
        &format!("rule a \"t\" must some x in {b}: x.c >= {c} * {c}"),
        &format!("rule a\n  \"t\"\n  must some x in {b}:\n    x.c >= {c} * {c}\n"),
    );
}
