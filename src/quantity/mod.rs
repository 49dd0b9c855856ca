//! Exact numbers, what is known of them, dimensions and units, and how they are written.

mod algebra;
mod number;
mod range;
mod root;
mod scale;
mod table;
mod unit;

pub use algebra::{Aligned, Product, UnitError};
pub use number::Number;
pub use range::{Bound, Range, Undefined};
pub use scale::Scale;
pub use table::{
    DeclareError, Naming, PerWords, ResolveError, ScaledUnit, UnitMeaning, UnitTable, UnknownUnit,
};
pub use unit::{Atom, DimensionId, Measure, Per, Unit, UnitId};
