//! The register of what the tool itself can say. A code is stable; wording is not.

/// Declares [`Code`] from one table: variant, the stable name people see, what it means.
macro_rules! codes {
    ($($variant:ident $name:literal $meaning:literal;)*) => {
        /// The kind of a diagnostic. Its name is a contract, its message is not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $variant,)* }

        impl Code {
            /// Every code, in the order of the register.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable name, such as `plan/unknown-field`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// What it means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    // Rule text that cannot be read.
    UnknownItem "syntax/unknown-item" "a line starts with a word that begins no item";
    NotAnItem "syntax/not-an-item" "something other than a word stands in column 1";
    Unexpected "syntax/unexpected" "something stands where something else belongs";
    UnclosedText "syntax/unclosed-text" "a text has no closing quote on its line";
    UnclosedBracket "syntax/unclosed-bracket" "a bracket is opened and not closed, or closed and not opened";
    FullWidthMark "syntax/full-width-mark" "a full-width mark stands where its half-width form belongs";
    ClauseOrder "syntax/clause-order" "a clause stands after one that it belongs before";
    MissingClause "syntax/missing-clause" "an item lacks a clause it cannot do without";
    ReservedWord "syntax/reserved-word" "a reserved word is used as a name";
    BadNumber "syntax/bad-number" "a number is not written as numbers are";
    BadEscape "syntax/bad-escape" "an escape in a text is not one the language knows";
    BadHole "syntax/bad-hole" "a hole in a message holds what a hole cannot hold";
    TooDeep "syntax/too-deep" "the text is nested deeper than the limit";
    TooLarge "syntax/too-large" "a file is larger than the limit";
    NotUtf8 "syntax/not-utf8" "the file is not UTF-8 text";
    NotSupported "syntax/not-supported" "a part of the language that this version does not run yet";

    // Packs.
    NoPackHead "pack/no-head" "a rule file does not say which pack it belongs to";
    PackHeadNotFirst "pack/head-not-first" "the head of a pack does not stand first in its file";
    TwoPackHeads "pack/two-heads" "a rule file names two packs";
    PackInTwoFolders "pack/two-folders" "files of two folders name one pack";
    TwoPackTitles "pack/two-titles" "the files of a pack give it two titles";
    TwoPackVersions "pack/two-versions" "the version of a pack stands in two of its files";
    UnknownPack "pack/unknown" "a pack uses a pack that is not there";
    PackCircle "pack/circle" "packs use each other in a circle";
}
