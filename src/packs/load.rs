//! Reading rule texts into packs.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{FileId, Sources};
use crate::diagnostic::Diagnostic;
use crate::syntax::{self, ast};

use super::digest::digest;
use super::group::{Draft, Parsed, beside, group};
use super::order::order;
use super::{EMBEDDED, EmbeddedFile, Origin, Pack, PackId, Packs, RuleFile, embedded};

impl Packs {
    /// Parses rule files and the embedded packs, and puts them in order.
    ///
    /// With `embedded` every embedded pack is loaded, else only those that a `use` leads to. A
    /// given pack of an embedded pack's name replaces that one whole. `companions` gives the text
    /// of a file (second argument) that stands beside a rule file (first argument, its name).
    ///
    /// All mistakes are reported; what can be read is loaded all the same.
    pub fn load(
        rule_files: Vec<RuleFile>,
        embedded: bool,
        companions: &dyn Fn(&str, &str) -> Option<String>,
    ) -> (Packs, Sources, Vec<Diagnostic>) {
        Packs::load_with(rule_files, embedded, EmbeddedTests::Read, companions)
    }

    /// Like [`Packs::load`], for those who ask nothing of the tests of embedded packs, which are
    /// half of their text: these are not read. Tests of the files given are.
    pub fn load_untested(
        rule_files: Vec<RuleFile>,
        embedded: bool,
        companions: &dyn Fn(&str, &str) -> Option<String>,
    ) -> (Packs, Sources, Vec<Diagnostic>) {
        Packs::load_with(rule_files, embedded, EmbeddedTests::PassedOver, companions)
    }

    fn load_with(
        rule_files: Vec<RuleFile>,
        embedded: bool,
        embedded_tests: EmbeddedTests,
        companions: &dyn Fn(&str, &str) -> Option<String>,
    ) -> (Packs, Sources, Vec<Diagnostic>) {
        let mut loader = Loader::new(embedded_tests);
        let given = rule_files.into_iter().map(|file| {
            let id = loader.sources.add(file.name, file.text);
            loader.parse(id, false)
        });
        let given: Vec<Parsed> = given.collect();
        let mut drafts = group(given, &mut loader.diagnostics);
        loader.add_embedded(&mut drafts, embedded);
        let packs = loader.finish(drafts, companions);
        (packs, loader.sources, loader.diagnostics)
    }
}

/// What becomes of the tests of embedded packs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EmbeddedTests {
    Read,
    PassedOver,
}

struct Loader {
    embedded_tests: EmbeddedTests,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    unread_names: FxHashSet<String>,
    companions: FxHashMap<(FileId, String), FileId>,
}

/// The pack an embedded file belongs to: the folder it lies in.
fn embedded_pack(file: &EmbeddedFile) -> &'static str {
    file.name.split('/').nth(1).unwrap_or("")
}

impl Loader {
    fn new(embedded_tests: EmbeddedTests) -> Loader {
        Loader {
            embedded_tests,
            sources: Sources::default(),
            diagnostics: Vec::new(),
            unread_names: FxHashSet::default(),
            companions: FxHashMap::default(),
        }
    }

    fn parse(&mut self, id: FileId, embedded: bool) -> Parsed {
        let name = self.sources.name(id).to_owned();
        let text = self.sources.text(id);
        let untested = embedded && self.embedded_tests == EmbeddedTests::PassedOver;
        let parse = if untested { syntax::parse_untested } else { syntax::parse_file };
        let syntax::Parsed { file: tree, mut diagnostics } = parse(id, text);
        // A file without a head is in no pack: its items are as good as unread.
        let is_in_pack = tree.items.iter().any(|item| matches!(item.kind, ast::ItemKind::Pack(_)));
        let mut unread = unread_lines(text, if is_in_pack { &tree.items } else { &[] });
        unread.retain(|line| !untested || first_word(line) != syntax::TEST);
        let head_unread = unread.iter().any(|line| first_word(line) == "pack");
        self.unread_names.extend(unread.iter().flat_map(|line| words(line)));
        self.diagnostics.append(&mut diagnostics);
        Parsed { id, name, tree, head_unread, embedded }
    }

    /// Adds the embedded packs that are wanted and not given, before the given ones.
    fn add_embedded(&mut self, drafts: &mut Vec<Draft>, all: bool) {
        let mut wanted: Vec<&str> =
            if all { EMBEDDED.iter().map(embedded_pack).collect() } else { Vec::new() };
        let mut used: Vec<String> =
            drafts.iter().flat_map(Draft::uses).map(|n| n.text.clone()).collect();
        let mut added: Vec<Draft> = Vec::new();
        loop {
            wanted
                .extend(EMBEDDED.iter().map(embedded_pack).filter(|p| used.iter().any(|u| u == p)));
            wanted.sort_unstable();
            wanted.dedup();
            let there = |name: &str, added: &[Draft]| {
                drafts.iter().chain(added).any(|draft| draft.name == name)
            };
            let Some(name) = wanted.iter().copied().find(|name| !there(name, &added)) else {
                break;
            };
            let files = EMBEDDED.iter().filter(|file| embedded_pack(file) == name);
            let files = files.filter(|file| file.name.ends_with(".rule"));
            let parsed = files.map(|file| {
                let id = self.sources.add_embedded(file.name, file.text);
                self.parse(id, true)
            });
            let parsed: Vec<Parsed> = parsed.collect();
            let more = group(parsed, &mut self.diagnostics);
            wanted.retain(|other| *other != name);
            used.extend(more.iter().flat_map(Draft::uses).map(|name| name.text.clone()));
            added.extend(more);
        }
        added.append(drafts);
        *drafts = added;
    }

    fn finish(
        &mut self,
        drafts: Vec<Draft>,
        companions: &dyn Fn(&str, &str) -> Option<String>,
    ) -> Packs {
        let embedded_names: Vec<&str> = EMBEDDED.iter().map(embedded_pack).collect();
        let order = order(&drafts, &embedded_names, &mut self.diagnostics);
        let mut ids = vec![PackId(u16::MAX); drafts.len()];
        for (number, at) in (0..).zip(&order.order) {
            if let Some(id) = ids.get_mut(*at) {
                *id = PackId(number);
            }
        }
        let mut waiting: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
        let mut packs: Vec<Pack> = Vec::with_capacity(waiting.len());
        for at in order.order {
            let Some(draft) = waiting.get_mut(at).and_then(Option::take) else { continue };
            let uses = order.uses.get(at).into_iter().flatten();
            let uses: Vec<PackId> = uses.filter_map(|used| ids.get(*used).copied()).collect();
            let used = |id: &PackId| packs.get(usize::from(id.0));
            let mut sees: Vec<PackId> =
                uses.iter().filter_map(used).flat_map(|pack| pack.sees.iter().copied()).collect();
            let uses_unknown = order.uses_unknown.get(at) == Some(&true)
                || uses.iter().filter_map(used).any(|pack| pack.uses_unknown);
            sees.extend(ids.get(at));
            sees.sort_unstable();
            sees.dedup();
            let origin = match (draft.embedded, embedded_names.contains(&draft.name.as_str())) {
                (true, _) => Origin::Embedded,
                (false, true) => Origin::InPlaceOfEmbedded,
                (false, false) => Origin::Given,
            };
            let sha256 = self.add_companions(&draft, companions);
            packs.push(Pack {
                name: draft.name,
                title: draft.title,
                version: draft.version.map(|version| version.value),
                origin,
                uses,
                sees,
                uses_unknown,
                files: draft.files,
                sha256,
                span: draft.span,
            });
        }
        Packs {
            packs,
            companions: std::mem::take(&mut self.companions),
            unread_names: std::mem::take(&mut self.unread_names),
        }
    }

    /// Fetches the files that the rule files of a pack name, and gives the hash of them all. Of an
    /// embedded pack these are all that lie in its folder, whether or not the tests that name some
    /// of them were read.
    fn add_companions(
        &mut self,
        draft: &Draft,
        companions: &dyn Fn(&str, &str) -> Option<String>,
    ) -> String {
        let mut texts: Vec<(String, FileId)> =
            draft.files.iter().map(|file| (file.name.clone(), file.id)).collect();
        for file in &draft.files {
            for wanted in file.tree.items.iter().flat_map(wanted_files) {
                let name = beside(&file.name, wanted);
                let known = texts.iter().find(|(text, _)| *text == name).map(|(_, id)| *id);
                let sources = &mut self.sources;
                let id = known.or_else(|| match draft.embedded {
                    true => embedded::beside(&file.name, wanted)
                        .map(|file| sources.add_embedded(file.name, file.text)),
                    false => {
                        companions(&file.name, wanted).map(|text| sources.add(name.clone(), text))
                    }
                });
                let Some(id) = id else { continue };
                if known.is_none() {
                    texts.push((name, id));
                }
                self.companions.insert((file.id, wanted.to_owned()), id);
            }
        }
        if draft.embedded {
            let files = EMBEDDED.iter().filter(|file| embedded_pack(file) == draft.name);
            return digest(files.map(|file| file.text));
        }
        texts.sort();
        digest(texts.iter().map(|(_, id)| self.sources.text(*id)))
    }
}

/// The files an item names.
fn wanted_files(item: &ast::Item) -> Vec<&str> {
    match &item.kind {
        ast::ItemKind::Classification(classification) => vec![&classification.file.value],
        ast::ItemKind::Test(test) => {
            let files = test.given.iter().filter_map(|given| match given {
                ast::Given::Plan { text: ast::PlanText::File(file), .. } => Some(&*file.value),
                ast::Given::Plan { text: ast::PlanText::Inline(_), .. }
                | ast::Given::Portfolio(_)
                | ast::Given::AsOf(_) => None,
            });
            files.collect()
        }
        _ => Vec::new(),
    }
}

/// The first lines of items that are not among those read.
fn unread_lines<'t>(text: &'t str, items: &[ast::Item]) -> Vec<&'t str> {
    let read: FxHashSet<u32> = items.iter().map(|item| item.span.start).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let first = line.trim_start_matches('\u{feff}').chars().next();
        let mark = line.len() - line.trim_start_matches('\u{feff}').len();
        let is_read = u32::try_from(start + mark).is_ok_and(|at| read.contains(&at));
        if first.is_some_and(char::is_alphabetic) && !is_read {
            lines.push(line);
        }
        start += line.len();
    }
    lines
}

fn words(line: &str) -> impl Iterator<Item = String> + '_ {
    let head = line.split(['"', '{', '(', ':', '=']).next().unwrap_or("");
    let words = head.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
    words.filter(|word| !word.is_empty()).map(str::to_owned)
}

fn first_word(line: &str) -> String {
    words(line).next().unwrap_or_default()
}
