//! What a JPEG's markers tell that its decoder does not (ITU-T T.81, annex B).

/// What a JPEG's markers tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// How many components a pixel has: 1 is grey, 3 are colours of light, 4 are those of print.
    pub(super) components: u64,
    pub(super) is_progressive: bool,
    /// Whether the end of the image is in the file.
    pub(super) has_end: bool,
}

/// Reads the markers up to the first scan, and looks for the end after it.
pub(super) fn facts(bytes: &[u8]) -> Facts {
    let mut facts = Facts::default();
    let mut at = 2;
    while let Some([0xff, marker]) = bytes.get(at..at + 2) {
        let segment = at + 2;
        match marker {
            // A byte to fill up, and markers without a segment.
            0xff => {
                at += 1;
                continue;
            }
            0x01 | 0xd0..=0xd8 => {
                at += 2;
                continue;
            }
            0xda => {
                facts.has_end = bytes[segment..].windows(2).rev().any(|pair| pair == [0xff, 0xd9]);
                break;
            }
            // Frames, but for the tables among their numbers: the number of components is their eighth byte.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                facts.components = bytes.get(segment + 7).map_or(0, |count| u64::from(*count));
                facts.is_progressive = matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce);
            }
            _ => {}
        }
        let Some([high, low]) = bytes.get(segment..segment + 2) else { break };
        at = segment + usize::from(u16::from_be_bytes([*high, *low])).max(2);
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: &[u8] =
        b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08\0\x08\0\x08\x04\x01\x11\0\x02\x11\0\x03\x11\0";

    #[test]
    fn the_frame_says_what_kind_it_is_and_the_end_is_looked_for_after_it() {
        let with = |rest: &[u8]| facts(&[FRAME, rest].concat());
        let whole = Facts { components: 4, is_progressive: true, has_end: true };
        assert_eq!(with(b"\xff\xff\xda\0\x02abc\xff\xd9"), whole);
        assert_eq!(with(b"\xff\xda\0\x02abc\xff\xd9 what a camera adds"), whole);
        // The thumbnail in a segment has an end of its own.
        assert!(!with(b"\xff\xe1\0\x04\xff\xd9\xff\xda\0\x02abc").has_end);
        for end in 0..FRAME.len() {
            assert!(!facts(&FRAME[..end]).has_end);
        }
    }
}
