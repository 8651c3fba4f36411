//! XML that is a list of records, and XML that is a trap.

use super::{dropped, read, read_with};
use crate::Limits;

#[test]
fn the_children_of_the_root_are_records() {
    let text = r#"<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="http://list.example/sdnList.xsd">
  <publshInformation><Publish_Date>03/01/2026</Publish_Date></publshInformation>
  <sdnEntry>
    <uid>1</uid><lastName>EXAMPLE &amp; CO</lastName>
    <programList><program>A</program><program>B</program></programList>
    <dateOfBirthList><dateOfBirthItem>x</dateOfBirthItem></dateOfBirthList>
  </sdnEntry>
  <sdnEntry><uid>2</uid><idList><id><idType>Wallet</idType></id></idList></sdnEntry>
</sdnList>"#;
    assert_eq!(
        read("sdn.xml", text),
        [
            r#"sdn.xml:3 {"_element":"publshInformation","Publish_Date":"03/01/2026"}"#,
            r#"sdn.xml:4 {"_element":"sdnEntry","_outer":{"Publish_Date":"03/01/2026"},"uid":"1","lastName":"EXAMPLE & CO","programList":{"program":["A","B"]}}"#,
            r#"sdn.xml:9 {"_element":"sdnEntry","_outer":{"Publish_Date":"03/01/2026"},"uid":"2","idList":{"id":{"idType":"Wallet"}}}"#,
        ]
    );
    assert_eq!(dropped("sdn.xml", text), ["dateOfBirthList"]);
}

#[test]
fn lists_inside_the_root_and_what_the_root_says() {
    let text = r#"<Sanctions Version="3"><DateOfIssue>2026-03-01</DateOfIssue>
<DistinctParties n="2"><DistinctParty FixedRef="1"><Profile ID="7"/></DistinctParty>
<DistinctParty FixedRef="2"/></DistinctParties>
<ENTITIES><ENTITY><NAME>X</NAME></ENTITY></ENTITIES>
<Rows><Row id="1"><a>1</a></Row><Row id="2"><a/></Row></Rows>
<Note>last</Note></Sanctions>"#;
    assert_eq!(
        read("x", text),
        [
            r##"x:2 {"_element":"DistinctParty","_outer":{"Version":"3","DateOfIssue":"2026-03-01","n":"2"},"#attributes":{"FixedRef":"1"},"Profile":{"#attributes":{"ID":"7"}}}"##,
            r##"x:3 {"_element":"DistinctParty","_outer":{"Version":"3","DateOfIssue":"2026-03-01","n":"2"},"#attributes":{"FixedRef":"2"}}"##,
            r#"x:4 {"_element":"ENTITY","_outer":{"Version":"3","DateOfIssue":"2026-03-01"},"NAME":"X"}"#,
            r##"x:5 {"_element":"Row","_outer":{"Version":"3","DateOfIssue":"2026-03-01"},"#attributes":{"id":"1"},"a":"1"}"##,
            r##"x:5 {"_element":"Row","_outer":{"Version":"3","DateOfIssue":"2026-03-01"},"#attributes":{"id":"2"},"a":null}"##,
            r#"x:6 {"_element":"Sanctions","Version":"3","DateOfIssue":"2026-03-01","Note":"last"}"#,
        ]
    );
    assert_eq!(
        read("x.xml", "<person><name>Ada</name>\n<mail>a@x.example</mail></person>"),
        [r#"x.xml:2 {"_element":"person","name":"Ada","mail":"a@x.example"}"#]
    );
}

const EVENT: &str = r#"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID Qualifiers='0'>4624</EventID><Level>0</Level><TimeCreated SystemTime='2026-03-01T10:15:00.1234567Z'/><Correlation/><Computer>LT-0042</Computer></System><EventData><Data Name='TargetUserName'>ada</Data><Data Name='LogonType'></Data></EventData><RenderingInfo Culture='en-US'><Message>An account was logged on.</Message></RenderingInfo></Event>"#;

#[test]
fn windows_events_have_the_shape_of_evtx_dump() {
    let expected = r##"{"Event":{"#attributes":{"xmlns":"http://schemas.microsoft.com/win/2004/08/events/event"},"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Security-Auditing"}},"EventID":{"#attributes":{"Qualifiers":"0"},"#text":4624},"Level":0,"TimeCreated":{"#attributes":{"SystemTime":"2026-03-01T10:15:00.1234567Z"}},"Correlation":null,"Computer":"LT-0042"},"EventData":{"TargetUserName":"ada","LogonType":""}}}"##;
    let viewer = format!(
        "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<Events>{EVENT}\r\n{EVENT}</Events>"
    );
    assert_eq!(
        read("e.xml", viewer.clone()),
        [format!("e.xml:2 {expected}"), format!("e.xml:3 {expected}")]
    );
    let utf_16: Vec<u8> = viewer.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("e.xml", utf_16).len(), 2);
    assert_eq!(
        read("x", format!("{EVENT}{EVENT}")),
        [format!("x:1 {expected}"), format!("x:1 {expected}")]
    );
    assert_eq!(read("x.log", format!("{EVENT}\n{EVENT}\n"))[1], format!("x.log:2 {expected}"));
    let nameless = r#"<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><EventData><Data>a</Data><Data>b</Data><Binary>00</Binary></EventData><UserData><E xmlns="u"><User>ada</User></E></UserData></Event>"#;
    assert_eq!(
        read("x", nameless),
        [
            r##"x:1 {"Event":{"#attributes":{"xmlns":"http://schemas.microsoft.com/win/2004/08/events/event"},"EventData":{"Binary":"00","Data":{"#text":["a","b"]}},"UserData":{"E":{"User":"ada"}}}}"##
        ]
    );
}

#[test]
fn the_encoding_is_that_of_the_bytes_whatever_is_declared() {
    for declared in ["utf-8", "utf-16", "ISO-8859-1", "nonsense"] {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"{declared}\"?>\n<l><e><a>Jörg aus Köln</a><b/></e></l>"
        );
        let expected = [r#"x.xml:2 {"_element":"e","a":"Jörg aus Köln","b":null}"#];
        assert_eq!(read("x.xml", text.clone()), expected, "{declared}");
        let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read("x.xml", utf_16), expected, "{declared} in UTF-16");
        let latin: Vec<u8> = text.chars().map(|it| u8::try_from(u32::from(it)).unwrap()).collect();
        assert_eq!(read("x.xml", latin), expected, "{declared} in Latin 1");
    }
}

#[test]
fn web_pages_logs_and_letters_are_no_xml() {
    for (name, text, expected) in [
        ("a.html", "<!DOCTYPE html><html><body><p>Ada</p></body></html>", r#"Html "Ada\n""#),
        ("a.html", "<html>\n<body>Ada</body></html>", r#"Html "Ada\n""#),
        (
            "a.xhtml",
            "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            r#"Html """#,
        ),
        ("a.txt", "<Ada> hello", r#"Text "<Ada> hello""#),
    ] {
        assert_eq!(read(name, text), [format!("{name} page 1 {expected}")]);
    }
    assert_eq!(
        read("h.xml", "<headers><h><a>1</a></h></headers>"),
        [r#"h.xml:1 {"_element":"h","a":"1"}"#]
    );
    assert_eq!(
        read("s.log", "<134>Mar  1 10:15:00 host in\n<134>Mar  1 10:15:01 host out\n").len(),
        2
    );
}

#[test]
fn entities_are_never_expanded() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
<list><entry><a>1</a><b>&lol2;</b></entry><entry><a>2</a></entry></list>"#;
    let why = "an entity that the file itself declares; such entities are not expanded: export the file without a document type";
    assert_eq!(read("x.xml", laughs), [format!("x.xml:2 REFUSED {why}")]);
    assert_eq!(read("x.xml", laughs.replace("&lol2;", "&x;")), [format!("x.xml:2 REFUSED {why}")]);
    assert_eq!(
        read("x.xml", "<l><e><a b=\"&#65;&quot;\">&#x42;&lt;</a></e></l>"),
        [r##"x.xml:1 {"_element":"e","a":{"#attributes":{"b":"A\""},"#text":"B<"}}"##]
    );
}

#[test]
fn depth_and_length_are_capped_and_reading_goes_on_behind() {
    let deep =
        format!("<l><e>{}{}</e><e><a>1</a></e></l>", "<x>".repeat(5000), "</x>".repeat(5000));
    assert_eq!(
        read("x.xml", deep),
        [
            "x.xml:1 REFUSED XML nested deeper than 128; no export we know does that",
            r#"x.xml:1 {"_element":"e","a":"1"}"#,
        ]
    );
    let hopeless = format!("<l><e>{}", "<x>".repeat(100_000));
    assert_eq!(
        read("x.xml", hopeless),
        ["x.xml:1 REFUSED elements nested deeper than 10000; the rest of the file is not read"]
    );
    let small = Limits { record_bytes: 2000, ..Limits::default() };
    let long = format!("<l><e>{}</e>\n<e><a>1</a></e></l>", "<x>12345678</x>".repeat(100_000));
    assert_eq!(
        read_with("x.xml", long, &small),
        [
            "x.xml:1 REFUSED record longer than 2000 bytes, skipped to its end; check that the file has line ends and closed quotes",
            r#"x.xml:2 {"_element":"e","a":"1"}"#,
        ]
    );
    let endless = format!("<l><e><a>1</a><b>1</b></e>\n<e>{}", "x".repeat(100_000));
    assert_eq!(
        read_with("x.xml", endless, &small),
        [
            r#"x.xml:1 {"_element":"e","a":"1","b":"1"}"#,
            "x.xml:2 REFUSED reading stopped here: a piece of markup or text longer than a record may be; the rest of the file is not read: check that its tags close",
        ]
    );
}

#[test]
fn a_cut_or_broken_document_gives_what_stands_before() {
    assert_eq!(
        read("x.xml", "<l><e><a>1</a><b/></e>\n<e><a>2"),
        [
            r#"x.xml:1 {"_element":"e","a":"1","b":null}"#,
            "x.xml:2 REFUSED the file ends inside an element; what stands before is read: export it again",
        ]
    );
    assert_eq!(
        read("x.xml", "<l><e><a>1</a><b/></e>\n<e><a>2</b></e></l>"),
        [
            r#"x.xml:1 {"_element":"e","a":"1","b":null}"#,
            "x.xml:2 REFUSED XML is damaged or cut here (an end tag without its beginning, or a beginning without its end); the rest of the file is not read: export it again",
        ]
    );
}
