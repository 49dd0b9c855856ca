//! The packs that come with the program.

use crate::base::checksum;

/// A file under `rules/`.
#[derive(Clone, Copy, Debug)]
pub struct EmbeddedFile {
    /// The path in the project: `rules/prelude/units.rule`.
    pub name: &'static str,
    pub text: &'static str,
}

macro_rules! embedded {
    ($($path:literal,)*) => {
        /// Every rule file under `rules/`, and every file these name, by path.
        pub const EMBEDDED: &[EmbeddedFile] = &[$(EmbeddedFile {
            name: concat!("rules/", $path),
            text: include_str!(concat!("../../rules/", $path)),
        },)*];
    };
}

embedded! {
    "prelude/classifications.rule",
    "prelude/gbt4754_2017.csv",
    "prelude/isic4.csv",
    "prelude/nace2.csv",
    "prelude/units.rule",
    "regional/clusters.rule",
    "regional/energy.rule",
    "regional/finance.rule",
    "regional/food.rule",
    "regional/governance.rule",
    "regional/head.rule",
    "regional/indicators.rule",
    "regional/industries.rule",
    "regional/infrastructure.rule",
    "regional/innovation.rule",
    "regional/measures-of-structure.rule",
    "regional/measures.rule",
    "regional/narrative.rule",
    "regional/openness.rule",
    "regional/portfolio.rule",
    "regional/projects.rule",
    "regional/security.rule",
    "regional/services.rule",
    "regional/talent.rule",
    "sheng2023/balance.rule",
    "sheng2023/basics.rule",
    "sheng2023/breadth.rule",
    "sheng2023/builder.json",
    "sheng2023/buyer.json",
    "sheng2023/chains.rule",
    "sheng2023/closures.rule",
    "sheng2023/clusters.rule",
    "sheng2023/completeness.rule",
    "sheng2023/construction.rule",
    "sheng2023/cooperation-tests.rule",
    "sheng2023/cooperation.rule",
    "sheng2023/energy-tests.rule",
    "sheng2023/energy.rule",
    "sheng2023/farmland.rule",
    "sheng2023/fields-tests.rule",
    "sheng2023/fields.rule",
    "sheng2023/focus.rule",
    "sheng2023/future-tests.rule",
    "sheng2023/future.rule",
    "sheng2023/gaps.rule",
    "sheng2023/good.json",
    "sheng2023/grain.rule",
    "sheng2023/green.rule",
    "sheng2023/growth-tests.rule",
    "sheng2023/growth.json",
    "sheng2023/growth.rule",
    "sheng2023/land.rule",
    "sheng2023/manufacturing.rule",
    "sheng2023/market.rule",
    "sheng2023/minerals.rule",
    "sheng2023/paper.rule",
    "sheng2023/portfolio.rule",
    "sheng2023/provisions-characteristics.rule",
    "sheng2023/provisions-clusters.rule",
    "sheng2023/provisions-definition.rule",
    "sheng2023/provisions-integration.rule",
    "sheng2023/provisions-introduction.rule",
    "sheng2023/provisions-problems.rule",
    "sheng2023/provisions-progress.rule",
    "sheng2023/provisions-restructuring.rule",
    "sheng2023/provisions-security.rule",
    "sheng2023/provisions-table.rule",
    "sheng2023/real-economy-tests.rule",
    "sheng2023/real-economy.rule",
    "sheng2023/relocation-tests.rule",
    "sheng2023/relocation.rule",
    "sheng2023/research-spending.rule",
    "sheng2023/research.rule",
    "sheng2023/resilience.rule",
    "sheng2023/secure.json",
    "sheng2023/security.rule",
    "sheng2023/seller.json",
    "sheng2023/single-places.rule",
    "sheng2023/strategies.rule",
    "sheng2023/strengths.rule",
    "sheng2023/structure.rule",
    "sheng2023/taker.json",
    "sheng2023/technologies.rule",
    "sheng2023/terms.rule",
    "sheng2023/transition.rule",
    "sheng2023/upgrading.rule",
    "sheng2023/years-of-chains-tests.rule",
    "sheng2023/years-of-measures-tests.rule",
    "sheng2023/years-of-projects-tests.rule",
}

/// An embedded file that stands beside another one.
pub(super) fn beside(rule_file: &str, wanted: &str) -> Option<&'static EmbeddedFile> {
    embedded_file(&super::group::beside(rule_file, wanted))
}

/// The embedded file of a name.
pub fn embedded_file(name: &str) -> Option<&'static EmbeddedFile> {
    let at = EMBEDDED.binary_search_by(|file| file.name.cmp(name)).ok()?;
    EMBEDDED.get(at)
}

/// What the embedded packs were when somebody last compiled them: bytes that this room does not
/// look into.
pub const IMAGE: &[u8] = include_bytes!("embedded.image");

/// A checksum of all embedded files, which tells whether something was made from these.
pub fn embedded_checksum() -> u64 {
    checksum(EMBEDDED.iter().flat_map(|file| [file.name.as_bytes(), file.text.as_bytes()]))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]
    use std::path::Path;

    use super::*;

    #[test]
    fn no_file_under_rules_is_forgotten() {
        fn walk(folder: &Path, root: &Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, root, found);
                } else if path.extension().is_some_and(|end| end != "md") {
                    let inside = path.strip_prefix(root).unwrap();
                    found.push(inside.to_str().unwrap().replace('\\', "/"));
                }
            }
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut there = Vec::new();
        walk(&root.join("rules"), root, &mut there);
        there.sort();
        let listed: Vec<&str> = EMBEDDED.iter().map(|file| file.name).collect();
        assert_eq!(listed, there, "src/packs/embedded.rs lists the files under rules/, in order");
    }

    #[test]
    fn a_companion_is_found_beside_its_rule_file() {
        assert!(beside("rules/prelude/classifications.rule", "isic4.csv").is_some());
        assert!(beside("rules/regional/head.rule", "isic4.csv").is_none());
    }
}
