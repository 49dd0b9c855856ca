//! Sets that are written out.

use super::Eval;
use super::column::{Column, Items, List, Ranges};
use super::frame::FrameId;
use super::number::Numbers;
use super::path::key_of;
use crate::facts::TableId;
use crate::program::{ExprId, Type};
use crate::quantity::Range;

impl<'a> Eval<'a> {
    /// `{a, b}`: for each row its members, one after another.
    pub(super) fn set_of(&mut self, frame: FrameId, members: &[ExprId], ty: &Type) -> Column<'a> {
        let columns: Vec<Column> = members.iter().map(|member| self.eval(frame, *member)).collect();
        // Literals and parameters are the same for every row.
        let constant = members.iter().all(|member| {
            let expr = self.program.expr(*member);
            expr.is_some_and(|expr| expr.reads.is_empty() && !expr.reads_plan)
        });
        let rows = if constant { 1 } else { self.frame(frame).rows };
        let each = || (0..rows).flat_map(|row| columns.iter().map(move |column| (column, row)));
        let items = match ty.member() {
            Some(Type::Number(_) | Type::Year | Type::Date) => {
                let range = |(column, row): (&Column, usize)| match column {
                    Column::Numbers(numbers) if !numbers.is_undefined(row) => numbers.range(row),
                    _ => Range::unbounded(),
                };
                Items::Numbers(Numbers::exact(each().map(range).collect(), None))
            }
            member => {
                let ids: Vec<u32> = each().map(|(column, row)| key_of(column, row)).collect();
                match member {
                    Some(Type::Record(record)) => {
                        let table: TableId = self.program.layout.of_record(*record);
                        Items::Refs(table, ids.into())
                    }
                    _ => Items::Ids(ids.into()),
                }
            }
        };
        if constant {
            return Column::List(List::of_items(items, members.len()));
        }
        let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
        let starts: Vec<u32> = (0..).take(rows).map(|row: u32| row * count).collect();
        let ends: Vec<u32> = starts.iter().map(|start| start + count).collect();
        let ranges = Ranges::Each { starts: starts.into(), ends: ends.into() };
        Column::List(List { ranges, items, open: None, lost: None, unsure: None })
    }
}
