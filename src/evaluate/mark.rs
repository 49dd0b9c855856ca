//! Joins by marks: `some m in L: P(m) and m.refs includes x` for all `x` at once.
//!
//! Where neither `L` nor `P` reads what `x` reads, the members are looked at once, what they refer
//! to is marked, and each `x` is looked up. Nothing else depends on it: the result is that of the
//! nested loop, gaps and all.

use rustc_hash::FxHashMap;

use super::Eval;
use super::column::{Column, Items};
use super::frame::FrameId;
use super::truths::Truths;
use crate::base::Truth;
use crate::facts::{ABSENT, TableId};
use crate::program::{ExprId, ExprKind, Generator, Quantifier, Scope, VarMask};

/// A quantifier that is a join.
struct Join {
    /// On the member: a list that is to include, or a value that is to be, …
    of_member: ExprId,
    /// … this, which does not read the member.
    sought: ExprId,
    /// What else must hold of the member; false where it is negated.
    rest: Vec<(ExprId, bool)>,
}

/// What the members of one list refer to.
#[derive(Clone, Copy, Default)]
struct Reach {
    /// There may be members that nobody knows of.
    open: bool,
    /// Some member may refer to something.
    to_something: bool,
    /// Some member may refer to anything.
    to_anything: bool,
}

/// The marks of all lists.
struct Marks {
    /// By row of the frame of the lists, and by what is referred to: true or unknown.
    marks: FxHashMap<(u32, u32), Truth>,
    reach: Vec<Reach>,
    /// The table of the rows referred to; none for words, codes and texts.
    table: Option<TableId>,
}

impl<'a> Eval<'a> {
    /// The truth of a quantifier by marks; none where it is no join, or a join of different plans.
    pub(super) fn by_marks(
        &mut self,
        frame: FrameId,
        quantifier: Quantifier,
        generator: &Generator,
        filter: Option<ExprId>,
        body: ExprId,
    ) -> Option<Truths> {
        if self.scope == Scope::Portfolio || generator.pair.is_some() {
            return None;
        }
        let join = self.join(quantifier, generator, filter, body)?;
        let own = VarMask::one(generator.var);
        let read = join.rest.iter().map(|(id, _)| *id).chain([generator.list, join.of_member]);
        let mask = read.fold(VarMask::default(), |mask, id| mask.with(self.reads_of(id)));
        let outer = self.home_of(frame, mask.without(own));
        if outer == frame {
            return None;
        }
        let marks = self.marks_of(outer, generator, &join)?;
        let found = self.look_up(frame, outer, &join, &marks)?;
        Some(match quantifier {
            Quantifier::No | Quantifier::Every => found.negated(),
            Quantifier::Some | Quantifier::Counted(..) => found,
        })
    }

    pub(super) fn reads_of(&self, id: ExprId) -> VarMask {
        self.program.expr(id).map_or(VarMask::default(), |expr| expr.reads)
    }

    fn join(
        &self,
        quantifier: Quantifier,
        generator: &Generator,
        filter: Option<ExprId>,
        body: ExprId,
    ) -> Option<Join> {
        let mut conditions = Vec::new();
        if let Some(filter) = filter {
            self.conjuncts(filter, &mut conditions);
        }
        let negated = match quantifier {
            Quantifier::Some | Quantifier::No => {
                self.conjuncts(body, &mut conditions);
                None
            }
            Quantifier::Every => Some((body, false)),
            Quantifier::Counted(..) => return None,
        };
        let wanted = conditions.into_iter().map(|id| (id, true));
        let mut rest: Vec<(ExprId, bool)> = wanted.chain(negated).collect();
        let reads_member = |id: ExprId| self.reads_of(id).holds(generator.var);
        let (at, of_member, sought) = rest.iter().enumerate().find_map(|(at, (id, wanted))| {
            let (a, b) = match &self.program.expr(*id)?.kind {
                _ if !wanted => return None,
                ExprKind::Includes { list, member } => (*list, *member),
                ExprKind::Same { left, right, negated: false } if reads_member(*left) => {
                    (*left, *right)
                }
                ExprKind::Same { left, right, negated: false } => (*right, *left),
                _ => return None,
            };
            let is_join = reads_member(a) && !reads_member(b) && !self.reads_of(b).is_empty();
            is_join.then_some((at, a, b))
        })?;
        rest.remove(at);
        Some(Join { of_member, sought, rest })
    }

    /// Looks at every member once.
    fn marks_of(&mut self, outer: FrameId, generator: &Generator, join: &Join) -> Option<Marks> {
        let inner = self.expand(outer, generator, None);
        let members = self.frame(inner);
        let mut holds = members.membership();
        for (id, wanted) in &join.rest {
            let truths = self.truths(inner, *id);
            holds = holds.and(&if *wanted { truths } else { truths.negated() });
        }
        let lists = self.frame(outer).rows;
        let own_plans = self.plans_on(outer);
        let mut marks = Marks { marks: FxHashMap::default(), reach: Vec::new(), table: None };
        marks.reach.resize(lists, Reach::default());
        for (row, reach) in marks.reach.iter_mut().enumerate() {
            if members.is_open(row) {
                *reach = Reach { open: true, to_something: true, to_anything: true };
            }
        }
        let parents = members.parents();
        let column = self.eval(inner, join.of_member);
        marks.table = match &column {
            Column::List(list) => match &list.items {
                Items::Rows(table) | Items::Refs(table, _) => Some(*table),
                Items::Ids(_) => None,
                Items::Numbers(_) => return None,
            },
            Column::Rows(rows) => Some(rows.table),
            Column::Ids(_) => None,
            _ => return None,
        };
        for row in holds.maybe().iter_set() {
            let list = parents.get(row).copied()?;
            let reach = marks.reach.get_mut(list as usize)?;
            let plan = own_plans.get(list as usize);
            let sure = holds.get(row);
            let mut add = |id: Option<u32>, truth: Truth| {
                reach.to_something = true;
                let Some(id) = id else {
                    reach.to_anything = true;
                    return Some(());
                };
                if let Some(table) = marks.table
                    && self.plan_of(table, id) != plan
                {
                    return None;
                }
                let mark = marks.marks.entry((list, id)).or_insert(Truth::Unknown);
                *mark = (*mark).max(sure.and(truth));
                Some(())
            };
            match &column {
                Column::List(found) => {
                    for position in found.ranges.get(row) {
                        let unsure = found.is_unsure(position);
                        let truth = if unsure { Truth::Unknown } else { Truth::True };
                        let id = match &found.items {
                            Items::Rows(_) => position,
                            Items::Refs(_, ids) | Items::Ids(ids) => {
                                ids.get(position as usize).copied().unwrap_or(ABSENT)
                            }
                            Items::Numbers(_) => return None,
                        };
                        add(self.known_id(marks.table, id), truth)?;
                    }
                    if found.is_open(row) {
                        add(None, Truth::Unknown)?;
                    }
                }
                // It leads to no record, and so to none that is sought.
                Column::Rows(_) if self.leads_to_none(&column, row) => {}
                Column::Rows(rows) => {
                    add(self.known_id(marks.table, rows.at.get(row)), Truth::True)?;
                }
                Column::Ids(ids) => add(self.known_id(None, ids.get(row)), Truth::True)?,
                _ => return None,
            }
        }
        Some(marks)
    }

    /// A word, code or text that is known, or a row that exists.
    fn known_id(&self, table: Option<TableId>, id: u32) -> Option<u32> {
        let end = match table {
            Some(table) => self.facts.table(table)?.left_out,
            None => ABSENT,
        };
        (id < end).then_some(id)
    }

    fn plan_of(&self, table: TableId, row: u32) -> u32 {
        let table = self.facts.table(table);
        table.and_then(|table| table.plan.get(row as usize).copied()).unwrap_or(ABSENT)
    }

    fn look_up(
        &mut self,
        frame: FrameId,
        outer: FrameId,
        join: &Join,
        marks: &Marks,
    ) -> Option<Truths> {
        let rows = self.frame(frame).rows;
        let lists = self.rows_on(frame, outer);
        let plans = self.plans_on(outer);
        let column = self.eval(frame, join.sought);
        let sought = match (&column, marks.table) {
            (Column::Rows(rows), Some(table)) if rows.table == table => &rows.at,
            (Column::Ids(ids), None) => ids,
            _ => return None,
        };
        let mut same_plan = true;
        let found = Truths::from_fn(rows, |row| {
            let list = lists
                .as_ref()
                .map_or(row, |lists| lists.get(row).map_or(usize::MAX, |list| *list as usize));
            let reach = marks.reach.get(list).copied().unwrap_or_default();
            let unless = |reached: bool| if reached { Truth::Unknown } else { Truth::False };
            if self.leads_to_none(&column, row) {
                return unless(reach.open);
            }
            let Some(id) = self.known_id(marks.table, sought.get(row)) else {
                return unless(reach.to_something);
            };
            if let Some(table) = marks.table {
                same_plan &= self.plan_of(table, id) == plans.get(list);
            }
            let list = u32::try_from(list).unwrap_or(ABSENT);
            marks.marks.get(&(list, id)).copied().unwrap_or(unless(reach.to_anything))
        });
        same_plan.then_some(found)
    }
}
