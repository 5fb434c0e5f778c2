//! See `oracles::transcript`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rexbase_fuzz::oracles::transcript(data));
