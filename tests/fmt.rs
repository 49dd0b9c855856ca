//! `misrule fmt` from outside: files, standard input, exit codes.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const LAID: &str = "pack town \"Town\"\n\nrule a\n  \"A\"\n  must b\n";
const LOOSE: &str = "\u{feff}pack   town \"Town\"\r\nrule a \"A\" must\r\n  b";
const WRONG: &str = "pack town \"Town\"\n\nrule a\n  \"A\"\n  must b is\n";

fn misrule(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misrule"));
    command.args(args).current_dir(folder);
    for name in ["NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command
}

fn fmt(folder: &Path, args: &[&str]) -> Output {
    misrule(folder, &[&["fmt"], args].concat()).output().unwrap()
}

fn fmt_input(args: &[&str], input: &[u8]) -> Output {
    let mut child = misrule(Path::new("."), &[&["fmt"], args].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// A folder of its own for a test, with these files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fmt").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn the_files_of_a_folder_are_formatted_in_place() {
    let folder = folder("place", &[("a.rule", LOOSE), ("b.rule", LAID), ("c.txt", LOOSE)]);
    let (code, out, err) = told(&fmt(&folder, &["--lang", "zh"]));
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", "整理了1个文件，1个文件无需改动。\n"));
    assert_eq!(read(&folder, "a.rule"), LAID);
    assert_eq!(read(&folder, "c.txt"), LOOSE);
    let (code, _, err) = told(&fmt(&folder, &[".", "a.rule"]));
    assert_eq!((code, err.as_str()), (0, "0 files formatted, 2 files unchanged.\n"));
}

#[test]
fn check_names_the_files_and_changes_nothing() {
    let folder = folder("check", &[("a.rule", LOOSE), ("b.rule", LAID)]);
    let (code, out, err) = told(&fmt(&folder, &["--check", "a.rule", "b.rule"]));
    assert_eq!((code, out.as_str()), (1, "a.rule\n"));
    assert_eq!(err, "1 file would change, 1 file would not.\n");
    assert_eq!(read(&folder, "a.rule"), LOOSE);
    assert_eq!(told(&fmt(&folder, &["--check", "b.rule", "--quiet"])), (0, "".into(), "".into()));
}

#[test]
fn diff_shows_what_would_change() {
    let folder = folder("diff", &[("a.rule", "pack town \"Town\"\nuse  regional\n")]);
    let (code, out, _) = told(&fmt(&folder, &["--diff", "a.rule"]));
    assert_eq!(code, 1);
    insta::assert_snapshot!(out, @r#"
    --- a.rule
    +++ a.rule
    @@ -1,2 +1,3 @@
     pack town "Town"
    -use  regional
    +
    +use regional
    "#);
}

#[test]
fn a_file_with_mistakes_is_left_alone_and_hides_no_other() {
    let folder = folder("wrong", &[("a.rule", WRONG), ("b.rule", LOOSE)]);
    let (code, _, err) = told(&fmt(&folder, &["."]));
    assert_eq!(code, 2);
    assert!(err.contains("a.rule:5") && err.contains("is left as it is"), "{err}");
    assert_eq!((read(&folder, "a.rule").as_str(), read(&folder, "b.rule").as_str()), (WRONG, LAID));
    let (code, out, _) = told(&fmt(&folder, &["--check", "a.rule"]));
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(told(&fmt(&folder, &["nowhere.rule"])).0, 2);
}

#[test]
fn standard_input_goes_to_standard_output() {
    assert_eq!(told(&fmt_input(&["-"], LOOSE.as_bytes())), (0, LAID.into(), "".into()));
    let named = ["-", "--stdin-filename", "town/a.rule"];
    let (code, out, err) = told(&fmt_input(&named, WRONG.as_bytes()));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("town/a.rule:5"), "{err}");
    let (code, out, _) = told(&fmt_input(&[&named[..], &["--check"]].concat(), LOOSE.as_bytes()));
    assert_eq!((code, out.as_str()), (1, "town/a.rule\n"));
    assert_eq!(told(&fmt_input(&["-", "--check"], LAID.as_bytes())), (0, "".into(), "".into()));
    assert_eq!(told(&fmt_input(&["-"], b"use \xff")).0, 2);
    assert_eq!(told(&fmt_input(&["-", "a.rule"], b"")).0, 2);
}
