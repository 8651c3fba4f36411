//! Cloud Funnel and Deep Visibility events: one flat object, its names dotted.

use bonafide_model::{Fact, Program, Reading, Reject};

use super::{NOTHING, hold, machine};
use crate::{
    naming::{host, managed, program_name, telling_switch},
    object::Object,
    telling::Telling,
};

/// Kinds of logon that put a person in front of the machine.
const AT_THE_MACHINE: &[&str] = &[
    "INTERACTIVE",
    "UNLOCK",
    "REMOTE_INTERACTIVE",
    "CACHED_INTERACTIVE",
    "CACHED_REMOTE_INTERACTIVE",
];

/// Whether a record is such an event.
pub(super) fn is_event(root: &Object<'_>) -> bool {
    root.has("agent.uuid") && root.has("event.type") && root.has("endpoint.name")
}

pub(super) fn read(root: &Object<'_>) -> Result<Reading, Reject> {
    match root.text("event.type").as_deref() {
        Some("Process Creation") => ran(root),
        Some("Login") => logged_on(root),
        Some(_) | None => Ok(Reading::PassOver("an event of another kind")),
    }
}

fn opened(root: &Object<'_>) -> Result<Telling, Reject> {
    let at = root.require_time(&["event.time", "timestamp"])?;
    let names = [
        managed("sentinelone", root.text("agent.uuid")),
        None,
        root.text("endpoint.name").and_then(|it| host(&it)),
    ];
    machine(names, at)
}

fn ran(root: &Object<'_>) -> Result<Reading, Reject> {
    let path = root.any(&["tgt.process.name", "tgt.process.image.path"]);
    let Some(name) = path.and_then(|it| program_name(&it)) else {
        return Ok(Reading::PassOver("a process without a file name"));
    };
    let mut telling = opened(root)?;
    let switch = root.text("tgt.process.cmdline").and_then(|it| telling_switch(&name, &it));
    let product = root.text("tgt.process.displayName").map(|it| (*it).into());
    telling.say(Fact::Ran(Program { name, product, switch }));
    hold(&mut telling, [root.text("tgt.process.user")]);
    telling.finish(NOTHING)
}

fn logged_on(root: &Object<'_>) -> Result<Reading, Reject> {
    let kind = root.text("event.login.type").unwrap_or_default();
    let is_in = root.flag("event.login.loginIsSuccessful") == Some(true);
    if !is_in || !AT_THE_MACHINE.contains(&&*kind) {
        return Ok(Reading::PassOver("a logon that failed or put nobody in front of the machine"));
    }
    let mut telling = opened(root)?;
    hold(&mut telling, [root.text("event.login.userName")]);
    telling.finish("a logon of the system itself")
}
