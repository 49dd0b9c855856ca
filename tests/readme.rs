//! The README and the tutorial are true: every command in them is run, in order, in one folder, and
//! what they show is what comes out. `UPDATE_README=1 cargo test --test readme` writes it into them.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A fenced block of the README.
struct Block<'a> {
    /// What stands after the fence.
    language: &'a str,
    /// `file: NAME` or `change: NAME` of a comment on the line before.
    note: Option<(&'a str, &'a str)>,
    body: &'a str,
}

/// The blocks, and the text between them, in order.
fn parts(text: &str) -> Vec<(&str, Option<Block<'_>>)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("```") {
        let (before, fence) = rest.split_at(start);
        let (language, body) = fence[3..].split_once('\n').unwrap();
        let end = body.find("```").unwrap();
        let note = before.trim_end().rsplit('\n').next().and_then(|line| {
            let inside = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
            inside.split_once(": ")
        });
        parts.push((before, Some(Block { language, note, body: &body[..end] })));
        rest = &body[end + 3..];
    }
    parts.push((rest, None));
    parts
}

/// Runs a line `misrule …`, as on a terminal: findings in full, then what is said beside them.
fn run(line: &str, folder: &Path) -> String {
    let (line, file) = match line.split_once(" > ") {
        Some((line, file)) => (line, Some(file)),
        None => (line, None),
    };
    let mut words: Vec<String> =
        line.split_whitespace().map(|word| word.trim_matches('\'').to_owned()).collect();
    assert_eq!(words.remove(0), "misrule", "{line}");
    if ["check", "lint"].contains(&words[0].as_str()) && !line.contains("--output-format") {
        words.push("--output-format".to_owned());
        words.push("full".to_owned());
    }
    let output = Command::new(env!("CARGO_BIN_EXE_misrule"))
        .args(&words)
        .current_dir(folder)
        .env_remove("FORCE_COLOR")
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    assert_ne!(output.status.code(), Some(101), "{line}");
    let told = String::from_utf8(output.stdout).unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    match file {
        Some(file) => {
            std::fs::write(folder.join(file), told).unwrap();
            said
        }
        None => told + &said,
    }
}

/// How long it took differs every time, and is seconds on a busy machine.
fn masked(text: &str) -> String {
    let time = |line: &str| {
        let at = |mark: &str| line.find(mark).map(|at| at + mark.len());
        match line.starts_with("Checked ") || line.contains(" Checked ") {
            true => at(" in "),
            false => at("，用时"),
        }
    };
    let lines = text.lines().map(|line| match time(line) {
        Some(at) => {
            let (before, after) = line.split_at(at);
            let rest = after.find([':', '：']).map_or("", |colon| &after[colon..]);
            let unit = if before.ends_with(" in ") { " ms" } else { "毫秒" };
            format!("{before}12{unit}{rest}")
        }
        None => line.trim_end().to_owned(),
    });
    lines.map(|line| line + "\n").collect()
}

/// Takes out the lines with `-`, which must stand together, and puts those with `+` in their place.
fn changed(text: &str, change: &str) -> String {
    let marked = |mark: char| -> String {
        let lines = change.lines().filter_map(|line| line.strip_prefix(mark));
        lines.map(|line| format!("{line}\n")).collect()
    };
    let (old, new) = (marked('-'), marked('+'));
    assert!(text.contains(&old), "not in the file:\n{old}");
    text.replacen(&old, &new, 1)
}

/// The document with what its commands print.
fn with_outputs(text: &str, folder: &Path) -> String {
    let mut out = String::new();
    for (before, block) in parts(text) {
        out.push_str(before);
        let Some(block) = block else { continue };
        out.push_str("```");
        out.push_str(block.language);
        out.push('\n');
        match (block.language, block.note) {
            ("console", _) => {
                for line in block.body.lines().filter(|line| line.starts_with("$ ")) {
                    out.push_str(line);
                    out.push('\n');
                    out.push_str(&masked(&run(&line[2..], folder)));
                }
            }
            (_, Some(("file", name))) => {
                std::fs::write(folder.join(name), block.body).unwrap();
                out.push_str(block.body);
            }
            (_, Some(("append", name))) => {
                let file = folder.join(name);
                let text = std::fs::read_to_string(&file).unwrap();
                std::fs::write(&file, text + block.body).unwrap();
                out.push_str(block.body);
            }
            (_, Some(("change", name))) => {
                let file = folder.join(name);
                let text = std::fs::read_to_string(&file).unwrap();
                std::fs::write(&file, changed(&text, block.body)).unwrap();
                out.push_str(block.body);
            }
            (_, Some(note)) => panic!("unknown note {note:?}"),
            (_, None) => out.push_str(block.body),
        }
        out.push_str("```");
    }
    out
}

/// Runs the commands of a document, in a folder of its own.
fn holds(document: &str) {
    let name = document.replace(['/', '.'], "-");
    let folder = std::env::temp_dir().join(format!("misrule-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = root().join(document);
    let text = std::fs::read_to_string(&file).unwrap();
    let expected = with_outputs(&text, &folder);
    std::fs::remove_dir_all(&folder).unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&file, &expected).unwrap();
        return;
    }
    for (number, (is, should)) in (1..).zip(text.lines().zip(expected.lines())) {
        assert_eq!(is, should, "{document}:{number}; UPDATE_README=1 brings it up to date");
    }
    assert_eq!(text, expected, "UPDATE_README=1 brings {document} up to date");
}

#[test]
fn every_command_prints_what_the_readme_shows() {
    holds("README.md");
}

#[test]
fn every_command_prints_what_the_tutorial_shows() {
    holds("docs/tutorial.md");
}

#[test]
fn other_commands_name_what_is_there() {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let shell: Vec<&str> = parts(&text)
        .into_iter()
        .filter_map(|(_, block)| block.filter(|block| block.language == "sh"))
        .flat_map(|block| block.body.lines())
        .collect();
    assert!(shell.len() >= 2);
    let folder = std::env::temp_dir().join(format!("misrule-shell-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    run("misrule init plan > plan.json", &folder);
    for line in &shell {
        // What is built first is what stands after it: `cargo run --release -- check …`.
        let command = line.split(" #").next().unwrap_or(line);
        let Some(arguments) =
            command.strip_prefix("misrule ").or(command.strip_prefix("cargo run --release -- "))
        else {
            continue;
        };
        let at = if arguments.contains("plan.json") { &folder } else { &root() };
        let output = Command::new(env!("CARGO_BIN_EXE_misrule"))
            .args(arguments.split_whitespace().map(|word| word.trim_matches('\'')))
            .current_dir(at)
            .output()
            .unwrap();
        assert!([Some(0), Some(1)].contains(&output.status.code()), "{line}: {output:?}");
        assert!(!output.stdout.is_empty(), "{line}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
    for line in &shell {
        for word in line.split_whitespace().filter(|word| word.starts_with("examples/")) {
            assert!(root().join(word).exists(), "{word}");
        }
    }
    // The command that passes all tests is the one that CI runs.
    let ci = std::fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(shell.contains(&"cargo test --locked"));
    assert!(ci.lines().any(|line| line == "cargo test --locked"));
}
