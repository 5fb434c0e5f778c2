//! See `oracles::import_wordpress`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rexbase_fuzz::oracles::import_wordpress(data));
