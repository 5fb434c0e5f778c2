//! Percent-encoding (RFC 3986, 2.1): how paths and anchors are written in addresses, and read from them.
//!
//! Apart, since an address that is written by hand works until a file's name has a `#`. What always holds: what [`path`] and [`anchor`] write
//! is read by [`decoded`] as it was, and needs no escaping in HTML, in a `srcset` or in JSON.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but RFC 3986's unreserved characters, and the slash between parts. Some servers read a bare `+` as a space, and a comma ends a
/// `srcset`'s address.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// What a fragment may hold besides: anchors of chapters have a colon, of pages of a PDF an equals sign.
const IN_ANCHOR: &AsciiSet =
    &IN_PATH.remove(b':').remove(b'=').remove(b',').remove(b';').remove(b'@').remove(b'!').remove(b'*');

/// What an address may not hold as it is.
const IN_NO_ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A path of files and folders, as addresses write it.
pub(crate) fn path(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, IN_PATH).into()
}

/// An anchor, as addresses write it after their `#`.
pub(crate) fn anchor(anchor: &str) -> Cow<'_, str> {
    utf8_percent_encode(anchor, IN_ANCHOR).into()
}

/// What an author wrote of an address, less what no address may hold: what is encoded stays so.
pub(crate) fn as_written(address: &str) -> Cow<'_, str> {
    utf8_percent_encode(address, IN_NO_ADDRESS).into()
}

/// What was written so; as it is when it is no UTF-8 then. A percent sign that begins no byte stays.
pub(crate) fn decoded(address: &str) -> Cow<'_, str> {
    percent_decode_str(address).decode_utf8().unwrap_or(Cow::Borrowed(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_can_be_part_of_an_address() {
        let names =
            ["a#b.png", "100%.png", "what?.png", "Big 1.PNG", "a,b.png", "é.png", "\"q\".pdf", "a&b.pdf"];
        let written = [
            "a%23b.png",
            "100%25.png",
            "what%3F.png",
            "Big%201.PNG",
            "a%2Cb.png",
            "%C3%A9.png",
            "%22q%22.pdf",
            "a%26b.pdf",
        ];
        for (name, written) in names.into_iter().zip(written) {
            assert_eq!((path(name).as_ref(), decoded(written).as_ref()), (written, name));
        }
        assert!(matches!(path("talks/x-1/photo_2.jpg"), Cow::Borrowed(_)));
        assert_eq!(as_written("page=3&zoom=%20 \"é"), "page=3&zoom=%20%20%22%C3%A9");
        assert_eq!(anchor("chapter:1.2"), "chapter:1.2");
        assert_eq!(anchor("a \"b\"é"), "a%20%22b%22%C3%A9");
    }

    #[test]
    fn percent_signs_are_decoded_once() {
        assert_eq!(decoded("a%20b%2520%zz%"), "a b%20%zz%");
        assert_eq!(decoded("%ff"), "%ff");
    }
}
