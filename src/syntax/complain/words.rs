//! What users call the rules of the grammar.

use crate::base::Said;
use crate::syntax::grammar::Rule;

/// What a rule of the grammar stands for, in a sentence such as "… stands where … belongs".
/// Nothing for the words of the language, which are called by themselves.
pub(super) fn called(rule: Rule) -> Option<Said> {
    let word = |word: &'static str| (word, word);
    let (en, zh) = match rule {
        Rule::EOI => ("the end of the item", "条目结尾"),
        Rule::entry | Rule::item_ => ("an item", "条目"),
        Rule::any_word | Rule::is_word => ("a word", "词"),
        Rule::name => ("a name", "名称"),
        Rule::kebab => ("a name", "名称"),
        Rule::fullname => (
            "a name such as `rule-name` or `pack/rule-name`",
            "名称，如 `rule-name` 或 `pack/rule-name`",
        ),
        Rule::string | Rule::text => ("a text in quotes", "引号中的文本"),
        Rule::language | Rule::translation => {
            ("a translation such as `zh: \"…\"`", "译文，如 `zh: \"…\"`")
        }
        Rule::pack
        | Rule::uses
        | Rule::source_item
        | Rule::provision
        | Rule::dimension
        | Rule::unit
        | Rule::classification
        | Rule::vocabulary
        | Rule::extend
        | Rule::record
        | Rule::parameter
        | Rule::define
        | Rule::relation
        | Rule::rule_item
        | Rule::exception
        | Rule::replace
        | Rule::disable
        | Rule::test => ("an item", "条目"),
        Rule::source_field => (
            "a field of the source, such as `title \"…\"` or `year 2023`",
            "文献的字段，如 `title \"…\"` 或 `year 2023`",
        ),
        Rule::place => ("the place in quotes", "引号中的位置"),
        Rule::says => ("a text in quotes", "引号中的文本"),
        Rule::strength => (
            "`must`, `must not`, `should`, `should not` or `could`",
            "`must`、`must not`、`should`、`should not` 或 `could`",
        ),
        Rule::same_as => word("`same as`"),
        Rule::not_checkable => word("`not checkable because`"),
        Rule::partly_checkable => word("`partly checkable because`"),
        Rule::because => ("`because` and a text", "`because` 和文本"),
        Rule::of_dimension => ("`of` and a dimension", "`of` 和量纲"),
        Rule::factor => ("`=` and a factor", "`=` 和系数"),
        Rule::refers => word("`refers to`"),
        Rule::words => {
            ("words in braces, such as `{close, upgrade}`", "花括号中的词，如 `{close, upgrade}`")
        }
        Rule::vocabulary_word => ("a word", "词"),
        Rule::key => ("`key` and a field", "`key` 和字段"),
        Rule::role => {
            ("`is the plan` or `is the portfolio`", "`is the plan` 或 `is the portfolio`")
        }
        Rule::shown_as => ("`shown as` and a field", "`shown as` 和字段"),
        Rule::period => ("`from` and a field", "`from` 和字段"),
        Rule::field_path => ("a field", "字段"),
        Rule::field => ("a field such as `budget?: money`", "字段，如 `budget?: money`"),
        Rule::optional => word("`?`"),
        Rule::range => ("a range such as `from 0 to 10`", "范围，如 `from 0 to 10`"),
        Rule::default => ("a default", "默认值"),
        Rule::field_number | Rule::field_quantity | Rule::number => ("a number", "数"),
        Rule::type_expr
        | Rule::one_of
        | Rule::set_type
        | Rule::list_type
        | Rule::series_type
        | Rule::quantity_type
        | Rule::breakdown_type
        | Rule::code_type
        | Rule::ref_type
        | Rule::word_type => (
            "a type, such as `text`, `percent` or `list of Measure`",
            "类型，如 `text`、`percent` 或 `list of Measure`",
        ),
        Rule::or_none => word("`or none`"),
        Rule::dated_value => (
            "a value, such as `8`, `30 %` or `{isic:24, isic:25}`",
            "值，如 `8`、`30 %` 或 `{isic:24, isic:25}`",
        ),
        Rule::checked_on => ("`checked on` and a date", "`checked on` 和日期"),
        Rule::params => ("parameters such as `(p: Plan)`", "参数，如 `(p: Plan)`"),
        Rule::param => ("a parameter such as `p: Plan`", "参数，如 `p: Plan`"),
        Rule::rule_body => ("a title in quotes", "引号中的标题"),
        Rule::asks => word("`asks`"),
        Rule::implements => word("`implements`"),
        Rule::stricter => word("`stricter because`"),
        Rule::formerly => word("`formerly`"),
        Rule::in_force => word("`in force from`"),
        Rule::for_clause => word("`for`"),
        Rule::let_clause => word("`let`"),
        Rule::when_clause => word("`when`"),
        Rule::demand => ("a demand such as `must …`", "要求，如 `must …`"),
        Rule::modal => ("`must`, `should` or `could`", "`must`、`should` 或 `could`"),
        Rule::otherwise => word("`otherwise`"),
        Rule::help => word("`help`"),
        Rule::show => word("`show`"),
        Rule::limits => word("`limits`"),
        Rule::shown => ("a value of the plan, such as `m.targets`", "规划中的值，如 `m.targets`"),
        Rule::given | Rule::given_plan | Rule::given_portfolio | Rule::given_year => {
            ("`plan`, `portfolio` or `as of`", "`plan`、`portfolio` 或 `as of`")
        }
        Rule::changed_by => word("`changed by`"),
        Rule::expect => word("`expect`"),
        Rule::expect_at => word("`at`"),
        Rule::expect_missing => word("`missing`"),
        Rule::verdict => (
            "`satisfied`, `violated`, `undetermined`, `excepted` or `not applicable`",
            "`satisfied`、`violated`、`undetermined`、`excepted` 或 `not applicable`",
        ),
        Rule::json => ("a JSON value", "JSON 值"),
        Rule::object => ("a JSON object in braces", "花括号中的 JSON 对象"),
        Rule::member => ("a key in quotes", "引号中的键"),
        Rule::array => ("a JSON list", "JSON 列表"),
        Rule::json_number => ("a number", "数"),
        Rule::value | Rule::operand | Rule::share | Rule::members | Rule::of | Rule::reach => {
            ("a value", "值")
        }
        Rule::quantity
        | Rule::group
        | Rule::set
        | Rule::set_member
        | Rule::call
        | Rule::boolean
        | Rule::code
        | Rule::function
        | Rule::annual_growth
        | Rule::negative => ("a value", "值"),
        Rule::long_tail | Rule::generators => word("`for`"),
        Rule::generator => word("`x in …`"),
        Rule::pair => word("`pair`"),
        Rule::from => {
            ("a list of the plan, such as `plan.measures`", "规划中的列表，如 `plan.measures`")
        }
        Rule::where_clause => word("`where`"),
        Rule::by => word("`by`"),
        Rule::expression | Rule::quantified | Rule::listed | Rule::listed_item | Rule::hole => {
            ("a condition", "条件")
        }
        Rule::quantifier => ("`some`, `every` or `no`", "`some`、`every` 或 `no`"),
        Rule::bound => ("`at least`, `at most` or `exactly`", "`at least`、`at most` 或 `exactly`"),
        Rule::listing => ("`all of` or `any of`", "`all of` 或 `any of`"),
        Rule::negation => word("`not`"),
        Rule::logic => ("`and` or `or`", "`and` 或 `or`"),
        Rule::comparison | Rule::reaches => ("a comparison such as `>=`", "比较，如 `>=`"),
        Rule::is_test => word("`is`"),
        Rule::is_one_of => word("`one of`"),
        Rule::is_between => word("`between`"),
        Rule::colon => word("`:`"),
        Rule::conversion => ("`as` and a unit", "`as` 和单位"),
        Rule::if_missing => word("`if missing`"),
        Rule::arithmetic => ("an operator such as `+`", "运算符，如 `+`"),
        Rule::field_suffix => ("`.` and a field", "`.` 和字段"),
        Rule::index => word("`[`"),
        Rule::at_year => ("`at` and a year", "`at` 和年份"),
        Rule::date => ("a date such as `2025-06-30`", "日期，如 `2025-06-30`"),
        Rule::year => ("a year such as `2025`", "年份，如 `2025`"),
        Rule::unit_expr | Rule::unit_name => ("a unit", "单位"),
        Rule::unit_factor => ("`per` and a unit", "`per` 和单位"),
        Rule::scale => ("a scale such as `million`", "数量级，如 `million`"),
        Rule::mark_colon => word("`:`"),
        Rule::mark_comma => word("`,`"),
        Rule::mark_equals => word("`=`"),
        Rule::mark_open_round => word("`(`"),
        Rule::mark_close_round => word("`)`"),
        Rule::mark_open_brace => word("`{`"),
        Rule::mark_close_brace => word("`}`"),
        Rule::mark_open_square => word("`[`"),
        Rule::mark_close_square => word("`]`"),
        _ => return None,
    };
    Some(Said::new(en, zh))
}

/// Whether a value or a condition may begin with this rule.
pub(super) fn begins_value(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::value
            | Rule::operand
            | Rule::share
            | Rule::members
            | Rule::of
            | Rule::reach
            | Rule::quantity
            | Rule::group
            | Rule::set
            | Rule::call
            | Rule::code
            | Rule::function
            | Rule::expression
            | Rule::quantified
            | Rule::listed
            | Rule::shown
            | Rule::from
    )
}

/// Whether the item, or a clause that stands in no other, may go on with this rule.
pub(super) fn begins_clause(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::EOI
            | Rule::modal
            | Rule::kw_let
            | Rule::kw_when
            | Rule::kw_help
            | Rule::kw_show
            | Rule::kw_limits
            | Rule::kw_because
            | Rule::kw_checked_on
            | Rule::kw_expect
            | Rule::expect
            | Rule::given
            | Rule::given_plan
            | Rule::kw_same_as
            | Rule::kw_says
            | Rule::kw_strength
            | Rule::kw_aspect
            | Rule::kw_in_force
    )
}

/// Advice for a word that belongs to another language.
pub(super) fn borrowed(before: &str, found: &str) -> Option<Said> {
    if before == "is" && found.starts_with('"') {
        let word = found.trim_matches('"');
        return Some(said!(
            "after `is` a word stands without quotes: `is {word}`",
            "`is` 之后的词不加引号：`is {word}`"
        ));
    }
    if before == "each" {
        return Some(said!(
            "write `for {found} in …`, or `every {found} in …: …`",
            "请写 `for {found} in …`，或 `every {found} in …: …`"
        ));
    }
    if before == "all" && found.chars().next().is_some_and(char::is_alphabetic) {
        return Some(said!("write `every {found} in …: …`", "请写 `every {found} in …: …`"));
    }
    // What people write who know another language, and what this one says instead.
    Some(match found {
        "between" => said!("write `is between A and B`", "请写 `is between A and B`"),
        "in" => said!(
            "write `is one of {{…}}` of a word, or `LIST includes x` of a member",
            "对词请写 `is one of {{…}}`，对成员请写 `LIST includes x`"
        ),
        "not" => said!(
            "write `is not one of {{…}}` of a word, or `not (…)` around a condition",
            "对词请写 `is not one of {{…}}`，对条件请写 `not (…)`"
        ),
        "like" | "matches" => said!("write `contains \"…\"`", "请写 `contains \"…\"`"),
        "exists" => said!("write `is stated`", "请写 `is stated`"),
        "equals" => said!("write `=`, or `is WORD`", "请写 `=` 或 `is WORD`"),
        "then" => said!(
            "write `any of (not A, B)`, or put the condition into a `when`",
            "请写 `any of (not A, B)`，或把条件放入 `when`"
        ),
        "else" => said!(
            "what is said where the demand fails stands after `otherwise`",
            "不符合要求时的说明写在 `otherwise` 之后"
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules that are never named in a message, since pest does not report silent rules.
    fn is_silent(rule: Rule) -> bool {
        let name = format!("{rule:?}");
        name.ends_with('_') || matches!(rule, Rule::WHITESPACE | Rule::COMMENT)
    }

    #[test]
    fn every_rule_of_the_grammar_has_a_name_for_users() {
        for rule in Rule::all_rules().iter().filter(|rule| !is_silent(**rule)) {
            let word = format!("{rule:?}").starts_with("kw_");
            assert_eq!(called(*rule).is_none(), word, "{rule:?}");
        }
    }
}
