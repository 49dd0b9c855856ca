//! Rules, what alters them, and tests.

use super::Maker;

impl Maker<'_> {
    pub(super) fn item(&mut self) {
        match self.pick(9) {
            0 | 1 => self.declaration(),
            2..=4 => {
                self.maybe(|maker| maker.put(&["portfolio"]));
                self.put(&["rule"]);
                self.kebab();
                self.body();
            }
            5 => self.exception(),
            6 => {
                self.put(&["replace"]);
                self.maybe(|maker| maker.put(&["portfolio"]));
                self.put(&["rule"]);
                self.full_name();
                self.body();
            }
            7 => {
                self.put(&["disable"]);
                self.full_name();
                self.put(&["because"]);
                self.text();
            }
            _ => self.test(),
        }
    }

    fn body(&mut self) {
        self.text();
        self.maybe(|maker| {
            maker.put(&["asks"]);
            maker.text();
        });
        self.maybe(Self::implements);
        self.maybe(|maker| {
            maker.put(&["stricter", "because"]);
            maker.text();
        });
        self.maybe(|maker| {
            maker.put(&["formerly"]);
            maker.kebab();
        });
        self.maybe(Self::in_force);
        for _ in 0..self.pick(4) {
            self.clause();
        }
        self.demand();
        for word in ["otherwise", "help"] {
            self.maybe(|maker| {
                maker.put(&[word]);
                maker.text();
            });
        }
        self.maybe(|maker| {
            maker.put(&["show"]);
            maker.list(false, |maker| {
                maker.name();
                maker.suffixes();
            });
        });
        self.maybe(|maker| {
            maker.put(&["limits"]);
            maker.text();
        });
    }

    fn implements(&mut self) {
        self.put(&["implements"]);
        self.list(false, Self::full_name);
    }

    fn in_force(&mut self) {
        self.put(&["in force", "from"]);
        self.year();
        self.maybe(|maker| {
            maker.put(&["to"]);
            maker.year();
        });
    }

    fn clause(&mut self) {
        match self.pick(4) {
            0 => {
                self.put(&["for"]);
                self.generator();
                self.maybe(|maker| {
                    maker.put(&["where"]);
                    maker.condition();
                });
            }
            1 => {
                self.put(&["when"]);
                self.condition();
            }
            2 => {
                // Behind a short aggregate a `for` of the rule would belong to it.
                self.put(&["let"]);
                self.name();
                self.put(&["=", "("]);
                self.value();
                self.put(&[")"]);
            }
            _ => {
                self.put(&["let"]);
                self.name();
                self.put(&["=", "n", ">"]);
                self.operand();
                self.put(&["and", "ready"]);
            }
        }
    }

    fn demand(&mut self) {
        self.any(&["must", "should", "could", "must not", "should   not"]);
        let negative = self.words.last().is_some_and(|word| word.ends_with("not"));
        let start = self.words.len();
        match self.pick(3) {
            _ if negative => self.comparison(),
            1 => self.listed(true),
            _ => self.condition(),
        }
        // It would belong to the word before.
        if self.words[start] == "not" {
            self.words.remove(start);
        }
    }

    fn exception(&mut self) {
        self.put(&["exception"]);
        self.kebab();
        self.put(&["to"]);
        self.full_name();
        self.maybe(Self::text);
        self.maybe(Self::implements);
        self.maybe(Self::in_force);
        self.put(&["when"]);
        self.condition();
        self.put(&["because"]);
        self.text();
    }

    fn test(&mut self) {
        self.put(&["test"]);
        self.kebab();
        self.maybe(Self::text);
        for _ in 0..=self.pick(3) {
            match self.pick(5) {
                1 => {
                    self.put(&["portfolio"]);
                    self.object();
                }
                2 => {
                    self.put(&["as of"]);
                    self.year();
                }
                _ => {
                    self.put(&["plan"]);
                    if self.chance() {
                        self.string()
                    } else {
                        self.object()
                    }
                    self.maybe(|maker| {
                        maker.put(&["changed by"]);
                        maker.object();
                    });
                }
            }
        }
        for _ in 0..=self.pick(3) {
            self.put(&["expect"]);
            let verdicts = ["satisfied", "violated", "undetermined", "excepted", "not  applicable"];
            self.any(&verdicts);
            self.full_name();
            for word in ["at", "missing"] {
                self.maybe(|maker| {
                    maker.put(&[word]);
                    maker.string();
                });
            }
        }
    }

    fn object(&mut self) {
        self.put(&["{"]);
        if self.chance() {
            self.list(false, |maker| {
                maker.any(&["\"id\"", "\"中\\u4e2d\"", "\"end-old-dyeing\"", "\"a//b\""]);
                maker.put(&[":"]);
                maker.json();
            });
        }
        self.put(&["}"]);
    }

    fn json(&mut self) {
        match self.pick(5) {
            1 => self.any(&["true", "false", "null"]),
            2 => self.any(&["0", "-2.50e+3", "12", "1E5"]),
            3 => self.deeper(|maker| maker.put(&["null"]), Self::object),
            4 => self.deeper(
                |maker| maker.put(&["[", "]"]),
                |maker| {
                    maker.put(&["["]);
                    maker.maybe(|maker| maker.list(false, Self::json));
                    maker.put(&["]"]);
                },
            ),
            _ => self.any(&["\"text\"", "\"\\n\\\"\"", "\"一段比较长的文字，用来占满一行\""]),
        }
    }
}
