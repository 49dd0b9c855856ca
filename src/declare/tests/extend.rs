//! Fields and words that packs add to what others declare.

use super::*;

const BASE: &str = "pack base \"B\"\nuse units\nvocabulary deed { build, close }\n\
    open vocabulary sign { land: hectare }\n\
    record Act key id\n  id: text\n  deed?: one of deed\n  sign?: one of sign\n";

/// The model of the base pack and of packs beside it, each given with its name.
fn with(packs: &[(&str, &str)]) -> Made {
    let mut files = vec![("u/units.rule", UNITS), ("b/base.rule", BASE)];
    let named: Vec<(String, String)> =
        packs.iter().map(|(name, text)| (format!("{name}/p.rule"), (*text).to_owned())).collect();
    files.extend(named.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    build_files(&files, &[])
}

#[test]
fn fields_and_words_stand_behind_those_of_the_declaration() {
    let made = with(&[(
        "green",
        "pack green \"G\"\nuse base\nvocabulary grade { high, low }\n\
         extend record Act\n  grade?: one of grade \"how well\"\n  worth?: quantity of sign\n\
         \x20 paid: boolean = false\n\
         extend vocabulary deed { repair \"made good\", }\n\
         extend vocabulary sign { use: hectare per CNY }\n",
    )]);
    assert_eq!(told(&made), [] as [&str; 0]);
    let (_, act) = made.model.record_named("Act").unwrap();
    let fields: Vec<_> =
        act.fields.iter().map(|field| (field.name.as_str(), field.added_by.as_deref())).collect();
    let added = Some("green");
    assert_eq!(
        fields,
        [
            ("id", None),
            ("deed", None),
            ("sign", None),
            ("grade", added),
            ("worth", added),
            ("paid", added)
        ]
    );
    assert_eq!(act.field_named("worth").unwrap().1.ty, FieldType::QuantityOf(FieldId(2)));
    let (_, deed) = made.model.vocabulary_named("deed").unwrap();
    let words: Vec<_> =
        deed.words.iter().map(|word| (word.name.as_str(), word.added_by.as_deref())).collect();
    assert_eq!(words, [("build", None), ("close", None), ("repair", added)]);
    let (_, sign) = made.model.vocabulary_named("sign").unwrap();
    let word = sign.word(sign.word_named("use").unwrap()).unwrap();
    assert!(word.unit.is_some());
}

#[test]
fn an_added_field_may_be_left_out() {
    let made = with(&[(
        "green",
        "pack green \"G\"\nuse base\nextend record Act\n  grade: text\n  pure?: text = \"x\"\n",
    )]);
    assert_eq!(
        told(&made),
        [
            "grade: `grade` is added to `Act` and must be optional | write `grade?:`",
            "\"x\": `pure?` may be left out unsaid, so it has no default | write `pure:` without `?`, or take the default out",
        ]
    );
    assert_eq!(
        made.diagnostics[0].notes[0].en(),
        "plans written without the pack `green` do not state it"
    );
}

#[test]
fn only_what_a_pack_uses_is_extended() {
    let made = with(&[
        ("green", "pack green \"G\"\nuse units\nextend record Act\n  a?: text\n"),
        (
            "red",
            "pack red \"R\"\nuse base\nrecord Own\n  a: text\nextend record Own\n  b?: text\n\
             extend record Akt\n  b?: text\nextend vocabulary Act { x }\n\
             extend record deed\n  b?: text\nvocabulary mine { a }\nextend vocabulary mine { b }\n",
        ),
    ]);
    assert_eq!(
        told(&made),
        [
            "Act: `Act` is a record of the pack `base`, which this pack does not use | add `use base`",
            "Own: `Own` is a record of this pack itself | write the fields where it is declared",
            "Akt: `Akt` is no record | did you mean `Act`?",
            "Act: `Act` is no vocabulary | there are: deed, mine, sign",
            "deed: `deed` is no record | there are: Act, Own",
            "mine: `mine` is a vocabulary of this pack itself | write the words where it is declared",
        ]
    );
}

#[test]
fn what_is_added_twice_names_both_places() {
    let made = with(&[
        (
            "green",
            "pack green \"G\"\nuse base\nextend record Act\n  deed?: text\n  grade?: text\n\
             extend vocabulary deed { close, mend }\n",
        ),
        (
            "red",
            "pack red \"R\"\nuse base\nextend record Act\n  grade?: text\n  x?: text\n  x?: text\n\
             extend vocabulary deed { mend }\n",
        ),
    ]);
    let shown: Vec<String> = made
        .diagnostics
        .iter()
        .map(|told| {
            let places = told.labels.iter().map(|label| made.sources.name(label.span.file));
            let notes = told.notes.iter().map(|note| note.en());
            let parts: Vec<&str> = places.chain(notes).collect();
            format!("{}: {}", told.message.en(), parts.join("; "))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "the word `close` stands twice: green/p.rule; b/base.rule; one is of the pack `base`, the other of the pack `green`",
            "the word `mend` stands twice: red/p.rule; green/p.rule; one is of the pack `green`, the other of the pack `red`",
            "`Act` has two fields `deed`: green/p.rule; b/base.rule; one is of the pack `base`, the other of the pack `green`",
            "`Act` has two fields `grade`: red/p.rule; green/p.rule; one is of the pack `green`, the other of the pack `red`",
            "`Act` has two fields `x`: red/p.rule; red/p.rule",
        ]
    );
}
