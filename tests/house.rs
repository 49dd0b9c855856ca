//! The house keeps its shape: rooms use only what stands before them, and files fit in a head.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms and what each may use, besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("diagnostic", &["base"]),
    ("quantity", &["base", "diagnostic"]),
    ("syntax", &["base", "diagnostic"]),
    ("format", &["base", "diagnostic", "syntax"]),
    ("model", &["base", "diagnostic", "quantity"]),
    ("facts", &["base", "diagnostic", "quantity", "model"]),
    ("program", &["base", "diagnostic", "quantity", "model", "facts"]),
    ("packs", &["base", "diagnostic", "quantity", "syntax", "model"]),
    ("declare", &["base", "diagnostic", "quantity", "syntax", "model", "packs"]),
    (
        "typecheck",
        &[
            "base",
            "diagnostic",
            "quantity",
            "syntax",
            "model",
            "facts",
            "program",
            "packs",
            "declare",
        ],
    ),
    ("read", &["base", "diagnostic", "quantity", "model", "facts"]),
    ("evaluate", &["base", "diagnostic", "quantity", "model", "facts", "program"]),
    (
        "assess",
        &["base", "diagnostic", "quantity", "model", "facts", "program", "read", "evaluate"],
    ),
    (
        "advise",
        &["base", "diagnostic", "quantity", "syntax", "model", "program", "packs", "typecheck"],
    ),
    (
        "testing",
        &[
            "base",
            "diagnostic",
            "quantity",
            "syntax",
            "model",
            "facts",
            "program",
            "packs",
            "declare",
            "typecheck",
            "read",
            "evaluate",
            "assess",
        ],
    ),
    (
        "report",
        &[
            "base",
            "diagnostic",
            "quantity",
            "model",
            "facts",
            "program",
            "evaluate",
            "assess",
            "testing",
        ],
    ),
    (
        "cli",
        &[
            "base",
            "diagnostic",
            "quantity",
            "syntax",
            "format",
            "model",
            "facts",
            "program",
            "packs",
            "declare",
            "typecheck",
            "read",
            "evaluate",
            "assess",
            "advise",
            "report",
            "testing",
        ],
    ),
];

/// Lines after which a source file no longer fits in a head. Tests in it count half.
const MOST_LINES: usize = 600;

fn source_files() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join("src"), &mut found);
    found.sort();
    assert!(found.len() > 10, "the source files were not found");
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn room_of(file: &Path) -> Option<String> {
    let inside = file.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap().to_owned();
    (!first.ends_with(".rs")).then_some(first)
}

/// Rooms named after `crate::` anywhere in a line that is not a comment.
fn rooms_used(text: &str) -> Vec<(usize, String)> {
    let mut used = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or("");
        for rest in code.split("crate::").skip(1) {
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => {
                    list.split(',').map(|name| name.trim().trim_end_matches("};")).collect()
                }
                None => vec![rest],
            };
            for name in names {
                let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_'));
                used.push((number + 1, name[..end.unwrap_or(name.len())].to_owned()));
            }
        }
    }
    used
}

#[test]
fn rooms_use_only_what_stands_before_them() {
    let mut wrong = Vec::new();
    for file in source_files() {
        let Some(room) = room_of(&file) else { continue };
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!(
                "{}: the room `{room}` is not in the plan of the house",
                file.display()
            ));
            continue;
        };
        for (line, used) in rooms_used(&fs::read_to_string(&file).unwrap()) {
            let is_room = ROOMS.iter().any(|(name, _)| *name == used);
            if is_room && used != room && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}:{line}: `{room}` uses `{used}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libraries_stay_in_their_rooms() {
    let homes = [
        ("pest::", "syntax"),
        ("pretty::", "format"),
        ("miette::", "report"),
        ("clap::", "cli"),
        ("similar::", "cli"),
        ("std::fs", "cli"),
    ];
    let mut wrong = Vec::new();
    for file in source_files() {
        let Some(room) = room_of(&file) else { continue };
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for (library, home) in homes {
            let used =
                code.lines().any(|line| line.split("//").next().unwrap_or("").contains(library));
            if used && room != home {
                wrong.push(format!("{}: `{library}` belongs to `{home}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_fit_in_a_head() {
    let mut wrong = Vec::new();
    for file in source_files() {
        let text = fs::read_to_string(&file).unwrap();
        let all = text.lines().count();
        let code = text.split("#[cfg(test)]").next().unwrap_or("").lines().count();
        if code + (all - code) / 2 > MOST_LINES {
            wrong.push(format!("{}: {all} lines", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_use_lines_sees_every_form() {
    let text = "use crate::base::Span;\nuse crate::{facts, model::Model};\nlet x = crate::report::y; // crate::cli";
    let names: Vec<String> = rooms_used(text).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["base", "facts", "model", "report"]);
}
