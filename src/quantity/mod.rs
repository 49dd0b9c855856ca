//! Exact numbers, what is known of them, dimensions and units, and how they are written.

mod algebra;
mod bound;
mod decimal;
#[cfg(test)]
mod examples;
mod kept;
mod number;
mod parse;
mod print;
mod range;
#[cfg(test)]
mod reference;
mod root;
mod scale;
mod table;
mod unit;

pub use algebra::{Aligned, Product, UnitError};
pub use decimal::{GREATEST_EXPONENT, MOST_DIGITS, NumberError};
pub use number::Number;
pub use parse::{QuantityError, QuantityFault, WrittenQuantity};
pub use print::{Printer, print_number};
pub use range::{Bound, Range, Undefined};
pub use scale::Scale;
pub use table::{
    DeclareError, Naming, PerWords, ResolveError, ScaledUnit, UnitMeaning, UnitTable, UnknownUnit,
};
pub use unit::{Atom, DimensionId, Measure, Per, Unit, UnitId};
