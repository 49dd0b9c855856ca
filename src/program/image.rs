//! A checked program as bytes, so that packs that come with the tool need not be read and checked
//! again in every run.
//!
//! The same program gives the same bytes. They begin with a checksum of the rest: what was cut off
//! or changed is refused before it is looked at. They are made and read by one version of the tool
//! only, and are no format for anybody else.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Expr, PackInfo, Parameter, Program, Provision, Rule, Source};
use crate::base::{Later, checksum};
use crate::facts::Layout;
use crate::model::Model;

/// A program and what it was made from.
#[derive(Clone, Debug)]
pub struct Image {
    pub program: Program,
    /// The names of the texts that its places point into, by their [`FileId`](crate::base::FileId).
    pub files: Vec<String>,
    /// The checksum of the texts it was made from.
    pub of: u64,
}

/// Why some bytes are no image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageError {
    /// They are not the bytes that were written.
    Changed,
    /// Another version of the tool wrote them.
    Foreign,
}

impl fmt::Display for ImageError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            ImageError::Changed => "the image was changed since it was made",
            ImageError::Foreign => "the image was made by another version of the tool",
        })
    }
}

impl std::error::Error for ImageError {}

/// Bytes of the checksum at the front.
const CHECKSUM: usize = size_of::<u64>();

/// What is kept of a program: all but what follows from the model.
#[derive(Serialize)]
struct Written<'p> {
    of: u64,
    files: &'p [String],
    model: &'p Model,
    packs: &'p [PackInfo],
    sources: &'p [Source],
    provisions: &'p Later<Vec<Provision>>,
    parameters: &'p [Parameter],
    unchanged_parameters: &'p [Parameter],
    rules: &'p [Rule],
    unchanged: &'p [Rule],
    exprs: &'p [Expr],
}

/// The fields of [`Written`], in its order.
#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Read {
    of: u64,
    files: Vec<String>,
    model: Model,
    packs: Vec<PackInfo>,
    sources: Vec<Source>,
    provisions: Later<Vec<Provision>>,
    parameters: Vec<Parameter>,
    unchanged_parameters: Vec<Parameter>,
    rules: Vec<Rule>,
    unchanged: Vec<Rule>,
    exprs: Vec<Expr>,
}

impl Image {
    /// The image as bytes; empty, which is no image, where something in it cannot be written.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Program {
            model,
            layout: _,
            packs,
            sources,
            provisions,
            parameters,
            unchanged_parameters,
            rules,
            unchanged,
            exprs,
            texts: _,
        } = &self.program;
        let written = Written {
            of: self.of,
            files: &self.files,
            model,
            packs,
            sources,
            provisions,
            parameters,
            unchanged_parameters,
            rules,
            unchanged,
            exprs,
        };
        let Ok(body) = postcard::to_allocvec(&written) else { return Vec::new() };
        let mut bytes = checksum([&*body]).to_le_bytes().to_vec();
        bytes.extend(body);
        bytes
    }

    pub fn from_bytes(bytes: &'static [u8]) -> Result<Image, ImageError> {
        let (sum, body) = bytes.split_first_chunk::<CHECKSUM>().ok_or(ImageError::Changed)?;
        if u64::from_le_bytes(*sum) != checksum([body]) {
            return Err(ImageError::Changed);
        }
        let (read, rest): (Read, _) =
            postcard::take_from_bytes(body).map_err(|_| ImageError::Foreign)?;
        if !rest.is_empty() {
            return Err(ImageError::Foreign);
        }
        let program = Program {
            layout: Layout::new(&read.model),
            model: read.model,
            packs: read.packs,
            sources: read.sources,
            provisions: read.provisions,
            parameters: read.parameters,
            unchanged_parameters: read.unchanged_parameters,
            rules: read.rules,
            unchanged: read.unchanged,
            exprs: read.exprs,
            texts: std::sync::OnceLock::new(),
        };
        Ok(Image { program, files: read.files, of: read.of })
    }
}
