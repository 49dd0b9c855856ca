//! The register of what the tool itself can say. A code is stable; wording is not.
//!
//! A new code needs its page, `docs/codes/ROOM/NAME.md`, whose examples `tests/code_pages.rs` runs
//! (`PAGE=ROOM/NAME cargo test --test code_pages` runs those alone), and its line in the index
//! (`UPDATE_CODES=1 cargo test --test code_pages`).

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

            /// Its page, in Markdown: what it means and why it matters, in English and Chinese,
            /// an example, and the example mended. A code without a page does not compile.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$variant => include_str!(concat!("../../docs/codes/", $name, ".md")),)*
                }
            }
        }
    };
}

codes! {
    // Plan text that cannot be read, or says what the model does not allow.
    NotJson "plan/not-json" "the text of a plan breaks the grammar of JSON";
    PlanEncoding "plan/encoding" "the file is not UTF-8 text";
    ByteOrderMark "plan/byte-order-mark" "the file begins with a byte order mark, which is skipped";
    PlanTooLarge "plan/too-large" "the file is larger than what is read";
    PlanTooDeep "plan/too-deep" "lists and records are nested deeper than what is read";
    EmptyPlan "plan/empty" "the file has nothing in it";
    NotAPlan "plan/not-a-plan" "the file is JSON, and nothing in it is part of a plan";
    WrongType "plan/wrong-type" "a field holds another kind of value than the model says";
    UnknownField "plan/unknown-field" "the model knows no such field";
    RepeatedField "plan/repeated-field" "a record states one field twice";
    OtherFormat "plan/other-format" "a file says that it is of another format than the rules read";
    MissingField "plan/missing-field" "a record lacks a field it must have";
    RepeatedKey "plan/repeated-key" "two records of one list have the same key";
    RepeatedMember "plan/repeated-member" "a list names one thing twice";
    DanglingReference "plan/dangling-reference" "a reference leads to no record of the plan";
    NullMember "plan/null-member" "a member of a list is null";
    UnknownWord "plan/unknown-word" "a word stands outside the vocabulary of its field";
    UnknownCode "plan/unknown-code" "a classification has no such code";
    UnknownScheme "plan/unknown-classification" "it is not clear which classification a code is of";
    BadQuantity "plan/bad-quantity" "a text is not a number with a unit";
    WrongUnit "plan/wrong-unit" "a value is in a unit that its field is not measured in";
    OtherCurrency "plan/other-currency" "an amount is in another currency than the plan's";
    NoCurrency "plan/no-currency" "a plan states amounts of money and not their currency";
    OutOfRange "plan/out-of-range" "a value lies outside the range of its field";
    FractionForPercent "plan/fraction-for-percent" "a percentage looks like a fraction of one";
    BadYear "plan/bad-year" "a year is not a whole number from 1000 to 9999";
    PeriodBackwards "plan/period-backwards" "the last year of a plan lies before its base year";
    BadDate "plan/bad-date" "a date is not a day of the calendar, written year-month-day";
    Placeholder "plan/placeholder" "a text says that nothing is said yet, and counts as missing";
    BadAbsence "plan/bad-absence" "the reason why something is absent is not one there is";
    FaultsLeftOff "plan/faults-left-off" "a file has more faults than are shown";

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
    NotSupported "syntax/not-supported" "a second model of a plan or a portfolio, and one load has one";

    // Packs.
    NoPackHead "pack/no-head" "a rule file does not say which pack it belongs to";
    PackHeadNotFirst "pack/head-not-first" "the head of a pack does not stand first in its file";
    TwoPackHeads "pack/two-heads" "a rule file names two packs";
    PackInTwoFolders "pack/two-folders" "files of two folders name one pack";
    TwoPackTitles "pack/two-titles" "the files of a pack give it two titles";
    TwoPackVersions "pack/two-versions" "the version of a pack stands in two of its files";
    UnknownPack "pack/unknown" "a pack uses a pack that is not there";
    PackCircle "pack/circle" "packs use each other in a circle";

    // Declarations of what a plan is.
    NameTaken "model/name-taken" "a name is declared twice";
    UnknownName "model/unknown-name" "a declaration names something that is not declared";
    NotUsed "model/not-used" "a name is declared by a pack that is not used";
    TooManyDeclared "model/too-many" "more is declared than a model can hold";
    BadUnit "model/bad-unit" "a unit is declared or written as a unit cannot be";
    UnitCircle "model/unit-circle" "units are declared by each other";
    NoSuchFile "model/no-such-file" "the table of a classification is not there";
    BadTable "model/bad-table" "the table of a classification has a mistake";
    WordTwice "model/word-twice" "a vocabulary has a word twice";
    FieldTwice "model/field-twice" "a record has two fields of one name";
    BadFieldType "model/bad-field-type" "a field cannot be of this type";
    BadRange "model/bad-range" "the range of a field does not fit it";
    BadDefault "model/bad-default" "the default of a field does not fit it";
    BadKey "model/bad-key" "a record has no key where it needs one, or one that cannot be a key";
    BadPath "model/bad-path" "a path of fields leads to nothing that fits";
    NoUnitByWord "model/no-unit-by-word" "a quantity takes its unit from a field that gives none";
    BadExtension "model/bad-extension" "a pack adds to a record or vocabulary what cannot be added there";
    RecordCircle "model/record-circle" "a record holds itself";
    BadRole "model/bad-role" "the record of the plan or the portfolio is not declared as it must be";

    // Rules that do not hold together.
    NoSuchName "rules/unknown-name" "a name is neither declared nor a word that the place expects";
    AmbiguousName "rules/ambiguous-name" "a name is both a value in scope and a word that the place expects";
    NameInUse "rules/name-in-use" "a name is given twice, or hides another";
    NotHere "rules/not-here" "a name has no meaning in this kind of item";
    NoSuchWord "rules/unknown-word" "a word is not in the vocabulary that the place expects";
    NoSuchField "rules/unknown-field" "a record has no field of the name";
    NoSuchCode "rules/unknown-code" "a classification, a level of one or a code is not declared";
    NoSuchType "rules/unknown-type" "a type is not declared, or cannot stand where it is used";
    NoSuchRule "rules/unknown-rule" "a rule or exception is not declared";
    NoSuchProvision "rules/unknown-provision" "a source or a provision is not declared";
    NoSuchPlanFile "rules/unknown-plan-file" "a test names a plan file that is not there or cannot be read";
    PackNotUsed "rules/pack-not-used" "a name is taken from a pack that is not used";
    WrongKind "rules/wrong-type" "a value is of another kind than its place takes";
    UnitMismatch "rules/unit-mismatch" "figures meet whose units do not go together";
    NotAList "rules/not-a-list" "something that has no members is gone through";
    NotACondition "rules/not-a-condition" "something that is neither true nor false stands as a condition";
    CannotAsk "rules/cannot-ask" "a question is asked of something that cannot answer it";
    UnusedGenerator "rules/unused-generator" "an aggregate goes through a list and makes no use of its members";
    MissingMessage "rules/missing-message" "a demand that can fail has no message";
    WrongCall "rules/wrong-call" "a define is called in a way that does not fit it";
    NotARelation "rules/not-a-relation" "what stands after `by` is no relation, or a relation stands elsewhere";
    Recursive "rules/recursive" "defines, relations or exceptions lead back to themselves";
    ParameterOutOfRange "rules/out-of-range" "the value of a parameter lies outside its range";
    BadOverride "rules/bad-override" "a parameter is set from outside to what it cannot be";
    BadChange "rules/bad-change" "a pack changes a rule that it cannot change, or not in this way";
    ChangeClash "rules/change-clash" "two packs change one thing, and neither uses the other";
    OldName "rules/old-name" "a rule is called by a name it had before";
    NotStricter "rules/not-stricter" "a rule gives a reason for asking more than its provisions, and does not";
    YearNotSaid "rules/year-not-said" "something depends on a year that is not said";
    BadYears "rules/bad-years" "years are not in order";
    RuleTooLarge "rules/too-large" "a rule is larger than the limits allow";

    // Advice about rules that load.
    NeverApplies "advice/never-applies" "no plan makes a rule apply";
    AlwaysTrue "advice/always-true" "no plan can fail a demand";
    NeverMet "advice/never-met" "no plan can meet a demand";
    ExceptionNeverHolds "advice/exception-never-holds" "no plan makes an exception hold where its rule applies";
    DecidedPart "advice/decided-part" "a part of a condition comes out the same whatever a plan says";
    UnusedLet "advice/unused-let" "a `let` is given and never used";
    UnusedDefine "advice/unused-define" "a define is called by nothing";
    UnusedParameter "advice/unused-parameter" "a parameter is read by nothing";
    PartialMessage "advice/partial-message" "a message reads only some of the conditions that can fail";
    PresenceOnly "advice/presence-only" "a demand asks only whether something is said, not what";
    DefaultDecides "advice/default-decides" "a default alone can decide a demand";
    StricterThanProvision "advice/stricter-than-provision" "a rule demands more strongly than its provisions do";
    WeakerThanProvision "advice/weaker-than-provision" "a rule demands less strongly than its provisions do";
    NegativeDemand "advice/negative-demand" "a demand says what must not be, and would read better the other way round";
    ProvisionWithoutRule "advice/provision-without-rule" "no rule answers to a provision";
    Untested "advice/untested" "a rule lacks a test for a verdict it can give";
    ReadsPlans "advice/reads-plans" "a rule about one plan reads all plans";
    UnusedAllowance "advice/unused-allowance" "an advice is allowed where it is not given";
    UnknownAllowance "advice/unknown-allowance" "an allowance names an advice that there is none of";
    AllowanceWithoutReason "advice/no-reason" "an advice is allowed, and no reason given";

    // What a check of plans finds that is no rule's verdict.
    NothingDecided "check/nothing-decided" "no rule could be decided on a plan";
    FindingsLeftOff "check/findings-left-off" "a rule has more findings on a plan than are listed";
    NoSuchPlan "check/no-such-plan" "a manifest lists a plan that is not there";
    NothingChecked "check/nothing-checked" "what was asked for could not be checked";
    PlanTwice "check/plan-twice" "two files of a portfolio are one plan";

    // Tests that do not hold.
    TestFailed "test/failed" "a test of rules came out otherwise than it says";
    TestPlan "test/plan" "the plan of a test cannot be used";
}
