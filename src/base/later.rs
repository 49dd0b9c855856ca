//! Values that are kept as bytes until somebody asks for them.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::ser::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that many runs never look at. Read from bytes that come with the program it stays
/// bytes, and is made of them when it is first asked for. Whoever hands such bytes on has seen to
/// it that they are those once written, for it is too late then to say that they are not: what
/// cannot be made of them is empty.
#[derive(Clone)]
pub struct Later<T> {
    value: OnceLock<T>,
    bytes: &'static [u8],
}

impl<T> From<T> for Later<T> {
    fn from(value: T) -> Later<T> {
        Later { value: OnceLock::from(value), bytes: &[] }
    }
}

impl<T: Default + DeserializeOwned> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| postcard::from_bytes(self.bytes).unwrap_or_default())
    }
}

impl<T: Default + DeserializeOwned + fmt::Debug> fmt::Debug for Later<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(out)
    }
}

impl<T: Default + DeserializeOwned + Serialize> Serialize for Later<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&postcard::to_allocvec(&**self).map_err(S::Error::custom)?)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Later<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Later<T>, D::Error> {
        let bytes = <&'de [u8]>::deserialize(deserializer)?;
        Ok(Later { value: OnceLock::new(), bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::Later;

    #[test]
    fn it_is_the_value_once_asked() {
        let kept = postcard::to_allocvec(&Later::from(vec![1_u16, 2, 300])).unwrap();
        let kept: &'static [u8] = kept.leak();
        let later: Later<Vec<u16>> = postcard::from_bytes(kept).unwrap();
        assert!(later.value.get().is_none(), "nobody asked yet");
        assert_eq!(*later, [1, 2, 300]);
        assert_eq!(postcard::to_allocvec(&later).unwrap(), kept);
    }

    #[test]
    fn what_cannot_be_made_of_the_bytes_is_empty() {
        let later: Later<Vec<u16>> = postcard::from_bytes(&[2, 9, 1]).unwrap();
        assert!(later.is_empty());
    }
}
