//! The tables themselves, as `cargo xtask repack` wrote them; each is unpacked once, when it is first asked.

use std::sync::LazyLock;

use crate::gazetteer::{Cities, ZipCodes};
use crate::operators::Operators;
use crate::packed::{Lines, Unpacked, unpack};
use crate::ranges::Ranges;
use crate::regions::Regions;

/// A table of both address families.
pub(crate) struct Both {
    pub(crate) v4: Ranges<u32>,
    pub(crate) v6: Ranges<u64>,
}

impl Both {
    pub(crate) fn read(table: &mut Unpacked<'_>) -> Self {
        Self { v4: Ranges::read(table), v6: Ranges::read(table) }
    }
}

pub(crate) static STATES_V4: LazyLock<Ranges<u32>> = LazyLock::new(|| {
    Ranges::read(&mut Unpacked::new(&unpack(include_bytes!("../tables/states-v4.zst"))))
});
pub(crate) static STATES_V6: LazyLock<Ranges<u64>> = LazyLock::new(|| {
    Ranges::read(&mut Unpacked::new(&unpack(include_bytes!("../tables/states-v6.zst"))))
});
pub(crate) static COUNTRIES: LazyLock<Both> = LazyLock::new(|| {
    Both::read(&mut Unpacked::new(&unpack(include_bytes!("../tables/countries.zst"))))
});
pub(crate) static LABELS: LazyLock<Both> = LazyLock::new(|| {
    Both::read(&mut Unpacked::new(&unpack(include_bytes!("../tables/network-labels.zst"))))
});
pub(crate) static OPERATORS: LazyLock<Operators> = LazyLock::new(|| {
    Operators::read(&mut Unpacked::new(&unpack(include_bytes!("../tables/operators.zst"))))
});
pub(crate) static REGIONS: LazyLock<Regions> = LazyLock::new(|| {
    Regions::read(&mut Unpacked::new(&unpack(include_bytes!("../tables/regions.zst"))))
});
pub(crate) static CITIES: LazyLock<Cities> = LazyLock::new(|| {
    Cities::read(&mut Unpacked::new(&unpack(include_bytes!("../tables/cities.zst"))))
});
pub(crate) static ZIP_CODES: LazyLock<ZipCodes> = LazyLock::new(|| {
    ZipCodes::read(&mut Unpacked::new(&unpack(include_bytes!("../tables/us-zip-codes.zst"))))
});

/// Disposable mail domains, one a line.
pub(crate) fn disposable_domains() -> Lines {
    Unpacked::new(&unpack(include_bytes!("../tables/disposable-domains.zst"))).lines()
}

/// Remote tools: name, processes and domains between tabs, the latter two with commas.
pub(crate) fn remote_tools() -> Lines {
    Unpacked::new(&unpack(include_bytes!("../tables/remote-tools.zst"))).lines()
}
