//! Tests of rules, and the JSON in them.

use super::{Builder, Cursor, Node};
use crate::base::{Span, Spanned};
use crate::diagnostic::Code;
use crate::syntax::ast::{Expectation, Given, Json, JsonKind, JsonMember, PlanText, Test, Verdict};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    pub(super) fn test(&mut self, pair: Node<'_>) -> Option<Test> {
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::kebab)?);
        let text = self.text_if(&mut parts)?;
        let given: Vec<_> =
            parts.all(Rule::given).into_iter().map(|given| self.given(given)).collect();
        let expected: Vec<_> =
            parts.all(Rule::expect).into_iter().map(|expect| self.expectation(expect)).collect();
        Some(Test {
            name,
            text,
            given: given.into_iter().collect::<Option<_>>()?,
            expectations: expected.into_iter().collect::<Option<_>>()?,
        })
    }

    fn given(&mut self, pair: Node<'_>) -> Option<Given> {
        let given = Cursor::of(pair).next()?;
        let span = self.span(&given);
        let rule = given.as_rule();
        let mut parts = Cursor::of(given);
        Some(match rule {
            Rule::given_plan => {
                let text = match parts.take(Rule::string) {
                    Some(file) => PlanText::File(self.string(&file)),
                    None => PlanText::Inline(self.json(parts.take(Rule::object)?)?),
                };
                let patch = match parts.take(Rule::changed_by) {
                    Some(change) => Some(self.json(Cursor::of(change).take(Rule::object)?)?),
                    None => None,
                };
                Given::Plan { span, text, patch }
            }
            Rule::given_portfolio => Given::Portfolio(self.json(parts.take(Rule::object)?)?),
            _ => Given::AsOf(self.year(&parts.take(Rule::year)?)?),
        })
    }

    fn expectation(&mut self, pair: Node<'_>) -> Option<Expectation> {
        let span = self.span(&pair);
        let mut parts = Cursor::of(pair);
        let verdict = parts.take(Rule::verdict)?;
        let verdict_span = self.span(&verdict);
        let verdict = match Cursor::of(verdict).next()?.as_rule() {
            Rule::kw_not_applicable => Verdict::NotApplicable,
            Rule::kw_satisfied => Verdict::Satisfied,
            Rule::kw_violated => Verdict::Violated,
            Rule::kw_undetermined => Verdict::Undetermined,
            Rule::kw_excepted => Verdict::Excepted,
            _ => return None,
        };
        let rule = self.qualified(parts.take(Rule::fullname)?)?;
        let at = self.string_in(parts.take(Rule::expect_at));
        let missing = self.string_in(parts.take(Rule::expect_missing));
        let verdict = Spanned::new(verdict, verdict_span);
        Some(Expectation { span, verdict, rule, at, missing })
    }

    fn string_in(&mut self, pair: Option<Node<'_>>) -> Option<Spanned<String>> {
        let string = Cursor::of(pair?).take(Rule::string)?;
        Some(self.string(&string))
    }

    fn json(&mut self, pair: Node<'_>) -> Option<Json> {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::json => return self.json(Cursor::of(pair).next()?),
            Rule::kw_null => JsonKind::Null,
            Rule::kw_true => JsonKind::Boolean(true),
            Rule::kw_false => JsonKind::Boolean(false),
            Rule::json_number => {
                let number = pair.as_str();
                let digits = number.strip_prefix('-').unwrap_or(number);
                if digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") {
                    let message = said!("`{number}` begins with a zero", "`{number}` 以零开头");
                    let help = said!(
                        "a number in a plan has no leading zero; a code is a text",
                        "规划中的数不以零开头；代码是文本"
                    );
                    self.error(Code::BadNumber, span, message, help);
                }
                JsonKind::Number(number.to_owned())
            }
            Rule::string => JsonKind::Text(self.json_text(pair.as_str(), span)?),
            Rule::array => {
                let members = Cursor::of(pair).all(Rule::json);
                let members = members.into_iter().map(|member| self.json(member));
                JsonKind::Array(members.collect::<Option<_>>()?)
            }
            Rule::object => {
                let mut members = Vec::new();
                for member in Cursor::of(pair).all(Rule::member) {
                    let mut parts = Cursor::of(member);
                    let key = parts.take(Rule::string)?;
                    let key_span = self.span(&key);
                    let key = Spanned::new(self.json_text(key.as_str(), key_span)?, key_span);
                    members.push(JsonMember { key, value: self.json(parts.part()?)? });
                }
                JsonKind::Object(members)
            }
            _ => return None,
        };
        Some(Json { span, kind })
    }

    /// A JSON string with its escapes resolved.
    fn json_text(&mut self, written: &str, span: Span) -> Option<String> {
        match serde_json::from_str::<String>(written) {
            Ok(text) => Some(text),
            Err(_) => {
                self.error(
                    Code::BadEscape,
                    span,
                    said!(
                        "this text holds an escape that JSON does not know",
                        "此文本中有 JSON 没有的转义"
                    ),
                    said!(
                        "the escapes are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and \
                         `\\u` with four digits; a tab is written `\\t`",
                        "转义有 `\\\"`、`\\\\`、`\\/`、`\\b`、`\\f`、`\\n`、`\\r`、`\\t` 和 `\\u` 加四位数字；\
                         制表符写作 `\\t`"
                    ),
                );
                None
            }
        }
    }
}
