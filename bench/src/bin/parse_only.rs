//! The whole process that others are held against: parses JSON files by `serde_json`, and nothing
//! else. A folder stands for the JSON files in it.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    for path in std::env::args_os().skip(1) {
        if let Err(error) = parse(Path::new(&path)) {
            eprintln!("parse_only: {}: {error}", Path::new(&path).display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn parse(path: &Path) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            parse(&entry?.path())?;
        }
        return Ok(());
    }
    let text = std::fs::read_to_string(path)?;
    let value: serde_json::Value = serde_json::from_str(&text)?;
    std::hint::black_box(value);
    Ok(())
}
