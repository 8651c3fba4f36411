//! A seeded source of numbers that gives the same ones on every machine and with every version: SplitMix64.
//!
//! Each part of the company draws from a stream of its own, so that a change in one export moves nothing in the others.

/// One stream of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// The stream of a seed, a purpose and a position.
    pub(crate) fn stream(seed: u64, purpose: &str, position: u64) -> Self {
        // FNV-1a keeps streams of different purposes apart; published constants.
        let hash = purpose.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut res = Self { state: seed ^ hash ^ position.wrapping_mul(0xd6e8_feb8_6659_fd93) };
        res.next();
        res
    }

    /// SplitMix64's step; published constants (Steele, Lea and Flood 2014).
    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `end`, which must not be 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        assert!(end > 0, "a number below zero does not exist");
        (self.next() % end as u64) as usize
    }

    /// A number of a range that includes both ends.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        assert!(low <= high, "a range starts before it ends");
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    /// True in so many of a hundred draws.
    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.next() % 100 < u64::from(percent)
    }

    /// One of several.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of several fixed texts.
    pub(crate) fn word(&mut self, from: &[&'static str]) -> &'static str {
        from[self.below(from.len())]
    }

    /// So many hexadecimal digits, lower case.
    pub(crate) fn hex(&mut self, digits: usize) -> String {
        (0..digits).map(|_| char::from(b"0123456789abcdef"[self.below(16)])).collect()
    }

    /// So many decimal digits, the first not 0.
    pub(crate) fn digits(&mut self, digits: usize) -> String {
        (0..digits)
            .map(|idx| {
                char::from(
                    b'0' + if idx == 0 { 1 + self.below(9) as u8 } else { self.below(10) as u8 },
                )
            })
            .collect()
    }

    /// So many capital letters and digits, as on a type plate.
    pub(crate) fn plate(&mut self, chars: usize) -> String {
        (0..chars).map(|_| char::from(b"0123456789BCDFGHJKLMNPQRSTVWXYZ"[self.below(31)])).collect()
    }

    /// An id in the shape of a UUID of version 4.
    pub(crate) fn uuid(&mut self) -> String {
        format!(
            "{}-{}-4{}-a{}-{}",
            self.hex(8),
            self.hex(4),
            self.hex(3),
            self.hex(3),
            self.hex(12)
        )
    }

    /// A hardware address of the maker with these first octets.
    pub(crate) fn mac(&mut self, maker: &str) -> String {
        format!("{maker}:{}:{}:{}", self.hex(2), self.hex(2), self.hex(2))
    }
}
