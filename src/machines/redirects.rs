//! `_redirects`: former addresses and where they lead now, in the form that Netlify and Cloudflare Pages read. Other hosts have the small pages
//! that stand at these addresses.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::knowledge::RecordId;
use crate::site::Site;

/// What an address may not hold as it is: the file parts its columns with spaces, and gives `#`, `*` and `:` a meaning of its own.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'*')
    .add(b':')
    .add(b'?')
    .add(b'`');

/// One line for each former address.
pub(super) fn file(site: &Site<'_>, redirects: &[(String, RecordId)]) -> Vec<u8> {
    let mut text = String::new();
    for (address, to) in redirects {
        let to = site.record(*to);
        if site.page_url(to).is_none() {
            continue;
        }
        // The path that the site is below is encoded already.
        let from = site.url(&utf8_percent_encode(address, UNSAFE).to_string());
        text.push_str(&format!("{from} {} 301\n", site.url(to.address.as_str())));
    }
    text.into_bytes()
}
