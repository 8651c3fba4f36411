//! Amazon WorkSpaces access events: from which public address and client somebody logged in to a virtual desktop.
//!
//! How to get it: an EventBridge rule for `{"source":["aws.workspaces"],"detail-type":["WorkSpaces Access"]}` with a log
//! group, bucket or stream as its target; each event is one JSON object.
//!
//! What was seen: the two whole examples of Amazon's administration guide, an older and a newer one. From the same page: all
//! fields, and that only successful logins are sent.
//!
//! An event names the desktop, not the user: it stands for its WorkSpace, and the list of WorkSpaces (`aws_workspaces`)
//! says whose that is. Delivery is best effort, so what is missing was not necessarily not there.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{Access, Channel, Fact, Identifier, Need, Outcome, Reading, Record, Reject};

use crate::{
    Source,
    naming::public_ip,
    object::{Object, first_row, read_rows},
    telling::Telling,
};

const ID: &str = "aws_workspaces_access";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Amazon",
    title: "Amazon WorkSpaces access events: the client's address behind a virtual desktop",
    feeds: &[Need::VirtualDesktops],
    how: "an EventBridge rule on source `aws.workspaces`, detail type `WorkSpaces Access`, with a log group, bucket or stream as its target; give `aws_workspaces` too, for the events name no user",
    permission: "read access to the target of the rule",
    tells: "from which public address, platform and client program a WorkSpace was logged in to, and when",
    cannot: "no user, without the list of WorkSpaces; no name of the client machine; no failed logins; delivery is best effort",
    shape_from: "vendor reference: WorkSpaces administration guide, WorkSpaces Access events",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    first_row(record, |row| {
        row.has("detail")
            && (row.text("source").is_some_and(|it| it == "aws.workspaces")
                || row.text("detail-type").is_some_and(|it| it == "WorkSpaces Access"))
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    let Some(detail) = row.inside("detail").filter(|it| it.has("clientIpAddress")) else {
        return Ok(Reading::PassOver("an event of another kind"));
    };
    let at = if detail.any(&["loginTime"]).is_some() {
        detail.require_time(&["loginTime"])?
    } else {
        row.require_time(&["time"])?
    };
    let desktop = detail.require(&["workspaceId"])?.to_lowercase();
    let mut telling = Telling::of_person(ID, desktop.as_str()).dated(at);
    telling.say(Fact::Knows(Identifier::Connection(desktop.into())));
    let mut access = Access::new(Channel::VirtualDesktop, at);
    let is_in = detail.text("actionType").is_none_or(|it| it == "successfulLogin");
    access.outcome = if is_in { Outcome::Success } else { Outcome::Failure };
    access.ip = public_ip(&mut telling, &detail, "clientIpAddress");
    access.os = detail.text("clientPlatform").map(|it| Arc::from(&*it));
    access.client = detail.text("workspacesClientProductName").map(|it| Arc::from(&*it));
    telling.access(access);
    telling.finish("nothing of use")
}
