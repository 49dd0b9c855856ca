//! Files and folders: the only place that opens them.
#![allow(clippy::disallowed_methods, reason = "files are read in cli/ only")]

use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use crate::base::Said;
use crate::packs::RuleFile;
use crate::read::{self, ByteFault, Decoded};

/// A file or folder that cannot be read.
#[derive(Debug)]
pub struct FileError {
    path: PathBuf,
    why: Said,
}

impl FileError {
    pub fn said(&self) -> Said {
        let (path, why) = (shown(&self.path), &self.why);
        said!("cannot read `{path}`: {why}", "无法读取 `{path}`：{why}"; why)
    }
}

/// A path as it is shown: with `/`, whatever the system.
pub fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

fn failed(path: &Path, error: &io::Error) -> FileError {
    let why = match error.kind() {
        io::ErrorKind::NotFound => said!("there is no such file or folder", "没有这个文件或文件夹"),
        io::ErrorKind::AlreadyExists => said!("it is there already", "已经存在"),
        io::ErrorKind::PermissionDenied => said!("permission is denied", "没有权限"),
        _ => Said::alike(error.to_string()),
    };
    FileError { path: path.to_owned(), why }
}

/// The bytes of a file as text. What is wrong with the bytes is in the result.
pub fn decoded(path: &Path) -> Result<Decoded, FileError> {
    let file = std::fs::File::open(path).map_err(|error| failed(path, &error))?;
    within_limit(file).map(read::decode).map_err(|error| failed(path, &error))
}

/// Standard input as text.
pub fn standard_input() -> Result<Decoded, FileError> {
    let bytes = within_limit(io::stdin().lock());
    bytes.map(read::decode).map_err(|error| failed(Path::new("-"), &error))
}

/// All there is, or what is just too much: some sources, such as devices, have no end.
fn within_limit(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(read::LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file that must be UTF-8 text.
pub fn text(path: &Path) -> Result<String, FileError> {
    sound(path, decoded(path)?)
}

/// Standard input that must be UTF-8 text.
pub fn standard_text() -> Result<String, FileError> {
    sound(Path::new("-"), standard_input()?)
}

fn sound(path: &Path, decoded: Decoded) -> Result<String, FileError> {
    match decoded.fault {
        None => Ok(decoded.text),
        Some(_) => Err(not_utf8(path.to_owned())),
    }
}

fn not_utf8(path: PathBuf) -> FileError {
    FileError { path, why: said!("it is not UTF-8 text", "不是UTF-8文本") }
}

/// Writes a file, or says why not.
pub fn write(path: &Path, text: &str) -> Result<(), Said> {
    std::fs::write(path, text).map_err(|error| not_written(path, &error))
}

/// Writes a file that is not there yet, with the folders that lead to it; or says why not. What
/// is there is left as it is.
pub fn create(path: &Path, text: &str) -> Result<(), Said> {
    let written = || {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::File::create_new(path)?.write_all(text.as_bytes())
    };
    written().map_err(|error| not_written(path, &error))
}

fn not_written(path: &Path, error: &io::Error) -> Said {
    let (path, why) = (shown(path), failed(path, error).why);
    said!("cannot write `{path}`: {why}", "无法写入 `{path}`：{why}"; why)
}

/// A path that stays the same however it was written, to tell whether two name one file.
pub fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// A path without `folder/..` in it, where it still names the same file: behind a link it may not.
pub fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        let folder = matches!(straight.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::ParentDir if folder => _ = straight.pop(),
            part => straight.push(part),
        }
    }
    match identity(&straight) == identity(path) {
        true => straight,
        false => path.to_owned(),
    }
}

pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Every file with an extension in a folder and the folders in it, in order of names. Hidden
/// folders are passed over.
pub fn walk(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Vec<FileError>> {
    let mut found = Vec::new();
    let mut errors = Vec::new();
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name())) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                // What is read until somebody writes to it is no file of a folder.
                let fits = entry.path().extension().is_some_and(|own| own == extension)
                    && entry.path().is_file();
                found.extend(fits.then(|| entry.into_path()));
            }
            Err(error) => errors.push(FileError {
                path: error.path().unwrap_or(folder).to_owned(),
                why: Said::alike(
                    error.io_error().map_or_else(|| error.to_string(), ToString::to_string),
                ),
            }),
        }
    }
    if errors.is_empty() { Ok(found) } else { Err(errors) }
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with('.'))
}

/// A rule file, or all rule files of a folder. Of one that is not UTF-8 text what could be read is
/// there, and loading it says where it breaks.
pub fn rule_files(path: &Path) -> Result<Vec<RuleFile>, Vec<FileError>> {
    let paths = match is_folder(path) {
        true => walk(path, "rule")?,
        false => vec![path.to_owned()],
    };
    if paths.is_empty() {
        let why = said!("there are no rule files (*.rule) in it", "其中没有规则文件（*.rule）");
        return Err(vec![FileError { path: path.to_owned(), why }]);
    }
    let (mut files, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        match decoded(&path) {
            Ok(Decoded { text, fault: None | Some(ByteFault::NotUtf8 { .. }) }) => {
                files.push(RuleFile { name: shown(&path), text });
            }
            Ok(_) => errors.push(not_utf8(path)),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}
