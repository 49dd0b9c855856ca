//! Why the grammar could not read an item, in the author's words.
//!
//! The grammar's failure gives a place and the rules that would have gone on from there. Neither is
//! shown: the place becomes the token found there and the last good one before it, the rules are
//! asked what was being written.

mod clauses;
mod meant;
mod slips;
mod words;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::grammar::Rule;
use super::scan::{Token, TokenKind, too_deep};
use crate::base::{FileId, Said, Span, visible};
use crate::diagnostic::{Code, Diagnostic};
use clauses::{Clause, clause_form, clauses, item_form, kind_of, order};
use words::{begins_clause, begins_value, borrowed, called};

/// A failure of the grammar on one item.
pub(super) struct Complaint<'a> {
    file: FileId,
    base: usize,
    text: &'a str,
    tokens: &'a [Token],
    expected: &'a [Rule],
    too_deep: bool,
    /// Where the grammar stopped.
    at: usize,
    /// How many tokens were read.
    read: usize,
}

impl<'a> Complaint<'a> {
    pub(super) fn new(
        file: FileId,
        base: usize,
        text: &'a str,
        tokens: &'a [Token],
        error: &'a Error<Rule>,
    ) -> Self {
        let at = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
        };
        let (expected, too_deep): (&[Rule], bool) = match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => (positives, false),
            // The grammar's only other failure is that it ran out of stack.
            ErrorVariant::CustomError { .. } => (&[], true),
        };
        let read = tokens.partition_point(|token| token.end <= at);
        Complaint { file, base, text, tokens, expected, too_deep, at, read }
    }

    pub(super) fn diagnostic(&self) -> Diagnostic {
        if self.too_deep {
            return too_deep(self.found().map_or_else(|| self.span_of_item(), |f| self.span(f)));
        }
        self.meant()
            .or_else(|| self.slip())
            .or_else(|| self.clause_out_of_place())
            .unwrap_or_else(|| self.out_of_place())
    }

    // --- what stands where ------------------------------------------------------------------

    fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    /// The token the grammar could not take.
    fn found(&self) -> Option<Token> {
        let token = self.token(self.read)?;
        Some(Token { start: token.start.max(self.at), ..token })
    }

    /// The last good token.
    fn before(&self) -> Option<Token> {
        match self.token(self.read) {
            Some(token) if token.start < self.at => Some(Token { end: self.at, ..token }),
            _ => self.read.checked_sub(1).and_then(|index| self.token(index)),
        }
    }

    fn text_of(&self, token: Option<Token>) -> &'a str {
        token.map_or("", |token| token.text(self.text))
    }

    fn nth_before(&self, back: usize) -> &'a str {
        self.text_of(self.read.checked_sub(back).and_then(|index| self.token(index)))
    }

    fn span(&self, token: Token) -> Span {
        Span::new(self.file, self.base + token.start, self.base + token.end)
    }

    fn span_of_item(&self) -> Span {
        Span::new(self.file, self.base, self.base + self.text.trim_end().len())
    }

    fn place(&self, token: Option<Token>) -> Span {
        token.map_or_else(|| self.span_of_item(), |token| self.span(token))
    }

    fn expects(&self, rule: Rule) -> bool {
        self.expected.contains(&rule)
    }

    fn item_word(&self) -> &'a str {
        self.text_of(self.token(0))
    }

    /// The item as people name it: ``rule `few-priorities` ``.
    fn item_name(&self) -> Said {
        let mut words = Vec::new();
        for token in self.tokens.iter().take(3) {
            let word = token.text(self.text);
            if words.len() == 2 || !matches!(word, "portfolio" | "replace" | "rule" | "open") {
                words.push(word);
            }
            if words.len() == 2 {
                break;
            }
        }
        match (self.item_word(), words.as_slice()) {
            (head @ ("rule" | "portfolio" | "replace"), [name, ..]) if *name != head => {
                said!("rule `{name}`", "规则 `{name}`")
            }
            (head, [_, name, ..]) if head != "rule" => {
                said!("{head} `{name}`", "{head} `{name}`"; head = kind_of(head))
            }
            (head, _) => said!("this {head}", "此{head}"; head = kind_of(head)),
        }
    }

    /// Depth of brackets before each token, and whether it is the first on its line.
    fn clause_starts(&self) -> Vec<(usize, &'a str)> {
        let mut depth = 0_usize;
        let mut starts = Vec::new();
        for (index, token) in self.tokens.iter().enumerate() {
            let word = token.text(self.text);
            match word {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                _ if depth == 0 && index > 0 && self.is_clause_start(index) => {
                    starts.push((index, word));
                }
                _ => {}
            }
        }
        starts
    }

    fn is_clause_start(&self, index: usize) -> bool {
        let word = self.text_of(self.token(index));
        if self.clause_of(word).is_none() {
            return false;
        }
        // `in`, `at`, `not`, `as`, `to` and `for` stand inside clauses too; a clause of their own
        // stands first on its line.
        self.first_on_line(index)
            || !matches!(word, "in" | "not" | "as" | "to" | "for" | "plan" | "same")
            || (word == "to" && self.item_word() == "exception")
    }

    fn first_on_line(&self, index: usize) -> bool {
        let previous = index.checked_sub(1).and_then(|index| self.token(index));
        previous.zip(self.token(index)).is_none_or(|(previous, token)| {
            self.text.get(previous.end..token.start).is_some_and(|gap| gap.contains('\n'))
        })
    }

    /// The step of the item's order that a word begins, and its rank.
    fn clause_of(&self, word: &str) -> Option<(usize, &'static Clause)> {
        clauses(self.item_word())
            .iter()
            .enumerate()
            .find(|(_, clause)| clause.words.contains(&word))
    }

    /// The clause that was being read: its word and step.
    fn current(&self) -> Option<(&'a str, usize, &'static Clause)> {
        let (_, word) =
            self.clause_starts().into_iter().take_while(|(index, _)| *index < self.read).last()?;
        let (rank, clause) = self.clause_of(word)?;
        Some((word, rank, clause))
    }

    // --- clauses ----------------------------------------------------------------------------

    fn clause_out_of_place(&self) -> Option<Diagnostic> {
        let complete = self.expected.iter().any(|rule| begins_clause(*rule));
        if !complete || self.bracket_depth() > 0 {
            return None;
        }
        let item = clauses(self.item_word());
        let current = self.current();
        let rank = current.map(|(_, rank, _)| rank);
        let found_token = self.found();
        let found = self.text_of(found_token);
        let next = match found_token {
            None => item.len(),
            Some(_) if !self.is_clause_start(self.read) => return None,
            Some(_) => self.clause_of(found)?.0,
        };
        if let Some((word, rank, clause)) = current {
            if next < rank {
                return Some(
                    Diagnostic::error(
                        Code::ClauseOrder,
                        said!("`{found}` stands after `{word}`", "`{found}` 写在了 `{word}` 之后"),
                    )
                    .at(self.place(found_token))
                    .with_help(said!(
                        "its clauses stand in this order: {order}",
                        "各子句的次序是：{order}";
                        order = order(self.item_word())
                    )),
                );
            }
            if next == rank && !clause.repeats {
                return Some(
                    Diagnostic::error(
                        Code::ClauseOrder,
                        said!(
                            "{name} has `{word}` and then `{found}`",
                            "{name}先写了 `{word}`，又写了 `{found}`";
                            name = self.item_name()
                        ),
                    )
                    .at(self.place(found_token))
                    .with_help(if clause.required == "demand" {
                        said!(
                            "a rule makes one demand: join conditions with `and` or `all of (…)`, \
                             or write another rule",
                            "一条规则只提一个要求：请用 `and` 或 `all of (…)` 连接条件，或另写规则"
                        )
                    } else {
                        said!("keep one of them", "请只保留一个")
                    }),
                );
            }
        }
        let first = rank.map_or(0, |rank| rank + 1);
        let lacking = item.get(first..next)?.iter().find(|clause| !clause.required.is_empty());
        let Some(lacking) = lacking else { return self.begun_otherwise(found_token?) };
        let form = lacking.form;
        let help = match found_token {
            Some(_) => {
                said!("write one before this, such as `{form}`", "请在此之前写明，如 `{form}`")
            }
            None => said!("write one after this, such as `{form}`", "请在此之后写明，如 `{form}`"),
        };
        Some(
            Diagnostic::error(
                Code::MissingClause,
                said!(
                    "{name} has no {what}",
                    "{name}没有{what}";
                    name = self.item_name(), what = clauses::lacking(lacking)
                ),
            )
            .at(self.place(found_token.or_else(|| self.before())))
            .with_help(help),
        )
    }

    /// A clause that may stand here, of whose words only the first is there.
    fn begun_otherwise(&self, found: Token) -> Option<Diagnostic> {
        let word = found.text(self.text);
        let (_, clause) = self.clause_of(word)?;
        let form = clause_form(clause, word);
        let message = said!("this is not how `{word}` is written", "`{word}` 不是这样写的");
        Some(
            Diagnostic::error(Code::Unexpected, message)
                .at(self.span(found))
                .with_help(said!("it is written like this: `{form}`", "写法如：`{form}`")),
        )
    }

    // --- everything else --------------------------------------------------------------------

    fn out_of_place(&self) -> Diagnostic {
        let found_token = self.found();
        let before = self.before();
        let wanted = self.wanted();
        let breaks_off = match found_token {
            None => true,
            Some(_) => self.is_clause_start(self.read) && self.bracket_depth() == 0,
        };
        let last = visible(self.text_of(before)).into_owned();
        let found = visible(self.text_of(found_token)).into_owned();
        let diagnostic = match (breaks_off, wanted) {
            (true, Some(wanted)) => {
                let message = said!(
                    "{wanted} is missing after `{last}`",
                    "`{last}` 之后缺少{wanted}";
                    wanted
                );
                Diagnostic::error(Code::Unexpected, message).at(self.place(before))
            }
            (false, Some(wanted)) => Diagnostic::error(
                Code::Unexpected,
                said!(
                    "`{found}` stands where {wanted} belongs",
                    "此处应为{wanted}，却是 `{found}`";
                    wanted
                ),
            )
            .at(self.place(found_token)),
            (true, None) => {
                let what = match (found_token, self.current()) {
                    (Some(_), Some((word, ..))) => Said::alike(format!("`{word}`")),
                    _ => self.item_name(),
                };
                let message = said!(
                    "{what} ends too early after `{last}`",
                    "{what}在 `{last}` 之后过早结束";
                    what
                );
                Diagnostic::error(Code::Unexpected, message).at(self.place(before))
            }
            (false, None) => Diagnostic::error(
                Code::Unexpected,
                said!("`{found}` does not belong after `{last}`", "`{last}` 之后不应有 `{found}`"),
            )
            .at(self.place(found_token)),
        };
        let borrowed =
            found_token.and_then(|token| borrowed(self.text_of(before), self.text_of(Some(token))));
        match borrowed {
            Some(advice) => diagnostic.with_help(advice),
            None => {
                let form = self.form();
                diagnostic.with_help(said!("it is written like this: `{form}`", "写法如：`{form}`"))
            }
        }
    }

    fn bracket_depth(&self) -> usize {
        self.tokens.iter().take(self.read).fold(0_usize, |depth, token| {
            match token.text(self.text) {
                "(" | "[" | "{" => depth + 1,
                ")" | "]" | "}" => depth.saturating_sub(1),
                _ => depth,
            }
        })
    }

    fn form(&self) -> &'static str {
        match self.current() {
            Some((word, _, clause)) => clause_form(clause, word),
            None if matches!(self.item_word(), "record" | "extend")
                && !self.expects(Rule::kw_key) =>
            {
                "budget?: money from 0 \"what it is\""
            }
            None => item_form(self.item_word()),
        }
    }

    /// What would have gone on from here, if it can be said in a few words.
    fn wanted(&self) -> Option<Said> {
        if self.text_of(self.before()) == "is" || self.expects(Rule::is_word) {
            return Some(said!(
                "a word, `one of`, `between`, `stated` or `missing`",
                "词、`one of`、`between`、`stated` 或 `missing`"
            ));
        }
        if self.expected.iter().any(|rule| begins_value(*rule)) {
            return Some(said!("a value", "值"));
        }
        // What may also stand there, but is hardly what was meant.
        let minor = |rule: &Rule| {
            matches!(rule, Rule::language | Rule::optional | Rule::field_suffix)
                || (*rule == Rule::mark_colon && self.expects(Rule::number))
        };
        let only_minor = self.expected.iter().all(minor);
        let mut wanted: Vec<Said> = Vec::new();
        for rule in self.expected.iter().filter(|rule| only_minor || !minor(rule)) {
            let name = match called(*rule) {
                Some(name) => name,
                None => {
                    let word = format!("{rule:?}");
                    Said::alike(format!("`{}`", word.trim_start_matches("kw_").replace('_', " ")))
                }
            };
            if !wanted.contains(&name) {
                wanted.push(name);
            }
        }
        let last = wanted.pop()?;
        match wanted.len() {
            0 => Some(last),
            1 | 2 => Some(said!(
                "{others} or {last}",
                "{others}或{last}";
                others = Said::join(&wanted, (", ", "、")), last
            )),
            _ => None,
        }
    }
}
