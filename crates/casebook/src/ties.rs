//! Ties as text for a page's `ties` block, and the catalogue of ties made from those blocks.

use std::fmt::Write as _;

use bonafide_model::{PersonaId, Scan, Sentence, TieKind};

use crate::{
    Page,
    tell::{line, records},
};

/// Every tie with its reason, every muted thing with why, and every refusal.
pub(crate) fn print(scan: &Scan) -> String {
    let linked = &scan.linked;
    let who = |id: &PersonaId| records(&linked.personas[id]);
    let mut res = String::new();
    for tie in &linked.ties {
        let (kind, bits) = (tie.kind.as_str(), tie.bits.0);
        line(&mut res, &format!("{kind} {bits:+.1}: {}", pair(who(&tie.a), who(&tie.b))));
        line(&mut res, &format!("  {}", readable(scan, &tie.because)));
    }
    for muted in &linked.muted {
        line(&mut res, &format!("muted {}: {}", muted.kind.as_str(), muted.why));
    }
    for refused in &linked.refused {
        let pair = pair(who(&refused.a), who(&refused.b));
        line(&mut res, &format!("not {}: {pair}", refused.asked.as_str()));
        line(&mut res, &format!("  {}", refused.because));
    }
    if res.is_empty() {
        line(&mut res, "none");
    }
    res
}

fn pair(a: String, b: String) -> String {
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    format!("{first} + {second}")
}

/// The sentence with records in place of pseudonyms.
fn readable(scan: &Scan, because: &Sentence) -> String {
    let personas = scan.linked.personas.values();
    personas.fold(because.masked().to_owned(), |text, it| text.replace(&*it.id.0, &records(it)))
}

/// Every kind of tie on one page: what it is, and the stories that hold it, loud and innocent.
pub fn ties_markdown(pages: &[Page]) -> String {
    let mut res = String::from(
        "# Ties\n\nMade from the `ties` blocks of the casebook's pages; do not edit.\n\nWhat two personas share is a tie: it \
         never joins them into one. Its weight is that of its kind, less what its being common, a household or an agency \
         explains; `bonafide why A B` shows ties with their reason and lines, what is shared and muted and why, and why two \
         stay two people or out of one network. Two things of different causes that come to 10 bits, or one thing that \
         strangers never share, make a network.\n\n| kind | the two … | page | innocent twin |\n|---|---|---|---|\n",
    );
    for kind in TieKind::ALL {
        let links = |innocent: bool| {
            let of_kind = pages.iter().filter(|it| {
                it.is_innocent == innocent && it.ties.as_ref().is_some_and(|it| it.0 == kind)
            });
            let folder = if innocent { "innocent/" } else { "" };
            let links: Vec<String> = of_kind
                .map(|it| format!("[{}](../casebook/{folder}{}.md)", it.title(), it.stem))
                .collect();
            links.join("; ")
        };
        let row =
            format!("| {} | {} | {} | {} |", kind.as_str(), words(kind), links(false), links(true));
        writeln!(res, "{row}").expect("a String takes every write");
    }
    res
}

fn words(kind: TieKind) -> &'static str {
    match kind {
        TieKind::Phone => "give one telephone number",
        TieKind::Mailbox => "give one private mailbox",
        TieKind::Address => "live at or receive deliveries at one address, to the unit",
        TieKind::Profile => "name one profile or page",
        TieKind::BankAccount => "are or were paid into one account",
        TieKind::Wallet => "are paid into one wallet",
        TieKind::Device => "hold one company device at the same time",
        TieKind::Authenticator => "confirm sign-ins with one authenticator",
        TieKind::ClientMachine => {
            "work from one machine or browser: of meetings, sign-ins or virtual desktops"
        }
        TieKind::CodeIdentity => "sign commits with one key",
        TieKind::Gateway => "have devices behind one gateway",
        TieKind::Egress => "work from one public address that few others use",
        TieKind::ResumeText => "share long rare phrases in their résumés",
        TieKind::DocumentAncestry => "sent documents that go back to one file",
        TieKind::Image => "sent one picture, or pictures that look alike",
        TieKind::IdentityDocument => "showed one identity document under different names",
        TieKind::ReferenceText => "wrote nearly the same reference",
        TieKind::Vouching => "one gave a reference for the other",
        TieKind::Referral => "one referred the other",
    }
}
