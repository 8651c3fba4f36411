//! One connection of a client to a session.

use std::{net::IpAddr, sync::Arc};

use bonafide_model::{
    Access, Artifact, Channel, Outcome, Place, Reject,
    value::{self, ValueError},
};
use jiff::Timestamp;

use crate::{
    naming::{Written, public_ip, uses},
    object::Object,
    telling::{Field, Telling, milliseconds},
};

/// When a connection began, the first that is written.
const BEGUN: &[&str] =
    &["BrokeringDate", "LogOnStartDate", "EstablishmentDate", "StartDate", "CreatedDate"];
/// Where the round trip stands.
pub(super) const ROUND_TRIP: &str = "IcaRttMS";

pub(super) struct Connection<'a> {
    pub(super) row: &'a Object<'a>,
    pub(super) session: Option<&'a Object<'a>>,
    /// When its session began.
    pub(super) begun: Option<Timestamp>,
}

impl Connection<'_> {
    pub(super) fn at(&self) -> Result<Timestamp, Reject> {
        if self.row.any(BEGUN).is_some() {
            return self.row.require_time(BEGUN);
        }
        let session = self.session.map(|it| it.require_time(&["StartDate"]));
        match (self.begun, session) {
            (Some(at), _) => Ok(at),
            (None, Some(at)) => at,
            (None, None) => self.row.require_time(BEGUN),
        }
    }

    /// Says the use, and which machine it came from.
    pub(super) fn tell(
        &self,
        round_trip_ms: Option<u32>,
        telling: &mut Telling,
    ) -> Result<(), Reject> {
        let at = self.at()?;
        let mut access = Access::new(Channel::VirtualDesktop, at);
        access.until = self.until(telling).filter(|it| *it >= at);
        let failed = |it: &Object<'_>| it.text("FailureDate").is_some();
        if failed(self.row) || self.session.is_some_and(failed) {
            access.outcome = Outcome::Failure;
        }
        let client = self.row.text("ClientName").map(|it| it.to_lowercase());
        if access.outcome == Outcome::Success {
            let machine = client.as_deref().map(|it| uses(Artifact::ClientName, it));
            telling.say_at_all(machine, Some(at));
        }
        access.client = client.map(Arc::from);
        access.ip = self.address(telling);
        access.os = self.row.text("ClientPlatform").map(|it| Arc::from(&*it));
        access.vendor_place = self.place();
        access.round_trip_ms = round_trip_ms;
        telling.access(access);
        Ok(())
    }

    fn until(&self, telling: &mut Telling) -> Option<Timestamp> {
        let ended = self.row.named(&["DisconnectDate", "EndDate"]);
        let ended = ended.or_else(|| self.session?.named(&["EndDate"]));
        let (name, text) = ended?;
        telling.read(Some(Field::new(name, &text)), value::parse_time)
    }

    /// The public address; what the client says of itself only where that is one.
    fn address(&self, telling: &mut Telling) -> Option<IpAddr> {
        public_ip(telling, self.row, "ClientPublicIP")
            .or_else(|| public_ip(telling, self.row, "ClientAddress"))
    }

    fn place(&self) -> Option<Place> {
        let (country, city) =
            (self.row.text("ClientLocationCountry"), self.row.text("ClientLocationCity"));
        Written { country: country.as_deref(), region: None, city: city.as_deref(), point: None }
            .place()
    }
}

/// A use of which only the round trip is known.
pub(super) fn measured(at: Timestamp, round_trip_ms: u32) -> Access {
    let mut access = Access::new(Channel::VirtualDesktop, at);
    access.round_trip_ms = Some(round_trip_ms);
    access
}

/// The round trip of a row in milliseconds.
pub(super) fn round_trip(row: &Object<'_>, telling: &mut Telling) -> Option<u32> {
    let text = row.text(ROUND_TRIP)?;
    telling.read(Some(Field::new(ROUND_TRIP, &text)), figure).flatten()
}

/// Zero or less is what stands there before the first measurement.
pub(super) fn figure(text: &str) -> Result<Option<u32>, ValueError> {
    if text.starts_with('-') {
        return Ok(None);
    }
    milliseconds(text).map(|it| (it > 0).then_some(it))
}
