//! The `rexbase` command: all of it is in the library.
//!
//! The allocator is chosen here, since it is the program's: a build makes and drops many small strings and maps on every thread.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[expect(unsafe_code, reason = "the one function of C, which takes no pointer; the library has none")]
unsafe extern "C" {
    /// Hands all memory that is free to the system (mimalloc.h); `force` does not wait until it was free for a second.
    safe fn mi_collect(force: bool);
}

fn main() -> ExitCode {
    // Left to itself, the allocator does it at the first allocation after that second, which may be a save's: 2 of 7 ms until its page is on the screen.
    rexbase::face::cli::run(|| mi_collect(true))
}
