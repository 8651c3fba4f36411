//! The fixtures say it all.

use super::SOURCE;
use crate::testing::check_fixtures;

#[test]
fn fixtures() {
    check_fixtures(&SOURCE);
}
