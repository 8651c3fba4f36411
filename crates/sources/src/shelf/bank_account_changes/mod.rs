//! The log of changed bank details: one row a change.
//!
//! How to get it: the audit or "payment election change" report of the HR or payroll system as CSV, for at least a year.
//! Needs an HR or payroll administrator; the address of the client is often in the system's access log only.
//!
//! What it tells: when pay began to go elsewhere, from which to which account, and from where the change was made. What it
//! cannot: changes that a payroll clerk typed in on somebody's behalf show the clerk's address, which is not kept.
//!
//! Shape: our columns.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, AccountUse, Channel, Fact, Need, Reading, Record, Reject,
    value::{self, PersonName},
};

use crate::{
    Column, Source, account,
    columns::{Index, Row, has_marks, index},
    telling::{Telling, instant},
    worker::{self, Pointer},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "bank_account_changes",
    vendor: "any",
    title: "Changes of the accounts that pay goes to",
    feeds: &[Need::AccountChanges],
    how: "HR or payroll system: audit report of payment-method changes as CSV, one row per change",
    permission: "an HR or payroll administrator",
    tells: "when pay began to go elsewhere, from which account to which, and the network address from which the worker changed it",
    cannot: "where a worker was when a clerk made the change for them; why it was made",
    shape_from: "our columns",
    columns: &[
        Column::new("worker_number", worker::NUMBER),
        Column::new("work_email", worker::WORK_EMAIL),
        Column::new(
            "changed_at",
            "change_date changed_on date_changed date_of_change modified_at updated_at \
             timestamp geändert_am geaendert_am date_de_modification",
        ),
        Column::new(
            "old_account",
            "old_account_number old_iban previous_account previous_account_number previous_iban \
             account_before from_account altes_konto alte_iban ancien_compte ancien_iban",
        ),
        Column::new(
            "new_account",
            "new_account_number new_iban account_after to_account neues_konto neue_iban \
             nouveau_compte nouvel_iban",
        ),
        Column::new("old_routing_number", "previous_routing_number old_routing old_bank_code"),
        Column::new("new_routing_number", "new_routing new_bank_code"),
        Column::new("account_holder", account::HOLDER),
        Column::new("bank_name", "new_bank_name new_bank bank"),
        Column::new(
            "ip_address",
            "ip client_ip client_ip_address source_ip remote_ip ip_adresse adresse_ip",
        ),
        Column::new(
            "changed_by",
            "modified_by updated_by actor user geändert_von geaendert_von modifié_par",
        ),
    ],
    marks: &[&["worker_number", "work_email"], &["changed_at"], &["new_account"]],
    recognize: |record| has_marks(record, &SOURCE),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

/// How systems write that the worker made the change.
const THEMSELVES: &[&str] = &[
    "self",
    "self-service",
    "self service",
    "self_service",
    "selfservice",
    "ess",
    "employee",
    "worker",
    "portal",
    "mitarbeiter",
    "salarié",
];

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let pointer = Pointer::of(&row)?;
    let Some(changed_at) = row.field("changed_at") else {
        return Err(Reject::new(
            "expected the time of the change in every row; fill the column `changed_at`",
        ));
    };
    let at = changed_at.read(instant)?;
    let by_worker = row
        .text("changed_by")
        .is_none_or(|by| THEMSELVES.iter().any(|it| by.eq_ignore_ascii_case(it)) || pointer.is(by));
    let mut telling = Telling::of_person(SOURCE.id, pointer.key());
    pointer.tell(&row, &mut telling);

    // The address of a clerk who typed the change in says nothing about the worker.
    let ip = telling
        .read(row.field("ip_address"), value::parse_ip)
        .filter(|it| by_worker && value::is_public(*it));
    telling.say_at(Fact::AccountChanged { ip }, Some(at));
    if ip.is_some() {
        telling.access(Access { ip, ..Access::new(Channel::HrPortal, at) });
    }
    let holder = telling.read(row.field("account_holder"), PersonName::parse);
    let sides = [
        ("old_account", "old_routing_number", AccountUse::Former),
        ("new_account", "new_routing_number", AccountUse::Current),
    ];
    for (number, routing, stands) in sides {
        let Some(number) = row.field(number) else { continue };
        let Some(account) =
            telling.read(Some(number), |_| account::change(number, row.field(routing)))
        else {
            continue;
        };
        // Holder and bank are those of the account that stands after the change.
        let is_current = stands == AccountUse::Current;
        let holder = holder.clone().filter(|_| is_current);
        let bank = row.text("bank_name").filter(|_| is_current).map(Into::into);
        telling.say_at(Fact::PaidInto { account, holder, bank, stands }, Some(at));
    }
    telling.finish("a change without an account")
}
