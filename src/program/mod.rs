//! The resolved, typed rules: what the type-checker makes and the evaluator runs. No syntax here.

mod change;
mod conditions;
mod expr;
mod image;
mod parameter;
mod possible;
mod provision;
mod reads;
mod rule;
mod standing;
mod types;

pub use change::{Disabled, InForce};
pub use conditions::{Condition, Role, conditions, parts};
pub use expr::{
    AggregateOp, ArithOp, CompareOp, Expr, ExprId, ExprKind, Generator, Quantifier, Quota,
    Relation, SeriesPoint, VarId, VarMask, Variable,
};
pub use image::{Image, ImageError};
pub use parameter::{Parameter, ParameterId, ParameterValue};
pub use possible::{Possible, Truths};
pub use provision::{Checkable, Provision, ProvisionId, Source, SourceId, Strength};
pub use reads::{FieldRead, Reads};
pub use rule::{
    Clause, Demand, Exception, NamedLet, Piece, Rule, RuleId, Scope, Step, Template, TemplateText,
};
pub use standing::{Standing, Status, standings};
pub use types::Type;

use std::sync::OnceLock;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::base::{Interner, Later};
use crate::facts::{Builder, Layout};
use crate::model::{Model, Word, WordId};

/// A pack as it was loaded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PackInfo {
    pub name: String,
    pub title: crate::base::Texts,
    pub version: Option<String>,
    /// Packs it uses, by name.
    pub uses: Vec<String>,
    /// SHA-256 over its files, in order of their names, as hex.
    pub sha256: String,
}

/// Checked rules with the model that they read.
#[derive(Clone, Debug)]
pub struct Program {
    pub model: Model,
    pub layout: Layout,
    pub packs: Vec<PackInfo>,
    pub sources: Vec<Source>,
    pub provisions: Later<Vec<Provision>>,
    pub parameters: Vec<Parameter>,
    /// Parameters without what some packs set: those that `unchanged` rules read. Numbered behind
    /// `parameters`.
    pub unchanged_parameters: Vec<Parameter>,
    pub rules: Vec<Rule>,
    /// Rules as they are without what some packs change of them: what tests of packs speak of that
    /// do not use those. Numbered behind `rules`; a check runs none of them.
    pub unchanged: Vec<Rule>,
    /// The expressions of all rules, `unchanged` ones too. An expression stands behind its operands.
    pub exprs: Vec<Expr>,
    /// The texts in `exprs`: made once, for every batch of plans begins with them.
    pub texts: OnceLock<Interner>,
}

impl Program {
    /// Empty tables for plans. They know the texts of the rules, so that a key which a rule names
    /// and no plan has can be named too.
    pub fn tables(&self) -> Builder {
        let texts = self.texts.get_or_init(|| {
            let mut texts = Interner::new();
            for expr in &self.exprs {
                if let ExprKind::Text(text) = &expr.kind {
                    texts.intern(text);
                }
            }
            texts
        });
        let mut tables = Builder::new(&self.model, &self.layout);
        tables.words = texts.clone();
        tables
    }

    pub fn expr(&self, id: ExprId) -> Option<&Expr> {
        self.exprs.get(id.0 as usize)
    }

    /// Expressions and all that they are made of, each once.
    pub fn below(&self, roots: impl IntoIterator<Item = ExprId>) -> Vec<ExprId> {
        let mut waiting: Vec<ExprId> = roots.into_iter().collect();
        let mut seen = FxHashSet::default();
        let mut found = Vec::new();
        while let Some(id) = waiting.pop() {
            if seen.insert(id)
                && let Some(expr) = self.expr(id)
            {
                found.push(id);
                waiting.extend(expr.kind.children());
            }
        }
        found
    }

    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        let at = id.0 as usize;
        match at.checked_sub(self.rules.len()) {
            None => self.rules.get(at),
            Some(behind) => self.unchanged.get(behind),
        }
    }

    /// The word of a vocabulary that an expression of this type is.
    pub fn word(&self, ty: &Type, word: WordId) -> Option<&Word> {
        match ty {
            Type::Word(vocabulary) => self.model.vocabulary(*vocabulary)?.word(word),
            _ => None,
        }
    }

    pub fn provision(&self, id: ProvisionId) -> Option<&Provision> {
        self.provisions.get(id.0 as usize)
    }

    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }

    pub fn parameter(&self, id: ParameterId) -> Option<&Parameter> {
        let at = usize::from(id.0);
        match at.checked_sub(self.parameters.len()) {
            None => self.parameters.get(at),
            Some(behind) => self.unchanged_parameters.get(behind),
        }
    }
}
