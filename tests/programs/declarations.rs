//! Packs, documents, the model, and named values.

use super::Maker;

impl Maker<'_> {
    pub(super) fn pack(&mut self) {
        self.put(&["pack"]);
        self.kebab();
        self.text();
        self.maybe(|maker| maker.put(&["version", "\"1.0\""]));
    }

    pub(super) fn declaration(&mut self) {
        match self.pick(14) {
            0 => {
                self.put(&["use"]);
                self.kebab();
            }
            1 => self.source(),
            2 => self.provision(),
            3 => {
                self.put(&["dimension"]);
                self.name();
                self.maybe(Self::text);
            }
            4 | 5 => self.unit_item(),
            6 => self.classification(),
            7 => {
                self.maybe(|maker| maker.put(&["open"]));
                self.put(&["vocabulary"]);
                self.name();
                self.maybe(Self::text);
                self.words();
            }
            8 => self.extend(),
            9 => self.record(),
            10 => self.parameter(),
            11 | 12 => self.define(),
            _ => self.relation(),
        }
    }

    fn source(&mut self) {
        self.put(&["source"]);
        self.kebab();
        for _ in 0..=self.pick(3) {
            self.any(&["title", "year", "doi"]);
            if self.chance() { self.number() } else { self.text() }
        }
    }

    fn provision(&mut self) {
        self.put(&["provision"]);
        self.kebab();
        self.put(&["in"]);
        self.full_name();
        self.put(&["at"]);
        self.text();
        self.put(&["says"]);
        self.text();
        self.put(&["strength"]);
        self.any(&["must", "must not", "should", "should  not", "could"]);
        self.put(&["aspect"]);
        self.word();
        self.maybe(|maker| {
            maker.put(&["same as"]);
            maker.list(false, Self::full_name);
        });
        self.maybe(|maker| {
            maker.any(&["not checkable", "partly  checkable"]);
            maker.put(&["because"]);
            maker.text();
        });
    }

    fn unit_item(&mut self) {
        self.put(&["unit"]);
        self.list(false, |maker| maker.any(&["mu", "亩", "%"]));
        self.maybe(Self::text);
        if self.chance() {
            self.put(&["of"]);
            self.name();
        } else {
            self.put(&["="]);
            self.quantity();
        }
        self.maybe(|maker| maker.put(&["never negative"]));
    }

    fn classification(&mut self) {
        self.put(&["classification"]);
        self.name();
        self.maybe(Self::text);
        self.put(&["from"]);
        self.string();
        for _ in 0..self.pick(3) {
            self.put(&["refers to"]);
            self.name();
            self.put(&["by"]);
            self.word();
        }
    }

    /// `{a, b "text"}`
    fn words(&mut self) {
        self.put(&["{"]);
        self.list(true, |maker| {
            maker.word();
            maker.maybe(|maker| {
                maker.put(&[":"]);
                maker.unit();
            });
            maker.maybe(Self::text);
        });
        self.put(&["}"]);
    }

    fn extend(&mut self) {
        self.put(&["extend"]);
        if self.chance() {
            self.put(&["vocabulary"]);
            self.name();
            return self.words();
        }
        self.put(&["record"]);
        self.name();
        for _ in 0..=self.pick(3) {
            self.field();
        }
    }

    fn record(&mut self) {
        self.put(&["record"]);
        self.name();
        self.maybe(|maker| maker.put(&["key", "id"]));
        self.maybe(|maker| {
            maker.put(&["is the"]);
            maker.any(&["plan", "portfolio"]);
        });
        self.maybe(|maker| maker.put(&["shown as", "title", ".", "short"]));
        self.maybe(|maker| {
            maker.put(&["from", "period", ".", "base_year", "to", "period", ".", "last_year"]);
        });
        self.maybe(Self::text);
        for _ in 0..self.pick(6) {
            self.field();
        }
    }

    fn field(&mut self) {
        self.word();
        self.maybe(|maker| maker.put(&["?"]));
        self.put(&[":"]);
        self.type_of_field();
        self.maybe(Self::range);
        self.maybe(|maker| {
            maker.put(&["="]);
            maker.literal();
        });
        self.maybe(Self::text);
    }

    fn range(&mut self) {
        self.put(&["from"]);
        self.signed_number();
        self.maybe(|maker| {
            maker.put(&["to"]);
            maker.signed_number();
        });
    }

    fn signed_number(&mut self) {
        self.maybe(|maker| maker.put(&["-"]));
        self.quantity();
    }

    fn literal(&mut self) {
        match self.pick(6) {
            0 => self.signed_number(),
            1 => self.date(),
            2 => self.any(&["true", "false"]),
            3 => self.code(),
            4 => self.set(),
            _ => self.name(),
        }
    }

    fn type_of_field(&mut self) {
        match self.pick(12) {
            1 => {
                self.put(&["one of"]);
                if self.chance() { self.name() } else { self.words() }
            }
            2 => {
                self.put(&["set of"]);
                if self.chance() { self.name() } else { self.words() }
            }
            3 => {
                self.put(&["list of"]);
                self.deeper(Self::name, Self::type_of_field);
            }
            4 => {
                self.put(&["series"]);
                self.maybe(|maker| {
                    maker.put(&["of"]);
                    maker.unit();
                });
            }
            5 => self.put(&["quantity", "of", "id"]),
            6 => self.put(&["breakdown"]),
            7 => self.put(&["code", "of", "isic"]),
            8 => {
                self.put(&["ref", "Industry"]);
                self.maybe(|maker| maker.put(&["or", "none"]));
            }
            9 => self.put(&["word of", "indicator"]),
            _ => self.unit(),
        }
    }

    fn parameter(&mut self) {
        self.put(&["parameter"]);
        self.name();
        self.put(&[":"]);
        self.type_of_field();
        self.maybe(Self::range);
        self.maybe(Self::text);
        self.put(&["="]);
        self.list(false, |maker| {
            maker.literal();
            maker.maybe(|maker| {
                maker.put(&["from"]);
                maker.year();
            });
        });
        self.maybe(|maker| {
            maker.put(&["because"]);
            maker.text();
        });
        self.maybe(|maker| {
            maker.put(&["checked on"]);
            maker.date();
        });
    }

    fn params(&mut self) {
        self.put(&["("]);
        self.list(false, |maker| {
            maker.name();
            maker.put(&[":"]);
            maker.type_of_field();
        });
        self.put(&[")"]);
    }

    fn define(&mut self) {
        self.put(&["define"]);
        self.name();
        self.maybe(Self::params);
        self.maybe(|maker| {
            maker.put(&[":"]);
            maker.type_of_field();
            maker.maybe(Self::range);
        });
        self.maybe(Self::text);
        self.put(&["="]);
        self.value();
    }

    fn relation(&mut self) {
        self.put(&["relation"]);
        self.name();
        self.params();
        self.maybe(Self::text);
        self.put(&["="]);
        let (first, second) = if self.chance() { ("between", "and") } else { ("from", "to") };
        self.put(&[first]);
        self.name();
        self.suffixes();
        self.put(&[second]);
        self.name();
        self.suffixes();
        self.generators();
        self.maybe(|maker| {
            maker.put(&["where"]);
            maker.condition();
        });
    }
}
