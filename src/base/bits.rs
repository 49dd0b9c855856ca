//! A vector of truth bits, 64 to a word.

/// A fixed number of bits. What lies beyond the end reads as false.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    pub fn zeros(len: usize) -> Self {
        Bits { words: vec![0; len.div_ceil(64)], len }
    }

    pub fn ones(len: usize) -> Self {
        let mut bits = Bits { words: vec![u64::MAX; len.div_ceil(64)], len };
        bits.clear_tail();
        bits
    }

    /// Bits from a test of each index.
    pub fn from_fn(len: usize, mut test: impl FnMut(usize) -> bool) -> Self {
        let mut words = Vec::with_capacity(len.div_ceil(64));
        let mut at = 0;
        while at < len {
            let take = (len - at).min(64);
            let mut word = 0;
            for bit in 0..take {
                word |= u64::from(test(at + bit)) << bit;
            }
            words.push(word);
            at += take;
        }
        Bits { words, len }
    }

    /// Bits one after another.
    pub fn collect(bits: impl Iterator<Item = bool>) -> Self {
        let mut words = Vec::with_capacity(bits.size_hint().0.div_ceil(64));
        let (mut word, mut len) = (0, 0);
        for bit in bits {
            word |= u64::from(bit) << (len % 64);
            len += 1;
            if len % 64 == 0 {
                words.push(word);
                word = 0;
            }
        }
        if len % 64 != 0 {
            words.push(word);
        }
        Bits { words, len }
    }

    fn clear_tail(&mut self) {
        let used = self.len % 64;
        if let (true, Some(last)) = (used != 0, self.words.last_mut()) {
            *last &= (1 << used) - 1;
        }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn get(&self, index: usize) -> bool {
        index < self.len && self.words.get(index / 64).is_some_and(|w| w >> (index % 64) & 1 == 1)
    }

    pub fn set(&mut self, index: usize, value: bool) {
        if index >= self.len {
            return;
        }
        if let Some(word) = self.words.get_mut(index / 64) {
            let mask = 1 << (index % 64);
            if value { *word |= mask } else { *word &= !mask }
        }
    }

    pub fn push(&mut self, value: bool) {
        if self.len.is_multiple_of(64) {
            self.words.push(0);
        }
        self.len += 1;
        self.set(self.len - 1, value);
    }

    /// Makes it `len` bits long: what is added is `value`.
    pub fn resize(&mut self, len: usize, value: bool) {
        let before = self.len;
        self.len = len;
        self.words.resize(len.div_ceil(64), if value { u64::MAX } else { 0 });
        if value
            && before < len
            && !before.is_multiple_of(64)
            && let Some(word) = self.words.get_mut(before / 64)
        {
            *word |= u64::MAX << (before % 64);
        }
        self.clear_tail();
    }

    pub fn any(&self) -> bool {
        self.words.iter().any(|word| *word != 0)
    }

    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The indices that are set, in order.
    pub fn iter_set(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                Some(at * 64 + bit)
            })
        })
    }

    #[must_use]
    pub fn and(&self, other: &Bits) -> Bits {
        self.zip(other, |a, b| a & b)
    }

    #[must_use]
    pub fn or(&self, other: &Bits) -> Bits {
        self.zip(other, |a, b| a | b)
    }

    /// Set here and not there.
    #[must_use]
    pub fn without(&self, other: &Bits) -> Bits {
        self.zip(other, |a, b| a & !b)
    }

    #[must_use]
    pub fn negated(&self) -> Bits {
        let mut bits = Bits { words: self.words.iter().map(|word| !word).collect(), len: self.len };
        bits.clear_tail();
        bits
    }

    /// Word by word; both have the same length.
    fn zip(&self, other: &Bits, f: impl Fn(u64, u64) -> u64) -> Bits {
        debug_assert_eq!(self.len, other.len);
        let words = self.words.iter().zip(&other.words).map(|(a, b)| f(*a, *b)).collect();
        Bits { words, len: self.len }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_across_word_boundaries() {
        let mut bits = Bits::from_fn(130, |at| at % 3 == 0);
        assert_eq!(bits.count(), 44);
        assert!(bits.get(129) && !bits.get(128) && !bits.get(500));
        bits.push(true);
        bits.set(0, false);
        assert_eq!(bits.iter_set().next(), Some(3));
        assert_eq!(bits.negated().count(), 131 - 44);
        assert_eq!(Bits::ones(70).count(), 70);
        for (from, to) in [(0, 3), (3, 64), (64, 70), (5, 200), (130, 66), (66, 66)] {
            for value in [false, true] {
                let mut resized = Bits::from_fn(from, |at| at.is_multiple_of(3));
                resized.resize(to, value);
                let all = |at: usize| if at < from { at.is_multiple_of(3) } else { value };
                assert_eq!(resized, Bits::from_fn(to, all), "{from} {to} {value}");
            }
        }
        assert_eq!(Bits::collect((0..131).map(|at| bits.get(at))), bits);
        assert_eq!(Bits::ones(70).without(&Bits::from_fn(70, |at| at < 69)).count(), 1);
    }
}
