//! The networks, each whole.

use std::{
    collections::BTreeSet,
    fmt::{self, Write},
};

use bonafide_model::{Member, Network, NetworkId};
use bonafide_views::{
    Picture, anchor, cell, day, esc, facilitators_table, network_picture, spaced, table, ties_table,
};

use super::{Report, Told};

/// Networks told in full; the rest is counted. Guess.
const MOST_NETWORKS: usize = 20;
/// Bytes that the networks may take together, of the page's 3 MB. Guess.
const MOST_BYTES: usize = 400_000;
/// Members listed of one network. Guess.
const MOST_MEMBERS: usize = 150;

/// The section.
pub(super) fn tell(report: Report<'_>) -> Result<Told<&NetworkId>, fmt::Error> {
    let mut html = String::from(
        "<section id=\"networks\" aria-labelledby=\"networks-title\"><h2 id=\"networks-title\">Networks</h2>",
    );
    let mut ids = BTreeSet::new();
    let networks = &report.scan.linked.networks;
    let introduction = if networks.is_empty() {
        "<p>No personas are tied closely enough to make a network.</p>"
    } else {
        "<p>Personas that share things which strangers rarely share. Families, flat mates and \
         agencies do so too: read the reasons.</p>"
    };
    html.push_str(introduction);
    for network in ordered(report) {
        if html.len() > MOST_BYTES {
            break;
        }
        one(&mut html, report, network)?;
        ids.insert(&network.id);
    }
    if networks.len() > ids.len() {
        let more = networks.len() - ids.len();
        write!(
            html,
            "<p class=\"note\">{more} more networks are in <code>networks.jsonl</code>.</p>"
        )?;
    }
    html.push_str("</section>");
    Ok(Told { html, ids })
}

/// In the order in which their first member is to be reviewed.
fn ordered<'a>(report: Report<'a>) -> Vec<&'a Network> {
    let mut res: Vec<&Network> = Vec::new();
    let named = report
        .scan
        .cases
        .iter()
        .filter_map(|it| report.scan.linked.networks.get(it.network.as_ref()?));
    for network in named.chain(report.scan.linked.networks.values()) {
        if res.len() >= MOST_NETWORKS {
            break;
        }
        if !res.iter().any(|it| it.id == network.id) {
            res.push(network);
        }
    }
    res
}

fn one(out: &mut String, report: Report<'_>, network: &Network) -> fmt::Result {
    let id = anchor("network", &network.id.0);
    write!(
        out,
        "<article class=\"case\" id=\"{id}\" aria-labelledby=\"{id}-title\"><h3 id=\"{id}-title\">Network {}</h3><p class=\"kicker\">{} personas</p>",
        esc(&network.id.0),
        network.members.len(),
    )?;
    let picture = Picture::whole(network);
    network_picture(out, &picture)?;
    members_table(out, report, network)?;
    ties_table(out, &picture, report.shown)?;
    facilitators_table(out, &picture, report.shown)?;
    out.write_str("</article>")
}

/// Members in the order in which records first show them, so that the table tells how the network grew.
fn members_table(out: &mut String, report: Report<'_>, network: &Network) -> fmt::Result {
    let seen = |member: &Member| report.scan.linked.personas.get(&member.persona)?.seen();
    let mut members: Vec<_> = network.members.iter().map(|it| (seen(it), it)).collect();
    members.sort_by_key(|(seen, it)| (seen.is_none(), *seen, &it.persona));
    table(
        out,
        "members",
        "Members, as they came",
        &["Persona", "Role", "First seen", "Last seen"],
    )?;
    for (seen, member) in members.into_iter().take(MOST_MEMBERS) {
        let name = report.shown.person(&report.scan.linked, &member.persona);
        out.write_str("<tr>")?;
        cell(out, "Persona", esc(&name))?;
        cell(out, "Role", spaced(member.role.as_str()))?;
        cell(out, "First seen", seen.map_or(String::new(), |(first, _)| day(first)))?;
        cell(out, "Last seen", seen.map_or(String::new(), |(_, last)| day(last)))?;
        out.write_str("</tr>")?;
    }
    out.write_str("</tbody></table>")
}
