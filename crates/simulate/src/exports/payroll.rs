//! Where pay goes, and every change of it, with the headings that a payroll office prints.

use std::{io, net::Ipv4Addr};

use jiff::civil::Date;

use super::{workers, zulu_on};
use crate::{
    person::{Account, Worker},
    sink::{self, Sink},
    world::World,
};

const ACCOUNTS: &[&str] = &[
    "Worker Number",
    "Work Email",
    "Account Holder",
    "IBAN",
    "Account Number",
    "Routing Number",
    "Bank Name",
    "Wallet",
    "Effective Date",
    "Holder Check",
];
const CHANGES: &[&str] = &[
    "worker_number",
    "work_email",
    "changed_at",
    "old_account",
    "new_account",
    "old_routing_number",
    "new_routing_number",
    "account_holder",
    "ip_address",
    "changed_by",
];

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let accounts = workers(world).map(|(_, worker)| {
        let (since, account) = worker
            .pay
            .changes
            .last()
            .map_or((worker.hired, &worker.pay.account), |(date, account, _)| (*date, account));
        row(worker, since, account)
    });
    sink("payroll/accounts.csv", &sink::table(ACCOUNTS, accounts))?;
    let changes =
        workers(world).flat_map(|(_, worker)| {
            let before = std::iter::once(&worker.pay.account)
                .chain(worker.pay.changes.iter().map(|it| &it.1));
            worker.pay.changes.iter().zip(before).map(move |((date, after, ip), before)| {
                change(worker, (*date, *ip), (before, after))
            })
        });
    sink("payroll/bank_account_changes.csv", &sink::table(CHANGES, changes))
}

fn row(worker: &Worker, since: Date, account: &Account) -> Vec<String> {
    vec![
        worker.number.clone(),
        worker.login.clone(),
        account.holder.clone(),
        account.iban.clone(),
        account.number.clone(),
        account.routing.clone(),
        account.bank.to_owned(),
        String::new(),
        since.to_string(),
        String::new(),
    ]
}

fn change(
    worker: &Worker,
    (date, ip): (Date, Ipv4Addr),
    (before, after): (&Account, &Account),
) -> Vec<String> {
    let number =
        |it: &Account| if it.iban.is_empty() { it.number.clone() } else { it.iban.clone() };
    vec![
        worker.number.clone(),
        worker.login.clone(),
        zulu_on(date, 16 * 60 + 40),
        number(before),
        number(after),
        before.routing.clone(),
        after.routing.clone(),
        after.holder.clone(),
        ip.to_string(),
        "self-service".to_owned(),
    ]
}
