//! The moments of a case in order: hiring, equipment, access, money, code, afterwards.

use std::collections::BTreeMap;

use bonafide_model::{
    CaseOutcome, Channel, Fact, LeaveKind, Moment, ParcelStep, Persona, Provenance, Scene,
    Sentence, sentence,
};
use jiff::Timestamp;

/// Moments that a reader takes in: guess.
const MOST: usize = 60;

/// All moments, oldest first.
pub(crate) fn of(persona: &Persona, scene: &Scene<'_>) -> Vec<Moment> {
    let mut res: Vec<Moment> = Vec::new();
    for said in &persona.said {
        let (Some((lane, what)), Some(at)) = (moment(&said.fact), said.first()) else { continue };
        res.push(Moment { at, lane, what, from: said.from().clone() });
    }
    for device in scene.devices(persona) {
        for said in &device.said {
            let (Some(what), Some(at)) = (device_moment(&said.fact), said.first()) else {
                continue;
            };
            res.push(Moment { at, lane: "equipment", what, from: said.from().clone() });
        }
    }
    res.extend(first_uses(persona, scene));
    res.sort_by(|a, b| {
        a.at.cmp(&b.at).then_with(|| a.lane.cmp(b.lane)).then_with(|| a.what.cmp(&b.what))
    });
    res.dedup_by(|a, b| a.at == b.at && a.what == b.what);
    res.truncate(MOST);
    res
}

fn moment(fact: &Fact) -> Option<(&'static str, Sentence)> {
    if let Fact::Applied { job, .. } = fact {
        return Some(("hiring", sentence!("applied: {}", job)));
    }
    if let Fact::Parcel { step, place, .. } = fact {
        let what = match (step, place) {
            (ParcelStep::Moved, _) => return None,
            (step, Some(place)) => {
                sentence!("parcel {}: {}", format!("{step:?}").to_lowercase(), place)
            }
            (step, None) => {
                Sentence::plain(format!("parcel {}", format!("{step:?}").to_lowercase()))
            }
        };
        return Some(("equipment", what));
    }
    if let Fact::PaidInto { account, .. } = fact {
        return Some(("money", sentence!("paid into {}", account)));
    }
    if let Fact::CaseClosed { outcome, .. } = fact {
        let what = match outcome {
            CaseOutcome::Confirmed => "a case about this person was confirmed",
            CaseOutcome::Cleared => "a case about this person was closed: nothing to it",
        };
        return Some(("afterwards", Sentence::plain(what)));
    }
    let plain = [
        (matches!(fact, Fact::Refused), "hiring", "application refused"),
        (matches!(fact, Fact::Offered), "hiring", "offer made"),
        (matches!(fact, Fact::Hired), "hiring", "first day"),
        (matches!(fact, Fact::MetInPerson), "hiring", "met in person, with identity document"),
        (
            matches!(fact, Fact::CallBackConfirmed),
            "hiring",
            "former employer confirmed on a call-back",
        ),
        (matches!(fact, Fact::VouchedFor { .. }), "hiring", "gave a reference"),
        (matches!(fact, Fact::SentDevice { .. }), "equipment", "device sent"),
        (matches!(fact, Fact::ShipToChanged), "equipment", "delivery address changed"),
        (matches!(fact, Fact::ReturnedDevice { .. }), "equipment", "device returned"),
        (matches!(fact, Fact::DeviceOverdue { .. }), "equipment", "device not returned when due"),
        (matches!(fact, Fact::AccountChanged { .. }), "money", "bank details changed"),
        (matches!(fact, Fact::PaidToWallet(_)), "money", "paid to a wallet"),
        (matches!(fact, Fact::FactorReset), "access", "second factors reset"),
        (matches!(fact, Fact::Left(LeaveKind::Dismissed)), "afterwards", "dismissed"),
        (matches!(fact, Fact::Left(LeaveKind::Resigned)), "afterwards", "resigned"),
        (matches!(fact, Fact::Left(LeaveKind::Ended)), "afterwards", "left"),
        (
            matches!(fact, Fact::Threatened),
            "afterwards",
            "a threat that points at this person was received",
        ),
    ];
    let (_, lane, what) = plain.into_iter().find(|(is_it, _, _)| *is_it)?;
    Some((lane, Sentence::plain(what)))
}

fn device_moment(fact: &Fact) -> Option<Sentence> {
    if let Fact::Usb { product, vendor_id, product_id, .. } = fact {
        let name = product.as_deref().unwrap_or("USB device");
        return Some(Sentence::plain(format!(
            "{name} ({vendor_id:04x}:{product_id:04x}) attached"
        )));
    }
    matches!(fact, Fact::Enrolled).then(|| Sentence::plain("device enrolled"))
}

/// The first use of each door from each place.
fn first_uses(persona: &Persona, scene: &Scene<'_>) -> Vec<Moment> {
    let mut firsts: BTreeMap<(Channel, String), (Timestamp, Provenance)> = BTreeMap::new();
    for (key, cell) in &persona.footprint.cells {
        let place =
            key.ip.and_then(|ip| scene.network(ip).place.as_ref()).or(cell.vendor_place.as_deref());
        let Some(place) = place else { continue };
        let first = (cell.first, cell.example.clone());
        let entry = firsts.entry((key.channel, place.label())).or_insert_with(|| first.clone());
        *entry = first.min(entry.clone());
    }
    let moment = |((channel, place), (at, from)): ((Channel, String), (Timestamp, Provenance))| {
        let what = Sentence::plain(format!("first {} from {place}", channel.label()));
        Moment { at, lane: "access", what, from }
    };
    firsts.into_iter().map(moment).collect()
}
