//! What is muted or refused, and that the reason is kept.

use bonafide_model::{AddressPurpose, Asked, Linked, TieKind};

use super::exports::*;

/// Why the two things asked of a pair were answered with no.
fn refused(linked: &Linked, asked: Asked) -> Vec<String> {
    let of_kind = linked.refused.iter().filter(|it| it.asked == asked);
    of_kind.map(|it| it.because.masked().to_owned()).collect()
}

#[test]
fn a_telephone_of_a_hundred_and_forty_three_is_muted_and_says_so() {
    let office = |count: usize| {
        (0..count).fold(Exports::new().bystanders(20), |it, idx| {
            it.worker(
                &format!("W{idx}"),
                &format!("Al{} Sto{}", word(idx), word(idx * 7)),
                [phone(1)],
            )
        })
    };
    let linked = office(143).link();
    assert!(linked.ties.is_empty() && linked.networks.is_empty());
    let [muted] = linked.muted.as_slice() else { panic!("{:?}", linked.muted) };
    assert_eq!((muted.kind, muted.people, muted.sharers.len()), (TieKind::Phone, 143, 143));
    assert_eq!(
        muted.why.masked(),
        "shared by 143 people; what more than 12 share is common property"
    );
    assert!(office(2).link().muted.is_empty());
}

#[test]
fn passers_by_make_a_place_on_the_net_common() {
    let behind = |n_visitors: usize| {
        let names = ["Ada Novak", "Bo Kim", "Cy Reyes", "Dee Okafor", "Eli Sund", "Fay Moreau"];
        names[..2 + n_visitors].iter().enumerate().fold(Exports::new(), |it, (idx, name)| {
            let days = if idx < 2 { 9 } else { 1 };
            it.worker(
                &format!("W{idx}"),
                name,
                uses(bonafide_model::Channel::SignIn, "192.0.2.7", days),
            )
        })
    };
    assert_eq!(behind(3).tied(), ["W0 W1 egress 5.0"]);
    let linked = behind(4).link();
    assert!(linked.ties.is_empty());
    assert_eq!((linked.muted[0].people, linked.muted[0].sharers.len()), (6, 2));
}

#[test]
fn two_names_on_one_mailbox_stay_two_people_and_one_name_becomes_one() {
    let both = |second: &str| {
        Exports::new()
            .candidate("1", "Ada Novak", [own("q@mail.example")])
            .candidate("2", second, [own("q@mail.example")])
            .link()
    };
    assert_eq!(
        refused(&both("Bo Kim"), Asked::OnePerson),
        [
            "greenhouse_candidates 1 and greenhouse_candidates 2 have one mailbox, but their names differ"
        ]
    );
    let one = both("Ada Novak");
    assert_eq!(one.personas.len(), 1);
    assert!(one.refused.is_empty());
    let joins: Vec<&str> =
        one.personas.values().flat_map(|it| &it.joins).map(|it| it.masked()).collect();
    assert_eq!(
        joins,
        [
            "greenhouse_candidates 1 and greenhouse_candidates 2 have one mailbox, and their names agree"
        ]
    );
}

#[test]
fn a_refused_network_says_what_it_would_have_taken() {
    let pair = |a: &[bonafide_model::Fact]| {
        let exports = Exports::new().worker("W1", "Ada Novak", a.iter().cloned());
        let linked = exports.worker("W2", "Bo Kim", a.iter().cloned()).link();
        refused(&linked, Asked::OneNetwork)
    };
    assert_eq!(
        pair(&[phone(1), own("q@mail.example")]),
        [
            "what they share is all of one cause, a channel, and one innocent reason explains it; two causes are needed, and 10 bits"
        ]
    );
    assert_eq!(
        pair(&[address(3, AddressPurpose::Home), phone(1)]),
        ["they live together, and share what people of one home share"]
    );
    assert!(pair(&[address(3, AddressPurpose::ShipTo), phone(1)]).is_empty());
}

#[test]
fn five_thousand_of_one_common_name_are_five_thousand_people() {
    let one_name = |people: usize| {
        (0..people).fold(Exports::new(), |it, n| {
            let facts =
                [own(&format!("q{n}@mail.example")), address(n as u32 + 1, AddressPurpose::Home)];
            it.candidate(&format!("c{n}"), "Alex Stone", facts)
        })
    };
    let linked = one_name(5_000).link();
    assert_eq!(linked.personas.len(), 5_000);
    assert!(linked.ties.is_empty() && linked.networks.is_empty() && linked.refused.is_empty());
    // The same two of them with one mailbox are one.
    let twice = one_name(2).candidate("again", "Alex Stone", [own("q1@mail.example")]);
    assert_eq!(twice.link().personas.len(), 2);
}
