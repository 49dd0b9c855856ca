//! Files and folders: the only place that opens them.
#![allow(clippy::disallowed_methods, reason = "files are read in cli/ only")]

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use walkdir::WalkDir;

use crate::base::Said;
use crate::packs::RuleFile;
use crate::read::{self, ByteFault, Decoded};

/// A file or folder that cannot be read.
#[derive(Clone, Debug)]
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
    let file = File::open(path).map_err(|error| failed(path, &error))?;
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
    write_by(path, &mut |out| out.write_all(text.as_bytes()))
}

/// Writes a file as `write` does it, or says why not. Nobody ever sees a part of it: it is written
/// under another name and takes the place of what was there when it is complete.
pub fn write_by(
    path: &Path,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Said> {
    let written = |file: File, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>| {
        let mut out = io::BufWriter::with_capacity(1 << 16, file);
        write(&mut out).and_then(|()| out.flush())
    };
    // What a link leads to is written, and not the link.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let before = std::fs::metadata(&target).ok();
    let beside = before.as_ref().is_none_or(std::fs::Metadata::is_file).then(|| beside(&target));
    let done = match beside.and_then(|beside| Some((File::create_new(&beside).ok()?, beside))) {
        Some((file, beside)) => {
            let kept = before.map_or(Ok(()), |before| file.set_permissions(before.permissions()));
            let done = kept.and_then(|()| written(file, write));
            let done = done.and_then(|()| std::fs::rename(&beside, &target));
            done.inspect_err(|_| _ = std::fs::remove_file(&beside))
        }
        // A device, or a folder in which nothing can be made.
        None => File::create(&target).and_then(|file| written(file, write)),
    };
    done.map_err(|error| not_written(path, &error))
}

/// A name beside a file that no other file has.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    path.with_file_name(format!(".{name}.{}.misrule", std::process::id()))
}

/// A file that is gone when it is closed, to be written and read again.
pub fn unseen() -> io::Result<File> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("misrule-{}-{number}", std::process::id());
    let path = std::env::temp_dir().join(name);
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::custom_flags(&mut options, DELETE_ON_CLOSE);
    let file = options.open(&path)?;
    #[cfg(not(windows))]
    std::fs::remove_file(&path)?;
    Ok(file)
}

#[cfg(windows)]
const DELETE_ON_CLOSE: u32 = 0x0400_0000;

/// Writes a file that is not there yet, with the folders that lead to it; or says why not. What
/// is there is left as it is.
pub fn create(path: &Path, text: &str) -> Result<(), Said> {
    let written = || {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        File::create_new(path)?.write_all(text.as_bytes())
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

/// The files met so far.
#[derive(Default)]
pub struct Identities {
    known: HashSet<PathBuf>,
    /// The folder of the file met last, and its identity: files of one folder follow one another.
    folder: Option<(PathBuf, PathBuf)>,
}

impl Identities {
    /// Whether a file is not one that was met before, whatever it was called then.
    pub fn is_new(&mut self, path: &Path) -> bool {
        let identity = self.identity(path).unwrap_or_else(|| identity(path));
        self.known.insert(identity)
    }

    /// The identity of a file that is no link, by that of its folder.
    fn identity(&mut self, path: &Path) -> Option<PathBuf> {
        let (folder, name) = (path.parent()?, path.file_name()?);
        if path.symlink_metadata().ok()?.is_symlink() {
            return None;
        }
        if self.folder.as_ref().is_none_or(|(known, _)| known != folder) {
            let place = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            self.folder = Some((folder.to_owned(), place.canonicalize().ok()?));
        }
        self.folder.as_ref().map(|(_, identity)| identity.join(name))
    }
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
