//! What ties two personas, and what ties nobody.

use std::sync::Arc;

use bonafide_model::{
    AddressPurpose, Artifact, Channel, Document, DocumentKind, Fact, Indicator, WorkPlace,
    value::Email,
};

use super::exports::*;

const EMPTY: [&str; 0] = [];

#[test]
fn an_agencys_telephone_ties_nobody() {
    let with_sharers = |count: usize| {
        let names =
            ["Ada Novak", "Bo Kim", "Cy Reyes", "Dee Okafor", "Eli Sund", "Fay Moreau", "Gus Lind"];
        let shared = names[..count].iter().enumerate();
        shared.fold(Exports::new().bystanders(40), |it, (idx, name)| {
            it.worker(&format!("W{idx}"), name, [phone(1)])
        })
    };
    assert_eq!(with_sharers(2).tied(), ["W0 W1 phone 7.0"]);
    assert_eq!(with_sharers(3).tied(), ["W0 W1 phone 6.0", "W0 W2 phone 6.0", "W1 W2 phone 6.0"]);
    assert_eq!(with_sharers(7).tied(), EMPTY);
}

#[test]
fn an_account_of_one_agencys_people_ties_nobody() {
    let paid = |agency_of_bo: &str| {
        let agency = |name: &str| Fact::Agency(Arc::from(name));
        Exports::new()
            .worker("W1", "Ada Novak", [account("GB29NWBK60161331926819"), agency("Hire Well Ltd")])
            .worker("W2", "Bo Kim", [account("GB29NWBK60161331926819"), agency(agency_of_bo)])
    };
    assert_eq!(paid("hire well ltd").tied(), EMPTY);
    assert_eq!(paid("Other Ltd").tied(), ["W1 W2 bank_account 9.0"]);
}

#[test]
fn spouses_weigh_less_and_say_so() {
    let home = |name_of_bo: &str, number_of_bo: u32| {
        let both =
            |number| [address(number, AddressPurpose::Home), account("GB29NWBK60161331926819")];
        Exports::new().worker("W1", "Ada Novak", both(3)).worker(
            "W2",
            name_of_bo,
            both(number_of_bo),
        )
    };
    assert_eq!(home("Jan Novak", 3).tied(), ["W1 W2 address 1.8", "W1 W2 bank_account 3.1"]);
    assert_eq!(home("Bo Kim", 3).tied(), ["W1 W2 address 1.2", "W1 W2 bank_account 4.5"]);
    assert_eq!(home("Bo Kim", 8).tied(), ["W1 W2 bank_account 9.0"]);
    let linked = home("Jan Novak", 3).link();
    let because = linked.ties[1].because.masked();
    assert!(
        because.ends_with("(weighs less: they are of one family, as home and name say)"),
        "{because}"
    );
}

#[test]
fn an_offices_address_on_the_net_ties_nobody() {
    let behind = |count: usize, ip: &str, days: i32| {
        let names = ["Ada Novak", "Bo Kim", "Cy Reyes", "Dee Okafor", "Eli Sund", "Fay Moreau"];
        let people = names[..count].iter().enumerate();
        people.fold(Exports::new(), |it, (idx, name)| {
            it.worker(&format!("W{idx}"), name, uses(Channel::SignIn, ip, days))
        })
    };
    assert_eq!(behind(2, "192.0.2.7", 5).tied(), ["W0 W1 egress 5.0"]);
    assert_eq!(behind(2, "192.0.2.7", 2).tied(), EMPTY);
    assert_eq!(behind(2, "203.0.113.7", 5).tied(), ["W0 W1 egress 1.0"]);
    assert_eq!(behind(2, "10.0.0.7", 5).tied(), EMPTY);
    assert_eq!(behind(6, "192.0.2.7", 5).tied(), EMPTY);
}

#[test]
fn a_laptop_handed_on_is_innocent_and_one_in_two_hands_is_not() {
    let hands = |returned_on: &'static str| {
        let back = Fact::ReturnedDevice { serial: Some(serial("C02XK1ABCD")) };
        Exports::new()
            .worker("W1", "Ada Novak", [sent("C02XK1ABCD")])
            .record_on(returned_on, ("asset_shipments", "o1"), [worker("W1"), back])
            .record_on("2026-03-10", ("asset_shipments", "o2"), [worker("W2"), sent("C02XK1ABCD")])
            .worker("W2", "Bo Kim", [])
    };
    assert_eq!(hands("2026-03-01").tied(), EMPTY);
    assert_eq!(hands("2026-05-01").tied(), ["W1 W2 device 6.0"]);
}

#[test]
fn one_gateway_ties_those_who_stay_behind_it() {
    let behind = |last_seen: &'static str| {
        let mut exports = Exports::new();
        for (number, full_name, id) in
            [("W1", "Ada Novak", "C02XK1ABCD"), ("W2", "Bo Kim", "C02XK1ABCE")]
        {
            let key = bonafide_model::DeviceKey::Serial(serial(id));
            exports = exports.worker(number, full_name, [sent(id)]);
            exports = exports.device(key.clone(), "2026-03-01", [gateway(1)]).device(
                key,
                last_seen,
                [gateway(1)],
            );
        }
        exports
    };
    assert_eq!(behind("2026-03-02").tied(), ["W1 W2 gateway 3.0"]);
    assert_eq!(behind("2026-04-20").tied(), ["W1 W2 gateway 7.0"]);
}

#[test]
fn an_authenticator_ties_and_a_makers_machine_name_does_not() {
    let with = |artifact: Artifact| {
        let used = Fact::Uses(artifact);
        Exports::new().worker("W1", "Ada Novak", [used.clone()]).worker("W2", "Bo Kim", [used])
    };
    assert_eq!(
        with(Artifact::Authenticator(Arc::from("pfd1abcd"))).tied(),
        ["W1 W2 authenticator 9.0"]
    );
    assert_eq!(with(Artifact::ClientName(Arc::from("macbook-pro"))).tied(), EMPTY);
    assert_eq!(
        with(Artifact::ClientName(Arc::from("night-owl"))).tied(),
        ["W1 W2 client_machine 4.0"]
    );
}

#[test]
fn the_office_is_no_shared_home_but_many_remote_ones_are() {
    let shipped = |place: WorkPlace| {
        let names =
            ["Ada Novak", "Bo Kim", "Cy Reyes", "Dee Okafor", "Eli Sund", "Fay Moreau", "Gus Lind"];
        names.iter().enumerate().fold(Exports::new(), |it, (idx, name)| {
            it.worker(
                &format!("W{idx}"),
                name,
                [address(3, AddressPurpose::ShipTo), Fact::WorksAt(place)],
            )
        })
    };
    assert_eq!(shipped(WorkPlace::Office).tied(), EMPTY);
    assert_eq!(shipped(WorkPlace::Remote).tied().len(), 21);
}

#[test]
fn pictures_that_look_alike_tie_and_those_of_a_template_do_not() {
    let picture = |bytes: &str, look: u64| {
        Fact::Attached(Arc::new(Document {
            images: [bytes.to_owned()].into(),
            looks: [look].into(),
            ..Document::new(DocumentKind::Image, bytes)
        }))
    };
    let sent = |name: &str, bytes: &str, look: u64| {
        Exports::new()
            .bystanders(40)
            .worker("W0", "Ada Novak", [picture("a", 0xf0f0_1234_5678_9abc)])
            .worker("W1", name, [picture(bytes, look)])
    };
    assert_eq!(sent("Bo Kim", "b", 0xf0f0_1234_5678_9abf).tied(), ["W0 W1 image 5.0"]);
    assert_eq!(sent("Bo Kim", "b", 0xf0f0_1234_5678_9a43).tied(), EMPTY);
    let of_template = (1..8).fold(sent("Bo Kim", "b", 0xf0f0_1234_5678_9abc), |it, n| {
        it.worker(&format!("W{n}"), "Cy Reyes", [picture(&n.to_string(), 0xf0f0_1234_5678_9abc)])
    });
    assert_eq!(of_template.tied(), EMPTY);
}

#[test]
fn a_listed_value_is_nobody_s_and_ties_nobody() {
    let mail = Email::parse("q.dev@mail.example").unwrap();
    let exports = Exports::new()
        .worker("W1", "Ada Novak", [own("q.dev@mail.example")])
        .worker("W2", "Bo Lindqvist", [])
        .listed(Indicator::Email(mail.clone()), "a list")
        .listed(Indicator::Email(mail.clone()), "another list");
    let linked = exports.link();
    assert_eq!((linked.personas.len(), linked.ties.len()), (2, 0));
    assert_eq!(linked.listed[&Indicator::Email(mail)].len(), 2);
}

#[test]
fn a_part_that_hundreds_of_pictures_have_is_plain_and_equal_looks_still_tie() {
    let picture = |bytes: String, look: u64| {
        Fact::Attached(Arc::new(Document {
            images: [bytes.clone()].into(),
            looks: [look].into(),
            ..Document::new(DocumentKind::Image, bytes)
        }))
    };
    // Their lower quarter is white; above it no two have anything in common.
    let badge = |n: u64| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 << 63) & !0xffff;
    let sent = |n_badges: u64, one: u64, other: u64| {
        (0..n_badges)
            .fold(Exports::new().bystanders(40), |it, n| {
                it.worker(&format!("B{n}"), "Cy Reyes", [picture(format!("b{n}"), badge(n + 1))])
            })
            .worker("W0", "Ada Novak", [picture("w0".to_owned(), one)])
            .worker("W1", "Bo Kim", [picture("w1".to_owned(), other)])
            .tied()
    };
    // One bit apart in each of the other quarters.
    let (one, other) = (0x1234_1234_1234_0000, 0x1235_1235_1235_0000);
    assert_eq!(sent(10, one, other), ["W0 W1 image 5.0"]);
    assert_eq!(sent(300, one, other), EMPTY);
    assert_eq!(sent(300, one, one), ["W0 W1 image 5.0"]);
    assert_eq!(sent(300, one, one ^ 1), ["W0 W1 image 5.0"]);
}
