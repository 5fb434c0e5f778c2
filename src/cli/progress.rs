//! A progress bar on standard error, when that is a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Progress;

/// A bar that shows the stage and how far it is; silent without a terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar that shows nothing yet.
    pub(super) fn new() -> Self {
        let shown = std::io::stderr().is_terminal();
        let target =
            if shown { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        Self(ProgressBar::with_draw_target(None, target))
    }
}

impl Progress for Bar {
    fn begin(&self, stage: &'static str, total: usize) {
        let template = if total > 0 { "{msg:12} {wide_bar} {pos}/{len}" } else { "{msg:12} {spinner}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
        self.0.set_position(0);
        self.0.set_length(total as u64);
        self.0.set_message(stage);
        self.0.enable_steady_tick(Duration::from_millis(100));
    }

    fn advance(&self) {
        self.0.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
