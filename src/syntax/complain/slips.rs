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
                    format!("`{found}` is a word of the language and cannot be a name"),
                )
                .at(here)
                .with_help(format!("choose another name, such as `{found}_`")),
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
                Diagnostic::error(Code::Unexpected, format!("`share of {before}` lacks its `for`"))
                    .at(self.place(self.before()))
                    .with_help(
                        "a share is `share of f.amount for f in plan.finance: f.use is property`",
                    ),
            );
        }
        if self.item_word() == "test"
            && self.bracket_depth() > 0
            && self.expects(Rule::string)
            && self.text_of(self.token(self.read + 1)) == ":"
        {
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    format!("the key `{}` lacks its quotes", visible(found)),
                )
                .at(here)
                .with_help(format!("write `\"{}\"`", visible(found))),
            );
        }
        if found == "in" && self.nth_before(2) == "of" || found == "for" && self.after_aggregate() {
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    format!("an aggregate with `{found}` stands inside a longer expression"),
                )
                .at(here)
                .with_help("put the whole aggregate in parentheses, or give it a name with `let`"),
            );
        }
        if found.starts_with('-') && self.expects(Rule::arithmetic) {
            let sign = Token { end: self.at + 1, ..found_token? };
            return Some(
                Diagnostic::error(Code::Unexpected, "a minus between two values lacks its spaces")
                    .at(self.span(sign))
                    .with_help("write it with a space on each side: `a - b`"),
            );
        }
        if kind == Some(TokenKind::Text) && self.expects(Rule::kw_otherwise) {
            return Some(
                Diagnostic::error(Code::MissingClause, "`otherwise` is missing before its message")
                    .at(here)
                    .with_help(format!("write `otherwise {}`", visible(found))),
            );
        }
        if found == "," && matches!(self.current(), Some(("for", ..))) {
            return Some(
                Diagnostic::error(Code::Unexpected, "a `for` of a rule binds one name")
                    .at(here)
                    .with_help("write a `for` clause for each, or `for pair p, q in …`"),
            );
        }
        if found == "," && self.nth_before(2) == "of" && self.nth_before(3) == "one" {
            return Some(
                Diagnostic::error(
                    Code::Unexpected,
                    "`is one of` is followed by words without braces",
                )
                .at(here)
                .with_help(format!("put the words in braces: `one of {{{before}, …}}`")),
            );
        }
        if kind == Some(TokenKind::Word)
            && self.expects(Rule::language)
            && self.token(self.read + 1).is_some_and(|next| next.kind == TokenKind::Text)
            && self.clause_of(found).is_none()
        {
            return Some(
                Diagnostic::error(Code::Unexpected, format!("`{found}` lacks its colon"))
                    .at(here)
                    .with_help("a translation is written like `zh: \"…\"`"),
            );
        }
        if let word @ ("list" | "set" | "one") = self.nth_before(2)
            && self.expects(Rule::optional)
        {
            return Some(
                Diagnostic::error(Code::Unexpected, format!("`of` is missing after `{word}`"))
                    .at(self.place(self.before()))
                    .with_help(format!("write `{word} of {before}`")),
            );
        }
        if let Some(comma) = self.missing_comma(kind) {
            return Some(comma);
        }
        if matches!(found, "}" | "]") && before == "," && self.item_word() == "test" {
            return Some(
                Diagnostic::error(Code::Unexpected, format!("a comma stands before `{found}`"))
                    .at(self.place(self.before()))
                    .with_help("leave it out: JSON has no comma after the last member"),
            );
        }
        if self.expects(Rule::rule_body) || self.title_missing() {
            return Some(
                Diagnostic::error(
                    Code::MissingClause,
                    format!("{} has no title", self.item_name()),
                )
                .at(self.place(self.before()))
                .with_help("the title stands after the name, in quotes"),
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
                format!("a word is missing after `{owner}`, before `{word}`"),
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
                format!("`,` is missing between `{first}` and `{second}`"),
            )
            .at(self.place(left))
            .with_help("the parts of a list have commas between them"),
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
        Diagnostic::error(
            Code::Unexpected,
            format!("the `:` after `{}` is missing", visible(&said)),
        )
        .at(self.place(before))
        .with_help("what must hold of each stands after a colon: `some m in plan.measures: …`")
    }
}
