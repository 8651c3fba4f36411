//! Logs of devices: lines, though they hold commas, tabs, pipes and few times.

use super::read;

/// Every line arrives as one, unchanged.
fn check_lines(name: &str, lines: &[&str]) {
    let expected: Vec<String> =
        lines.iter().enumerate().map(|(idx, it)| format!("{name}:{} |{it}", idx + 1)).collect();
    assert_eq!(read(name, lines.join("\n") + "\n"), expected);
    assert_eq!(read(name, lines.join("\r\n")), expected);
}

#[test]
fn values_parted_by_commas_behind_a_head_are_no_table() {
    check_lines(
        "pan.log",
        &[
            r#"<14>Mar 02 09:00:04 fw 1,2026/03/02 09:00:04,0132,GLOBALPROTECT,0,2562,2026/03/02 09:00:04,vsys1,portal-auth,login,SAML,,ada,US,"a , b""#,
            r#"1,2026/03/02 09:00:06,0132,GLOBALPROTECT,0,2562,2026/03/02 09:00:06,vsys1,gateway-connected,connected,,IPSec,ada,US,"a , b""#,
        ],
    );
}

#[test]
fn names_with_values_are_no_header() {
    check_lines(
        "fortigate.log",
        &[
            r#"date=2026-03-02,time=09:30:00,devname="FW",logid="0101039424",action="tunnel-up",user="ada""#,
            r#"date=2026-03-02,time=09:31:00,devname="FW",logid="0101039425",action="tunnel-down",user="ada""#,
        ],
    );
    check_lines(
        "nss.txt",
        &[
            "Mon Mar  2 08:42:00 2026\treason=Allowed\tuser=ada\tClientIP=203.0.113.7",
            "Mon Mar  2 08:43:00 2026\treason=Allowed\tuser=ada\tClientIP=203.0.113.7",
        ],
    );
}

#[test]
fn heads_parted_by_pipes_are_no_header() {
    check_lines(
        "cef.log",
        &[
            "CEF:0|Palo Alto Networks|LF|2.0|GLOBALPROTECT|globalprotect|3|rt=Mar 02 2026 20:35:54 a=b",
            "CEF:0|Palo Alto Networks|LF|2.0|GLOBALPROTECT|globalprotect|3|rt=Mar 02 2026 20:36:54 a=b",
        ],
    );
}

#[test]
fn messages_of_firewalls_gateways_and_brokers_are_lines() {
    check_lines(
        "mixed.log",
        &[
            "<166>Mar 02 2026 15:00:01: %ASA-6-113039: Group <G> User <ada> IP <203.0.113.7> AnyConnect parent session started.",
            "<134> 03/02/2026:15:00:01 GMT ns 0-PPE-0 : default SSLVPN LOGIN 1 0 : Context ada@203.0.113.7 - User ada",
            r#"<111>1 2026-03-02T15:00:01.039Z broker View - 73 [View@6876 EventType="BROKER_USERLOGGEDIN"]"#,
            r#"<111>{"LogTimestamp": "Mon Mar  2 02:57:01 2026","Username": "ada@corp.example"}"#,
            "2026-03-02 15:09:59 ada/203.0.113.7:59321 MULTI: Learn: 10.8.0.6 -> ada/203.0.113.7:59321",
        ],
    );
}

#[test]
fn a_status_file_is_lines_though_most_have_no_time() {
    check_lines(
        "openvpn-status.log",
        &[
            "TITLE,OpenVPN 2.6.12 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] [LZ4] [EPOLL] [MH/PKTINFO] [AEAD]",
            "TIME,2026-03-02 11:40:30,1772451630",
            "HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,Virtual IPv6 Address,Bytes Received",
            "CLIENT_LIST,ada,203.0.113.7:51514,10.8.0.6,,48213",
            "GLOBAL_STATS,Max bcast/mcast queue length,0",
            "END",
        ],
    );
    check_lines(
        "status",
        &[
            "OpenVPN CLIENT LIST",
            "Updated,Mon Mar  2 11:40:30 2026",
            "Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since",
            "ROUTING TABLE",
            "END",
        ],
    );
}

#[test]
fn a_table_with_an_equals_sign_in_a_name_stays_one() {
    assert_eq!(
        read("t.csv", "name,score (10=best),mail\nAda,7,a@mail.example\n"),
        ["t.csv:2 name=Ada score_10_best=7 mail=a@mail.example"]
    );
}
