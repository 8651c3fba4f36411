//! Microsoft Entra sign-ins in both dialects: diagnostic settings (with `properties`) and the Graph API.

use std::io;

use serde_json::{Value, json};

use super::{days, sessions, zulu};
use crate::{
    activity::Session,
    person::{Desk, Person, Worker},
    random::Random,
    sink::{self, File, Sink},
    world::World,
};

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut file = File::new("entra/sign_in_logs.ndjson", sink);
    for date in days(world) {
        for (person, worker, session) in sessions(world, date) {
            if person.has_entra() && !is_graph(person) {
                file.line(&diagnostic(&sign_in(world, person, worker, &session), &session))?;
            }
        }
    }
    file.finish()?;
    let graph = days(world).flat_map(|date| {
        let signed_in = sessions(world, date)
            .into_iter()
            .filter(|(person, _, _)| person.has_entra() && is_graph(person));
        signed_in
            .map(|(person, worker, session)| sign_in(world, person, worker, &session))
            .collect::<Vec<_>>()
    });
    sink::array("entra/graph_sign_ins.json", sink, graph)
}

/// One half of the users was exported through the Graph API.
fn is_graph(person: &Person) -> bool {
    person.id % 2 == 1
}

fn sign_in(world: &World, person: &Person, worker: &Worker, session: &Session<'_>) -> Value {
    let mut random = Random::stream(
        world.plan.seed,
        "entra",
        session.at.as_second().unsigned_abs() ^ (person.id as u64) << 40,
    );
    let device = match &worker.desk {
        Desk::Laptop(laptop) => json!({
            "deviceId": laptop.entra_id, "displayName": laptop.host, "operatingSystem": if laptop.is_mac { "MacOs" } else { "Windows10" },
            "browser": "Edge 136.0.0", "isCompliant": true, "isManaged": true, "trustType": "Azure AD joined",
        }),
        Desk::Virtual { .. } => json!({
            "deviceId": "", "displayName": "", "operatingSystem": "Windows10", "browser": "Edge 136.0.0", "isCompliant": false, "isManaged": false, "trustType": "",
        }),
    };
    json!({
        "id": random.uuid(), "createdDateTime": zulu(session.at), "userDisplayName": person.name.full(), "userPrincipalName": worker.login,
        "userId": Random::stream(world.plan.seed, "entra user", person.id as u64).uuid(),
        "appId": "9cdead84-a844-4324-93f2-b2e6bb768d07", "appDisplayName": "Windows Virtual Desktop Client",
        "ipAddress": session.from.ip.to_string(), "clientAppUsed": "Browser", "userAgent": worker.marks.user_agent,
        "correlationId": random.uuid(), "conditionalAccessStatus": "success", "isInteractive": true, "riskDetail": "none",
        "riskLevelAggregated": "none", "riskLevelDuringSignIn": "none", "riskState": "none", "riskEventTypes_v2": [],
        "resourceDisplayName": "Windows Virtual Desktop", "status": {"errorCode": 0, "failureReason": "Other.", "additionalDetails": "MFA completed in Azure AD"},
        "deviceDetail": device,
        "location": {"city": session.from.city, "state": session.from.region, "countryOrRegion": session.from.country, "geoCoordinates": {"altitude": null, "latitude": null, "longitude": null}},
        "appliedConditionalAccessPolicies": [],
    })
}

fn diagnostic(properties: &Value, session: &Session<'_>) -> Value {
    json!({
        "time": zulu(session.at), "resourceId": "/tenants/5b0c8f6e-0000-4000-8000-00000000aaaa/providers/Microsoft.aadiam",
        "operationName": "Sign-in activity", "operationVersion": "1.0", "category": "SignInLogs",
        "tenantId": "5b0c8f6e-0000-4000-8000-00000000aaaa", "resultType": "0", "resultSignature": "None", "durationMs": 0,
        "callerIpAddress": session.from.ip.to_string(), "correlationId": properties["correlationId"], "identity": properties["userDisplayName"],
        "Level": 4, "location": session.from.country, "properties": properties,
    })
}
