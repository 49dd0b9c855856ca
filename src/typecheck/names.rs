//! What a bare word stands for: a value in scope, or a word of the vocabulary the place expects.

use super::checker::Checker;
use super::context::Home;
use super::describe::{meant, vocabulary_name};
use super::items::with_help;
use super::scope::Binding;
use crate::base::{Said, did_you_mean};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{VocabId, WordId};
use crate::program::{ExprId, ExprKind, Type};
use crate::syntax::ast::Name;

/// A value that a name stands for, before it is written out.
enum Named {
    Local(Binding),
    Define(usize),
    Parameter(usize),
    Plan,
    Plans,
    Portfolio,
}

impl<'a> Checker<'a> {
    /// A bare word where `is` does not stand before it.
    pub(super) fn name(&mut self, name: &'a Name, expected: Option<&Type>) -> ExprId {
        let vocabulary = expected.and_then(word_type);
        let word = vocabulary.and_then(|vocabulary| self.word_in(vocabulary, name));
        match (self.named(name), word) {
            (Some(_), Some((vocabulary, _))) => {
                let of = vocabulary_name(self.model, vocabulary).to_owned();
                let word = name.as_str();
                self.fail(
                    Diagnostic::error(
                        Code::AmbiguousName,
                        said!(
                            "`{word}` is both a value here and a word of `{of}`",
                            "`{word}` 在此既是值，又是 `{of}` 的词"
                        ),
                    )
                    .at(name.span)
                    .with_help(said!(
                        "for the word write `is {word}`; for the value give it another name",
                        "若指词，请写 `is {word}`；若指值，请为它另取名称"
                    )),
                )
            }
            (Some(named), None) => self.named_value(named, name),
            (None, Some((vocabulary, word))) => {
                self.push(ExprKind::Word(word), Type::Word(vocabulary), name.span)
            }
            (None, None) => match self.vocabulary(name.as_str()) {
                Some(vocabulary) => {
                    let ty = Type::Set(Box::new(Type::Word(vocabulary)));
                    self.push(ExprKind::WordsOf(vocabulary), ty, name.span)
                }
                None => match (vocabulary, expected) {
                    (Some(vocabulary), _) => self.no_such_word(vocabulary, name),
                    // It may be a word of what could not be told.
                    (None, Some(Type::Error)) => self.error(name.span),
                    (None, _) => self.unknown_name(name),
                },
            },
        }
    }

    /// A bare word that can only be a word: after `is`, inside `{…}`.
    pub(super) fn word(&mut self, vocabulary: VocabId, name: &Name) -> ExprId {
        match self.word_in(vocabulary, name) {
            Some((_, word)) => self.push(ExprKind::Word(word), Type::Word(vocabulary), name.span),
            None => self.no_such_word(vocabulary, name),
        }
    }

    pub(super) fn word_in(&self, vocabulary: VocabId, name: &Name) -> Option<(VocabId, WordId)> {
        let words = self.model.vocabulary(vocabulary)?;
        let id = words.word_named(name.as_str())?;
        let word = words.word(id)?;
        self.sees_added(word.added_by.as_deref()).then_some((vocabulary, id))
    }

    fn no_such_word(&mut self, vocabulary: VocabId, name: &Name) -> ExprId {
        let Some(words) = self.model.vocabulary(vocabulary) else { return self.error(name.span) };
        // An `extend` of the vocabulary that could not be read may have it.
        if self.model.is_faulty(&words.name) || self.packs.may_declare(self.here.pack, &words.name)
        {
            return self.error(name.span);
        }
        let found = words.word_named(name.as_str()).and_then(|id| words.word(id));
        if let Some(pack) = found.and_then(|word| word.added_by.as_deref()) {
            return self.fail(self.added_elsewhere(name, &words.name, pack));
        }
        let names = self.words_seen(words);
        let help = match is_nothing(name.as_str()) {
            true => Some(ask_whether_stated()),
            false => meant(name.as_str(), names, said!("its words are", "可用的词：")),
        };
        let (word, of) = (name.as_str(), &words.name);
        let message = said!("`{word}` is not a word of `{of}`", "`{word}` 不是 `{of}` 的词");
        self.fail(with_help(Diagnostic::error(Code::NoSuchWord, message).at(name.span), help))
    }

    /// Whether a bare word is a value here, vocabularies aside.
    pub(super) fn is_value(&self, name: &Name) -> bool {
        self.named(name).is_some()
    }

    /// Whether a bare word is the name of a value here.
    pub(super) fn is_named(&self, name: &Name) -> bool {
        self.named(name).is_some()
    }

    fn named(&self, name: &Name) -> Option<Named> {
        let word = name.as_str();
        if let Some(local) = self.here.scope.find(word) {
            return Some(Named::Local(local.binding));
        }
        if self.here.home == Home::Literal {
            return None;
        }
        // A define that takes arguments is no value without them.
        let define = self.define(word).filter(|at| {
            let found = self.items.defines.get(*at);
            found.is_some_and(|found| found.item.params.is_empty())
        });
        if let Some(at) = define {
            return Some(Named::Define(at));
        }
        if let Some(at) = self.items.parameters.find(self.packs, self.here.pack, word) {
            return Some(Named::Parameter(at));
        }
        match word {
            "plan" => Some(Named::Plan),
            "plans" => Some(Named::Plans),
            "portfolio" => Some(Named::Portfolio),
            _ => None,
        }
    }

    /// The parameter that a bare word is, by its place among the items.
    pub(super) fn parameter_meant(&self, name: &Name) -> Option<usize> {
        match self.named(name)? {
            Named::Parameter(at) => Some(at),
            Named::Local(_) | Named::Define(_) | Named::Plan | Named::Plans | Named::Portfolio => {
                None
            }
        }
    }

    /// A define in scope, by its place among the items.
    pub(super) fn define(&self, name: &str) -> Option<usize> {
        self.items.defines.find(self.packs, self.here.pack, name)
    }

    fn named_value(&mut self, named: Named, name: &'a Name) -> ExprId {
        let span = name.span;
        match named {
            Named::Local(Binding::Variable(var)) => {
                let variable = self.here.variables.get(usize::from(var.0));
                let ty = variable.map_or(Type::Error, |variable| variable.ty.clone());
                self.push(ExprKind::Var(var), ty, span)
            }
            Named::Local(Binding::Value(id)) => id,
            Named::Local(Binding::Faulty) => self.error(span),
            Named::Define(at) => self.expand(at, &[], (name, name.span)),
            Named::Parameter(at) => self.parameter(at, name),
            Named::Plan => self.plan(name),
            Named::Plans => match self.model.plan {
                Some(plan) => {
                    let ty = Type::List(Box::new(Type::Record(plan)));
                    self.push(ExprKind::Plans, ty, span)
                }
                None => self.no_record(name, "is the plan"),
            },
            Named::Portfolio => self.portfolio(name),
        }
    }

    fn plan(&mut self, name: &Name) -> ExprId {
        let help = match self.here.home {
            Home::PlainRule => {
                return match self.model.plan {
                    Some(plan) => self.push(ExprKind::Plan, Type::Record(plan), name.span),
                    None => self.no_record(name, "is the plan"),
                };
            }
            Home::PortfolioRule => {
                said!("go through the plans: `for p in plans`", "请遍历各规划：`for p in plans`")
            }
            Home::Define | Home::Relation | Home::Literal => {
                said!("take the plan as an argument: `(p: Plan)`", "请以规划为参数：`(p: Plan)`")
            }
        };
        let place = match self.here.home {
            Home::PortfolioRule => said!("a portfolio rule", "规划集规则"),
            Home::Relation => said!("a relation", "关系"),
            Home::PlainRule | Home::Define | Home::Literal => said!("a define", "定义"),
        };
        let message = said!("`plan` is not a name in {place}", "{place}中没有名称 `plan`"; place);
        self.fail(Diagnostic::error(Code::NotHere, message).at(name.span).with_help(help))
    }

    fn portfolio(&mut self, name: &Name) -> ExprId {
        match self.here.home {
            Home::PortfolioRule => match self.model.portfolio {
                Some(portfolio) => {
                    self.push(ExprKind::Portfolio, Type::Record(portfolio), name.span)
                }
                None => self.no_record(name, "is the portfolio"),
            },
            Home::PlainRule => self.fail(
                Diagnostic::error(
                    Code::NotHere,
                    said!(
                        "`portfolio` is a name in portfolio rules only",
                        "只有规划集规则中才有名称 `portfolio`"
                    ),
                )
                .at(name.span)
                .with_help(said!(
                    "write `portfolio rule` if the rule is about all plans together",
                    "若规则针对全部规划，请写 `portfolio rule`"
                )),
            ),
            Home::Define | Home::Relation | Home::Literal => self.fail(
                Diagnostic::error(
                    Code::NotHere,
                    said!(
                        "`portfolio` is a name in portfolio rules only",
                        "只有规划集规则中才有名称 `portfolio`"
                    ),
                )
                .at(name.span)
                .with_help(said!(
                    "take it as an argument: `(q: Portfolio)`",
                    "请以它为参数：`(q: Portfolio)`"
                )),
            ),
        }
    }

    fn no_record(&mut self, name: &Name, role: &str) -> ExprId {
        let word = name.as_str();
        let message = said!(
            "`{word}` means nothing here: no record `{role}`",
            "`{word}` 在此没有意义：没有记录 `{role}`"
        );
        self.fail(Diagnostic::error(Code::NotHere, message).at(name.span).with_help(said!(
            "use a pack that declares the plan, such as `use regional`",
            "请引用声明规划的规则包，如 `use regional`"
        )))
    }

    /// A named vocabulary in scope.
    pub(super) fn vocabulary(&self, name: &str) -> Option<VocabId> {
        let (id, vocabulary) = self.model.vocabulary_named(name)?;
        self.sees(&vocabulary.pack).then_some(id)
    }

    fn unknown_name(&mut self, name: &'a Name) -> ExprId {
        let word = name.as_str();
        if self.packs.may_declare(self.here.pack, word) || self.model.is_faulty(word) {
            return self.error(name.span);
        }
        if let Some(at) = self.define(word) {
            return self.expand(at, &[], (name, name.span));
        }
        if let Some(at) = self.relation(word) {
            return self.relation_elsewhere(at, name.span);
        }
        let items = self.items;
        let mut names: Vec<String> = self.here.scope.names().map(str::to_owned).collect();
        names.extend(items.defines.names(self.packs, self.here.pack).map(str::to_owned));
        names.extend(items.parameters.names(self.packs, self.here.pack).map(str::to_owned));
        names.extend(["plan", "plans", "portfolio"].map(str::to_owned));
        let mut diagnostic = Diagnostic::error(
            Code::NoSuchName,
            said!("there is no `{word}` here", "此处没有 `{word}`"),
        )
        .at(name.span);
        let near = meant(word, names.iter().map(String::as_str), Said::default());
        let plan_field = self.model.plan.and_then(|plan| self.model.record(plan));
        let plan_field = plan_field.is_some_and(|plan| plan.field_named(word).is_some());
        diagnostic = match near {
            _ if is_nothing(word) => diagnostic.with_help(ask_whether_stated()),
            Some(near) => diagnostic.with_help(near),
            None if plan_field && self.here.home == Home::PlainRule => {
                diagnostic.with_help(did_you_mean(&format!("plan.{word}")))
            }
            None => diagnostic.with_help(said!(
                "a bare word is a variable, a `let`, a define or a parameter; a word of a \
                 vocabulary stands after `is`",
                "单独的词是变量、`let`、定义或参数；词表中的词写在 `is` 之后"
            )),
        };
        self.fail(diagnostic)
    }
}

/// The vocabulary whose words a place takes.
fn word_type(ty: &Type) -> Option<VocabId> {
    match ty {
        Type::Word(vocabulary) => Some(*vocabulary),
        _ => None,
    }
}

/// What stands after `=` in languages that have a value for nothing.
pub(super) fn is_nothing(word: &str) -> bool {
    ["null", "none", "nil", "nothing", "undefined"].contains(&word)
}

pub(super) fn ask_whether_stated() -> Said {
    said!(
        "what a plan leaves out is asked for by `is stated` or `is missing`",
        "规划略去的内容用 `is stated` 或 `is missing` 来问"
    )
}
