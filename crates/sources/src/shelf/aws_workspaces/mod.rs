//! Amazon WorkSpaces: whose a virtual desktop is, what it is called, and when it was last used.
//!
//! How to get it: `aws workspaces describe-workspaces` and `aws workspaces describe-workspaces-connection-status`, page by
//! page as JSON.
//!
//! What was seen: no record. From Amazon's API reference: all fields; times may be numbers. From memory: that a WorkSpace that
//! belongs to nobody has `[UNDEFINED]` for a user.
//!
//! The user name is the one of the directory, without its domain. Events of `aws_workspaces_access` and the status of
//! connections name the desktop alone; its id joins them with the user given here.

#[cfg(test)]
mod tests;

use bonafide_model::{Access, Channel, EmailUse, Fact, Identifier, Need, Reading, Record, Reject};

use crate::{
    Source,
    naming::{Login, device, host, managed},
    object::{Object, first_row, read_rows},
    telling::{Telling, finish},
};

const ID: &str = "aws_workspaces";
const LAST_USED: &str = "LastKnownUserConnectionTimestamp";
/// What stands for the user of a WorkSpace that belongs to nobody, lower case.
const NOBODY: &str = "[undefined]";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Amazon",
    title: "Amazon WorkSpaces: whose virtual desktops are",
    feeds: &[Need::VirtualDesktops, Need::Devices],
    how: "`aws workspaces describe-workspaces` and `describe-workspaces-connection-status`, all pages as JSON",
    permission: "`workspaces:DescribeWorkspaces`, `workspaces:DescribeWorkspacesConnectionStatus`",
    tells: "which user a WorkSpace belongs to, so that its access events are theirs, its computer name, and when it was last connected to",
    cannot: "the list knows today's user only; the user's mail address is not in it",
    shape_from: "vendor reference: WorkSpaces API `DescribeWorkspaces`, `DescribeWorkspacesConnectionStatus`",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    first_row(record, |row| {
        row.has("WorkspaceId")
            && ((row.has("UserName") && row.has("DirectoryId"))
                || row.has(LAST_USED)
                || row.has("ConnectionStateCheckTimestamp"))
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    let desktop = row.require(&["WorkspaceId"])?.to_lowercase();
    if row.has("UserName") || row.has("DirectoryId") {
        return listed(row, &desktop);
    }
    if row.text(LAST_USED).is_none() {
        return Ok(Reading::PassOver("a desktop that nobody has connected to"));
    }
    let at = row.require_time(&[LAST_USED])?;
    let mut telling = Telling::of_person(ID, desktop.as_str()).dated(at);
    telling.say(Fact::Knows(Identifier::Connection(desktop.into())));
    telling.access(Access::new(Channel::VirtualDesktop, at));
    telling.finish("nothing of use")
}

fn listed(row: &Object<'_>, desktop: &str) -> Result<Reading, Reject> {
    let user = row.text("UserName").filter(|it| !it.eq_ignore_ascii_case(NOBODY));
    let user = user.map(|it| Login::read(&it));
    let person = user.as_ref().map(|user| {
        let mut telling = Telling::of_person(ID, user.key.as_str());
        telling.say(Fact::Knows(user.identifier()));
        if let Identifier::Mailbox(mailbox) = user.identifier() {
            telling.say(Fact::Email(mailbox, EmailUse::Work));
        }
        telling.say(Fact::Knows(Identifier::Connection(desktop.into())));
        telling
    });
    let names = [managed(ID, Some(desktop)), row.text("ComputerName").and_then(|it| host(&it))];
    let machine = device(names, None).map(|mut telling| {
        telling.say(Fact::CompanyOwned(true));
        telling.say_all(user.as_ref().map(|it| Fact::HeldBy(it.identifier())));
        telling
    });
    finish([person, machine].into_iter().flatten(), "nothing of use")
}
