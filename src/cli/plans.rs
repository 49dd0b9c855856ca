//! Which files are plans, which one is the manifest of a portfolio, and their texts.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::files::{self, FileError, Identities};
use crate::base::{FileId, Sources};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Builder, Root};
use crate::program::Program;
use crate::read::{Decoded, Reader, format_of};

/// Standard input, as a path.
const STANDARD_INPUT: &str = "-";

/// Something that may be a plan, not yet read but for standard input.
pub enum Item {
    /// A file named on the command line: it is always read.
    Named(PathBuf),
    /// A file of a folder: it is read where its format is one that the rules know.
    InFolder(PathBuf),
    /// Standard input, under the name it is to have.
    Text(String, Decoded),
    Unread(FileError),
}

/// All that some paths name, in order: files, the files of folders, and `-` for standard input. A
/// file that is named twice is there once.
pub fn list(paths: &[PathBuf], stdin_name: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut known = Identities::default();
    for path in paths {
        if path.as_os_str() == STANDARD_INPUT {
            items.push(match files::standard_input() {
                Ok(decoded) => Item::Text(stdin_name.to_owned(), decoded),
                Err(error) => Item::Unread(error),
            });
        } else if files::is_folder(path) {
            match files::walk(path, "json") {
                Ok(found) => {
                    let found = found.into_iter().filter(|path| known.is_new(path));
                    items.extend(found.map(Item::InFolder));
                }
                Err(errors) => items.extend(errors.into_iter().map(Item::Unread)),
            }
        } else if known.is_new(path) {
            items.push(Item::Named(path.clone()));
        }
    }
    items
}

/// The plans among some files.
#[derive(Default)]
pub struct Plans {
    pub files: Vec<FileId>,
    pub manifests: Vec<FileId>,
    /// What is wrong with files before any rule runs.
    pub diagnostics: Vec<Diagnostic>,
    /// Files that could not be opened.
    pub unread: Vec<FileError>,
    /// Files that are not text, or not JSON, or not there though a manifest lists them.
    pub faulty: usize,
    /// JSON files of a folder whose format no loaded model declares.
    pub skipped: usize,
}

/// What a file is, by its `format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plan,
    Manifest,
    Other,
}

/// Reads the texts of plans.
pub struct Collector<'a> {
    program: &'a Program,
    sources: &'a mut Sources,
    plans: Plans,
}

impl<'a> Collector<'a> {
    pub fn new(program: &'a Program, sources: &'a mut Sources) -> Self {
        Collector { program, sources, plans: Plans::default() }
    }

    pub fn finish(self) -> Plans {
        self.plans
    }

    fn kind(&self, text: &str) -> Kind {
        let model = &self.program.model;
        match format_of(text) {
            Some(format) if model.portfolio_format.as_ref() == Some(&format) => Kind::Manifest,
            Some(format) if model.plan_format.as_ref() == Some(&format) => Kind::Plan,
            _ => Kind::Other,
        }
    }

    /// Takes an item. Gives the manifest of a portfolio, where it is one, and how long its text is.
    pub fn take(&mut self, item: &Item) -> (Option<FileId>, usize) {
        let (name, decoded, in_folder) = match item {
            Item::Named(path) => (files::shown(path), files::decoded(path), false),
            Item::InFolder(path) => (files::shown(path), files::decoded(path), true),
            Item::Text(name, decoded) => (name.clone(), Ok(decoded.clone()), false),
            Item::Unread(error) => (String::new(), Err(error.clone()), false),
        };
        let Decoded { text, fault } = match decoded {
            Ok(decoded) => decoded,
            Err(error) => {
                self.plans.unread.push(error);
                return (None, 0);
            }
        };
        let kind = self.kind(&text);
        if in_folder && fault.is_none() && kind == Kind::Other && is_json(&text) {
            self.plans.skipped += 1;
            return (None, text.len());
        }
        let length = text.len();
        let file = self.sources.add(name, text);
        match (fault, kind) {
            (Some(fault), _) => {
                self.plans.diagnostics.push(fault.diagnostic(file));
                self.plans.faulty += 1;
            }
            (None, Kind::Plan | Kind::Other) => self.plans.files.push(file),
            (None, Kind::Manifest) => {
                self.plans.manifests.push(file);
                return (Some(file), length);
            }
        }
        (None, length)
    }

    /// Takes all items, and the plans that manifests among them list.
    pub fn take_all(&mut self, items: &[Item]) {
        let mut taken = HashSet::new();
        for item in items {
            let path = match item {
                Item::Named(path) | Item::InFolder(path) => Some(path.as_path()),
                Item::Text(..) | Item::Unread(_) => None,
            };
            if path.is_none_or(|path| taken.insert(files::identity(path))) {
                let (manifest, _) = self.take(item);
                let folder = path.and_then(Path::parent).unwrap_or(Path::new(""));
                manifest.into_iter().for_each(|file| self.listed(file, folder, &mut taken));
            }
        }
    }

    /// The plans that a manifest lists, by paths that begin where it lies.
    fn listed(&mut self, manifest: FileId, folder: &Path, taken: &mut HashSet<PathBuf>) {
        let program = self.program;
        let reader = Reader::new(&program.model, &program.layout);
        let mut builder = Builder::new(&program.model, &program.layout);
        let text = self.sources.text(manifest);
        let reading = reader.read(&mut builder, Root::Manifest, text, manifest);
        for listed in reading.listed {
            let path = files::straight(&folder.join(&listed.value));
            if !taken.insert(files::identity(&path)) {
                continue;
            }
            let unread = self.plans.unread.len();
            let (inner, _) = self.take(&Item::Named(path.clone()));
            if self.plans.unread.len() > unread {
                self.plans.unread.truncate(unread);
                self.plans.faulty += 1;
                let (name, path) = (&listed.value, files::shown(&path));
                let message = said!("the plan `{name}` cannot be read", "无法读取规划 `{name}`");
                let help = said!("it was looked for at `{path}`", "查找位置：`{path}`");
                let missing = Diagnostic::error(Code::NoSuchPlan, message).at(listed.span);
                self.plans.diagnostics.push(missing.with_help(help));
            }
            let folder = path.parent().unwrap_or(Path::new(""));
            inner.into_iter().for_each(|file| self.listed(file, folder, taken));
        }
    }
}

fn is_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}
