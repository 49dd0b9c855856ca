//! Makes the example plans from the tables in `examples/sources/`.
//!
//! `cargo run --example make` writes every plan and manifest of `examples/czech`,
//! `examples/germany` and `examples/china` anew, and `tests/data/structure.rule` from the figures
//! beside it. The same tables give the same bytes, and `tests/examples_made.rs` holds the
//! committed files to them.

mod made;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match write_all(Path::new(env!("CARGO_MANIFEST_DIR"))) {
        Ok(count) => {
            println!("{count} files written");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "this program's one task is to write files")]
fn write_all(project: &Path) -> Result<usize, String> {
    let files = made::all().map_err(|fault| fault.to_string())?;
    for file in &files {
        let path = project.join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)
                .map_err(|why| format!("{}: {why}", parent.display()))?;
        }
        std::fs::write(&path, &file.text).map_err(|why| format!("{}: {why}", path.display()))?;
    }
    Ok(files.len())
}
