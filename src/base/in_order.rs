//! Maps and sets without an order of their own, kept as lists in the order of their members: the
//! same contents are the same bytes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// For `#[serde(with = "in_order")]`.
pub fn serialize<'m, M, T, S>(members: &'m M, serializer: S) -> Result<S::Ok, S::Error>
where
    &'m M: IntoIterator<Item = T>,
    T: Ord + Serialize,
    S: Serializer,
{
    let mut members: Vec<T> = members.into_iter().collect();
    members.sort();
    serializer.collect_seq(members)
}

/// For `#[serde(with = "in_order")]`.
pub fn deserialize<'de, M, T, D>(deserializer: D) -> Result<M, D::Error>
where
    M: IntoIterator<Item = T> + FromIterator<T>,
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let members = Vec::<T>::deserialize(deserializer)?;
    Ok(members.into_iter().collect())
}
