//! What every room stands on: places in texts, the texts themselves, interned words, near names.

#[macro_use]
mod said;

mod bits;
mod checksum;
pub mod in_order;
mod intern;
mod language;
mod later;
mod near;
mod sources;
mod span;
mod texts;
mod truth;
mod usual;
mod visible;

pub use bits::Bits;
pub use checksum::checksum;
pub use intern::{Interner, Symbol};
pub use language::Language;
pub use later::Later;
pub use near::{Nearest, did_you_mean, nearest, write};
pub use said::Said;
pub use sources::{LineColumn, SourceText, Sources};
pub use span::{FileId, Span, Spanned};
pub use texts::Texts;
pub use truth::Truth;
pub use usual::usual;
pub use visible::{plain_json, visible};
