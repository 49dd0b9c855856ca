//! The image of the packs that come with the tool: it is of these packs, and stands for their texts.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]
use std::path::Path;

use misrule::packs::IMAGE;
use misrule::program::{Image, ImageError};
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

#[test]
fn a_program_comes_back_from_its_image() {
    let image = typecheck::embedded_image();
    let back = Image::from_bytes(&image.to_bytes()).unwrap();
    assert_eq!((&back.files, back.of), (&image.files, image.of));
    assert_eq!(format!("{:#?}", back.program.rules), format!("{:#?}", image.program.rules));
    assert_eq!(format!("{:#?}", back.program.exprs), format!("{:#?}", image.program.exprs));
    assert_eq!(back.to_bytes(), image.to_bytes());
}

#[test]
fn bytes_that_were_cut_off_or_changed_are_no_image() {
    for end in (0..IMAGE.len()).step_by(997).chain([IMAGE.len() - 1]) {
        assert_eq!(Image::from_bytes(&IMAGE[..end]).unwrap_err(), ImageError::Changed);
    }
    let mut bytes = IMAGE.to_vec();
    for at in (0..IMAGE.len()).step_by(1009) {
        let bit = 1 << (at % 8);
        bytes[at] ^= bit;
        assert_eq!(Image::from_bytes(&bytes).unwrap_err(), ImageError::Changed, "byte {at}");
        bytes[at] ^= bit;
    }
    assert!(Image::from_bytes(&bytes).is_ok());
}
