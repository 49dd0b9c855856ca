//! The layout of rule files: what it keeps, and that it is one.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

mod programs;

use std::path::{Path, PathBuf};

use misrule::base::FileId;
use misrule::{format, syntax};
use programs::{Spacing, items, spaced};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn laid_out(text: &str) -> String {
    format::format(FileId(0), text).unwrap_or_else(|mistakes| {
        panic!("{:#?}\n{text}", mistakes.iter().map(|it| it.message.en()).collect::<Vec<_>>())
    })
}

/// The tree of a text, in words and without places.
fn tree(text: &str) -> String {
    let parsed = syntax::parse_file(FileId(0), text);
    assert!(parsed.diagnostics.is_empty(), "{:#?}\n{text}", parsed.diagnostics);
    let told = format!("{:?}", parsed.file);
    let mut pieces = told.split("Span { ");
    let mut bare = pieces.next().unwrap().to_owned();
    for piece in pieces {
        bare.push_str(piece.split_once('}').unwrap().1);
    }
    bare
}

/// Every comment of a text: what stands behind `//` outside of a text in quotes.
fn comments(text: &str) -> Vec<&str> {
    text.lines().filter_map(comment).collect()
}

fn comment(line: &str) -> Option<&str> {
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '/' if !quoted && line[at..].starts_with("//") => return Some(line[at..].trim_end()),
            _ => {}
        }
    }
    None
}

/// All that is asked of a layout.
fn check(text: &str) -> String {
    let laid = laid_out(text);
    assert_eq!(tree(text), tree(&laid), "it says something else:\n{laid}");
    assert_eq!(comments(text), comments(&laid), "its comments are not the same:\n{laid}");
    assert_eq!(laid, laid_out(&laid), "it is not laid out once and for all");
    for line in laid.lines() {
        let held = line.contains('"') || comment(line).is_some();
        assert!(held || line.width() <= format::WIDTH, "too wide:\n{line}");
        assert_eq!(line, line.trim_end(), "white space ends a line");
    }
    assert!(laid.is_empty() || laid.ends_with('\n') && !laid.ends_with("\n\n"), "{laid}");
    assert!(!laid.contains("\n\n\n") && !laid.contains('\r'), "{laid}");
    laid
}

/// Every file of a folder, and of the folders in it, whose name ends so.
fn files(folder: &str, end: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, end: &str, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, end, found);
            } else if path.extension().is_some_and(|own| own == end) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), end, &mut found);
    found
}

#[test]
fn every_rule_file_keeps_what_it_says() {
    let mut checked = 0;
    for file in ["src", "tests"].into_iter().flat_map(|folder| files(folder, "rule")) {
        check(&std::fs::read_to_string(&file).unwrap());
        checked += 1;
    }
    assert!(checked > 5, "the rule files were not found");
}

#[test]
fn rules_and_examples_are_in_the_layout() {
    let mut checked = 0;
    for file in ["rules", "examples"].into_iter().flat_map(|folder| files(folder, "rule")) {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(check(&text) == text, "run `misrule fmt rules examples`: {}", file.display());
        checked += 1;
    }
    assert!(checked > 15, "the rule files were not found");
}

#[test]
fn every_example_of_the_documentation_keeps_what_it_says() {
    let mut checked = 0;
    for file in files("docs", "md") {
        let page = std::fs::read_to_string(file).unwrap();
        for block in page.split("```rule\n").skip(1) {
            let text = block.split("```").next().unwrap();
            // Some of the mistakes shown cannot be read.
            if syntax::parse_file(FileId(0), text).diagnostics.is_empty() {
                let laid = check(text);
                assert!(!text.starts_with("/// A layout") || text == laid, "{laid}");
                checked += 1;
            }
        }
    }
    assert!(checked > 20, "the examples were not found");
}

fn tape(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_layout_keeps_what_is_said_and_every_comment(words in tape(200), gaps in tape(400)) {
        check(&spaced(&items(&words), &gaps, Spacing::Wild));
    }

    #[test]
    fn a_layout_does_not_depend_on_where_lines_were_broken(words in tape(200), gaps in tape(400)) {
        let items = items(&words);
        let text = spaced(&items, &gaps, Spacing::Plain);
        prop_assert_eq!(check(&text), laid_out(&spaced(&items, &[], Spacing::Plain)));
    }
}
