//! The program of the packs that come with the tool, without reading their texts where that can be
//! spared.

use super::{compile, overrides};
use crate::base::Sources;
use crate::declare;
use crate::diagnostic::Diagnostic;
use crate::packs::{self, Packs};
use crate::program::{Image, ImageError, Program};

/// The rules that come with the tool, checked, and the texts they are in. `overrides` are those of
/// [`compile`](super::compile).
///
/// They are taken from the image that is kept beside the texts; where it is not of these texts,
/// from the texts themselves, which takes some fifty times as long.
pub fn embedded(overrides: &[(String, String)]) -> (Program, Sources, Vec<Diagnostic>) {
    match from_image(packs::IMAGE) {
        Ok((mut program, sources)) => {
            let diagnostics = overrides::set(&mut program, overrides);
            (program, sources, diagnostics)
        }
        Err(_) => from_texts(overrides),
    }
}

/// The image of the texts as they are now, as it is to be kept.
pub fn embedded_image() -> Image {
    let (program, sources, _) = from_texts(&[]);
    let files = sources.iter().map(|file| file.name().to_owned()).collect();
    Image { program, files, of: packs::embedded_checksum() }
}

fn from_texts(overrides: &[(String, String)]) -> (Program, Sources, Vec<Diagnostic>) {
    let (packs, sources, mut diagnostics) = Packs::load_untested(Vec::new(), true, &|_, _| None);
    let (model, of_model) = declare::build(&packs, &sources);
    let (program, _, of_rules) = compile(&packs, model, overrides);
    diagnostics.extend(of_model);
    diagnostics.extend(of_rules);
    (program, sources, diagnostics)
}

fn from_image(bytes: &'static [u8]) -> Result<(Program, Sources), ImageError> {
    let image = Image::from_bytes(bytes)?;
    if image.of != packs::embedded_checksum() {
        return Err(ImageError::Foreign);
    }
    let mut sources = Sources::new();
    for name in &image.files {
        let file = packs::embedded_file(name).ok_or(ImageError::Foreign)?;
        sources.add_embedded(file.name, file.text);
    }
    Ok((image.program, sources))
}
