//! Walks the children of a pair.

use pest::iterators::Pairs;

use super::Node;
use crate::syntax::grammar::Rule;

/// The children of a pair, left to right. Words and marks of the language are passed over unless asked for.
#[derive(Clone)]
pub(super) struct Cursor<'i> {
    pairs: Pairs<'i, Rule>,
}

/// Whether a rule of the grammar is one word or mark of the language (its name begins with `kw_` or
/// `mark_`).
fn is_word(rule: Rule) -> bool {
    // The grammar file lists these last, in this order; a test holds it to that.
    (Rule::kw_all..=Rule::mark_close_square).contains(&rule)
}

impl<'i> Cursor<'i> {
    pub(super) fn of(pair: Node<'i>) -> Self {
        Cursor { pairs: pair.into_inner() }
    }

    /// The rule of the next pair, words included.
    pub(super) fn peek(&self) -> Option<Rule> {
        self.pairs.peek().map(|pair| pair.as_rule())
    }

    /// The next pair, words included.
    pub(super) fn next(&mut self) -> Option<Node<'i>> {
        self.pairs.next()
    }

    /// The next pair that is no word.
    pub(super) fn part(&mut self) -> Option<Node<'i>> {
        self.pairs.find(|pair| !is_word(pair.as_rule()))
    }

    /// The next pair, after words, if it is of this rule.
    pub(super) fn take(&mut self, rule: Rule) -> Option<Node<'i>> {
        let mut ahead = self.pairs.clone();
        let found = ahead.find(|pair| pair.as_rule() == rule || !is_word(pair.as_rule()))?;
        if found.as_rule() != rule {
            return None;
        }
        self.pairs = ahead;
        Some(found)
    }

    /// Every following pair of this rule.
    pub(super) fn all(&mut self, rule: Rule) -> Vec<Node<'i>> {
        std::iter::from_fn(|| self.take(rule)).collect()
    }

    /// Whether the very next pair is this word; it is then passed.
    pub(super) fn word(&mut self, rule: Rule) -> bool {
        let found = self.peek() == Some(rule);
        if found {
            self.pairs.next();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_rules_named_so() {
        for rule in Rule::all_rules() {
            let name = format!("{rule:?}");
            let word = name.starts_with("kw_") || name.starts_with("mark_");
            assert_eq!(is_word(*rule), word, "{rule:?}");
        }
    }
}
