//! The plans of the examples, read against the embedded model.

use std::path::{Path, PathBuf};

use misrule::base::FileId;
use misrule::declare;
use misrule::diagnostic::Severity;
use misrule::facts::{Builder, Layout, Root, Scope};
use misrule::packs::Packs;
use misrule::read::{Reader, decode, format_of};

use crate::sample::report;

fn json_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "json") {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn real_plans_are_read_and_their_portfolios_are_complete() {
    let (packs, sources, _) = Packs::load(Vec::new(), true, &|_, _| None);
    let (model, _) = declare::build(&packs, &sources);
    let layout = Layout::new(&model);
    let reader = Reader::new(&model, &layout);
    for (folder, plans) in [("czech", 14), ("germany", 16), ("china", 3)] {
        let mut files = Vec::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(folder);
        json_files(&folder, &mut files);
        let mut builder = Builder::new(&model, &layout);
        let (mut listed, mut unknown_codes) = (0, 0);
        for file in files {
            let text = decode(std::fs::read(&file).unwrap()).text;
            let root = if format_of(&text) == model.portfolio_format {
                Root::Manifest
            } else {
                Root::Plan
            };
            let reading = reader.read(&mut builder, root, &text, FileId(0));
            assert!(reading.is_json && reading.row.is_some());
            listed += reading.listed.len();
            let errors: Vec<_> = reading
                .diagnostics
                .iter()
                .filter(|fault| fault.severity == Severity::Error)
                .cloned()
                .collect();
            unknown_codes += errors.len();
            // The regions' own documents name one code that the classification does not have.
            let known = |message: &str| message.starts_with("nace has no code");
            assert!(
                errors.iter().all(|fault| known(fault.message.en())),
                "{}\n{}",
                file.display(),
                report(&text, &errors)
            );
        }
        assert_eq!(unknown_codes > 0, plans == 14, "{unknown_codes}");
        let facts = builder.finish(&model, Scope::Manifest);
        assert_eq!(facts.plans.len(), plans);
        if facts.manifest.is_some() {
            assert_eq!((listed, facts.plans_complete), (plans, true), "{:?}", facts.absent_regions);
        }
    }
}
