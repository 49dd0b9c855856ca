//! What is written in the way of another language, or of everyday notes, and how it is written
//! here.

use super::{Code, Complaint, Diagnostic, Rule, Token, TokenKind, clauses, visible};
use crate::base::{Nearest, Said, did_you_mean, nearest, usual};
use crate::syntax::split::ITEM_WORDS;

const SCALES: &[&str] = &["thousand", "million", "billion", "trillion"];
const AGGREGATES: &[&str] = &["count", "sum", "min", "max", "mean", "list", "set"];
const QUANTIFIERS: &[&str] = &["some", "every", "no"];

/// Methods of other languages, by how their names begin, and what says the same.
const METHODS: &[(&[&str], &str)] = &[
    (
        &["contains", "includes", "has", "startsWith", "starts_with"],
        "x contains \"…\"`, `LIST includes x",
    ),
    (&["all", "every", "forEach"], "every x in LIST: …"),
    (&["any", "some", "exists", "find"], "some x in LIST: …"),
    (&["count", "len", "length", "size"], "count of LIST"),
    (&["filter", "where", "select"], "list of x in LIST where …"),
    (&["sum", "min", "max", "mean", "average", "map"], "sum of x.FIELD for x in LIST"),
    (&["isNull", "is_null", "isEmpty", "is_empty"], "x is missing`, `x is empty"),
];

impl Complaint<'_> {
    pub(super) fn meant(&self) -> Option<Diagnostic> {
        self.quantity()
            .or_else(|| self.after_is())
            .or_else(|| self.hyphen())
            .or_else(|| self.month())
            .or_else(|| self.clause())
            .or_else(|| self.name_of_words())
            .or_else(|| self.quantifier())
            .or_else(|| self.aggregate())
            .or_else(|| self.brackets())
            .or_else(|| self.other_languages())
    }

    fn unexpected(&self, message: Said, token: Option<Token>, help: Said) -> Option<Diagnostic> {
        Some(Diagnostic::error(Code::Unexpected, message).at(self.place(token)).with_help(help))
    }

    /// `5 bn money`, `5M money`, `1e3 money`: something between a number and its unit.
    fn quantity(&self) -> Option<Diagnostic> {
        let found = self.found().filter(|token| token.kind == TokenKind::Word)?;
        if self.clause_of(self.text_of(Some(found))).is_some() || self.first_on_line(self.read) {
            return None;
        }
        let before = self.before()?;
        let word = self.text_of(Some(before));
        let number = self.read.checked_sub(2).and_then(|at| self.token(at));
        if before.kind == TokenKind::Word {
            number.filter(|token| token.kind == TokenKind::Number)?;
            let scale = scale_meant(word)?;
            let message = said!("`{word}` is no scale word", "`{word}` 不是数量级词");
            return self.unexpected(message, Some(before), did_you_mean(scale));
        }
        let letters = word.find(|c: char| c.is_alphabetic())?;
        let (digits, letters) = word.split_at_checked(letters)?;
        if digits.is_empty() || before.kind != TokenKind::Number {
            return None;
        }
        if let Some(power) = letters.strip_prefix(['e', 'E']).and_then(|it| it.parse().ok()) {
            let message = said!(
                "`{word}` has an exponent, and numbers have none",
                "`{word}` 带有指数，数字不用指数"
            );
            let help = match whole(digits, power) {
                Some(whole) => said!("write `{whole}`", "请写 `{whole}`"),
                None => said!(
                    "write the number out, or with a scale word such as `million`",
                    "请把数字写全，或使用 `million`、`万` 等数量级词"
                ),
            };
            return self.unexpected(message, Some(before), help);
        }
        let scale = scale_meant(letters)?;
        let message = said!("`{letters}` is no scale word", "`{letters}` 不是数量级词");
        self.unexpected(
            message,
            Some(before),
            said!("write `{digits} {scale}`", "请写 `{digits} {scale}`"),
        )
    }

    /// `is 2030`, `is >= 2030`
    fn after_is(&self) -> Option<Diagnostic> {
        let found = self.found()?;
        let text = self.text_of(Some(found));
        if self.text_of(self.before()) != "is" {
            return None;
        }
        if found.kind == TokenKind::Number {
            let message = said!(
                "`is` takes a word, and `{text}` is a figure",
                "`is` 之后应为词，而 `{text}` 是数值"
            );
            return self.unexpected(
                message,
                Some(found),
                said!("write `= {text}`", "请写 `= {text}`"),
            );
        }
        if !matches!(text, "=" | "!=" | "<" | "<=" | ">" | ">=") {
            return None;
        }
        self.unexpected(
            said!("`is` stands before `{text}`", "`is` 写在了 `{text}` 之前"),
            Some(found),
            said!(
                "leave `is` out: `{text}` compares by itself",
                "请去掉 `is`：`{text}` 本身就表示比较"
            ),
        )
    }

    /// `phase-out`, where words have `_`.
    fn hyphen(&self) -> Option<Diagnostic> {
        let (before, found) = (self.before()?, self.found()?);
        let rest = self.text_of(Some(found)).strip_prefix('-')?;
        let owner = match self.token(self.read) {
            Some(token) if token.start < self.at => self.nth_before(1),
            _ => self.nth_before(2),
        };
        let wants_word = matches!(owner, "is" | "not" | "{" | "includes");
        if !wants_word || before.end != found.start || !rest.starts_with(char::is_alphabetic) {
            return None;
        }
        let first = self.text_of(Some(before));
        let (written, meant) =
            (format!("{first}-{rest}"), format!("{first}_{}", rest.replace('-', "_")));
        self.unexpected(
            said!("`{written}` is no word: it has `-` in it", "`{written}` 不是词：其中有 `-`"),
            Some(Token { end: found.end, ..before }),
            said!("words are joined by `_`: write `{meant}`", "词用 `_` 连接：请写 `{meant}`"),
        )
    }

    /// `2026-01`
    fn month(&self) -> Option<Diagnostic> {
        let (before, found) = (self.before()?, self.found()?);
        let year = self.text_of(Some(before));
        let month = self.text_of(Some(found)).strip_prefix('-')?;
        let digits = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if before.end != found.start || !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        self.unexpected(
            said!("`{year}-{month}` is a month", "`{year}-{month}` 是月份"),
            Some(Token { end: found.end, ..before }),
            said!(
                "write the year alone, `{year}`, or a day, `{year}-{month}-01`",
                "请只写年份 `{year}`，或写某一天 `{year}-{month}-01`"
            ),
        )
    }

    /// A word at the start of a line that is nearly the first word of a clause, or begins an item.
    fn clause(&self) -> Option<Diagnostic> {
        let found = self.found().filter(|token| token.kind == TokenKind::Word)?;
        let word = self.text_of(Some(found));
        if self.bracket_depth() > 0
            || !self.first_on_line(self.read)
            || self.clause_of(word).is_some()
        {
            return None;
        }
        if ITEM_WORDS.contains(&word) && self.expects(Rule::EOI) {
            return self.unexpected(
                said!(
                    "`{word}` begins an item, and is indented",
                    "`{word}` 是条目的开头，却缩进了"
                ),
                Some(found),
                said!("put it in column 1", "请从第 1 列写起"),
            );
        }
        let known =
            clauses(self.item_word()).iter().flat_map(|clause| clause.words.iter().copied());
        let Nearest::One(near) = nearest(word, known) else { return None };
        let shown = visible(word);
        self.unexpected(
            said!("no clause begins with `{shown}`", "没有以 `{shown}` 开头的子句"),
            Some(found),
            did_you_mean(near),
        )
    }

    /// `rule no closures "…"`
    fn name_of_words(&self) -> Option<Diagnostic> {
        let found = self.found().filter(|token| token.kind == TokenKind::Word)?;
        let titled =
            self.expects(Rule::rule_body) || matches!(self.expected, [Rule::text] | [Rule::string]);
        let named = matches!(self.item_word(), "rule" | "portfolio" | "pack");
        if !titled || !named || self.current().is_some() || self.first_on_line(self.read) {
            return None;
        }
        let rest = self.tokens.iter().skip(self.read).take_while(|it| it.kind == TokenKind::Word);
        let words: Vec<&str> = rest.map(|token| token.text(self.text)).collect();
        let (first, rest) = (self.text_of(self.before()), words.join("-"));
        let written = format!("{first} {}", words.join(" "));
        self.unexpected(
            said!(
                "a name is one word, and `{written}` is several",
                "名称只能是一个词，`{written}` 是几个词"
            ),
            Some(found),
            said!("join them by `-`: `{first}-{rest}`", "请用 `-` 连接：`{first}-{rest}`"),
        )
    }

    /// `some x of LIST`, `some LIST`, `some x LIST`
    fn quantifier(&self) -> Option<Diagnostic> {
        if !self.expects(Rule::kw_in) {
            return None;
        }
        let (word, name) = (self.nth_before(2), self.nth_before(1));
        if !QUANTIFIERS.contains(&word) {
            return None;
        }
        let found = self.text_of(self.found());
        let list = match found {
            "." => {
                let field = self.text_of(self.token(self.read + 1));
                return self.unexpected(
                    said!("`{word}` gives each member a name", "`{word}` 要给每个成员一个名称"),
                    self.before(),
                    said!(
                        "write `{word} x in {name}.{field}: …`",
                        "请写 `{word} x in {name}.{field}: …`"
                    ),
                );
            }
            _ => "…",
        };
        self.unexpected(
            said!("`in` is missing after `{word} {name}`", "`{word} {name}` 之后缺少 `in`"),
            self.found(),
            said!("write `{word} {name} in {list}: …`", "请写 `{word} {name} in {list}: …`"),
        )
    }

    /// `sum plan.measures`, `count of plan.measures where C`
    fn aggregate(&self) -> Option<Diagnostic> {
        let found = self.found().filter(|token| token.kind == TokenKind::Word)?;
        let (text, before) = (self.text_of(Some(found)), self.nth_before(1));
        if AGGREGATES.contains(&before) && text != "of" && !self.first_on_line(self.read) {
            return self.unexpected(
                said!("`of` is missing after `{before}`", "`{before}` 之后缺少 `of`"),
                Some(found),
                said!("write `{before} of …`", "请写 `{before} of …`"),
            );
        }
        let short =
            self.tokens.iter().take(self.read).rposition(|it| it.text(self.text) == "of")?;
        let aggregate = self.text_of(short.checked_sub(1).and_then(|at| self.token(at)));
        let operand = self.tokens.get(short + 1..self.read)?;
        let is_path =
            operand.iter().all(|it| it.kind == TokenKind::Word || it.text(self.text) == ".");
        if text != "where" || !AGGREGATES.contains(&aggregate) || !is_path {
            return None;
        }
        let path: String = operand.iter().map(|it| it.text(self.text)).collect();
        self.unexpected(
            said!(
                "a `where` needs a name for the members it chooses from",
                "`where` 要有成员的名称才能挑选"
            ),
            Some(found),
            said!(
                "write `({aggregate} of x in {path} where …)`",
                "请写 `({aggregate} of x in {path} where …)`"
            ),
        )
    }

    /// `define many() = …`, `limit()`, `one of [a, b]`
    fn brackets(&self) -> Option<Diagnostic> {
        let found = self.found();
        let (text, before) = (self.text_of(found), self.text_of(self.before()));
        if text == ")" && before == "(" {
            let name = self.nth_before(2);
            return match self.item_word() {
                "define" if self.read == 3 => self.unexpected(
                    said!(
                        "`{name}` takes nothing, and has parentheses",
                        "`{name}` 没有参数，却写了括号"
                    ),
                    found,
                    said!(
                        "write `define {name} = …`; a rule's plan is given to it: `{name}(p: Plan)`",
                        "请写 `define {name} = …`；要用规划，请作为参数：`{name}(p: Plan)`"
                    ),
                ),
                _ => self.unexpected(
                    said!("nothing stands in the parentheses of `{name}`", "`{name}` 的括号里没有内容"),
                    found,
                    said!(
                        "without arguments a define or parameter is written without them: `{name}`",
                        "没有参数的定义和参数不写括号：`{name}`"
                    ),
                ),
            };
        }
        if let listing @ ("all" | "any") = self.nth_before(2)
            && before == "of"
            && self.expects(Rule::mark_open_round)
        {
            return self.unexpected(
                said!("`{listing} of` lacks its parentheses", "`{listing} of` 缺少括号"),
                found,
                said!("write `{listing} of (A, B)`", "请写 `{listing} of (A, B)`"),
            );
        }
        if text == "[" && matches!(before, "of" | "includes" | "in" | "=") {
            return self.unexpected(
                said!("a set stands in braces, not in `[`", "集合写在花括号里，不用 `[`"),
                found,
                said!("write `{{a, b}}`", "请写 `{{a, b}}`"),
            );
        }
        if text == "(" && self.nth_before(2) == "." {
            let shown = visible(before);
            let method = METHODS.iter().find(|(names, _)| names.contains(&before));
            let form = method.map_or("count of LIST`, `every x in LIST: …", |(_, form)| form);
            return self.unexpected(
                said!("nothing is called with `.{shown}(`", "没有 `.{shown}(` 这样的调用"),
                found,
                said!("write it as a sentence: `{form}`", "请写成句子：`{form}`"),
            );
        }
        None
    }

    /// `x := 3`, `if C then D`, `"…" + x`, `show a - b`
    fn other_languages(&self) -> Option<Diagnostic> {
        let found = self.found();
        let (text, before) = (self.text_of(found), self.before());
        let next = self.text_of(self.token(self.read + 1));
        if text == ":" && next == "=" {
            let assigned = found.zip(self.token(self.read + 1));
            let both = assigned.map(|(colon, equals)| Token { end: equals.end, ..colon });
            return self.unexpected(
                said!("`:=` is not a mark of the language", "`:=` 不是规则语言的符号"),
                both,
                said!("write `=`", "请写 `=`"),
            );
        }
        if text == "if" && next != "missing" && self.bracket_depth() == 0 {
            return self.unexpected(
                said!("rules have no `if`", "规则中没有 `if`"),
                found,
                said!(
                    "write `when CONDITION`, then the demand: `must …`",
                    "请写 `when 条件`，再写要求：`must …`"
                ),
            );
        }
        if text == "+" && before.is_some_and(|token| token.kind == TokenKind::Text) {
            return self.unexpected(
                said!("texts are not put together with `+`", "文本不能用 `+` 拼接"),
                found,
                said!(
                    "put the value into the text, in braces: `\"{{m.title}} has no end\"`",
                    "请把值放进文本的花括号里：`\"{{m.title}}没有完成时间\"`"
                ),
            );
        }
        if before.is_some_and(|it| it.text(self.text) == "\"\"")
            && found.is_some_and(|it| it.kind == TokenKind::Text)
        {
            return self.unexpected(
                said!("a text has one quote at each end", "文本两端各写一个引号"),
                found,
                said!(
                    "write it between `\"` and `\"`, on one line",
                    "请写在一对 `\"` 之间，不换行"
                ),
            );
        }
        let shows = matches!(self.current(), Some(("show", ..)));
        if shows && text.starts_with(['+', '-', '*', '/']) {
            return self.unexpected(
                said!(
                    "`show` takes what has a name, and computes nothing",
                    "`show` 只列出有名称的值，不做计算"
                ),
                found,
                said!(
                    "give it a name before the demand, `let x = …`, and write `show x`",
                    "请先在要求之前命名：`let x = …`，再写 `show x`"
                ),
            );
        }
        None
    }
}

/// The scale word that another stands for.
fn scale_meant(word: &str) -> Option<&'static str> {
    let usual = usual(word).filter(|name| SCALES.contains(name));
    usual.or_else(|| match nearest(word, SCALES.iter().copied()) {
        Nearest::One(near) => SCALES.iter().copied().find(|scale| *scale == near),
        Nearest::None => None,
    })
}

/// `1e3` written out, where that is short.
fn whole(digits: &str, power: usize) -> Option<String> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && power <= 12;
    plain.then(|| format!("{digits}{}", "0".repeat(power)))
}
