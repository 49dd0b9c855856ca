//! The grammar's parser, and nothing else.

use pest_derive::Parser;

/// The parser made from `grammar/misrule.pest`.
#[derive(Parser)]
#[grammar = "../grammar/misrule.pest"]
pub(super) struct Grammar;
