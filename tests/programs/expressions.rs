//! Conditions and values.

use super::Maker;

impl Maker<'_> {
    /// A condition; a quantifier may end it.
    pub(super) fn condition(&mut self) {
        self.deeper(Self::comparison, |maker| {
            if maker.chance() {
                return maker.quantified();
            }
            maker.closed_condition();
            if maker.chance() {
                maker.any(&["and", "or"]);
                maker.quantified();
            }
        });
    }

    /// A condition that no quantifier ends.
    pub(super) fn closed_condition(&mut self) {
        self.deeper(Self::comparison, |maker| {
            maker.negated();
            for _ in 0..maker.pick(4) {
                maker.any(&["and", "or"]);
                maker.negated();
            }
        });
    }

    fn negated(&mut self) {
        self.maybe(|maker| maker.put(&["not"]));
        if self.pick(5) == 1 { self.listed(false) } else { self.comparison() }
    }

    /// `all of (…)`; where it is demanded its conditions may have messages.
    pub(super) fn listed(&mut self, demanded: bool) {
        let all = match self.pick(3) {
            0 => true,
            1 => {
                self.put(&["any"]);
                false
            }
            _ => {
                self.bound();
                false
            }
        };
        if all {
            self.put(&["all"]);
        }
        self.put(&["of", "("]);
        self.list(true, |maker| {
            maker.condition();
            if all && demanded {
                maker.maybe(|maker| {
                    maker.put(&["otherwise"]);
                    maker.text();
                });
            }
        });
        self.put(&[")"]);
    }

    fn bound(&mut self) {
        self.any(&["at least", "at  most", "exactly"]);
        if self.chance() { self.name() } else { self.any(&["1", "3"]) }
    }

    pub(super) fn comparison(&mut self) {
        self.operand();
        match self.pick(6) {
            1 | 2 => {
                self.any(&["=", "!=", "<", "<=", ">", ">=", "within", "includes", "contains"]);
                self.operand();
            }
            3 => {
                self.put(&["is"]);
                self.maybe(|maker| maker.put(&["not"]));
                self.is_test();
            }
            4 => {
                self.put(&["reaches"]);
                self.operand();
                self.put(&["by"]);
                self.call();
            }
            _ => {}
        }
    }

    fn is_test(&mut self) {
        match self.pick(4) {
            0 => self.any(&["stated", "missing", "empty", "rising", "falling"]),
            1 => self.any(&["close", "安全", "of"]),
            2 => {
                self.put(&["one of"]);
                if self.chance() { self.path() } else { self.set() }
            }
            _ => {
                self.put(&["between"]);
                self.operand();
                self.put(&["and"]);
                self.operand();
            }
        }
    }

    fn quantified(&mut self) {
        self.deeper(Self::comparison, |maker| {
            if maker.chance() {
                maker.bound()
            } else {
                maker.any(&["some", "every", "no"])
            }
            maker.name();
            maker.put(&["in"]);
            maker.from();
            maker.maybe(|maker| {
                maker.put(&["where"]);
                maker.closed_condition();
            });
            maker.put(&[":"]);
            if maker.chance() { maker.quantified() } else { maker.closed_condition() }
        });
    }

    pub(super) fn operand(&mut self) {
        self.sum();
        self.maybe(Self::conversion);
        self.maybe(|maker| {
            maker.put(&["if missing"]);
            maker.sum();
            maker.maybe(Self::conversion);
        });
    }

    fn conversion(&mut self) {
        self.put(&["as"]);
        self.maybe(Self::scale);
        self.unit();
    }

    fn sum(&mut self) {
        self.signed();
        for _ in 0..self.pick(3) {
            self.any(&["+", "-", "*", "/"]);
            self.signed();
        }
    }

    fn signed(&mut self) {
        self.maybe(|maker| maker.put(&["-"]));
        match self.pick(6) {
            1 => self.short(),
            2 => {
                self.put(&["reach of"]);
                self.path();
                self.put(&["by"]);
                self.call();
            }
            _ => self.path(),
        }
    }

    /// `count of xs`
    fn short(&mut self) {
        for _ in 0..1 + self.pick(2) {
            self.any(&["count", "sum", "last", "target", "annual growth", "years", "keys"]);
            self.put(&["of"]);
        }
        self.maybe(|maker| maker.put(&["-"]));
        self.path();
    }

    /// A value that is no short aggregate, with what may stand behind it.
    pub(super) fn path(&mut self) {
        match self.pick(9) {
            1 => self.quantity(),
            2 => self.string(),
            3 => self.code(),
            4 => self.date(),
            5 => self.any(&["true", "false"]),
            6 => self.deeper(Self::name, |maker| {
                maker.put(&["("]);
                maker.value();
                maker.put(&[")"]);
            }),
            7 => self.deeper(Self::name, Self::set),
            8 => self.deeper(Self::name, Self::call),
            _ => {
                self.name();
                self.suffixes();
            }
        }
    }

    pub(super) fn suffixes(&mut self) {
        for _ in 0..self.pick(3) {
            match self.pick(4) {
                2 => {
                    self.put(&["["]);
                    if self.chance() {
                        self.deeper(Self::name, Self::operand)
                    } else {
                        self.word()
                    }
                    self.put(&["]"]);
                }
                3 => {
                    self.put(&["at"]);
                    match self.pick(3) {
                        0 => self.year(),
                        1 => self.name(),
                        _ => self.put(&["(", "y", "+", "1", ")"]),
                    }
                }
                _ => {
                    self.put(&["."]);
                    self.word();
                }
            }
        }
    }

    pub(super) fn call(&mut self) {
        self.name();
        self.put(&["("]);
        self.list(false, |maker| maker.deeper(Self::name, Self::value));
        self.put(&[")"]);
    }

    pub(super) fn set(&mut self) {
        self.put(&["{"]);
        if !self.chance() {
            self.list(true, |maker| match maker.pick(4) {
                0 => maker.word(),
                1 => maker.code(),
                2 => maker.any(&["true", "false"]),
                _ => maker.deeper(Self::word, |maker| {
                    // What begins as a code or a truth value is no more than that.
                    maker.put(&["n", "*"]);
                    maker.operand();
                }),
            });
        }
        self.put(&["}"]);
    }

    /// What a name is taken from. No suffix behind it is a date or a code.
    fn from(&mut self) {
        match self.pick(4) {
            1 => self.deeper(Self::name, Self::call),
            2 => {
                self.put(&["keys", "of"]);
                self.name();
            }
            _ => {
                self.name();
                self.suffixes();
            }
        }
    }

    pub(super) fn generator(&mut self) {
        if self.pick(4) == 1 {
            self.put(&["pair"]);
            self.name();
            self.put(&[","]);
        }
        self.name();
        self.put(&["in"]);
        self.from();
    }

    pub(super) fn generators(&mut self) {
        self.put(&["for"]);
        self.list(false, Self::generator);
    }

    /// The whole of a `let`, a `define`, an argument or a parenthesis.
    pub(super) fn value(&mut self) {
        match self.pick(5) {
            1 => {
                self.put(&["share", "of"]);
                self.path();
                self.generators();
                self.maybe(|maker| {
                    maker.put(&["where"]);
                    maker.closed_condition();
                });
                self.put(&[":"]);
                self.condition();
            }
            2 => {
                self.any(&["count", "list", "set"]);
                self.put(&["of"]);
                self.name();
                self.put(&["in"]);
                self.from();
                self.filter_and_key();
            }
            3 => {
                self.any(&["count", "sum", "mean", "min", "max", "list", "set"]);
                self.put(&["of"]);
                self.path();
                self.generators();
                self.filter_and_key();
            }
            _ => self.condition(),
        }
    }

    fn filter_and_key(&mut self) {
        self.maybe(|maker| {
            maker.put(&["where"]);
            maker.closed_condition();
        });
        self.maybe(|maker| {
            maker.put(&["by"]);
            maker.name();
            maker.suffixes();
        });
    }
}
