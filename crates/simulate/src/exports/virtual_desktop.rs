//! Azure Virtual Desktop connections and the round trips measured on them, as a workspace exports its tables.

use std::io::{self, Write};

use super::{days, sessions, zulu};
use crate::{
    device::after,
    person::Desk,
    random::Random,
    sink::{File, Sink},
    world::World,
};

const CONNECTIONS: &str = "TimeGenerated,CorrelationId,UserName,State,ConnectionType,ClientOS,ClientVersion,ClientType,ClientSideIPAddress,GatewayRegion,SessionHostName,SessionHostJoinType,TransportType,ResourceAlias,Type";
const NETWORK: &str =
    "TimeGenerated,CorrelationId,EstRoundTripTimeInMs,EstAvailableBandwidthKBps,Type";
/// Measurements written for one session; guess, the service writes one every two minutes.
const MEASUREMENTS: i64 = 3;

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut file = File::new("avd/connections.csv", sink);
    writeln!(file, "{CONNECTIONS}")?;
    for (id, login, _, session) in connections(world) {
        let common = format!("{id},{login}");
        let host = "avd-host-03.harborlight.example";
        let client = format!(
            "Windows 11 Professional,1.2.5405.0,com.microsoft.rdc.windows.msrdc.x64,{},northeurope,{host},Azure AD,UDP,desktop,WVDConnections",
            session.0
        );
        for (time, state) in
            [(session.1, "Started"), (after(session.1, 1), "Connected"), (session.2, "Completed")]
        {
            writeln!(file, "{},{common},{state},RAIL,{client}", zulu(time))?;
        }
    }
    file.finish()?;
    let mut file = File::new("avd/network.csv", sink);
    writeln!(file, "{NETWORK}")?;
    for (id, _, least, session) in connections(world) {
        let mut random = Random::stream(world.plan.seed, &id, 0);
        for step in 0..MEASUREMENTS {
            let (rtt, bandwidth) = (least + random.between(0, 24), random.between(4_000, 22_000));
            writeln!(
                file,
                "{},{id},{rtt},{bandwidth},WVDConnectionNetworkData",
                zulu(after(session.1, 10 + step * 90))
            )?;
        }
    }
    file.finish()
}

/// Correlation id, user, least round trip, and the session's address, start and end.
fn connections(
    world: &World,
) -> impl Iterator<Item = (String, String, i64, (String, jiff::Timestamp, jiff::Timestamp))> {
    days(world).flat_map(|date| {
        sessions(world, date)
            .into_iter()
            .filter_map(|(person, worker, session)| {
                let Desk::Virtual { round_trip_ms } = worker.desk else { return None };
                let mut random = Random::stream(
                    world.plan.seed,
                    "desktop",
                    session.at.as_second().unsigned_abs() ^ (person.id as u64) << 40,
                );
                Some((
                    random.uuid(),
                    worker.login.clone(),
                    round_trip_ms,
                    (session.from.ip.to_string(), session.at, session.until),
                ))
            })
            .collect::<Vec<_>>()
    })
}
