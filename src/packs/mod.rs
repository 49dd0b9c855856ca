//! Rule texts, grouped into packs: who uses whom, in what order, and the files they name.
//!
//! A pack is the files that begin with `pack NAME`. Names are in scope by pack: what a pack
//! declares, and what the packs it uses declare, and those they use in turn ([`Pack::sees`]), so
//! that whoever uses the model of a plan may also write the units the model is written in.

mod digest;
mod embedded;
mod group;
mod load;
mod order;
#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};

pub use embedded::{EMBEDDED, EmbeddedFile, IMAGE, embedded_checksum, embedded_file};

use crate::base::{FileId, Span, Texts};
use crate::syntax::ast;

/// A rule text and the name people know it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFile {
    /// A path as the user gave it; files of one folder that name one pack are one pack.
    pub name: String,
    pub text: String,
}

/// Index into the packs of a load. A pack's number is above those of all the packs it uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackId(pub u16);

/// Where a pack comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// It comes with the program.
    Embedded,
    /// The user gave it.
    Given,
    /// The user gave it, and it stands in the place of the embedded pack of its name.
    InPlaceOfEmbedded,
}

/// A pack: files that begin with the same `pack NAME`.
#[derive(Clone, Debug)]
pub struct Pack {
    pub name: String,
    pub title: Texts,
    pub version: Option<String>,
    pub origin: Origin,
    /// The packs it names after `use`, each once, in the order they are written.
    pub uses: Vec<PackId>,
    /// The packs whose names are in scope in it: itself and all that `use` leads to, in order.
    pub sees: Vec<PackId>,
    /// It uses a pack that nobody knows, or a pack that does: a name it does not know may be
    /// that pack's.
    pub uses_unknown: bool,
    /// In order of their names.
    pub files: Vec<PackFile>,
    /// SHA-256 over the texts of its files and of the files these name, as hex: see `digest`.
    pub sha256: String,
    /// The name in the head of its first file.
    pub span: Span,
}

/// A rule file of a pack, parsed.
#[derive(Clone, Debug)]
pub struct PackFile {
    pub id: FileId,
    pub name: String,
    pub tree: ast::File,
}

/// An item and where it belongs.
#[derive(Clone, Copy, Debug)]
pub struct PackItem<'a> {
    pub pack: PackId,
    pub file: FileId,
    pub item: &'a ast::Item,
}

/// All packs of one load. A pack stands behind those it uses.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    packs: Vec<Pack>,
    /// By the folder of a rule file and the name it gives: a text of the sources.
    companions: FxHashMap<(FileId, String), FileId>,
    /// First words of items that could not be read.
    unread_names: FxHashSet<String>,
}

impl Packs {
    pub fn iter(&self) -> impl Iterator<Item = (PackId, &Pack)> {
        (0..).map(PackId).zip(&self.packs)
    }

    pub fn len(&self) -> usize {
        self.packs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.packs.is_empty()
    }

    pub fn get(&self, id: PackId) -> Option<&Pack> {
        self.packs.get(usize::from(id.0))
    }

    /// The name of a pack; empty for one of another load.
    pub fn name(&self, id: PackId) -> &str {
        self.get(id).map_or("", |pack| &pack.name)
    }

    pub fn named(&self, name: &str) -> Option<(PackId, &Pack)> {
        self.iter().find(|(_, pack)| pack.name == name)
    }

    /// Whether the names that `other` declares are in scope in `pack`.
    pub fn sees(&self, pack: PackId, other: PackId) -> bool {
        self.get(pack).is_some_and(|pack| pack.sees.binary_search(&other).is_ok())
    }

    /// Every item of every pack: packs in order, files by name, items as they are written.
    pub fn items(&self) -> impl Iterator<Item = PackItem<'_>> {
        self.iter().flat_map(|(id, pack)| {
            pack.files.iter().flat_map(move |file| {
                let items = file.tree.items.iter();
                items.map(move |item| PackItem { pack: id, file: file.id, item })
            })
        })
    }

    /// The text that a rule file names (`from "isic4.csv"`, `plan "good.json"`), where it is
    /// there.
    pub fn companion(&self, rule_file: FileId, wanted: &str) -> Option<FileId> {
        self.companions.get(&(rule_file, wanted.to_owned())).copied()
    }

    /// Whether every item was read and every pack that is used is there.
    pub fn is_whole(&self) -> bool {
        self.unread_names.is_empty() && !self.packs.iter().any(|pack| pack.uses_unknown)
    }

    /// Whether a name that is declared nowhere may be declared all the same: by an item that
    /// could not be read, or by a pack that is not there. An error has been reported of either,
    /// and another one of the name would only repeat it.
    pub fn may_declare(&self, pack: PackId, name: &str) -> bool {
        self.unread_names.contains(name) || self.get(pack).is_some_and(|pack| pack.uses_unknown)
    }
}
