//! Numbers that look random, and are the same in every run.

use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// Where they come from.
pub(crate) struct Draw(TestRng);

impl Draw {
    /// Those of this seed.
    pub(crate) fn new(seed: u64) -> Self {
        let seed = seed.to_be_bytes().repeat(4);
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
    }

    /// From 0 on, below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0.next_u64() % bound
    }

    /// From 1 to `most`.
    pub(crate) fn upto(&mut self, most: u64) -> u64 {
        1 + self.below(most)
    }
}
