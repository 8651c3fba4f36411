//! Calendars as Outlook, Google and Apple write them.

use super::{read, read_with};
use crate::Limits;

const HEAD: &str = "BEGIN:VCALENDAR\r\nPRODID:-//Example//Calendar 1.0//EN\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nX-WR-TIMEZONE:Europe/Berlin\r\nX-WR-CALNAME:Ada's own\r\n";

#[test]
fn an_event_is_who_and_when_without_title_and_text() {
    let text = format!(
        "{HEAD}BEGIN:VTIMEZONE\r\nTZID:Custom Zone\r\nX-LIC-LOCATION:Asia/Tokyo\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n\
         BEGIN:VEVENT\r\nUID:1@x.example\r\nDTSTAMP:20260301T090000Z\r\nCREATED:20260228T120000Z\r\nLAST-MODIFIED:20260228T120001Z\r\nSEQUENCE:2\r\nSTATUS:CONFIRMED\r\n\
         SUMMARY:Interview with\r\n  Bo\r\nDESCRIPTION:secret\\n text\r\n\
         DTSTART;TZID=Custom Zone:20260301T100000\r\nDTEND;TZID=Europe/Berlin:20260301T023000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n\
         ORGANIZER;CN=\"Example, Ada\":mailto:ada@corp.example\r\n\
         ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;C\r\n N=Bo ^'B^' Kim;X-NUM-GUESTS=0:MAILTO:bo@y.example\r\n\
         ATTENDEE;MEMBER=\"mailto:a@x.example\",\"mailto:b@x.example\";CUTYPE=ROOM;CN=Room;EMAIL=room@corp.example:urn:uuid:1\r\n\
         LOCATION:https://video.example/j/123?pwd=secret\r\n\
         BEGIN:VALARM\r\nTRIGGER:-PT10M\r\nUID:alarm\r\nEND:VALARM\r\nEND:VEVENT\r\n\
         BEGIN:VTODO\r\nUID:todo\r\nEND:VTODO\r\n\
         BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20260302\r\nDURATION:P1D\r\nLOCATION:Room 7\\, Oslo\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    let calendar = r#""calendar":{"prodid":"-//Example//Calendar 1.0//EN","method":"REQUEST","timezone":"Europe/Berlin"}"#;
    let first = r#"{"uid":"1@x.example","stamp":"20260301T090000Z","created":"20260228T120000Z","last_modified":"20260228T120001Z","sequence":"2","status":"CONFIRMED","start":{"value":"20260301T100000","tzid":"Custom Zone","zone":"Asia/Tokyo"},"end":{"value":"20260301T023000","tzid":"Europe/Berlin"},"recurrence":["RRULE:FREQ=WEEKLY;COUNT=3"],"organizer":{"email":"ada@corp.example","name":"Example, Ada"},"attendees":[{"email":"bo@y.example","name":"Bo \"B\" Kim","status":"ACCEPTED","role":"REQ-PARTICIPANT","kind":"INDIVIDUAL"},{"email":"room@corp.example","name":"Room","kind":"ROOM"}],"location":{"kind":"url","host":"video.example"}}"#;
    let second =
        r#"{"uid":"2","start":{"value":"20260302"},"duration":"P1D","location":{"kind":"place"}}"#;
    let expected = [
        format!("c.ics:16 {{{calendar},\"event\":{first}}}"),
        format!("c.ics:42 {{{calendar},\"event\":{second}}}"),
    ];
    assert_eq!(read("c.ics", text.clone()), expected);
    let utf_16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("c.ics", utf_16), expected);
    assert_eq!(
        read("no-name", text.replace("\r\n", "\n"))[1],
        expected[1].replace("c.ics", "no-name")
    );
}

#[test]
fn a_cut_calendar_and_one_without_events() {
    assert_eq!(
        read(
            "c.ics",
            format!("{HEAD}BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\n")
        )[1],
        "c.ics:10 REFUSED the calendar ends inside this event: export it again"
    );
    assert_eq!(read("c.ics", format!("{HEAD}END:VCALENDAR\r\n")), Vec::<String>::new());
}

#[test]
fn lines_and_events_without_end_are_never_held() {
    let text = format!(
        "{HEAD}BEGIN:VEVENT\r\nUID:1\r\nATTACH;ENCODING=BASE64:{}\r\nUID;{}\r\nEND:VEVENT\r\n{}",
        "QUJD\r\n ".repeat(500_000),
        "X=\"".repeat(1000),
        "BEGIN:VEVENT\r\n".repeat(1000),
    );
    let records = read("c.ics", text);
    assert_eq!(records.len(), 2, "{records:?}");
    assert!(records[0].ends_with(r#""event":{"uid":"1"}}"#));
    let small = Limits { record_bytes: 1000, ..Limits::default() };
    let crowd = format!(
        "{HEAD}BEGIN:VEVENT\r\n{}END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT\r\n",
        "ATTENDEE:mailto:a@x.example\r\n".repeat(100)
    );
    let records = read_with("c.ics", crowd, &small);
    assert!(records[0].contains("REFUSED record longer than 1000 bytes"), "{records:?}");
    assert!(records[1].ends_with(r#""event":{"uid":"2"}}"#), "{records:?}");
}

#[test]
fn broken_bytes_cost_their_event() {
    let mut bytes = format!("{HEAD}BEGIN:VEVENT\r\nUID:1\r\nSTATUS:").into_bytes();
    bytes.extend([b'a', 0xff, 0xc3, b'\r', b'\n']);
    bytes.extend("END:VEVENT\r\nBEGIN:VEVENT\r\nUID:é\r\nUID:öü\r\nEND:VEVENT\r\n".as_bytes());
    let records = read("c.ics", bytes);
    assert_eq!(
        records[0],
        "c.ics:7 REFUSED bytes that are not valid in the file's encoding; save the file as UTF-8"
    );
    assert_eq!(records.len(), 2);
}
