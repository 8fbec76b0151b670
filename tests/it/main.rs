//! The integration tests: one binary, so that one private server serves them all.
