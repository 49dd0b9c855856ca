//! Random rule files that parse: every kind of item and every form of expression.
//!
//! A file is made from a tape of bytes, each of which decides one choice; where the tape ends, the
//! first choice is taken, which is the plainest. So any bytes make a file, and shorter bytes a
//! shorter one: a property that fails shrinks by itself. Names and types make no sense.

mod declarations;
mod expressions;
mod rules;
mod spacing;

pub use spacing::{Spacing, spaced};

/// Words of one item, in order, with nothing between them.
pub type Words = Vec<String>;

/// Takes choices from a tape, and writes words.
pub struct Maker<'t> {
    tape: &'t [u8],
    words: Words,
    /// How much deeper what is being made may go.
    depth: usize,
}

/// The items of a file, `pack` first.
pub fn items(tape: &[u8]) -> Vec<Words> {
    let mut maker = Maker { tape, words: Vec::new(), depth: 4 };
    maker.pack();
    let mut items = vec![std::mem::take(&mut maker.words)];
    while !maker.tape.is_empty() {
        maker.item();
        items.push(std::mem::take(&mut maker.words));
    }
    items
}

impl Maker<'_> {
    /// A number below `choices`.
    fn pick(&mut self, choices: usize) -> usize {
        let Some((first, rest)) = self.tape.split_first() else { return 0 };
        self.tape = rest;
        usize::from(*first) % choices
    }

    /// Whether to do what is less plain.
    fn chance(&mut self) -> bool {
        self.pick(3) == 1
    }

    /// One of several words.
    fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.pick(words.len())]
    }

    /// Writes words as they are.
    fn put(&mut self, words: &[&str]) {
        self.words.extend(words.iter().map(|word| (*word).to_owned()));
    }

    /// Writes one of several words.
    fn any(&mut self, words: &[&str]) {
        let word = self.one(words);
        self.put(&[word]);
    }

    /// Writes something, or not.
    fn maybe(&mut self, make: impl FnOnce(&mut Self)) {
        if self.chance() {
            make(self);
        }
    }

    /// Writes one to four of something, with commas between them, and perhaps one behind.
    fn list(&mut self, last_comma: bool, mut make: impl FnMut(&mut Self)) {
        make(self);
        for _ in 0..self.pick(4) {
            self.put(&[","]);
            make(self);
        }
        if last_comma && self.chance() {
            self.put(&[","]);
        }
    }

    /// Writes something that may hold itself, or something plain where it would go too deep.
    fn deeper(&mut self, plain: impl FnOnce(&mut Self), make: impl FnOnce(&mut Self)) {
        if self.depth == 0 {
            return plain(self);
        }
        self.depth -= 1;
        make(self);
        self.depth += 1;
    }

    fn name(&mut self) {
        self.any(&["a", "plan", "m", "value_added", "项目", "energy_use", "n2", "p"]);
    }

    /// A word where any word may stand.
    fn word(&mut self) {
        self.any(&["title", "is", "of", "all", "安全", "close", "for", "phase_out", "unit"]);
    }

    fn kebab(&mut self) {
        self.any(&["a", "no-blanket-closure", "2.2-e", "t1-06", "产业-链", "x1"]);
    }

    fn full_name(&mut self) {
        self.any(&["a", "regional/no-gap-left", "2.2-e", "paper/t1-06", "other/产业"]);
    }

    fn string(&mut self) {
        self.any(&[
            "\"A text\"",
            "\"\"",
            "\"{m.title} with \\\"quotes\\\", // and \\{braces\\}\"",
            "\"产业链上下游协同发展，避免低水平重复建设\"",
            "\"A text that is so long that it takes most of a line by itself, as texts of policy do\"",
        ]);
    }

    fn text(&mut self) {
        self.string();
        for language in ["zh:", "de:", "zh-Hant:"] {
            self.maybe(|maker| {
                maker.put(&[language]);
                maker.string();
            });
        }
    }

    fn number(&mut self) {
        self.any(&["0", "30", "1_000.50", "13.5", "120"]);
    }

    fn year(&mut self) {
        self.any(&["2025", "2030"]);
    }

    fn date(&mut self) {
        self.any(&["2025-06-30", "2026-11-24"]);
    }

    fn code(&mut self) {
        self.any(&["isic:24", "nace:24.10", "gbt:C", "isic:A-B"]);
    }

    fn scale(&mut self) {
        self.any(&["million", "thousand", "亿", "万亿"]);
    }

    fn unit(&mut self) {
        self.any(&["%", "hectare", "吨标准煤", "亿元", "CNY"]);
        self.maybe(|maker| {
            maker.put(&["per"]);
            maker.maybe(Self::number);
            maker.maybe(Self::scale);
            maker.any(&["person", "万元"]);
        });
    }

    fn quantity(&mut self) {
        self.number();
        self.maybe(Self::scale);
        self.maybe(Self::unit);
    }
}
