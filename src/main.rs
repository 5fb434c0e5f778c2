//! The `rexbase` command: all of it is in the library.
//!
//! The allocator is chosen here, since it is the program's: a build makes and drops many small strings and maps on every thread.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    rexbase::face::cli::run()
}
