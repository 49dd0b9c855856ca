//! What running a rule gives: verdicts of subjects, and, for those that are asked about, the
//! values, places and reasons behind them. Data only; words are made elsewhere.

use crate::base::{Said, Truth};
use crate::facts::{GapKind, TableId};
use crate::model::{CodeId, VocabId, WordId};
use crate::program::{CompareOp, ExprId, VarId};
use crate::quantity::{Range, Unit};

/// The verdict of a rule on a subject. Ordered from best to worst for a reader: the verdict of a
/// rule on a plan is that of its worst subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    NotApplicable,
    Excepted,
    Satisfied,
    Undetermined,
    Violated,
}

impl Verdict {
    /// The table of the language's reference: `applies` is where/when, `holds` the demand,
    /// `excepted` any exception.
    pub fn of(applies: Truth, holds: Truth, excepted: Truth) -> Verdict {
        use Truth::{False, True, Unknown};
        match (applies, holds, excepted) {
            (False, _, _) => Verdict::NotApplicable,
            (_, True, _) => Verdict::Satisfied,
            (_, _, True) => Verdict::Excepted,
            (True, False, False) => Verdict::Violated,
            (True, False, Unknown) | (True, Unknown, _) | (Unknown, _, _) => Verdict::Undetermined,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::NotApplicable => "not applicable",
            Verdict::Excepted => "excepted",
            Verdict::Satisfied => "satisfied",
            Verdict::Undetermined => "undetermined",
            Verdict::Violated => "violated",
        }
    }

    /// What it is called where a person reads it. Formats for machines, and the lines of `concise`,
    /// keep the one spelling of [`Verdict::as_str`].
    pub fn said(self) -> Said {
        match self {
            Verdict::NotApplicable => said!("not applicable", "不适用"),
            Verdict::Excepted => said!("excepted", "例外"),
            Verdict::Satisfied => said!("satisfied", "符合"),
            Verdict::Undetermined => said!("undetermined", "未定"),
            Verdict::Violated => said!("violated", "违反"),
        }
    }
}

/// What a variable is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// A row of the table of the variable's record type.
    Row(u32),
    /// A word, code, or symbol, by the variable's type; a year or whole number as its bits.
    Id(u32),
}

/// One binding of a rule's `for` variables.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// Row of the plan table; `None` for a portfolio rule.
    pub plan: Option<u32>,
    /// In order of binding.
    pub bindings: Vec<(VarId, Bound)>,
    /// The subject stands for the members that a list might have: the index (in
    /// [`Rule::steps`](crate::program::Rule::steps)) of the `for` whose list is not complete.
    /// Later variables are not bound.
    pub open_at: Option<usize>,
    /// The subject stands for all subjects of the rule on the plan (or on the portfolio): there
    /// was too much to look at, and nothing is bound.
    pub too_large: bool,
}

/// How many subjects of a rule had which verdict on one plan (or on the portfolio).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub satisfied: u32,
    pub violated: u32,
    pub undetermined: u32,
    pub not_applicable: u32,
    pub excepted: u32,
}

impl Tally {
    /// Counts one more; how many have this verdict now.
    pub fn add(&mut self, verdict: Verdict) -> u32 {
        let count = match verdict {
            Verdict::NotApplicable => &mut self.not_applicable,
            Verdict::Excepted => &mut self.excepted,
            Verdict::Satisfied => &mut self.satisfied,
            Verdict::Undetermined => &mut self.undetermined,
            Verdict::Violated => &mut self.violated,
        };
        *count = count.saturating_add(1);
        *count
    }

    /// The verdict of the worst subject; `None` where the rule had no subject.
    pub fn worst(&self) -> Option<Verdict> {
        [
            (self.violated, Verdict::Violated),
            (self.undetermined, Verdict::Undetermined),
            (self.satisfied, Verdict::Satisfied),
            (self.excepted, Verdict::Excepted),
            (self.not_applicable, Verdict::NotApplicable),
        ]
        .into_iter()
        .find(|(count, _)| *count > 0)
        .map(|(_, verdict)| verdict)
    }
}

/// Subjects that are listed of each verdict of a rule on a plan. All are counted.
pub const MOST_LISTED: u32 = 10_000;

/// A rule's verdicts on a batch of plans, or on a portfolio.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// By row of the plan table; a single entry for a portfolio rule.
    pub tallies: Vec<Tally>,
    /// The violated and undetermined subjects, and the others where they were asked for, in order
    /// of plans and then of rows; of each verdict on each plan the first [`MOST_LISTED`].
    pub subjects: Vec<(Subject, Verdict)>,
}

impl Outcome {
    /// Adds the verdict on a plan (or the portfolio) of which there was too much to look at.
    pub(super) fn add_too_large(&mut self, plan: Option<u32>) {
        let mut tally = Tally::default();
        tally.add(Verdict::Undetermined);
        self.tallies.push(tally);
        let subject = Subject { plan, bindings: Vec::new(), open_at: None, too_large: true };
        self.subjects.push((subject, Verdict::Undetermined));
    }
}

/// Where a value of a plan stands, as rows: made into a path and a place in the text on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// A record, or a member or point of a list.
    Row { table: TableId, row: u32 },
    /// A field of a record, stated or not.
    Field { table: TableId, row: u32, field: u16 },
    /// The value a series would have at a year.
    Year { table: TableId, row: u32, field: u16, year: i32 },
    /// The member that a keyed list would have: `key` is a word or symbol by the key's type.
    Key { table: TableId, row: u32, field: u16, key: Bound },
    /// A field inside such a member.
    KeyField { table: TableId, row: u32, field: u16, key: Bound, inner: u16 },
    /// The portfolio lacks a region's plan: index into `Facts::absent_regions`.
    AbsentPlan(u32),
    /// The other plans of a portfolio that was not given.
    OtherPlans,
}

/// Why something is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Left out, at a place.
    Missing(Location),
    /// Absent for a reason that the plan gives, or unreadable.
    Gap(Location, GapKind),
    /// A key that no record of the plan has.
    Dangling(Location),
    /// A list not known to be complete.
    Open(Location),
    /// Something is asked of a reference, at a place, that leads to no record.
    NoRecord(Location),
    /// The expression cannot be computed: a division by zero, the mean of nothing.
    Undefined(ExprId, UndefinedKind),
    /// A code is coarser than what is asked of it.
    TooCoarse(Location),
    /// No correspondence between two classifications is declared for the code.
    NoCorrespondence(Location),
    /// Rounded values overlap.
    TooClose(ExprId),
    /// There are more combinations to look at than a rule may hold at a time.
    TooLarge,
}

impl Reason {
    /// Evidence that a plan could give; the others "cannot be computed".
    pub fn is_gap(&self) -> bool {
        match self {
            Reason::Missing(_) | Reason::Gap(..) | Reason::Dangling(_) | Reason::Open(_) => true,
            Reason::Undefined(..)
            | Reason::NoRecord(_)
            | Reason::TooCoarse(_)
            | Reason::NoCorrespondence(_)
            | Reason::TooClose(_)
            | Reason::TooLarge => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UndefinedKind {
    DivisionByZero,
    /// The least, greatest, mean or share of nothing.
    OfNothing,
    /// The root of a negative number.
    RootOfNegative,
    /// Growth from zero or less, or to less than zero.
    GrowthOfNothing,
    /// Growth where the last year is not after the base year, or more than a century.
    GrowthOverNoYears,
    /// Amounts in several currencies taken together.
    SeveralCurrencies,
    /// A parameter before the year of its first value.
    NoValueYet,
}

/// The value of an expression for one subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Truth(Truth),
    /// Known where the range is a point.
    Number(Range, Unit),
    Year(Range),
    Date(Range),
    Word(VocabId, WordId),
    Text(String),
    Code(CodeId),
    /// A record, shown by its `shown as`.
    Record {
        table: TableId,
        row: u32,
    },
    /// A reference that is left out, and by that says that there is none.
    NoRecord,
    List {
        members: Vec<Value>,
        open: bool,
    },
    /// Years and values, in order.
    Series {
        points: Vec<(i32, Range)>,
        unit: Option<Unit>,
    },
    /// Whether one thing leads to another: if so by what, beginning and end included, else all
    /// that the beginning surely leads to.
    Path {
        found: Truth,
        nodes: Vec<Value>,
        /// It may lead to more.
        open: bool,
    },
    /// Not known, and why.
    Unknown(Vec<Reason>),
}

/// An expression's value, and where it was read, for a label or a line of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub expr: ExprId,
    pub value: Value,
    /// `None` for what was computed.
    pub location: Option<Location>,
    /// Of a parameter with values by year: the year it was read at.
    pub year: Option<i32>,
}

/// How far a comparison is from the other side.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    pub op: CompareOp,
    pub left: ExprId,
    pub right: ExprId,
    pub value: Range,
    pub limit: Range,
    /// |value − limit|.
    pub difference: Range,
    /// Of value and limit; the difference of percentages is in percentage points.
    pub unit: Unit,
    /// Whether the comparison is false. One that is true under a `not` is nowhere too far off.
    pub failed: bool,
}

/// What is behind one subject's verdict.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// Indices into the demand's clauses that are false (violated) or unknown (undetermined).
    pub clauses: Vec<usize>,
    /// The values of every hole of the messages of those clauses, of the rule's message and help.
    pub holes: Vec<Reading>,
    /// What was read by the part that failed, or what `show` names, the place first.
    pub labels: Vec<Reading>,
    /// Named values (`let`, parameters, defines) and aggregates that the failed part compared.
    pub values: Vec<Reading>,
    /// Why the verdict is undetermined; for a violated one, what the demand found missing.
    pub reasons: Vec<Reason>,
    /// Of the first failing comparison of numbers.
    pub margin: Option<Margin>,
    /// Defaults that a satisfied verdict rests on.
    pub assumed: Vec<Location>,
    /// Index of the exception that holds, where one does.
    pub exception: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_is_that_of_the_table() {
        use Truth::{False, True, Unknown};
        use Verdict::*;
        let any = [False, Unknown, True];
        for holds in any {
            for excepted in any {
                assert_eq!(Verdict::of(False, holds, excepted), NotApplicable);
            }
        }
        for applies in [True, Unknown] {
            for excepted in any {
                assert_eq!(Verdict::of(applies, True, excepted), Satisfied);
            }
            for holds in [False, Unknown] {
                assert_eq!(Verdict::of(applies, holds, True), Excepted);
            }
        }
        assert_eq!(Verdict::of(True, False, False), Violated);
        assert_eq!(Verdict::of(True, False, Unknown), Undetermined);
        assert_eq!(Verdict::of(True, Unknown, False), Undetermined);
        assert_eq!(Verdict::of(Unknown, False, False), Undetermined);
        assert_eq!(Verdict::of(Unknown, Unknown, Unknown), Undetermined);
    }

    #[test]
    fn the_worst_subject_counts() {
        let mut tally = Tally::default();
        assert_eq!(tally.worst(), None);
        tally.add(Verdict::Satisfied);
        tally.add(Verdict::Undetermined);
        assert_eq!(tally.worst(), Some(Verdict::Undetermined));
        tally.add(Verdict::Violated);
        assert_eq!(tally.worst(), Some(Verdict::Violated));
    }
}
