//! Whether an image's file ends before the image does, as a copy that was broken off: seen by the lengths that are written in it.

/// Whether a PNG lacks its last chunk (PNG, third edition, 5.3: a length, a name, the content, a checksum).
pub(super) fn is_png_cut_off(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        if &head[4..] == b"IEND" {
            return false;
        }
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        at = at.saturating_add(length as usize).saturating_add(12);
    }
    true
}

/// Whether a WebP is shorter than it says (RFC 9649, 2.4: `RIFF`, the length of the rest).
pub(super) fn is_webp_cut_off(bytes: &[u8]) -> bool {
    let length =
        bytes.get(4..8).map(|length| u32::from_le_bytes([length[0], length[1], length[2], length[3]]));
    length.is_none_or(|length| (length as usize).saturating_add(8) > bytes.len())
}
