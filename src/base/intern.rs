//! Words kept once, compared as integers.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// An interned word. Dense and in first-seen order, so that tables can be indexed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// A set of words, each stored once in one long string.
#[derive(Debug, Clone)]
pub struct Interner {
    text: String,
    /// End of each word in `text`; a word starts where the one before it ends.
    ends: Vec<u32>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Default for Interner {
    fn default() -> Self {
        Interner {
            text: String::new(),
            ends: Vec::new(),
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }
}

fn word_at<'a>(text: &'a str, ends: &[u32], index: u32) -> &'a str {
    let index = index as usize;
    let start = index.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| *end);
    let end = ends.get(index).copied().unwrap_or(start);
    text.get(start as usize..end as usize).unwrap_or("")
}

impl Interner {
    pub fn new() -> Self {
        Interner::default()
    }

    pub fn intern(&mut self, word: &str) -> Symbol {
        let hash = self.hasher.hash_one(word);
        let (text, ends) = (&self.text, &self.ends);
        if let Some(found) = self.table.find(hash, |at| word_at(text, ends, *at) == word) {
            return Symbol(*found);
        }
        let symbol = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        self.table.insert_unique(hash, symbol, |at| hasher.hash_one(word_at(text, ends, *at)));
        Symbol(symbol)
    }

    /// The symbol of a word that was interned before.
    pub fn find(&self, word: &str) -> Option<Symbol> {
        let hash = self.hasher.hash_one(word);
        self.table
            .find(hash, |at| word_at(&self.text, &self.ends, *at) == word)
            .map(|at| Symbol(*at))
    }

    /// The word of a symbol; empty for a symbol of another interner that this one lacks.
    pub fn word(&self, symbol: Symbol) -> &str {
        word_at(&self.text, &self.ends, symbol.0)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_kept_once_and_in_order() {
        let mut words = Interner::new();
        let first = words.intern("steel");
        let empty = words.intern("");
        let second = words.intern("钢铁");
        assert_eq!(words.intern("steel"), first);
        assert_eq!((first.0, empty.0, second.0), (0, 1, 2));
        assert_eq!(words.word(second), "钢铁");
        assert_eq!(words.word(empty), "");
        assert_eq!(words.find("dyeing"), None);
    }
}
