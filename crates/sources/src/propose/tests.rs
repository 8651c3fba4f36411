//! Proposals for small files, as they would stand in a mapping file.

use super::*;
use crate::testing::records;

fn entry(name: &str, text: &str) -> String {
    let mut profile = Profile::default();
    records(name, text).iter().for_each(|it| profile.add(it));
    let hints = Hints { file: name, year: 2026 };
    let blinds = |_: &Source, _: &[&str]| Vec::new();
    let context = Context {
        file: name,
        known: "not recognized",
        n_records: profile.n_records(),
        blinds: &blinds,
    };
    of_file(&profile, hints).map(|it| toml(&it, &context)).unwrap_or_default()
}

/// Lines that say something, without their comments.
fn said(entry: &str) -> Vec<&str> {
    entry
        .lines()
        .filter(|it| !it.starts_with('#'))
        .map(|it| it.split("  # ").next().unwrap_or_default())
        .collect()
}

#[test]
fn a_table_of_people_by_names_nobody_knows_and_content() {
    let text = "Pers-Nr.,Nachname,Vorname,Firmenmail,Mail priv.,Mobil,Eintrittsdatum,Position,Schuhgröße\n\
        10001,Example,Ada,ada@corp.example,ada@mail.example,+1 512-555-0142,21.03.2026,Engineer,38\n\
        10002,Sample,Bob,bob@corp.example,bob@post.example,+1 512-555-0143,22.03.2026,Analyst,41\n\
        10003,Instance,Cyd,cyd@corp.example,cyd@box.example,+1 512-555-0144,23.03.2026,Engineer,40\n";
    let entry = entry("people", text);
    let said = said(&entry);
    assert!(said.contains(&"source = \"hris_workers\""), "{entry}");
    for line in [
        "worker_number = \"Pers-Nr.\"",
        "last_name = \"Nachname\"",
        "first_name = \"Vorname\"",
        "work_email = \"Firmenmail\"",
        "personal_email = \"Mail priv.\"",
        "phone = \"Mobil\"",
        "hire_date = \"Eintrittsdatum\"",
        "only_listed = true",
    ] {
        assert!(said.contains(&line), "{line} in\n{entry}");
    }
    assert!(entry.contains("100 % of 3 cells are mail addresses, all different"), "{entry}");
    assert!(entry.contains("nothing of ours fits: Schuhgröße (numbers)"), "{entry}");
    assert!(!entry.contains("ada@"), "{entry}");
}

#[test]
fn a_log_in_json_by_its_paths_and_a_list_by_its_rows() {
    let line = |user: &str, ip: &str| {
        format!(
            "{{\"who\":{{\"mail\":\"{user}@corp.example\"}},\"ts\":\"2026-03-01T10:00:00Z\",\"net\":{{\"addr\":\"{ip}\"}},\"tunnel\":\"a\"}}\n"
        )
    };
    let text =
        line("ada", "203.0.113.7") + &line("bob", "203.0.113.8") + &line("ada", "203.0.113.7");
    let entry_of_lines = entry("log", &text);
    let lines = said(&entry_of_lines);
    for it in [
        "source = \"mapped_events\"",
        "login = \"who.mail\"",
        "ip = \"net.addr\"",
        "at = \"ts\"",
        "channel = { value = \"vpn\" }",
    ] {
        assert!(lines.contains(&it), "{it} in\n{entry_of_lines}");
    }
    let rows = r#"{"asOf":"2026-03-01","staff":[
        {"employeeNumber":1,"lastName":"Example","firstName":"Ada","email":"ada@corp.example","startDate":"2026-01-05"},
        {"employeeNumber":2,"lastName":"Sample","firstName":"Bob","email":"bob@corp.example","startDate":"2026-01-06"},
        {"employeeNumber":3,"lastName":"Case","firstName":"Cyd","email":"cyd@corp.example","startDate":"2026-01-07"}]}"#;
    let entry_of_list = entry("staff.json", rows);
    let lines = said(&entry_of_list);
    for it in [
        "each = \"staff\"",
        "source = \"hris_workers\"",
        "worker_number = \"employeeNumber\"",
        "hire_date = \"startDate\"",
    ] {
        assert!(lines.contains(&it), "{it} in\n{entry_of_list}");
    }
}

#[test]
fn names_and_times_in_two_columns_are_joined() {
    let text = "First Name,Last Name,User,Date,Time,Client IP,Status\n\
        Ada,Example,ada,21/03/2026,10:00:00,203.0.113.7,OK\n\
        Bob,Sample,bob,22/03/2026,11:00:00,203.0.113.8,Denied\n\
        Ada,Example,ada,23/03/2026,10:00:00,203.0.113.7,OK\n";
    let entry = entry("vpn-sessions.csv", text);
    let lines = said(&entry);
    for it in [
        "full_name = [\"First Name\", \"Last Name\"]",
        "at = [\"Date\", \"Time\"]",
        "outcome = \"Status\"",
        "dates = \"day_first\"",
        "channel = { value = \"vpn\" }",
    ] {
        assert!(lines.contains(&it), "{it} in\n{entry}");
    }
}

#[test]
fn lines_of_a_log_give_patterns_without_anybody_s_name() {
    let mut text = String::new();
    for (idx, (user, ip)) in
        [("ada", "203.0.113.7"), ("bob", "203.0.113.8"), ("cyd", "203.0.113.9")]
            .iter()
            .cycle()
            .take(9)
            .enumerate()
    {
        text += &format!(
            "Mar  1 10:0{idx}:00 gw-1 sshd[12{idx}]: Accepted publickey for {user} from {ip} port 5{idx}022 ssh2\n"
        );
        text += &format!("Mar  1 10:0{idx}:30 gw-1 sshd[12{idx}]: Connection closed\n");
    }
    let entry = entry("a.log.in", &text);
    let line = said(&entry)
        .into_iter()
        .find(|it| it.starts_with("line = "))
        .expect("a pattern")
        .to_owned();
    let pattern =
        regex::Regex::new(line.trim_start_matches("line = ").trim_matches('\'')).expect("sound");
    let found = pattern.captures(text.lines().next().expect("a line")).expect("it fits");
    assert_eq!(
        ["at", "outcome", "login", "ip"].map(|it| found.name(it).map_or("", |it| it.as_str())),
        ["Mar  1 10:00:00", "Accepted", "ada", "203.0.113.7"]
    );
    assert!(
        !entry.contains("ada") && !entry.contains("gw-1") && entry.contains("year = 2026"),
        "{entry}"
    );
    assert!(entry.contains("the patterns read 9 of the first 18 lines"), "{entry}");
}

#[test]
fn lines_of_keys_and_values_give_keys() {
    let text = "date=2026-03-01 time=10:00:00 type=vpn user=\"ada\" remip=203.0.113.7 action=\"tunnel-up\"\n\
        date=2026-03-01 time=10:05:00 type=vpn user=\"bob\" remip=203.0.113.8 action=\"tunnel-up\"\n\
        date=2026-03-01 time=10:06:00 type=vpn user=\"ada\" remip=203.0.113.7 action=\"tunnel-down\"\n";
    let entry = entry("f.log.in", text);
    let lines = said(&entry);
    for it in
        ["line = 'key=value'", "login = \"user\"", "ip = \"remip\"", "at = [\"date\", \"time\"]"]
    {
        assert!(lines.contains(&it), "{it} in\n{entry}");
    }
}

#[test]
fn what_fits_nothing_is_not_proposed() {
    assert_eq!(entry("t.csv", "a,b\n1,2\n3,4\n"), "");
    assert_eq!(entry("t.log.in", "2026-03-01 10:00:00 up\n2026-03-01 10:01:00 down\n"), "");
    assert_eq!(entry("t.json", "{\"a\":[1,2]}"), "");
}
