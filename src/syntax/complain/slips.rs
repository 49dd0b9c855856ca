//! The slips that have a name: what many authors write, and what they mean by it.

use super::{Code, Complaint, Diagnostic, Rule, Token, TokenKind, visible};

/// Words that cannot be names of variables and defines.
const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "is",
    "of",
    "in",
    "for",
    "where",
    "by",
    "at",
    "as",
    "if",
    "missing",
    "let",
    "when",
    "must",
    "should",
    "could",
    "otherwise",
    "help",
    "show",
    "every",
    "some",
    "no",
    "within",
    "includes",
    "contains",
    "reaches",
    "true",
    "false",
    "all",
    "any",
];

/// Words a new name follows.
const NAMING: &[&str] =
    &["let", "for", "pair", "define", "relation", "parameter", "some", "every", "no"];

impl Complaint<'_> {
    pub(super) fn slip(&self) -> Option<Diagnostic> {
        let found_token = self.found();
        let found = self.text_of(found_token);
        let before = self.text_of(self.before());
        let here = self.place(found_token);
        let kind = found_token.map(|token| token.kind);
        if RESERVED.contains(&found) && NAMING.contains(&before) {
            return Some(
                Diagnostic::error(
                    Code::ReservedWord,
                    said!(
                        "`{found}` is a word of the language and cannot be a name",
                        "`{found}` 是语言自身的词，不能作为名称"
                    ),
                )
                .at(here)
                .with_help(said!(
                    "choose another name, such as `{found}_`",
                    "请另取名称，如 `{found}_`"
                )),
            );
        }
        if let Some(swallowed) = self.swallowed_clause() {
            return Some(swallowed);
        }
        if self.expects(Rule::colon) {
            return Some(self.missing_colon());
        }
        if self.expects(Rule::kw_for) && self.nth_before(2) == "of" && self.nth_before(3) == "share"
        {
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    said!("`share of {before}` lacks its `for`", "`share of {before}` 缺少 `for`"),
                )
                .at(self.place(self.before()))
                .with_help(said!(
                    "a share is `share of f.amount for f in plan.finance: f.use is property`",
                    "占比的写法是 `share of f.amount for f in plan.finance: f.use is property`"
                )),
            );
        }
        if self.item_word() == "test"
            && self.bracket_depth() > 0
            && self.expects(Rule::string)
            && self.text_of(self.token(self.read + 1)) == ":"
        {
            let shown = visible(found);
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    said!("the key `{shown}` lacks its quotes", "键 `{shown}` 没有引号"),
                )
                .at(here)
                .with_help(said!("write `\"{shown}\"`", "请写 `\"{shown}\"`")),
            );
        }
        if found == "in" && self.nth_before(2) == "of" || found == "for" && self.after_aggregate() {
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    said!(
                        "an aggregate with `{found}` stands inside a longer expression",
                        "带 `{found}` 的聚合写在了更长的表达式中"
                    ),
                )
                .at(here)
                .with_help(said!(
                    "put the whole aggregate in parentheses, or give it a name with `let`",
                    "请把整个聚合放入括号，或用 `let` 命名"
                )),
            );
        }
        if found.starts_with('-') && self.expects(Rule::arithmetic) {
            let sign = Token { end: self.at + 1, ..found_token? };
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    said!(
                        "a minus between two values lacks its spaces",
                        "两个值之间的减号缺少空格"
                    ),
                )
                .at(self.span(sign))
                .with_help(said!(
                    "write it with a space on each side: `a - b`",
                    "两边各留一个空格：`a - b`"
                )),
            );
        }
        if kind == Some(TokenKind::Text) && self.expects(Rule::kw_otherwise) {
            let shown = visible(found);
            return Some(
                Diagnostic::error(
                    Code::MissingClause,
                    said!("`otherwise` is missing before its message", "说明之前缺少 `otherwise`"),
                )
                .at(here)
                .with_help(said!("write `otherwise {shown}`", "请写 `otherwise {shown}`")),
            );
        }
        if found == "," && matches!(self.current(), Some(("for", ..))) {
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    said!("a `for` of a rule binds one name", "规则的 `for` 只绑定一个名称"),
                )
                .at(here)
                .with_help(said!(
                    "write a `for` clause for each, or `for pair p, q in …`",
                    "请分别写 `for`，或写 `for pair p, q in …`"
                )),
            );
        }
        if found == "," && self.nth_before(2) == "of" && self.nth_before(3) == "one" {
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    said!(
                        "`is one of` is followed by words without braces",
                        "`is one of` 之后的词没有花括号"
                    ),
                )
                .at(here)
                .with_help(said!(
                    "put the words in braces: `one of {{{before}, …}}`",
                    "请把词放入花括号：`one of {{{before}, …}}`"
                )),
            );
        }
        if kind == Some(TokenKind::Word)
            && self.expects(Rule::language)
            && self.token(self.read + 1).is_some_and(|next| next.kind == TokenKind::Text)
            && self.clause_of(found).is_none()
        {
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    said!("`{found}` lacks its colon", "`{found}` 之后缺少冒号"),
                )
                .at(here)
                .with_help(said!(
                    "a translation is written like `zh: \"…\"`",
                    "译文的写法是 `zh: \"…\"`"
                )),
            );
        }
        if let word @ ("list" | "set" | "one") = self.nth_before(2)
            && self.expects(Rule::optional)
        {
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    said!("`of` is missing after `{word}`", "`{word}` 之后缺少 `of`"),
                )
                .at(self.place(self.before()))
                .with_help(said!("write `{word} of {before}`", "请写 `{word} of {before}`")),
            );
        }
        if let Some(comma) = self.missing_comma(kind) {
            return Some(comma);
        }
        if matches!(found, "}" | "]") && before == "," && self.item_word() == "test" {
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    said!("a comma stands before `{found}`", "`{found}` 之前多了逗号"),
                )
                .at(self.place(self.before()))
                .with_help(said!(
                    "leave it out: JSON has no comma after the last member",
                    "请删去：JSON 的最后一项之后没有逗号"
                )),
            );
        }
        if self.expects(Rule::rule_body) || self.title_missing() {
            return Some(
                Diagnostic::error(
                    Code::MissingClause,
                    said!("{name} has no title", "{name}没有标题"; name = self.item_name()),
                )
                .at(self.place(self.before()))
                .with_help(said!(
                    "the title stands after the name, in quotes",
                    "标题写在名称之后，加引号"
                )),
            );
        }
        None
    }

    /// A clause whose first word was taken for a word of the clause before, which lacks one.
    fn swallowed_clause(&self) -> Option<Diagnostic> {
        let index = self.read.checked_sub(1)?;
        let word = self.text_of(self.token(index));
        let owner = self.nth_before(2);
        let taken = matches!(owner, "is" | "not" | "." | "implements" | "formerly" | "," | "to")
            && self.clause_of(word).is_some()
            && self.first_on_line(index);
        let last = self.token(index.checked_sub(1)?)?;
        let field = matches!(owner, "ref" | "of" | "to" | "from")
            && matches!(self.item_word(), "record" | "extend")
            && matches!(self.text_of(self.found()), ":" | "?")
            && self.first_on_line(index);
        (taken || field).then(|| {
            Diagnostic::error(
                Code::Unexpected,
                said!(
                    "a word is missing after `{owner}`, before `{word}`",
                    "`{owner}` 之后、`{word}` 之前缺少词"
                ),
            )
            .at(self.span(last))
        })
    }

    /// Two parts of a list side by side. Where the first ends in a number, the grammar took the first
    /// word of the next line for its unit.
    fn missing_comma(&self, found: Option<TokenKind>) -> Option<Diagnostic> {
        if self.bracket_depth() == 0 {
            return None;
        }
        let last = self.read.checked_sub(1)?;
        let unit = last.checked_sub(1).filter(|number| {
            self.first_on_line(last)
                && self.token(*number).is_some_and(|token| token.kind == TokenKind::Number)
        });
        let (left, right) = match unit {
            Some(number) => (self.token(number), self.token(last)),
            None if self.expects(Rule::mark_comma)
                && found.is_some_and(|kind| kind != TokenKind::Mark) =>
            {
                (self.before(), self.found())
            }
            None => return None,
        };
        let (first, second) = (visible(self.text_of(left)), visible(self.text_of(right)));
        Some(
            Diagnostic::error(
                Code::Unexpected,
                said!(
                    "`,` is missing between `{first}` and `{second}`",
                    "`{first}` 与 `{second}` 之间缺少 `,`"
                ),
            )
            .at(self.place(left))
            .with_help(said!("the parts of a list have commas between them", "列表各项之间用逗号")),
        )
    }

    fn title_missing(&self) -> bool {
        matches!(self.item_word(), "rule" | "portfolio" | "replace" | "pack")
            && matches!(self.expected, [Rule::text] | [Rule::string])
            && self.current().is_none()
    }

    /// Whether the expression being read holds an `AGG of …` that a `for` could follow.
    fn after_aggregate(&self) -> bool {
        !self.expects(Rule::for_clause)
            && self.tokens.iter().take(self.read).any(|token| token.text(self.text) == "of")
            && self.expects(Rule::logic)
    }

    fn missing_colon(&self) -> Diagnostic {
        let head = self
            .tokens
            .iter()
            .take(self.read)
            .rposition(|token| {
                let word = token.text(self.text);
                matches!(word, "some" | "every" | "no" | "exactly" | "share")
                    || (matches!(word, "least" | "most") && token.kind == TokenKind::Word)
            })
            .and_then(|index| self.token(index));
        let before = self.before();
        let said = head.zip(before).and_then(|(head, last)| self.text.get(head.start..last.end));
        let said = said.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let said = visible(&said);
        Diagnostic::error(
            Code::Unexpected,
            said!("the `:` after `{said}` is missing", "`{said}` 之后缺少 `:`"),
        )
        .at(self.place(before))
        .with_help(said!(
            "what must hold of each stands after a colon: `some m in plan.measures: …`",
            "对每个成员的要求写在冒号之后：`some m in plan.measures: …`"
        ))
    }
}
