//! A toy model small enough that every way to complete a plan can be written down, and formulas
//! over it that can be printed in the rule language and decided here by plain recursion.
//!
//! Nothing here is shared with the evaluator: values are small integers, a completed plan has no
//! gaps, and the only way to be undecided is an arithmetic one (the least of nothing).

/// The model, in the language.
pub const MODEL: &str = r#"pack toy "A toy model"

unit percent, % = 0.01

vocabulary colour { red, green, blue }

record Plan key id is the plan from first to last
  first?: year
  last?: year
  format?: text
  id: text
  flag?: boolean
  n?: integer from 0 to 2
  colour?: one of colour
  items?: list of Item

record Item key id
  id: text
  flag?: boolean
  n?: integer from 0 to 2
  colour?: one of colour
"#;

pub const COLOURS: [&str; 3] = ["red", "green", "blue"];

/// What a field of the plan or of an item holds, or why it holds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    Known(u8),
    /// Left out, null, a placeholder, or said to be unknown: counts as not stated.
    Gap(Left),
    /// Withheld or not applicable: whether it is stated is open.
    Secret(Left),
}

/// How the gap is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Out,
    Null,
    Placeholder,
    AbsentUnknown,
    Withheld,
    NotApplicable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldName {
    Flag,
    N,
    Colour,
}

impl FieldName {
    pub const ALL: [FieldName; 3] = [FieldName::Flag, FieldName::N, FieldName::Colour];

    pub fn word(self) -> &'static str {
        match self {
            FieldName::Flag => "flag",
            FieldName::N => "n",
            FieldName::Colour => "colour",
        }
    }

    /// How many values it can have: `0..size`.
    pub fn size(self) -> u8 {
        match self {
            FieldName::Flag => 2,
            FieldName::N | FieldName::Colour => 3,
        }
    }
}

/// The three fields, in the order of [`FieldName::ALL`].
pub type Cells = [Cell; 3];

/// A plan with gaps.
#[derive(Clone, Debug)]
pub struct Plan {
    pub head: Cells,
    /// `None`: the list is left out.
    pub items: Option<Vec<Cells>>,
}

/// A plan without gaps, and for each field whether the plan states it.
#[derive(Clone, Debug)]
pub struct Whole {
    pub head: Values,
    pub items: Vec<Values>,
}

#[derive(Clone, Copy, Debug)]
pub struct Values {
    pub value: [u8; 3],
    pub stated: [bool; 3],
}

/// Whose field: the plan's, or that of the item a quantifier (by depth, outermost 0) binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Plan,
    Item(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

#[derive(Clone, Debug)]
pub enum Formula {
    Flag(Of),
    ColourIs(Of, u8, bool),
    ColourOneOf(Of, Vec<u8>),
    Stated(Of, FieldName, bool),
    Compare(Term, Compare, Term),
    Between(Term, u8, u8),
    Not(Box<Formula>),
    And(Vec<Formula>),
    Or(Vec<Formula>),
    AllOf(Vec<Formula>),
    AnyOf(Vec<Formula>),
    /// Over the plan's items; binds the item of the given depth.
    Quantified(Quantifier, usize, Option<Box<Formula>>, Box<Formula>),
    /// Of `n` over the plan's items (where the first holds), the part where the second does,
    /// compared with a percentage. Binds the item of the given depth.
    Share(usize, Option<Box<Formula>>, Box<Formula>, Compare, u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    Some,
    Every,
    No,
    AtLeast(u8),
    AtMost(u8),
    Exactly(u8),
}

/// A number: a fraction of small integers, so that means and quotients are exact.
#[derive(Clone, Debug)]
pub enum Term {
    Literal(u8),
    N(Of),
    Sum(Box<Term>, Box<Term>),
    Difference(Box<Term>, Box<Term>),
    Product(Box<Term>, Box<Term>),
    Quotient(Box<Term>, Box<Term>),
    /// Over the plan's items; binds the item of the given depth.
    Aggregate(Aggregate, usize, Option<Box<Formula>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    Count,
    Sum,
    Min,
    Max,
    Mean,
}

/// A rule: `for i0 in plan.items where FILTER`, or once for the plan `when FILTER`.
#[derive(Clone, Debug)]
pub struct Rule {
    pub over_items: bool,
    pub filter: Option<Formula>,
    pub demand: Formula,
    pub exception: Option<Formula>,
}

impl Rule {
    pub fn reads_a_share(&self) -> bool {
        let parts = [self.filter.as_ref(), Some(&self.demand), self.exception.as_ref()];
        parts.into_iter().flatten().any(Formula::reads_a_share)
    }
}

impl Formula {
    fn reads_a_share(&self) -> bool {
        match self {
            Formula::Share(..) => true,
            Formula::Not(inner) => inner.reads_a_share(),
            Formula::And(parts)
            | Formula::Or(parts)
            | Formula::AllOf(parts)
            | Formula::AnyOf(parts) => parts.iter().any(Formula::reads_a_share),
            Formula::Quantified(_, _, filter, body) => {
                body.reads_a_share() || filter.as_ref().is_some_and(|f| f.reads_a_share())
            }
            // What aggregates go by holds no share.
            Formula::Flag(_)
            | Formula::ColourIs(..)
            | Formula::ColourOneOf(..)
            | Formula::Stated(..)
            | Formula::Compare(..)
            | Formula::Between(..) => false,
        }
    }
}
