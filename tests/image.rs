//! The image of the packs that come with the tool: it is of these packs, and stands for their texts.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]
use std::path::Path;

use misrule::base::{Sources, checksum};
use misrule::declare;
use misrule::packs::{IMAGE, Packs};
use misrule::program::{Image, ImageError, Program};
use misrule::typecheck;

#[test]
fn the_image_is_of_the_rules_as_they_are() {
    let bytes = typecheck::embedded_image().to_bytes();
    if std::env::var_os("UPDATE_IMAGE").is_some() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/packs/embedded.image");
        std::fs::write(file, bytes).unwrap();
        return;
    }
    assert!(
        bytes == IMAGE,
        "the rules or what is made of them changed: UPDATE_IMAGE=1 cargo test --test image"
    );
}

/// An image is read from bytes that stay.
fn read(bytes: &[u8]) -> Result<Image, ImageError> {
    Image::from_bytes(bytes.to_vec().leak())
}

/// The bytes of an image, changed, with the checksum that fits them.
fn summed(body: &[u8]) -> Vec<u8> {
    [&checksum([body]).to_le_bytes(), body].concat()
}

#[test]
fn a_program_comes_back_from_its_image() {
    let image = typecheck::embedded_image();
    let back = read(&image.to_bytes()).unwrap();
    assert_eq!((&back.files, back.of), (&image.files, image.of));
    assert!(format!("{:?}", back.program.provisions) == format!("{:?}", image.program.provisions));
    assert!(format!("{:?}", back.program.rules) == format!("{:?}", image.program.rules));
    assert!(format!("{:?}", back.program.exprs) == format!("{:?}", image.program.exprs));
    assert!(back.to_bytes() == image.to_bytes());
}

#[test]
fn the_tool_takes_its_rules_from_the_image_as_from_their_texts() {
    let set = |name: &str, value: &str| [(name.to_owned(), value.to_owned())];
    for overrides in [
        set("priority_limit", "7"),
        set("sheng2023/priority_limit", "3"),
        set("regional/priority_limit", "many"),
        set("sheng2023/priority_limit", "2 CNY"),
        set("priority_limits", "7"),
        set("other/priority_limit", "7"),
    ] {
        let (program, sources, told) = typecheck::embedded(&overrides);
        let (packs, texts, mut wanted) = Packs::load_untested(Vec::new(), true, &|_, _| None);
        let (model, of_model) = declare::build(&packs, &texts);
        let (from_texts, _, of_rules) = typecheck::compile(&packs, model, &overrides);
        wanted.extend(of_model.into_iter().chain(of_rules));
        assert_eq!(told, wanted, "{overrides:?}");
        let names = |sources: &Sources| -> Vec<String> {
            sources.iter().map(|file| format!("{}\n{}", file.name(), file.text())).collect()
        };
        assert!(names(&sources) == names(&texts));
        let is = |program: &Program| format!("{:?}", (&program.parameters, &program.packs));
        assert!(is(&program) == is(&from_texts), "{overrides:?}");
    }
}

#[test]
fn bytes_that_were_cut_off_or_changed_are_no_image() {
    for end in (0..IMAGE.len()).step_by(9973).chain([IMAGE.len() - 1]) {
        assert_eq!(Image::from_bytes(&IMAGE[..end]).unwrap_err(), ImageError::Changed);
    }
    let mut bytes = IMAGE.to_vec();
    for at in (0..IMAGE.len()).step_by(10_007) {
        let bit = 1 << (at % 8);
        bytes[at] ^= bit;
        assert_eq!(read(&bytes).unwrap_err(), ImageError::Changed, "byte {at}");
        bytes[at] ^= bit;
    }
    assert!(read(&bytes).is_ok());
}

/// What another version of the tool wrote has a checksum too.
#[test]
fn whatever_stands_behind_a_right_checksum_ends_in_an_answer() {
    let body = &IMAGE[8..];
    for end in (0..body.len()).step_by(20_011) {
        assert_eq!(read(&summed(&body[..end])).unwrap_err(), ImageError::Foreign);
    }
    let mut body = body.to_vec();
    for at in (0..body.len()).step_by(20_011) {
        let old = body[at];
        for value in [0, 0xff] {
            body[at] = value;
            let bytes = summed(&body);
            // One answer or the other: a changed letter is a name as good as any.
            assert!(!matches!(read(&bytes), Err(ImageError::Changed)));
        }
        body[at] = old;
    }
}
