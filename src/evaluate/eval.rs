//! The evaluation of one rule: frames, kept columns, and what kind of expression goes where.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::column::{Column, Ids, Items, List, Rows};
use super::frame::{Frame, FrameId};
use super::number::Numbers;
use super::series::Series;
use super::size::{MOST_WORDS, Room, words_of};
use super::text::Literals;
use super::truths::Truths;
use crate::base::Truth;
use crate::facts::{ABSENT, Facts, TableId};
use crate::model::CodeId;
use crate::program::{Expr, ExprId, ExprKind, ParameterValue, Program, Scope, Type, VarMask};
use crate::quantity::{Number, Range};

/// How deep operands may nest before they are evaluated from the innermost outwards instead of
/// by recursion.
const DEEP: u32 = 32;

/// One rule on one batch of plans. Every column that is computed is kept.
pub(super) struct Eval<'a> {
    pub(super) program: &'a Program,
    pub(super) facts: &'a Facts,
    pub(super) scope: Scope,
    /// The plan (row of the plan table) of each row of the base frame; `ABSENT` in a portfolio
    /// rule.
    pub(super) plans: Ids<'a>,
    pub(super) frames: Vec<Rc<Frame<'a>>>,
    /// Columns by the frame they were computed on; a variable-free expression stands on the base.
    columns: FxHashMap<(FrameId, ExprId), Column<'a>>,
    /// The frame that a quantifier or an aggregate expanded a frame to.
    pub(super) expansions: FxHashMap<(FrameId, ExprId), FrameId>,
    pub(super) literals: Literals,
    /// The plans have amounts in more than one currency.
    pub(super) several_currencies: bool,
    /// The frame that one row of a quantifier evaluated by marks was expanded to, where it was.
    pub(super) alone: FxHashMap<(FrameId, ExprId, usize), FrameId>,
    /// What is decided is not looked at: see [`narrow`](super::narrow).
    pub(super) narrows: bool,
    depth: u32,
    pub(super) room: Room,
}

impl<'a> Eval<'a> {
    pub(super) fn new(program: &'a Program, facts: &'a Facts, scope: Scope) -> Eval<'a> {
        let mut currencies = facts.plans.iter().map(|plan| plan.currency);
        let first = currencies.next().flatten();
        Eval {
            program,
            facts,
            scope,
            plans: Ids::One(ABSENT),
            frames: Vec::new(),
            columns: FxHashMap::default(),
            expansions: FxHashMap::default(),
            literals: Literals::new(program, facts),
            several_currencies: currencies.any(|currency| currency != first),
            alone: FxHashMap::default(),
            narrows: false,
            depth: 0,
            room: Room::new(MOST_WORDS),
        }
    }

    pub(super) fn frame(&self, id: FrameId) -> Rc<Frame<'a>> {
        match self.frames.get(id.0 as usize) {
            Some(frame) => Rc::clone(frame),
            None => Rc::new(Frame::base(0, Vec::new())),
        }
    }

    /// The frame that an expression is evaluated on: the outermost that binds what it reads.
    pub(super) fn home(&self, frame: FrameId, id: ExprId) -> FrameId {
        match self.program.expr(id) {
            Some(expr) => self.home_of(frame, expr.reads),
            None => frame,
        }
    }

    /// The outermost frame that binds some variables.
    pub(super) fn home_of(&self, mut frame: FrameId, reads: VarMask) -> FrameId {
        while let Some(known) = self.frames.get(frame.0 as usize) {
            match known.parent {
                Some(parent) if !known.is_of_plans() && !reads.intersects(known.new) => {
                    frame = parent;
                }
                _ => break,
            }
        }
        frame
    }

    /// The row of an outer frame that each row of a frame stands in; none where it is the same
    /// frame.
    pub(super) fn rows_on(&self, frame: FrameId, outer: FrameId) -> Option<Rc<Vec<u32>>> {
        if frame == outer {
            return None;
        }
        let mut at = self.frame(frame);
        let mut rows = at.parents();
        while let Some(parent) = at.parent.filter(|parent| *parent != outer) {
            at = self.frame(parent);
            let parents = at.parents();
            let outward = |row: &u32| parents.get(*row as usize).copied().unwrap_or(0);
            rows = Rc::new(rows.iter().map(outward).collect());
        }
        Some(rows)
    }

    /// The plan of each row of a frame.
    pub(super) fn plans_on(&self, frame: FrameId) -> Ids<'a> {
        match self.rows_on(frame, FrameId(0)) {
            Some(rows) => self.plans.gather(&rows),
            None => self.plans.clone(),
        }
    }

    /// The value of an expression for every row of a frame.
    pub(super) fn eval(&mut self, frame: FrameId, id: ExprId) -> Column<'a> {
        if let Some(column) = self.columns.get(&(frame, id)) {
            return column.clone();
        }
        if self.is_too_large() {
            return self.unknown_of(frame, id);
        }
        let home = self.home(frame, id);
        let column = if home == frame {
            let program = self.program;
            match (self.of_wider(frame, id), program.expr(id)) {
                (Some(column), _) => column,
                (None, Some(expr)) => self.guarded(frame, id, expr),
                (None, None) => self.unknown_of(frame, id),
            }
        } else {
            let outer = self.frame(frame);
            match outer.parent {
                Some(parent) => self.eval(parent, id).gather(&outer.parents()),
                None => self.eval(home, id),
            }
        };
        let words = words_of(&column, self.frame(frame).rows);
        if !self.room.take(words) {
            return self.unknown_of(frame, id);
        }
        self.columns.insert((frame, id), column.clone());
        column
    }

    /// What is known from the frame that a frame has some rows of.
    fn of_wider(&self, frame: FrameId, id: ExprId) -> Option<Column<'a>> {
        let known = self.frames.get(frame.0 as usize).filter(|known| known.narrows)?;
        let column = self.columns.get(&(known.parent?, id))?;
        Some(column.gather(&known.parents()))
    }

    /// A column of the type of an expression, of which nothing is known.
    fn unknown_of(&self, frame: FrameId, id: ExprId) -> Column<'a> {
        let rows = self.frame(frame).rows;
        match self.program.expr(id) {
            Some(expr) => self.unknown(&expr.ty, rows),
            None => Column::Truths(Truths::all(Truth::Unknown, rows)),
        }
    }

    /// Keeps the machine's stack from growing with the depth of what is evaluated.
    fn guarded(&mut self, frame: FrameId, id: ExprId, expr: &'a Expr) -> Column<'a> {
        if self.depth >= DEEP {
            self.operands_first(frame, id);
        }
        self.depth += 1;
        let column = self.compute(frame, id, expr);
        self.depth -= 1;
        column
    }

    /// Evaluates the operands of an expression, and theirs, innermost first.
    fn operands_first(&mut self, frame: FrameId, id: ExprId) {
        let program = self.program;
        let mut waiting = vec![id];
        let mut found = Vec::new();
        let mut seen = rustc_hash::FxHashSet::default();
        while let Some(at) = waiting.pop() {
            let Some(expr) = program.expr(at) else { continue };
            for operand in expr.kind.operands() {
                if !self.columns.contains_key(&(frame, operand)) && seen.insert(operand) {
                    found.push(operand);
                    waiting.push(operand);
                }
            }
        }
        // An expression stands behind its operands.
        found.sort_unstable();
        for operand in found {
            self.eval(frame, operand);
        }
    }

    fn compute(&mut self, frame: FrameId, id: ExprId, expr: &'a Expr) -> Column<'a> {
        let rows = self.frame(frame).rows;
        match &expr.kind {
            // None is in a program that loads.
            ExprKind::Error => self.unknown(&expr.ty, rows),
            ExprKind::Truth(value) => Column::Truths(Truths::all(Truth::from_bool(*value), rows)),
            ExprKind::Number(number) => one_number(number),
            ExprKind::Text(text) => Column::Ids(Ids::One(self.text_id(text))),
            ExprKind::Word(word) => Column::Ids(Ids::One(word.0)),
            ExprKind::Code(code) => Column::Ids(Ids::One(code.0)),
            ExprKind::SetOf(members) => self.set_of(frame, members, &expr.ty),
            ExprKind::Parameter(parameter) => match self.program.parameter(*parameter) {
                Some(parameter) => self.parameter(&parameter.value, rows),
                None => self.unknown(&expr.ty, rows),
            },
            ExprKind::ParameterAt { parameter, year } => {
                self.parameter_at(frame, *parameter, *year, &expr.ty)
            }
            ExprKind::LastYear => self.last_year(frame),
            ExprKind::Var(var) => match self.frame(frame).binding(*var) {
                Some(column) => column.clone(),
                None => self.unknown(&expr.ty, rows),
            },
            ExprKind::Plan => self.plan(frame),
            ExprKind::Portfolio => self.portfolio(),
            ExprKind::Plans => self.all_plans(frame),
            ExprKind::Field { base, field } => self.field(frame, *base, *field, &expr.ty),
            ExprKind::Keyed { list, key } => self.keyed(frame, *list, *key),
            ExprKind::Part { breakdown, key } => self.part(frame, *breakdown, *key),
            ExprKind::Scale { value, factor } => self.scale(frame, *value, factor),
            ExprKind::Arith { op, left, right, factor } => {
                self.arith(frame, *op, *left, *right, factor)
            }
            ExprKind::Negate(value) => self.negate(frame, *value),
            ExprKind::Abs(value) => self.each(frame, *value, Range::abs),
            ExprKind::Square { value, factor } => {
                let factor = Range::exact(factor.clone());
                self.each(frame, *value, |range| range.square().mul(&factor))
            }
            ExprKind::Sqrt { value, factor } => self.sqrt(frame, *value, factor),
            ExprKind::YearOf(date) => self.each(frame, *date, super::series::years_of_days),
            ExprKind::Compare { op, left, right } => self.compare(frame, *op, *left, *right),
            ExprKind::Same { left, right, negated } => self.same(frame, *left, *right, *negated),
            ExprKind::And(operands) => self.and(frame, operands),
            ExprKind::Or(operands) => self.or(frame, operands),
            ExprKind::Not(operand) => Column::Truths(self.truths(frame, *operand).negated()),
            ExprKind::CountOf { quota, number, of } => self.count_of(frame, *quota, *number, of),
            ExprKind::IsStated(operand) => Column::Truths(self.is_stated(frame, *operand)),
            ExprKind::IsEmpty(operand) => self.is_empty(frame, *operand),
            ExprKind::IsOneOf { value, set } => self.includes(frame, *set, *value),
            ExprKind::Includes { list, member } => self.includes(frame, *list, *member),
            ExprKind::IsRising(series) => self.moves(frame, *series, true),
            ExprKind::IsFalling(series) => self.moves(frame, *series, false),
            ExprKind::Within { code, whole } => self.within(frame, *code, *whole),
            ExprKind::Contains { text, part } => self.contains(frame, *text, *part),
            ExprKind::Quantified { quantifier, generator, filter, body } => {
                self.quantified(frame, id, *quantifier, generator, *filter, *body)
            }
            ExprKind::Aggregate { op, generators, filter, value, part, by } => {
                let parts = super::aggregate::Parts {
                    op: *op,
                    generators,
                    filter: *filter,
                    value: *value,
                    part: *part,
                    by: *by,
                };
                self.aggregate(frame, id, &parts)
            }
            ExprKind::Relation(relation) => self.relation(frame, id, relation),
            ExprKind::Reaches { from, to, relation } => self.reaches(frame, *from, *to, *relation),
            ExprKind::ReachOf { from, relation } => {
                self.reach_of(frame, *from, *relation, &expr.ty)
            }
            ExprKind::Point { series, at } => self.point(frame, *series, *at),
            ExprKind::AnnualGrowth(series) => self.annual_growth(frame, *series),
            ExprKind::IfMissing { value, default } => self.if_missing(frame, id, *value, *default),
            ExprKind::YearsOf(series) => self.years_of(frame, *series),
            ExprKind::TotalOf(breakdown) => self.total_of(frame, *breakdown),
            ExprKind::KeysOf(breakdown) => self.keys_of(frame, *breakdown),
            ExprKind::CodesAt { scheme, level } => self.codes_at(*scheme, *level),
            ExprKind::WordsOf(vocabulary) => {
                let words = self.program.model.vocabulary(*vocabulary);
                let count = words.map_or(0, |vocabulary| vocabulary.words.len());
                ids_list((0..).take(count).collect())
            }
            ExprKind::Ancestor { code, levels } => self.ancestor(frame, *code, levels),
            ExprKind::Lift { code, scheme } => self.lift(frame, *code, *scheme),
        }
    }

    pub(super) fn parameter(&mut self, value: &ParameterValue, rows: usize) -> Column<'a> {
        let codes = |codes: &[CodeId]| codes.iter().map(|code| code.0).collect();
        match value {
            ParameterValue::Truth(value) => {
                Column::Truths(Truths::all(Truth::from_bool(*value), rows))
            }
            ParameterValue::Number(number) => one_number(number),
            ParameterValue::Text(text) => Column::Ids(Ids::One(self.text_id(text))),
            ParameterValue::Word(word) => Column::Ids(Ids::One(word.0)),
            ParameterValue::Code(code) => Column::Ids(Ids::One(code.0)),
            ParameterValue::Words(words) => ids_list(words.iter().map(|word| word.0).collect()),
            ParameterValue::Codes(list) => ids_list(codes(list)),
            ParameterValue::Texts(texts) => {
                ids_list(texts.iter().map(|text| self.text_id(text)).collect())
            }
            ParameterValue::Numbers(numbers) => {
                let ranges = numbers.iter().cloned().map(Range::exact).collect();
                let items = Items::Numbers(Numbers::exact(ranges, None));
                Column::List(List::of_items(items, numbers.len()))
            }
        }
    }

    fn plan(&self, frame: FrameId) -> Column<'a> {
        Column::Rows(Rows { table: self.plan_table(), at: self.plans_on(frame) })
    }

    pub(super) fn plan_table(&self) -> TableId {
        super::rule::plan_table(self.program)
    }

    fn portfolio(&self) -> Column<'a> {
        let table =
            self.program.model.portfolio.map(|record| self.program.layout.of_record(record));
        let table = table.unwrap_or(TableId(ABSENT));
        let row = match self.facts.table(table) {
            Some(found) if found.real > 0 => 0,
            Some(found) => found.left_out,
            None => ABSENT,
        };
        Column::Rows(Rows { table, at: Ids::One(row) })
    }

    /// A column of the type of which nothing is known.
    pub(super) fn unknown(&self, ty: &Type, rows: usize) -> Column<'a> {
        match ty {
            Type::Error | Type::Truth => Column::Truths(Truths::all(Truth::Unknown, rows)),
            Type::Number(_) | Type::NumberOfAny | Type::Year | Type::Date => {
                Column::Numbers(Numbers::unknown())
            }
            Type::Text | Type::Word(_) | Type::Code(_) => Column::Ids(Ids::One(ABSENT)),
            Type::Record(record) => {
                let table = self.program.layout.of_record(*record);
                let row = self.facts.table(table).map_or(ABSENT, |table| table.left_out);
                Column::Rows(Rows { table, at: Ids::One(row) })
            }
            Type::List(_) | Type::Set(_) => {
                let mut list = List::of_items(Items::Ids(Vec::new().into()), 0);
                list.open = Some(Rc::new(crate::base::Bits::ones(rows)));
                Column::List(list)
            }
            Type::Series(_) | Type::SeriesOfAny => Column::Series(Series::unknown(rows)),
            Type::Breakdown { .. } => Column::Breakdown(super::breakdown::Breakdown::unknown()),
            Type::Relation(_) => Column::Graphs(super::reach::Graphs::unknown()),
        }
    }

    pub(super) fn truths(&mut self, frame: FrameId, id: ExprId) -> Truths {
        match self.eval(frame, id) {
            Column::Truths(truths) => truths,
            _ => Truths::all(Truth::Unknown, self.frame(frame).rows),
        }
    }

    pub(super) fn numbers(&mut self, frame: FrameId, id: ExprId) -> Numbers<'a> {
        match self.eval(frame, id) {
            Column::Numbers(numbers) => numbers,
            _ => Numbers::unknown(),
        }
    }

    pub(super) fn ids(&mut self, frame: FrameId, id: ExprId) -> Ids<'a> {
        match self.eval(frame, id) {
            Column::Ids(ids) => ids,
            _ => Ids::One(ABSENT),
        }
    }

    pub(super) fn list(&mut self, frame: FrameId, id: ExprId) -> List<'a> {
        match self.eval(frame, id) {
            Column::List(list) => list,
            _ => List::of_items(Items::Ids(Vec::new().into()), 0),
        }
    }
}

fn one_number<'a>(number: &Number) -> Column<'a> {
    Column::Numbers(Numbers::one(Range::exact(number.clone())))
}

/// A complete list of words, codes or symbols, the same for every row.
pub(super) fn ids_list<'a>(ids: Vec<u32>) -> Column<'a> {
    let len = ids.len();
    Column::List(List::of_items(Items::Ids(ids.into()), len))
}
