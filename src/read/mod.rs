//! Plan text against the model: JSON becomes rows of typed tables, in one pass, and every fault
//! is said at its place while reading goes on behind it. This room evaluates nothing.
//!
//! [`Reader::read`] fills tables and keeps no places. For the findings that are shown,
//! [`Reader::places`] reads a plan once more with the place of every value kept; both are one
//! code. A value that cannot be read is an error and then counts as unknown.

mod absence;
mod amount;
mod bytes;
mod code;
mod expected;
mod factors;
mod faults;
mod guide;
mod head;
mod json;
mod members;
mod names;
mod pass;
mod placeholder;
mod places;
mod plain;
mod record;
mod scalar;
mod series;
mod source;
mod unseen;
mod word;

pub use bytes::{ByteFault, Decoded, LARGEST, decode};
pub use head::format_of;
pub use json::DEPTH;
pub use places::{FieldPlace, Places, SourceNote};

use std::sync::{Mutex, MutexGuard};

use crate::base::{FileId, Spanned};
use crate::diagnostic::Diagnostic;
use crate::facts::{Builder, Layout, Root, TableKind};
use crate::model::Model;

use factors::Factors;
use faults::Faults;
use guide::Guide;
use json::Scanner;
use pass::Pass;
use places::{Keep, NoPlaces};

/// Reads plans and manifests of one model.
#[derive(Debug)]
pub struct Reader<'m> {
    model: &'m Model,
    layout: &'m Layout,
    guide: Guide,
    /// What earlier plans had to be found out for.
    factors: Mutex<Factors>,
}

/// What came of reading one file.
#[derive(Debug, Default)]
pub struct Reading {
    /// The row of the plan's (or the manifest's) root; `None` where the file holds none.
    pub row: Option<u32>,
    /// The text is JSON by the letter of its grammar.
    pub is_json: bool,
    /// The plan files a manifest lists, in its field `plans`.
    pub listed: Vec<Spanned<String>>,
    /// Every fault, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'m> Reader<'m> {
    pub fn new(model: &'m Model, layout: &'m Layout) -> Reader<'m> {
        Reader { model, layout, guide: Guide::new(model, layout), factors: Mutex::default() }
    }

    /// Reads a plan, or the manifest of a portfolio, into tables. `file` is what the text is
    /// registered as, for the places of faults.
    pub fn read(&self, builder: &mut Builder, root: Root, text: &str, file: FileId) -> Reading {
        self.pass(builder, root, text, file, NoPlaces).0
    }

    /// Reads a plan, or the manifest, that was read before into a batch, for its places. `starts`
    /// are its first rows there ([`PlanRow::starts`](crate::facts::PlanRow::starts)).
    pub fn places(&self, root: Root, text: &str, file: FileId, starts: &[u32]) -> Places {
        let keys = self.layout.tables.iter().map(|kind| match kind {
            TableKind::Records(record) => self.model.record(*record)?.key.map(|key| key.0),
            TableKind::Members { .. } | TableKind::Points { .. } => None,
        });
        let places = Places::new(file, starts, keys);
        let mut builder = Builder::new(self.model, self.layout);
        self.pass(&mut builder, root, text, file, places).1
    }

    fn pass<K: Keep>(
        &self,
        builder: &mut Builder,
        root: Root,
        text: &str,
        file: FileId,
        keep: K,
    ) -> (Reading, K) {
        let scan = Scanner::new(text, Faults::new(file));
        let mut pass = Pass::new(self.model, &self.guide, builder, scan, keep, root);
        // Another thread that reads at the same time begins without.
        pass.factors =
            self.factors().map(|mut kept| std::mem::take(&mut *kept)).unwrap_or_default();
        let (read, factors) = pass.run(root);
        if let Some(mut kept) = self.factors()
            && kept.len() < factors.len()
        {
            *kept = factors;
        }
        read
    }

    fn factors(&self) -> Option<MutexGuard<'_, Factors>> {
        self.factors.lock().ok()
    }
}
