//! See `oracles::import_notes`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rexbase_fuzz::oracles::import_notes(data));
