//! What stays the same about a finding from draft to draft.

use sha2::{Digest, Sha256};

/// The first 16 hex digits of SHA-256 over `v1`, the rule's full name, the plan's id and the
/// keyed path of every `for` variable in order, each followed by a line feed. Never a place, a
/// verdict, a message or a parameter.
pub fn fingerprint(rule: &str, plan_id: &str, paths: &[String]) -> String {
    let mut hash = Sha256::new();
    let parts = ["v1", rule, plan_id].into_iter().chain(paths.iter().map(String::as_str));
    for part in parts {
        hash.update(part.as_bytes());
        hash.update(b"\n");
    }
    let mut hex = hex(&hash.finalize());
    hex.truncate(16);
    hex
}

/// The fingerprints that a finding had while its rule had other full names, so that what was
/// noted of it then is still known.
pub fn former_fingerprints<'n>(
    names: impl IntoIterator<Item = &'n str>,
    plan_id: &str,
    paths: &[String],
) -> Vec<String> {
    names.into_iter().map(|name| fingerprint(name, plan_id, paths)).collect()
}

/// SHA-256 of a text, as hex.
pub(super) fn sha256(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recipe_is_a_contract() {
        assert_eq!(
            sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        let paths = ["measures[close-dyeing]".to_owned(), "industries[dyeing]".to_owned()];
        let print = fingerprint("sheng2023/no-blanket-closure", "linhai", &paths);
        let recipe = "v1\nsheng2023/no-blanket-closure\nlinhai\nmeasures[close-dyeing]\nindustries[dyeing]\n";
        assert_eq!(print, sha256(recipe)[..16]);
        assert_ne!(print, fingerprint("sheng2023/no-blanket-closure", "linhai", &[]));
        let former = former_fingerprints(["sheng2023/no-blanket-closure"], "linhai", &paths);
        assert_eq!(former, [print]);
    }
}
