//! Texts that are kept until it is their turn to be written: short ones in memory, the rest in a
//! file that nobody sees.

use std::fs::File;
use std::io::{self, Read, Seek, Write};

use super::files;

/// Bytes that are kept in memory.
const IN_MEMORY: usize = 4 << 20;

#[derive(Default)]
pub struct Spool {
    /// What is in no file yet.
    held: Vec<u8>,
    file: Option<File>,
}

impl Spool {
    pub fn push(&mut self, text: &str) -> io::Result<()> {
        self.held.extend_from_slice(text.as_bytes());
        if self.held.len() <= IN_MEMORY {
            return Ok(());
        }
        if self.file.is_none() {
            self.file = Some(files::unseen()?);
        }
        if let Some(file) = &mut self.file {
            file.write_all(&self.held)?;
            self.held.clear();
        }
        Ok(())
    }

    /// Writes all of it.
    pub fn write_to(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(file) = &mut self.file {
            file.rewind()?;
            let mut part = vec![0; 1 << 16];
            loop {
                let read = file.read(&mut part)?;
                let Some(read) = part.get(..read).filter(|read| !read.is_empty()) else { break };
                out.write_all(read)?;
            }
        }
        out.write_all(&self.held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        for pushes in [0, 3, 60] {
            let mut spool = Spool::default();
            let mut expected = String::new();
            for push in 0..pushes {
                let text = format!("{push} 中").repeat(30_000);
                spool.push(&text).unwrap();
                expected += &text;
            }
            assert_eq!(spool.file.is_some(), expected.len() > IN_MEMORY);
            let mut out = Vec::new();
            spool.write_to(&mut out).unwrap();
            assert!(out == expected.as_bytes());
        }
    }
}
