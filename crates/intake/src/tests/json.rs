//! JSON in all the shapes in which people export it.

use super::{dropped, read, read_with};
use crate::Limits;

#[test]
fn one_object_a_line_counts_lines_and_skips_blank_ones() {
    assert_eq!(
        read("okta.log", "\u{feff}{\"a\":1}\r\n\r\n  {\"a\":\"{\\\"\"}\n{\"a\":3}"),
        ["okta.log:1 {\"a\":1}", "okta.log:3 {\"a\":\"{\\\"\"}", "okta.log:4 {\"a\":3}"]
    );
}

#[test]
fn a_broken_line_costs_only_itself() {
    assert_eq!(
        read("x", "{\"a\":1}\n{\"a\":\"no end\n{\"a\":3}\n{\"a\":4}\n"),
        ["x:1 {\"a\":1}", "x:2 {\"a\":\"no end", "x:3 {\"a\":3}", "x:4 {\"a\":4}"]
    );
    assert_eq!(read("x", ":\"cut\"}\n{\"a\":2}\n{\"a\":3}\n").len(), 3);
}

#[test]
fn lists_have_pointers() {
    assert_eq!(
        read("x.json", "[\n {\"a\": [1, {\"b\": []}]},\n {}, 5]"),
        ["x.json#/0 {\"a\": [1, {\"b\": []}]}", "x.json#/1 {}", "x.json#/2 5"]
    );
    assert_eq!(read("x.json", "[]"), Vec::<String>::new());
}

#[test]
fn a_single_object_is_one_record_even_with_a_list_inside() {
    for text in [
        r#"{"id": 7, "name": "Ada"}"#,
        r#"{"published":"2026-03-01","actor":{"id":"1"},"target":[{"id":"2"}]}"#,
        "{\n \"id\": 7,\n \"first_name\": \"Ada\",\n \"applications\": [{\"id\": 1}]\n}",
        r#"{"id":"c-1","modalities":["audio"],"participants":[{"user":{"id":"1"}}],"sessions":[{"id":"c-1"}]}"#,
        r#"{"source":"aws.workspaces","resources":[],"detail":{"workspaceId":"ws-1"}}"#,
    ] {
        assert_eq!(read("one.json", text), [format!("one.json# {text}")]);
    }
}

#[test]
fn pages_are_unwrapped_and_their_own_members_go_with_each_record() {
    assert_eq!(
        read(
            "p.json",
            r#"{"@odata.context":"x","value":[{"id":1},{"id":2}],"@odata.nextLink":"y"}"#
        ),
        ["p.json#/value/0 {\"id\":1}", "p.json#/value/1 {\"id\":2}"]
    );
    assert_eq!(
        read(
            "z.json",
            r#"{"page_count":1,"participants":[{"user":"a"},{ }],"meeting_id":"m-1","topic":"T"}"#
        ),
        [
            r#"z.json#/participants/0 {"_outer":{"meeting_id":"m-1","topic":"T"},"user":"a"}"#,
            r#"z.json#/participants/1 {"_outer":{"meeting_id":"m-1","topic":"T"} }"#,
        ]
    );
    assert_eq!(
        read("s.json", r#"{"ok":true,"logins":[{"ip":"a"}],"paging":{"count":100,"pages":1}}"#),
        ["s.json#/logins/0 {\"ip\":\"a\"}"]
    );
    assert_eq!(
        read("s.json", r#"{"ok":true,"members":[{"id":"U1"}],"cache_ts":1498777272}"#),
        ["s.json#/members/0 {\"id\":\"U1\"}"]
    );
    assert_eq!(
        read("c.json", r#"{"candidates":[{"id":1}],"total":1}"#),
        ["c.json#/candidates/0 {\"id\":1}"]
    );
    assert_eq!(read("s/~.json", r#"{"a/b~":[{"id":1}]}"#), ["s/~.json#/a~1b~0/0 {\"id\":1}"]);
}

#[test]
fn pages_one_after_another_are_all_read() {
    assert_eq!(
        read("p", "{\"value\":[{\"id\":1}]}\n{\"value\":[{\"id\":2}]}\n[{\"id\":3}]"),
        ["p#/value/0 {\"id\":1}", "p:2 {\"id\":2}", "p:3 {\"id\":3}"]
    );
}

#[test]
fn members_behind_a_list_longer_than_the_first_glance_are_found() {
    let elements: Vec<String> =
        (0..4000).map(|it| format!("{{\"user\":\"ada-{it:020}\"}}")).collect();
    let text = format!("{{\"participants\":[{}],\"uuid\":\"u-1\"}}", elements.join(","));
    let records = read("z", text);
    assert_eq!(records.len(), 4000);
    assert_eq!(
        records[3999],
        r#"z#/participants/3999 {"_outer":{"uuid":"u-1"},"user":"ada-00000000000000003999"}"#
    );
}

#[test]
fn pretty_printed_objects_one_after_another_stand_at_their_first_line() {
    assert_eq!(
        read("x", "{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n"),
        ["x:1 {\n \"a\": 1\n}", "x:4 {\n \"a\": 2\n}"]
    );
}

#[test]
fn results_of_a_search_tool_are_unwrapped() {
    assert_eq!(
        read(
            "s",
            "{\"preview\":false,\"offset\":0,\"result\":{\"b\":1,\"a\":2}}\n{\"preview\":false,\"result\":{}}\n"
        ),
        ["s:1 {\"b\":1,\"a\":2}", "s:2 {}"]
    );
}

#[test]
fn what_never_closes_is_refused_with_its_line() {
    let why = "the JSON value that begins here never closes: the file is cut or a quote or bracket is missing; export it again";
    assert_eq!(
        read("x", "[{\"a\":1},\n{\"a\":"),
        [
            "x#/0 {\"a\":1}".to_owned(),
            format!("x#/1 REFUSED {why}"),
            format!("x:2 REFUSED the list ends without its closing bracket: {why}")
        ]
    );
    assert_eq!(read("x", "{\n\"a\":"), [format!("x:1 REFUSED {why}")]);
    assert_eq!(
        read("x", "[{\"a\":1}]]\n{}"),
        [
            "x#/0 {\"a\":1}",
            "x:1 REFUSED a bracket or colon stands here that closes nothing; the rest of the file is not read: check the JSON from this line on"
        ]
    );
}

#[test]
fn depth_and_length_are_capped_and_reading_goes_on_behind() {
    let deep = format!("[{}{},{{\"a\":1}}]", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(
        read("x", deep),
        ["x#/0 REFUSED JSON nested deeper than 128; no export we know does that", "x#/1 {\"a\":1}"]
    );
    let small = Limits { record_bytes: 20, ..Limits::default() };
    let long = "x".repeat(200_000);
    let why = "record longer than 20 bytes, skipped to its end; check that the file has line ends and closed quotes";
    assert_eq!(
        read_with("x", format!("[{{\"a\":\"{long}\"}},{{\"a\":2}}]"), &small),
        [format!("x#/0 REFUSED {why}"), "x#/1 {\"a\":2}".to_owned()]
    );
    assert_eq!(
        read_with("x", format!("{{\"a\":1}}\n{{\"a\":\"{long}\"}}\n{{\"a\":3}}\n"), &small),
        ["x:1 {\"a\":1}".to_owned(), format!("x:2 REFUSED {why}"), "x:3 {\"a\":3}".to_owned()]
    );
}

#[test]
fn protected_traits_leave_json_at_any_depth() {
    let text = r#"[{"id":1,"person":{"dateOfBirth":"1990","name":"Ada"}},{"id":2,"\u0067ender":"f"},{"id":3,"note":"gender"},
        {"answers":[{"question":"What is your gender?","answer":"f"},{"question":"Where do you live?","answer":"Oslo"}]}]"#;
    assert_eq!(
        read("x", text),
        [
            r#"x#/0 {"id":1,"person":{"name":"Ada"}}"#,
            r#"x#/1 {"id":2}"#,
            r#"x#/2 {"id":3,"note":"gender"}"#,
            r#"x#/3 {"answers":[{"question":"What is your gender?"},{"question":"Where do you live?","answer":"Oslo"}]}"#,
        ]
    );
    assert_eq!(dropped("x", text), ["What is your gender?", "dateOfBirth", "gender"]);
}

#[test]
fn numbers_split_by_chunks_keep_their_commas() {
    let text = format!("[{}1]", "12345,".repeat(50_000));
    assert_eq!(read("x", format!("[[1],{}", &text[1..])).len(), 50_002);
}
