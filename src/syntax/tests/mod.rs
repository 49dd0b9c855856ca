//! Tests of the room as a whole: whole texts in, tree and messages out.

mod forms;
mod hostile;
mod items;
mod mistakes;
mod shape;

use super::{Parsed, parse_file};
use crate::base::FileId;

/// One pack with an item of nearly every kind.
const SAMPLE: &str = include_str!("sample.rule");

fn parse(text: &str) -> Parsed {
    parse_file(FileId(0), text)
}
