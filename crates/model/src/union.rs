//! Disjoint sets of numbers, as the parent of each.

/// The representative of the set that a node is in; nodes on the way are led to it directly. A representative is its own parent.
///
/// # Panics
/// A node or parent lies beyond the slice.
pub fn representative(parents: &mut [u32], node: u32) -> u32 {
    let mut res = node;
    while parents[res as usize] != res {
        res = parents[res as usize];
    }
    let mut at = node;
    while parents[at as usize] != res {
        at = std::mem::replace(&mut parents[at as usize], res);
    }
    res
}

#[cfg(test)]
mod tests {
    use super::representative;

    #[test]
    fn a_way_is_gone_once() {
        let mut parents = [0, 0, 1, 2, 4];
        assert_eq!(representative(&mut parents, 3), 0);
        assert_eq!(parents, [0, 0, 0, 0, 4]);
        assert_eq!(representative(&mut parents, 4), 4);
    }
}
