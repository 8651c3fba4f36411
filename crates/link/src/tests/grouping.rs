//! Which ties make a network, and who serves it.

use std::sync::Arc;

use bonafide_model::{
    AccountUse, AddressPurpose, Channel, DeviceKey, Fact, Identifier, value::BankAccount,
};

use super::exports::*;

const EMPTY: [&str; 0] = [];
const ACCOUNT: &str = "GB29NWBK60161331926819";

/// Two laptops sent to one address, seen from one address on the net.
fn farm(ip: &str) -> Exports {
    let mut exports = Exports::new().bystanders(20);
    for (number, full_name, id) in
        [("W1", "Ada Novak", "C02XK1ABCD"), ("W2", "Bo Kim", "C02XK1ABCE")]
    {
        let key = DeviceKey::Serial(serial(id));
        exports = exports.worker(number, full_name, [sent(id), address(3, AddressPurpose::ShipTo)]);
        exports = exports.device(key.clone(), "2026-03-01", [gateway(1)]).device(
            key.clone(),
            "2026-04-20",
            [gateway(1)],
        );
        exports = exports.device(key, "2026-04-20", uses(Channel::Device, ip, 9));
    }
    exports
}

#[test]
fn laptops_of_two_at_one_address_and_gateway_are_a_network_with_its_hosts() {
    let exports = farm("192.0.2.7");
    assert_eq!(exports.tied(), ["W1 W2 address 5.0", "W1 W2 egress 5.0", "W1 W2 gateway 7.0"]);
    assert_eq!(exports.networks(), ["W1 worker, W2 worker"]);
    assert_eq!(
        exports.facilitators(),
        ["laptop_host address W1 W2", "laptop_host network W1 W2", "laptop_host network W1 W2"]
    );
}

#[test]
fn laptops_that_work_elsewhere_were_sent_on() {
    assert_eq!(farm("198.18.4.4").facilitators()[2], "reshipper address W1 W2");
}

#[test]
fn one_telephone_or_a_reference_alone_is_no_network() {
    let phone_only =
        Exports::new().candidate("1", "Ada Novak", [phone(1)]).candidate("2", "Bo Kim", [phone(1)]);
    assert_eq!(phone_only.networks(), EMPTY);
    let referee = |facts: &[Fact]| {
        let said = [name("Bo Kim"), vouches("1")].into_iter().chain(facts.iter().cloned());
        Exports::new().candidate("1", "Ada Novak", [phone(1)]).record(
            "reference_checks",
            "bo@mail.example",
            said,
        )
    };
    assert_eq!(referee(&[]).networks(), EMPTY);
    assert_eq!(referee(&[phone(1)]).networks(), ["1 worker, bo@mail.example referee"]);
    assert_eq!(referee(&[phone(1)]).facilitators(), ["voucher person 1"]);
}

#[test]
fn one_account_of_five_is_a_star_with_a_payee() {
    let names = ["Ada Novak", "Bo Kim", "Cy Reyes", "Dee Okafor", "Eli Sund"];
    let exports = names.iter().enumerate().fold(Exports::new(), |it, (idx, name)| {
        it.worker(&format!("W{idx}"), name, [account(ACCOUNT)])
    });
    assert_eq!(exports.networks(), ["W0 worker, W1 worker, W2 worker, W3 worker, W4 worker"]);
    assert_eq!(exports.facilitators(), ["payee bank_account W0 W1 W2 W3 W4"]);
}

#[test]
fn one_weak_bridge_does_not_join_two_networks() {
    let pair = |exports: Exports, (a, b): (&str, &str), number: u32, bridge: &[Fact]| {
        let shared = [phone(number), address(number, AddressPurpose::ShipTo)];
        let names = if number == 3 { ("Ada Novak", "Bo Kim") } else { ("Cy Reyes", "Dee Okafor") };
        exports.worker(a, names.0, shared.iter().chain(bridge).cloned()).worker(
            b,
            names.1,
            shared.clone(),
        )
    };
    let bridged = |bridge: &[Fact]| {
        pair(pair(Exports::new(), ("W1", "W2"), 3, bridge), ("W3", "W4"), 8, bridge)
    };
    let apart = ["W1 worker, W2 worker", "W3 worker, W4 worker"];
    assert_eq!(bridged(&[]).networks(), apart);
    assert_eq!(bridged(&[own("shared@mail.example")]).networks(), apart);
    let together = ["W1 worker, W2 worker, W3 worker, W4 worker"];
    assert_eq!(bridged(&[own("shared@mail.example"), account(ACCOUNT)]).networks(), together);
}

#[test]
fn a_couple_with_everything_in_common_is_no_network() {
    let couple = |name_of_second: &str| {
        let shared = || {
            [
                address(3, AddressPurpose::Home),
                account(ACCOUNT),
                phone(1),
                own("family@mail.example"),
            ]
            .into_iter()
            .chain(uses(Channel::SignIn, "192.0.2.7", 9))
        };
        Exports::new().bystanders(20).worker("W1", "Ada Novak", shared()).worker(
            "W2",
            name_of_second,
            shared(),
        )
    };
    assert_eq!(couple("Jan Novak").networks(), EMPTY);
    assert_eq!(couple("Bo Kim").networks(), EMPTY);
}

#[test]
fn one_who_vouches_for_several_and_one_who_holds_their_accounts_serve_the_network() {
    let paid = |number: &str| Fact::PaidInto {
        account: BankAccount::parse(number).unwrap(),
        holder: Some(person("Zoe Lund")),
        bank: None,
        stands: AccountUse::Current,
    };
    let exports = Exports::new()
        .candidate("1", "Ada Novak", [])
        .candidate("2", "Bo Kim", [])
        .worker(
            "W1",
            "Ada Novak",
            [candidate("1"), paid(ACCOUNT), phone(1), address(3, AddressPurpose::ShipTo)],
        )
        .worker(
            "W2",
            "Bo Kim",
            [
                candidate("2"),
                paid("DE89370400440532013000"),
                phone(1),
                address(3, AddressPurpose::ShipTo),
            ],
        )
        .record(
            "reference_checks",
            "cy@mail.example",
            [name("Cy Reyes"), vouches("1"), vouches("2")],
        );
    assert_eq!(exports.networks(), ["W1 worker, W2 worker"]);
    assert_eq!(exports.facilitators(), ["payee person W1 W2", "voucher person W1 W2"]);
}

#[test]
fn a_worker_who_brought_several_in_is_their_referrer() {
    let referred = || Fact::ReferredBy(Identifier::Worker(Arc::from("W1")));
    let exports = Exports::new()
        .worker("W1", "Ada Novak", [account(ACCOUNT)])
        .worker("W2", "Bo Kim", [account(ACCOUNT), referred()])
        .worker("W3", "Cy Reyes", [account(ACCOUNT), referred()]);
    assert_eq!(exports.networks(), ["W1 referrer, W2 worker, W3 worker"]);
}

#[test]
fn one_person_with_a_little_of_each_member_joins_no_two_networks() {
    let pair = |exports: Exports, (a, b): (&str, &str), number: u32, more: [Vec<Fact>; 2]| {
        let shared = [phone(number), address(number, AddressPurpose::ShipTo)];
        let names = if number == 3 { ("Ada Novak", "Bo Kim") } else { ("Cy Reyes", "Dee Okafor") };
        let [more_a, more_b] = more;
        exports.worker(a, names.0, shared.iter().cloned().chain(more_a)).worker(
            b,
            names.1,
            shared.iter().cloned().chain(more_b),
        )
    };
    let mail = || own("shared@mail.example");
    let line = || uses(Channel::SignIn, "192.0.2.7", 9);
    // W1 shares a mailbox with W3 and a line with W4: one plank.
    let plank = [vec![mail()].into_iter().chain(line()).collect(), Vec::new()];
    let one = pair(Exports::new(), ("W1", "W2"), 3, plank);
    let one = pair(one, ("W3", "W4"), 8, [vec![mail()], line()]);
    assert_eq!(one.networks(), ["W1 worker, W2 worker", "W3 worker, W4 worker"]);
    // W1 and W3 share the mailbox, W2 and W4 the line: two.
    let two = pair(Exports::new(), ("W1", "W2"), 3, [vec![mail()], line()]);
    let two = pair(two, ("W3", "W4"), 8, [vec![mail()], line()]);
    assert_eq!(two.networks(), ["W1 worker, W2 worker, W3 worker, W4 worker"]);
}

#[test]
fn one_who_keeps_machines_running_and_one_name_twice_make_no_network() {
    let role = |title: &str| Fact::Role { title: Arc::from(title), department: None };
    let phone_of_a_desk =
        || Fact::Uses(bonafide_model::Artifact::Authenticator(Arc::from("pfd1abcd")));
    let pair = |title: &str, second: &str, shared: Fact| {
        Exports::new()
            .worker("W1", "Ada Novak", [role(title), shared.clone()])
            .worker("W2", second, [shared])
            .networks()
    };
    let together = ["W1 worker, W2 worker"];
    assert_eq!(pair("Developer", "Bo Kim", phone_of_a_desk()), together);
    assert_eq!(pair("Help Desk", "Bo Kim", phone_of_a_desk()), EMPTY);
    assert_eq!(pair("Help Desk", "Bo Kim", account(ACCOUNT)), together);
    assert_eq!(pair("Developer", "Ada Novak", account(ACCOUNT)), EMPTY);
}
