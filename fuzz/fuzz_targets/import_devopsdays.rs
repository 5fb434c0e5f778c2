//! See `oracles::import_devopsdays`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rexbase_fuzz::oracles::import_devopsdays(data));
