//! From the bytes of a file to text.

use crate::base::{FileId, Span};
use crate::diagnostic::{Code, Diagnostic};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 512 << 20;

/// The text of a file, and what is wrong with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// As much of the text as can be shown; the whole of it where nothing is wrong. A byte order
    /// mark stays, so that places count the bytes of the file.
    pub text: String,
    pub fault: Option<ByteFault>,
}

/// Why bytes are no text that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteFault {
    Utf16,
    /// The first byte that is not UTF-8.
    NotUtf8 {
        at: usize,
    },
    TooLarge {
        length: usize,
    },
}

/// Decodes the bytes of a plan file, which must be UTF-8.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    if bytes.len() > LARGEST {
        let fault = ByteFault::TooLarge { length: bytes.len() };
        return Decoded { text: String::new(), fault: Some(fault) };
    }
    if looks_like_utf16(&bytes) {
        return Decoded { text: String::new(), fault: Some(ByteFault::Utf16) };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, fault: None },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Decoded { text, fault: Some(ByteFault::NotUtf8 { at }) }
        }
    }
}

/// A byte order mark of UTF-16, or a zero byte beside a bracket at the start, as UTF-16 without
/// a mark has it.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [0, first, ..] | [first, 0, ..] => matches!(first, b'{' | b'[' | b'\n' | b'\r' | b' '),
        _ => false,
    }
}

impl ByteFault {
    /// What to say of it. `file` is the one that [`Decoded::text`] was registered as.
    pub fn diagnostic(self, file: FileId) -> Diagnostic {
        match self {
            ByteFault::Utf16 => Diagnostic::error(
                Code::PlanEncoding,
                said!(
                    "the file is UTF-16 text; plans are read as UTF-8",
                    "文件是UTF-16文本；规划按UTF-8读取"
                ),
            )
            .at(Span::new(file, 0, 0))
            .with_help(said!("save it again with the encoding UTF-8", "请另存为UTF-8编码")),
            ByteFault::NotUtf8 { at } => {
                let byte = at + 1;
                let message = said!(
                    "the file is not UTF-8 text: byte {byte} is none of it",
                    "文件不是UTF-8文本：第{byte}个字节不合规"
                );
                Diagnostic::error(Code::PlanEncoding, message)
                    .at(Span::new(file, at, at + 3))
                    .with_note(said!(
                        "texts saved as GBK, Big5 or Windows-1252 look like this",
                        "以GBK、Big5或Windows-1252保存的文本会如此"
                    ))
                    .with_help(said!("save it again with the encoding UTF-8", "请另存为UTF-8编码"))
            }
            ByteFault::TooLarge { length } => {
                let megabytes = length >> 20;
                let most = LARGEST >> 20;
                let message = said!(
                    "the file has {megabytes} MB; at most {most} MB are read",
                    "文件有{megabytes} MB；最多读取{most} MB"
                );
                Diagnostic::error(Code::PlanTooLarge, message).at(Span::new(file, 0, 0)).with_help(
                    said!(
                        "split the plan, or leave out what no rule reads",
                        "请拆分规划，或删去没有规则读取的内容"
                    ),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(bytes: &[u8]) -> Option<ByteFault> {
        decode(bytes.to_vec()).fault
    }

    #[test]
    fn utf8_is_read_and_other_encodings_are_told() {
        assert_eq!(decode("{\"a\": \"中\"}".into()).text, "{\"a\": \"中\"}");
        assert_eq!(fault(b""), None);
        assert_eq!(fault(b"\xef\xbb\xbf{}"), None);
        assert_eq!(fault(b"\xff\xfe{\0}\0"), Some(ByteFault::Utf16));
        assert_eq!(fault(b"\0{\0}"), Some(ByteFault::Utf16));
        assert_eq!(fault(b"{\0}\0"), Some(ByteFault::Utf16));
        assert_eq!(fault(b"{\"a\": \"\xd6\xd0\"}"), Some(ByteFault::NotUtf8 { at: 7 }));
    }

    #[test]
    fn the_place_of_a_bad_byte_is_that_of_its_stand_in() {
        let decoded = decode(b"{\"a\": \"\xd6\xd0\"}".to_vec());
        let span = decoded.fault.unwrap().diagnostic(FileId(0)).place().unwrap();
        assert_eq!(&decoded.text[span.range()], "\u{fffd}");
    }
}
