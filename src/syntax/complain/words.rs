//! What users call the rules of the grammar.

use crate::syntax::grammar::Rule;

/// What a rule of the grammar stands for, in a sentence such as "… stands where … belongs".
/// Nothing for the words of the language, which are called by themselves.
pub(super) fn called(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::EOI => "the end of the item",
        Rule::entry | Rule::item_ => "an item",
        Rule::any_word | Rule::is_word => "a word",
        Rule::name => "a name",
        Rule::kebab => "a name",
        Rule::fullname => "a name such as `rule-name` or `pack/rule-name`",
        Rule::string | Rule::text => "a text in quotes",
        Rule::language | Rule::translation => "a translation such as `zh: \"…\"`",
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
        | Rule::test => "an item",
        Rule::source_field => "a field of the source, such as `title \"…\"` or `year 2023`",
        Rule::place => "the place in quotes",
        Rule::says => "a text in quotes",
        Rule::strength => "`must`, `must not`, `should`, `should not` or `could`",
        Rule::same_as => "`same as`",
        Rule::not_checkable => "`not checkable because`",
        Rule::because => "`because` and a text",
        Rule::of_dimension => "`of` and a dimension",
        Rule::factor => "`=` and a factor",
        Rule::refers => "`refers to`",
        Rule::words => "words in braces, such as `{close, upgrade}`",
        Rule::vocabulary_word => "a word",
        Rule::key => "`key` and a field",
        Rule::role => "`is the plan` or `is the portfolio`",
        Rule::shown_as => "`shown as` and a field",
        Rule::period => "`from` and a field",
        Rule::field_path => "a field",
        Rule::field => "a field such as `budget?: money`",
        Rule::optional => "`?`",
        Rule::range => "a range such as `from 0 to 10`",
        Rule::default => "a default",
        Rule::field_number | Rule::field_quantity | Rule::number => "a number",
        Rule::type_expr
        | Rule::one_of
        | Rule::set_type
        | Rule::list_type
        | Rule::series_type
        | Rule::quantity_type
        | Rule::breakdown_type
        | Rule::code_type
        | Rule::ref_type
        | Rule::word_type => "a type, such as `text`, `percent` or `list of Measure`",
        Rule::or_none => "`or none`",
        Rule::dated_value => "a value, such as `8`, `30 %` or `{isic:24, isic:25}`",
        Rule::checked_on => "`checked on` and a date",
        Rule::params => "parameters such as `(p: Plan)`",
        Rule::param => "a parameter such as `p: Plan`",
        Rule::rule_body => "a title in quotes",
        Rule::implements => "`implements`",
        Rule::stricter => "`stricter because`",
        Rule::formerly => "`formerly`",
        Rule::in_force => "`in force from`",
        Rule::for_clause => "`for`",
        Rule::let_clause => "`let`",
        Rule::when_clause => "`when`",
        Rule::demand => "a demand such as `must …`",
        Rule::modal => "`must`, `should` or `could`",
        Rule::otherwise => "`otherwise`",
        Rule::help => "`help`",
        Rule::show => "`show`",
        Rule::shown => "a value of the plan, such as `m.targets`",
        Rule::given | Rule::given_plan | Rule::given_portfolio | Rule::given_year => {
            "`plan`, `portfolio` or `as of`"
        }
        Rule::changed_by => "`changed by`",
        Rule::expect => "`expect`",
        Rule::expect_at => "`at`",
        Rule::expect_missing => "`missing`",
        Rule::verdict => "`satisfied`, `violated`, `undetermined`, `excepted` or `not applicable`",
        Rule::json => "a JSON value",
        Rule::object => "a JSON object in braces",
        Rule::member => "a key in quotes",
        Rule::array => "a JSON list",
        Rule::json_number => "a number",
        Rule::value | Rule::operand | Rule::share | Rule::members | Rule::of | Rule::reach => {
            "a value"
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
        | Rule::negative => "a value",
        Rule::long_tail | Rule::generators => "`for`",
        Rule::generator => "`x in …`",
        Rule::pair => "`pair`",
        Rule::from => "a list of the plan, such as `plan.measures`",
        Rule::where_clause => "`where`",
        Rule::by => "`by`",
        Rule::expression | Rule::quantified | Rule::listed | Rule::listed_item | Rule::hole => {
            "a condition"
        }
        Rule::quantifier => "`some`, `every` or `no`",
        Rule::bound => "`at least`, `at most` or `exactly`",
        Rule::listing => "`all of` or `any of`",
        Rule::negation => "`not`",
        Rule::logic => "`and` or `or`",
        Rule::comparison | Rule::reaches => "a comparison such as `>=`",
        Rule::is_test => "`is`",
        Rule::is_one_of => "`one of`",
        Rule::is_between => "`between`",
        Rule::colon => "`:`",
        Rule::conversion => "`as` and a unit",
        Rule::if_missing => "`if missing`",
        Rule::arithmetic => "an operator such as `+`",
        Rule::field_suffix => "`.` and a field",
        Rule::index => "`[`",
        Rule::at_year => "`at` and a year",
        Rule::date => "a date such as `2025-06-30`",
        Rule::year => "a year such as `2025`",
        Rule::unit_expr | Rule::unit_name => "a unit",
        Rule::unit_factor => "`per` and a unit",
        Rule::scale => "a scale such as `million`",
        Rule::mark_colon => "`:`",
        Rule::mark_comma => "`,`",
        Rule::mark_equals => "`=`",
        Rule::mark_open_round => "`(`",
        Rule::mark_close_round => "`)`",
        Rule::mark_open_brace => "`{`",
        Rule::mark_close_brace => "`}`",
        Rule::mark_open_square => "`[`",
        Rule::mark_close_square => "`]`",
        _ => return None,
    })
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

/// What people write who know another language, and what this one says instead.
const BORROWED: [(&str, &str); 9] = [
    ("between", "write `is between A and B`"),
    ("in", "write `is one of {…}` of a word, or `LIST includes x` of a member"),
    ("not", "write `is not one of {…}` of a word, or `not (…)` around a condition"),
    ("like", "write `contains \"…\"`"),
    ("matches", "write `contains \"…\"`"),
    ("exists", "write `is stated`"),
    ("equals", "write `=`, or `is WORD`"),
    ("then", "write `any of (not A, B)`, or put the condition into a `when`"),
    ("else", "what is said where the demand fails stands after `otherwise`"),
];

/// Advice for a word that belongs to another language.
pub(super) fn borrowed(before: &str, found: &str) -> Option<String> {
    if before == "is" && found.starts_with('"') {
        let word = found.trim_matches('"');
        return Some(format!("after `is` a word stands without quotes: `is {word}`"));
    }
    if before == "each" {
        return Some(format!("write `for {found} in …`, or `every {found} in …: …`"));
    }
    if before == "all" && found.chars().next().is_some_and(char::is_alphabetic) {
        return Some(format!("write `every {found} in …: …`"));
    }
    BORROWED.iter().find(|(word, _)| *word == found).map(|(_, advice)| (*advice).to_owned())
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
