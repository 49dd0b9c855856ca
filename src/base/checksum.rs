//! A checksum that tells one state of some bytes from another, far faster than they can be read
//! for their meaning. It guards against mistakes, not against malice.

/// Odd numbers without a pattern, one for each lane.
const FACTORS: [u64; 4] =
    [0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb, 0xd6e8_feb8_6659_fd93];

/// Bytes that a lane takes at a time.
const WORD: usize = 8;

/// The checksum of some texts in the order given, the same on every machine. A change of a single
/// bit changes it.
pub fn checksum<'b>(texts: impl IntoIterator<Item = &'b [u8]>) -> u64 {
    let mut lanes = FACTORS;
    for text in texts {
        mix(&mut lanes[0], text.len() as u64, FACTORS[0]);
        // Four lanes that do not wait for each other.
        let (blocks, rest) = text.as_chunks::<{ WORD * FACTORS.len() }>();
        for block in blocks {
            let (words, _) = block.as_chunks::<WORD>();
            for ((lane, factor), word) in lanes.iter_mut().zip(FACTORS).zip(words) {
                mix(lane, u64::from_le_bytes(*word), factor);
            }
        }
        for bytes in rest.chunks(WORD) {
            let mut word = [0; WORD];
            word.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
            mix(&mut lanes[0], u64::from_le_bytes(word), FACTORS[0]);
        }
    }
    let mut sum = 0;
    for (lane, factor) in lanes.into_iter().zip(FACTORS) {
        mix(&mut sum, lane, factor);
    }
    sum
}

/// Every step can be undone, so that two states that differ stay different.
fn mix(state: &mut u64, word: u64, factor: u64) {
    *state = (*state ^ word).wrapping_mul(factor).rotate_left(29);
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn any_change_of_a_bit_a_length_or_a_border_is_seen() {
        let text: Vec<u8> = (0..101).collect();
        let sum = checksum([&*text]);
        for at in 0..text.len() * 8 {
            let mut other = text.clone();
            other[at / 8] ^= 1 << (at % 8);
            assert_ne!(checksum([&*other]), sum, "bit {at}");
        }
        for end in 0..text.len() {
            assert_ne!(checksum([&text[..end]]), sum);
            assert_ne!(checksum([&text[..end], &text[end..]]), sum);
        }
        assert_ne!(checksum([&[0; 3][..]]), checksum([&[0; 4][..]]));
    }

    #[test]
    fn it_is_the_same_on_every_machine() {
        assert_eq!(
            checksum([&b"a plan is a text of many bytes, more than thirty-two"[..]]),
            0xa22b_64e9_67d3_1354
        );
    }
}
