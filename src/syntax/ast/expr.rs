//! Expressions.

use super::{Name, Template};
use crate::base::{Span, Spanned};

/// An expression. Parentheses leave no node: the span of what they hold includes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `30 %`, `1.5 million hectare`, `7`
    Quantity(Quantity),
    /// `2025-06-30`, the text as written
    Date(String),
    /// Escapes resolved.
    Text(String),
    Boolean(bool),
    /// `isic:24`
    Code(CodeLiteral),
    /// A variable, define or parameter, or else a word of the vocabulary the place expects.
    Name(Name),
    /// `{a, b}`, may be empty. A bare word in it (kind `Name`) is a word of the vocabulary.
    Set(Vec<Expr>),
    /// `name(arguments)`
    Call {
        name: Name,
        arguments: Vec<Expr>,
    },
    /// `base.field`
    Field {
        base: Box<Expr>,
        field: Name,
    },
    /// `base[key]`. A bare word as key (kind `Name`) may be a variable or a vocabulary word.
    Index {
        base: Box<Expr>,
        key: Box<Expr>,
    },
    /// `series at year`
    At {
        base: Box<Expr>,
        year: Box<Expr>,
    },
    Negate(Box<Expr>),
    Not(Box<Expr>),
    /// Two or more.
    And(Vec<Expr>),
    /// Two or more.
    Or(Vec<Expr>),
    Arithmetic {
        operator: Spanned<Arithmetic>,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    Compare {
        operator: Spanned<Comparison>,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `operand is test`, `operand is not test`
    Is {
        operand: Box<Expr>,
        negated: bool,
        test: Spanned<IsTest>,
    },
    /// `value if missing default`
    IfMissing {
        value: Box<Expr>,
        default: Box<Expr>,
    },
    /// `value as million hectare`
    As {
        value: Box<Expr>,
        scale: Option<Spanned<Scale>>,
        unit: UnitExpr,
    },
    /// Short: `count of priorities`, `last of s`, `annual growth of s`
    Of {
        function: Spanned<Function>,
        operand: Box<Expr>,
    },
    /// Long: `sum of V for p in plans, m in p.measures where C by K`
    Aggregate {
        function: Spanned<Function>,
        value: Box<Expr>,
        generators: Vec<Generator>,
        condition: Option<Box<Expr>>,
        by: Option<Box<Expr>>,
    },
    /// Long, of the members themselves: `count | list | set of m in E where C by K`. The
    /// generator binds one name.
    Members {
        function: Spanned<Function>,
        generator: Box<Generator>,
        condition: Option<Box<Expr>>,
        by: Option<Box<Expr>>,
    },
    /// `share of V for … where D: C`
    Share {
        value: Box<Expr>,
        generators: Vec<Generator>,
        condition: Option<Box<Expr>>,
        /// What makes a member part of the share.
        part: Box<Expr>,
    },
    /// `some x in E where C: P`. The generator binds one name.
    Quantified {
        quantifier: Spanned<Quantifier>,
        generator: Box<Generator>,
        condition: Option<Box<Expr>>,
        body: Box<Expr>,
    },
    /// `all of (P, Q)`, `any of (…)`, `at least n of (…)`
    Listed {
        listing: Spanned<Listing>,
        items: Vec<ListedItem>,
    },
    /// `a reaches b by relation(plan)`
    Reaches {
        from: Box<Expr>,
        to: Box<Expr>,
        relation: Box<Expr>,
    },
    /// `reach of a by relation(plan)`
    Reach {
        from: Box<Expr>,
        relation: Box<Expr>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    /// `code within codes`
    Within,
    /// `set includes member`
    Includes,
    /// `text contains text`
    Contains,
}

/// What stands after `is` or `is not`.
#[derive(Clone, Debug, PartialEq)]
pub enum IsTest {
    Stated,
    Missing,
    Empty,
    Rising,
    Falling,
    /// A word of the left side's vocabulary.
    Word(Name),
    /// A set literal, or a set in scope (a path).
    OneOf(Box<Expr>),
    /// Both ends belong.
    Between(Box<Expr>, Box<Expr>),
}

/// What may stand before `of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    Count,
    Sum,
    Mean,
    Min,
    Max,
    List,
    Set,
    Share,
    /// Of a series: its value in the plan's base year.
    Baseline,
    /// Of a series: its value in the plan's last year.
    Target,
    First,
    Last,
    Years,
    Change,
    AnnualGrowth,
    /// Of a breakdown.
    Total,
    /// Of a breakdown.
    Keys,
}

/// `x in E`, `pair p, q in E`
#[derive(Clone, Debug, PartialEq)]
pub struct Generator {
    pub span: Span,
    pub binder: Binder,
    pub source: Expr,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Binder {
    One(Name),
    Pair(Name, Name),
}

impl Binder {
    /// The names bound, one or two.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        let (first, second) = match self {
            Binder::One(name) => (name, None),
            Binder::Pair(first, second) => (first, Some(second)),
        };
        std::iter::once(first).chain(second)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Quantifier {
    Some,
    Every,
    No,
    AtLeast(Box<Expr>),
    AtMost(Box<Expr>),
    Exactly(Box<Expr>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Listing {
    All,
    Any,
    AtLeast(Box<Expr>),
    AtMost(Box<Expr>),
    Exactly(Box<Expr>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ListedItem {
    pub condition: Expr,
    /// Only in an `all of` that is a demand, or an operand of an `all of` that is one.
    pub otherwise: Option<Template>,
}

/// `scheme:code`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLiteral {
    pub scheme: Name,
    pub code: Name,
}

/// A number as written, such as `1_000.50`. Without a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub text: String,
    pub span: Span,
}

/// A number, a scale word and a unit. A Chinese scale may still be part of the unit's word
/// (`亿元`): only who knows the declared units can part them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub number: Number,
    pub scale: Option<Spanned<Scale>>,
    pub unit: Option<UnitExpr>,
}

/// A power of ten, said as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scale {
    pub exponent: u32,
}

/// `tce per 10 thousand CNY`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitExpr {
    pub span: Span,
    pub first: Name,
    /// Each divides.
    pub per: Vec<UnitFactor>,
}

/// `10 thousand CNY`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFactor {
    pub span: Span,
    pub number: Option<Number>,
    pub scale: Option<Spanned<Scale>>,
    pub unit: Name,
}

impl UnitExpr {
    /// The word, where it is one word and nothing else.
    pub fn single(&self) -> Option<&Name> {
        self.per.is_empty().then_some(&self.first)
    }
}
