pub(super) mod sample;
