//! What the person says beside what records show: place, delivery, pay, names.

use std::collections::BTreeMap;

use bonafide_model::{
    AddressPurpose, ClaimRow, Fact, Persona, Provenance, Scene, Sentence, sentence,
};

/// Rows of one side that a reader takes in: guess.
const MOST: usize = 6;

type Line = (Sentence, Provenance);

/// All rows that have something on either side.
pub(crate) fn of(persona: &Persona, scene: &Scene<'_>) -> Vec<ClaimRow> {
    let rows = [
        ClaimRow {
            about: "place",
            said: said_places(persona, scene),
            observed: seen_places(persona, scene),
        },
        ClaimRow {
            about: "delivery",
            said: addresses(persona, AddressPurpose::Home),
            observed: deliveries(persona),
        },
        ClaimRow { about: "pay", said: names(persona), observed: payees(persona) },
        ClaimRow { about: "names", said: names(persona), observed: shown_names(persona) },
    ];
    rows.into_iter().filter(|it| !it.observed.is_empty()).collect()
}

fn capped(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort();
    lines.dedup_by(|a, b| a.0 == b.0);
    lines.truncate(MOST);
    lines
}

fn said_places(persona: &Persona, scene: &Scene<'_>) -> Vec<Line> {
    let mut res: Vec<Line> = scene
        .claimed_places(persona)
        .into_iter()
        .map(|(place, said)| (Sentence::plain(place.label()), said.from().clone()))
        .collect();
    let zones = persona.find(|it| if let Fact::StatedZone(zone) = it { Some(zone) } else { None });
    res.extend(
        zones.map(|(zone, said)| {
            (Sentence::plain(format!("time zone {zone}")), said.from().clone())
        }),
    );
    capped(res)
}

/// Places of use by day, most used first.
fn seen_places(persona: &Persona, scene: &Scene<'_>) -> Vec<Line> {
    let mut days: BTreeMap<(String, &'static str), (usize, Provenance)> = BTreeMap::new();
    let own = persona.footprint.cells.iter();
    let theirs = scene.devices(persona).flat_map(|it| it.footprint.cells.iter());
    for (key, cell) in own.chain(theirs) {
        let Some(ip) = key.ip else { continue };
        let facts = scene.network(ip);
        let Some(place) = facts.place.as_ref().or(cell.vendor_place.as_deref()) else { continue };
        let kind = if facts.is_rented() { " (rented server or VPN)" } else { "" };
        let entry = days.entry((format!("{}{kind}", place.label()), key.channel.label()));
        let (n_days, _) = entry.or_insert((0, cell.example.clone()));
        *n_days += 1;
    }
    let mut rows: Vec<_> = days.into_iter().collect();
    rows.sort_by(|(key_a, (a, _)), (key_b, (b, _))| b.cmp(a).then_with(|| key_a.cmp(key_b)));
    rows.truncate(MOST);
    let line = |((place, channel), (n, from)): ((String, &str), (usize, Provenance))| {
        (Sentence::plain(format!("{channel}: {place}, {n} network-days")), from)
    };
    rows.into_iter().map(line).collect()
}

fn addresses(persona: &Persona, wanted: AddressPurpose) -> Vec<Line> {
    let all = persona.addresses_for(wanted);
    capped(all.map(|(it, said)| (sentence!("home: {}", it), said.from().clone())).collect())
}

fn deliveries(persona: &Persona) -> Vec<Line> {
    let mut res: Vec<Line> = persona
        .addresses_for(AddressPurpose::ShipTo)
        .map(|(address, said)| (sentence!("sent to {}", address), said.from().clone()))
        .collect();
    for said in &persona.said {
        let Fact::Parcel { step, place, signed_by } = &said.fact else { continue };
        let step = format!("{step:?}").to_lowercase();
        let line = match (place, signed_by) {
            (Some(place), Some(name)) => sentence!("{} at {}, signed by {}", step, place, name),
            (Some(place), None) => sentence!("{} at {}", step, place),
            (None, Some(name)) => sentence!("{}, signed by {}", step, name),
            (None, None) => continue,
        };
        res.push((line, said.from().clone()));
    }
    capped(res)
}

fn names(persona: &Persona) -> Vec<Line> {
    capped(
        persona.names().map(|(name, said)| (sentence!("{}", name), said.from().clone())).collect(),
    )
}

fn payees(persona: &Persona) -> Vec<Line> {
    let mut res: Vec<Line> = Vec::new();
    for said in &persona.said {
        let Fact::PaidInto { account, holder, .. } = &said.fact else { continue };
        let line = match holder {
            Some(holder) => sentence!("account {} held by {}", account, holder),
            None => sentence!("account {}", account),
        };
        res.push((line, said.from().clone()));
    }
    res.extend(
        persona
            .wallets()
            .map(|(wallet, said)| (sentence!("wallet {}", wallet), said.from().clone())),
    );
    capped(res)
}

fn shown_names(persona: &Persona) -> Vec<Line> {
    let shown = persona.find(|it| if let Fact::ShownAs(name) = it { Some(name) } else { None });
    capped(
        shown
            .map(|(name, said)| (sentence!("shown in meetings as {}", name), said.from().clone()))
            .collect(),
    )
}
