//! The items of all packs by kind and name, and who sees whom.

use rustc_hash::FxHashMap;

use super::describe::meant;
use crate::base::{FileId, Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::packs::{PackId, Packs};
use crate::syntax::ast::{self, ItemKind, Name, QualifiedName};

/// An item of one kind, and where it belongs.
pub(super) struct Declared<'a, T> {
    pub(super) pack: PackId,
    pub(super) file: FileId,
    pub(super) name: &'a Name,
    pub(super) item: &'a T,
    /// The `///` lines above it.
    pub(super) doc: String,
    /// The whole item.
    pub(super) span: Span,
}

/// Items of one kind, in the order of packs and files.
pub(super) struct Table<'a, T> {
    pub(super) entries: Vec<Declared<'a, T>>,
    by_name: FxHashMap<&'a str, Vec<usize>>,
}

impl<T> Default for Table<'_, T> {
    fn default() -> Self {
        Table { entries: Vec::new(), by_name: FxHashMap::default() }
    }
}

impl<'a, T> Table<'a, T> {
    fn add(&mut self, entry: Declared<'a, T>) {
        self.by_name.entry(entry.name.as_str()).or_default().push(self.entries.len());
        self.entries.push(entry);
    }

    pub(super) fn get(&self, index: usize) -> Option<&Declared<'a, T>> {
        self.entries.get(index)
    }

    /// The item of a name that `pack` sees, its own before those of packs it uses.
    pub(super) fn find(&self, packs: &Packs, pack: PackId, name: &str) -> Option<usize> {
        let named = self.by_name.get(name)?;
        let pack_of = |index: &usize| self.get(*index).map(|entry| entry.pack);
        let seen = |index: &&usize| pack_of(index).is_some_and(|other| packs.sees(pack, other));
        let own = named.iter().find(|index| pack_of(index) == Some(pack));
        own.or_else(|| named.iter().rev().find(seen)).copied()
    }

    fn of_pack(&self, pack: PackId, name: &str) -> Option<usize> {
        let named = self.by_name.get(name)?;
        named.iter().copied().find(|index| self.get(*index).is_some_and(|e| e.pack == pack))
    }

    /// The names that `pack` sees.
    pub(super) fn names(
        &self,
        packs: &'a Packs,
        pack: PackId,
    ) -> impl Iterator<Item = &'a str> + Clone {
        let seen = self.entries.iter().filter(move |entry| packs.sees(pack, entry.pack));
        seen.map(|entry| entry.name.as_str()).collect::<Vec<_>>().into_iter()
    }
}

/// Every item that is not part of the model.
#[derive(Default)]
pub(super) struct Items<'a> {
    pub(super) sources: Table<'a, ast::Source>,
    pub(super) provisions: Table<'a, ast::Provision>,
    pub(super) parameters: Table<'a, ast::Parameter>,
    pub(super) defines: Table<'a, ast::Define>,
    pub(super) relations: Table<'a, ast::Relation>,
    pub(super) rules: Table<'a, ast::Rule>,
    pub(super) exceptions: Table<'a, ast::Exception>,
    /// By the name of what they change.
    pub(super) replaces: Table<'a, ast::Replace>,
    pub(super) disables: Table<'a, ast::Disable>,
    pub(super) tests: Table<'a, ast::Test>,
}

impl<'a> Items<'a> {
    pub(super) fn of(packs: &'a Packs) -> Items<'a> {
        let mut items = Items::default();
        for found in packs.items() {
            let lines = found.item.documentation.iter().map(|line| line.value.as_str());
            let doc = lines.collect::<Vec<_>>().join("\n");
            let (pack, file, span) = (found.pack, found.file, found.item.span);
            macro_rules! add {
                ($table:ident, $item:expr, $name:expr) => {
                    items.$table.add(Declared { pack, file, name: $name, item: $item, doc, span })
                };
            }
            match &found.item.kind {
                ItemKind::Source(item) => add!(sources, item, &item.name),
                ItemKind::Provision(item) => add!(provisions, item, &item.id),
                ItemKind::Parameter(item) => add!(parameters, item, &item.name),
                ItemKind::Define(item) => add!(defines, item, &item.name),
                ItemKind::Relation(item) => add!(relations, item, &item.name),
                ItemKind::Rule(item) => add!(rules, item, &item.name),
                ItemKind::Exception(item) => add!(exceptions, item, &item.name),
                ItemKind::Test(item) => add!(tests, item, &item.name),
                ItemKind::Replace(item) => add!(replaces, item, &item.target.name),
                ItemKind::Disable(item) => add!(disables, item, &item.target.name),
                ItemKind::Pack(_)
                | ItemKind::Use(_)
                | ItemKind::Dimension(_)
                | ItemKind::Unit(_)
                | ItemKind::Classification(_)
                | ItemKind::Vocabulary(_)
                | ItemKind::Record(_)
                | ItemKind::Extend(_) => {}
            }
        }
        items
    }
}

/// What a qualified name leads to.
pub(super) enum Lookup {
    Found(usize),
    /// It cannot be said that the name is wrong: its declaration could not be read.
    Unsure,
    Failed(Diagnostic),
}

/// Looks for `name` or `pack/name` from inside a pack. `what` names the kind of item, with its
/// article.
pub(super) fn look_up<'a, T>(
    packs: &'a Packs,
    table: &Table<'a, T>,
    from: PackId,
    name: &QualifiedName,
    (code, what): (Code, &Said),
) -> Lookup {
    let word = name.name.as_str();
    let (found, names): (_, Vec<&str>) = match &name.pack {
        None => (table.find(packs, from, word), table.names(packs, from).collect()),
        Some(pack) => match packs.named(pack.as_str()) {
            Some((id, _)) if packs.sees(from, id) => {
                let own = table.entries.iter().filter(|entry| entry.pack == id);
                (table.of_pack(id, word), own.map(|entry| entry.name.as_str()).collect())
            }
            found => {
                if packs.may_declare(from, pack.as_str()) {
                    return Lookup::Unsure;
                }
                let diagnostic = match found {
                    Some(_) => {
                        let message = said!(
                            "the pack `{name}` is not used here",
                            "此处没有引用规则包 `{name}`";
                            name = Said::alike(pack.as_str())
                        );
                        Diagnostic::error(Code::PackNotUsed, message)
                            .with_help(write_use(pack.as_str()))
                    }
                    None => {
                        let known: Vec<&str> =
                            packs.iter().map(|(_, pack)| pack.name.as_str()).collect();
                        let there = said!("packs are", "现有规则包：");
                        let help = meant(pack.as_str(), known.iter().copied(), there);
                        let name = pack.as_str();
                        with_help(
                            Diagnostic::error(
                                Code::PackNotUsed,
                                said!("there is no pack `{name}`", "没有规则包 `{name}`"),
                            ),
                            help,
                        )
                    }
                };
                return Lookup::Failed(diagnostic.at(pack.span));
            }
        },
    };
    match found {
        Some(index) => Lookup::Found(index),
        None if packs.may_declare(from, word) => Lookup::Unsure,
        None => {
            let full = name.full();
            let message = said!("`{full}` is not {what}", "`{full}` 不是{what}"; what);
            let help = meant(word, names.iter().copied(), Said::default());
            Lookup::Failed(with_help(Diagnostic::error(code, message).at(name.span), help))
        }
    }
}

/// What to do about a name of a pack that is not used.
pub(super) fn write_use(pack: &str) -> Said {
    said!("write `use {pack}` below the head of the pack", "请在规则包开头之下写 `use {pack}`")
}

pub(super) fn with_help(diagnostic: Diagnostic, help: Option<Said>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}
