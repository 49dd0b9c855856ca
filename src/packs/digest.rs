//! What tells one state of a pack from another.

use sha2::{Digest, Sha256};

/// SHA-256, as hex, over texts in the order given: for each its length in bytes (eight bytes, the
/// lowest first) and its bytes. Names are left out, so that a pack keeps its hash wherever its
/// folder lies.
pub(super) fn digest<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_moves_to_another_file_changes_the_hash() {
        assert_eq!(digest([]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_ne!(digest(["ab", "c"]), digest(["a", "bc"]));
        assert_ne!(digest(["abc"]), digest(["abc", ""]));
        assert_eq!(digest(["ab", "c"]).len(), 64);
    }
}
