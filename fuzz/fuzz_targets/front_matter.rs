//! See `oracles::front_matter`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rexbase_fuzz::oracles::front_matter(data));
