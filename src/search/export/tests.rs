//! What was exported is read back, and is what the corpus and the index have.
