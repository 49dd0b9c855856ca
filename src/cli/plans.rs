//! Which files are plans, which one is the manifest of a portfolio, and their texts.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::files::{self, FileError};
use crate::base::{FileId, Sources};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Builder, Root};
use crate::program::Program;
use crate::read::{Decoded, Reader, format_of};

/// Standard input, as a path.
const STANDARD_INPUT: &str = "-";

/// The plans of a run.
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

/// Collects plans from paths: files, folders, and `-` for standard input.
pub struct Collector<'a> {
    program: &'a Program,
    sources: &'a mut Sources,
    stdin_name: &'a str,
    plans: Plans,
    /// Files taken so far: named twice, a file is read once.
    taken: HashSet<PathBuf>,
}

impl<'a> Collector<'a> {
    pub fn new(program: &'a Program, sources: &'a mut Sources, stdin_name: &'a str) -> Self {
        Collector { program, sources, stdin_name, plans: Plans::default(), taken: HashSet::new() }
    }

    pub fn collect(mut self, paths: &[PathBuf]) -> Plans {
        for path in paths {
            if path.as_os_str() == STANDARD_INPUT {
                let name = self.stdin_name.to_owned();
                self.named(&name, files::standard_input(), None);
            } else if files::is_folder(path) {
                self.folder(path);
            } else {
                self.file(path);
            }
        }
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

    /// A file named on the command line is always read.
    fn file(&mut self, path: &Path) {
        if self.taken.insert(files::identity(path)) {
            self.named(&files::shown(path), files::decoded(path), path.parent());
        }
    }

    /// In a folder, files of a format that the rules know are taken.
    fn folder(&mut self, folder: &Path) {
        let paths = match files::walk(folder, "json") {
            Ok(paths) => paths,
            Err(errors) => return self.plans.unread.extend(errors),
        };
        for path in paths {
            if !self.taken.insert(files::identity(&path)) {
                continue;
            }
            let decoded = files::decoded(&path);
            let is_other = decoded.as_ref().is_ok_and(|decoded| {
                decoded.fault.is_none()
                    && self.kind(&decoded.text) == Kind::Other
                    && is_json(&decoded.text)
            });
            if is_other {
                self.plans.skipped += 1;
            } else {
                self.named(&files::shown(&path), decoded, path.parent());
            }
        }
    }

    fn named(&mut self, name: &str, text: Result<Decoded, FileError>, folder: Option<&Path>) {
        let Decoded { text, fault } = match text {
            Ok(decoded) => decoded,
            Err(error) => return self.plans.unread.push(error),
        };
        let kind = self.kind(&text);
        let file = self.sources.add(name, text);
        if let Some(fault) = fault {
            self.plans.diagnostics.push(fault.diagnostic(file));
            self.plans.faulty += 1;
            return;
        }
        match kind {
            Kind::Plan | Kind::Other => self.plans.files.push(file),
            Kind::Manifest => {
                self.plans.manifests.push(file);
                self.listed(file, folder.unwrap_or(Path::new("")));
            }
        }
    }

    /// The plans that a manifest lists, by paths that begin where it lies.
    fn listed(&mut self, manifest: FileId, folder: &Path) {
        let program = self.program;
        let reader = Reader::new(&program.model, &program.layout);
        let mut builder = Builder::new(&program.model, &program.layout);
        let text = self.sources.text(manifest);
        let reading = reader.read(&mut builder, Root::Manifest, text, manifest);
        for listed in reading.listed {
            let path = files::straight(&folder.join(&listed.value));
            if !self.taken.insert(files::identity(&path)) {
                continue;
            }
            match files::decoded(&path) {
                Ok(decoded) => self.named(&files::shown(&path), Ok(decoded), path.parent()),
                Err(_) => {
                    self.plans.faulty += 1;
                    let (name, path) = (&listed.value, files::shown(&path));
                    let message =
                        said!("the plan `{name}` cannot be read", "无法读取规划 `{name}`");
                    let help = said!("it was looked for at `{path}`", "查找位置：`{path}`");
                    let missing = Diagnostic::error(Code::NoSuchPlan, message).at(listed.span);
                    self.plans.diagnostics.push(missing.with_help(help));
                }
            }
        }
    }
}

fn is_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}
