//! Whether the plans of a portfolio are all it asks for.

use super::{ABSENT, Cell, Column, Facts, Layout};
use crate::base::Symbol;
use crate::model::{FieldType, Model, RecordId};

/// Decides by the manifest whether the plans are complete: there must be a plan for each of the
/// `regions` that the manifest lists. The region of a plan is its `region.code`. A manifest that
/// lists no regions leaves open whether there are other plans.
pub(super) fn by_manifest(facts: &mut Facts, model: &Model, layout: &Layout) {
    let Some(wanted) = regions_of_manifest(facts, model, layout) else { return };
    let covered: Vec<u32> = (0u32..)
        .zip(&facts.plans)
        .filter_map(|(plan, _)| region_of_plan(facts, model, layout, plan))
        .collect();
    let mut absent: Vec<u32> = Vec::new();
    for region in wanted {
        if !covered.contains(&region) && !absent.contains(&region) {
            absent.push(region);
        }
    }
    let absent = absent.into_iter().map(|region| facts.words.word(Symbol(region)).to_owned());
    facts.absent_regions = absent.collect();
    facts.plans_complete = facts.absent_regions.is_empty();
}

/// The symbols of the regions a manifest lists; `None` where it has no closed list of them.
fn regions_of_manifest(facts: &Facts, model: &Model, layout: &Layout) -> Option<Vec<u32>> {
    let portfolio = model.portfolio?;
    let root = layout.of_record(portfolio);
    let row = facts.manifest.as_ref()?.starts.get(root.0 as usize).copied()?;
    let (field, _) = model.record(portfolio)?.field_named("regions")?;
    let Column::List(lists) = facts.column(root, usize::from(field.0))? else { return None };
    if lists.is_open(row as usize) {
        return None;
    }
    let members = layout.of_field(portfolio, field)?;
    let Column::Text(texts) = facts.column(members, Layout::VALUE)? else { return None };
    let range = lists.range(row as usize);
    texts.get(range.start as usize..range.end as usize).map(<[u32]>::to_vec)
}

/// The symbol of the code of the region that a plan is for.
fn region_of_plan(facts: &Facts, model: &Model, layout: &Layout, plan: u32) -> Option<u32> {
    let record = model.plan?;
    let (region, field) = model.record(record)?.field_named("region")?;
    let FieldType::Record(inner) = field.ty else { return None };
    let row = row_at(facts, Cell::new(layout.of_record(record), plan, region.0))?;
    text_at(facts, model, layout, inner, row, "code")
}

fn row_at(facts: &Facts, at: Cell) -> Option<u32> {
    match facts.column(at.table, usize::from(at.field))? {
        Column::Row(rows) => rows.get(at.row as usize).copied(),
        _ => None,
    }
}

fn text_at(
    facts: &Facts,
    model: &Model,
    layout: &Layout,
    record: RecordId,
    row: u32,
    field: &str,
) -> Option<u32> {
    let (field, _) = model.record(record)?.field_named(field)?;
    match facts.column(layout.of_record(record), usize::from(field.0))? {
        Column::Text(texts) => texts.get(row as usize).copied().filter(|text| *text != ABSENT),
        _ => None,
    }
}
