//! People of a scan as a table that can be indexed and asked, and one row of a table as what an applicant says.

use std::collections::BTreeMap;

use bonafide_model::{
    AddressPurpose, Artifact, Column, ColumnKind, Decided, EmailUse, Fact, Ledger, Linked,
    PairDecision, PairDecisions, Persona, PersonaId, Provenance, RecordKey, Statement, Subject,
    Table,
    value::{AddressParts, BankAccount, Email, Handle, PersonName, Phone, PostalAddress, Wallet},
};

/// Columns of the table of people and what they hold. Work mailboxes are not among them: the organization gave them out.
const COLUMNS: [(&str, ColumnKind); 13] = [
    ("persona", ColumnKind::RecordId),
    ("given", ColumnKind::Given),
    ("family", ColumnKind::Family),
    ("mail", ColumnKind::Mail),
    ("phone", ColumnKind::Phone),
    ("street", ColumnKind::Street),
    ("postcode", ColumnKind::Postcode),
    ("city", ColumnKind::City),
    ("profile", ColumnKind::Identifier),
    ("account", ColumnKind::Identifier),
    ("wallet", ColumnKind::Identifier),
    ("device", ColumnKind::Identifier),
    ("artifact", ColumnKind::Identifier),
];
/// Rows of one person at most. Guess: nobody honest has more mailboxes.
const MOST_ROWS: usize = 8;

/// All people of a scan as a table: one row a person, and one more for each further mailbox, telephone, address and so on.
pub fn known(linked: &Linked) -> (Table, Vec<ColumnKind>) {
    let mut columns: Vec<Column> = COLUMNS.iter().map(|(name, _)| Column::new(*name)).collect();
    let mut rows = 0;
    for persona in linked.personas.values() {
        let cells = cells(persona);
        let own = cells.iter().map(Vec::len).max().unwrap_or(0).clamp(1, MOST_ROWS);
        for row in 0..own {
            columns[0].push(&persona.id.0);
            for (place, (column, values)) in columns[1..].iter_mut().zip(&cells).enumerate() {
                // A further mailbox is still somebody's of the same name.
                let is_name = place < 2;
                let value = values.get(row).or_else(|| values.first().filter(|_| is_name));
                column.push(value.map_or("", String::as_str));
            }
        }
        rows += own;
    }
    (Table { columns, rows }, COLUMNS.iter().map(|it| it.1).collect())
}

/// What a scan knows of the rows of its table of people: those of one persona are one person, and those of two of whom somebody decided it
/// are different people.
pub fn known_pairs(linked: &Linked, table: &Table) -> PairDecisions {
    let persona = |row: usize| table.columns[0].text(row);
    let mut firsts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut said = Vec::new();
    for (row, place) in (0_u32..).zip(0..table.rows) {
        let first = *firsts.entry(persona(place)).or_insert(row);
        if first != row {
            said.push(PairDecision { a: first, b: row, decided: Decided::OnePerson });
        }
    }
    let first = |it: &PersonaId| firsts.get(&*it.0).copied();
    let apart = linked.decided_apart.iter().filter_map(|(a, b)| {
        Some(PairDecision { a: first(a)?, b: first(b)?, decided: Decided::DifferentPeople })
    });
    said.extend(apart);
    PairDecisions::of(&said).expect("rows of one persona are not of two personas")
}

/// What a person has, column by column without the first.
fn cells(persona: &Persona) -> [Vec<String>; 12] {
    let (mut given, mut family) = (Vec::new(), Vec::new());
    for (name, _) in persona.names() {
        let (first, last) = name.given_and_family();
        given.push(first);
        family.push(last);
    }
    let homes = persona.addresses().filter(|((_, purpose), _)| *purpose != AddressPurpose::Work);
    let (mut street, mut postcode, mut city) = (Vec::new(), Vec::new(), Vec::new());
    for ((address, _), _) in homes {
        let lines = [address.line1(), address.line2()];
        street.push(lines.into_iter().flatten().collect::<Vec<_>>().join(" "));
        postcode.push(address.postcode().unwrap_or_default().to_owned());
        city.push(address.city().unwrap_or_default().to_owned());
    }
    [
        given,
        family,
        each(persona.own_emails().map(|it| it.0.reveal().to_owned())),
        each(persona.phones().map(|it| it.0.reveal().to_owned())),
        street,
        postcode,
        city,
        each(persona.profiles().map(|it| it.0.key())),
        each(persona.accounts().filter_map(|it| it.0.joinable_key())),
        each(persona.wallets().map(|it| it.0.reveal().to_owned())),
        persona.devices.iter().map(|it| it.0.to_string()).collect(),
        each(persona.artifacts().filter_map(|it| artifact(it.0))),
    ]
}

/// What is said several times counts once.
fn each(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut res = Vec::new();
    for value in values {
        if !res.contains(&value) {
            res.push(value);
        }
    }
    res
}

/// A thing in use that only one person has; names of client machines are what makers give out.
fn artifact(artifact: &Artifact) -> Option<String> {
    match artifact {
        Artifact::Authenticator(id)
        | Artifact::ClientDevice(id)
        | Artifact::DiskId(id)
        | Artifact::BrowserToken(id)
        | Artifact::SigningKey(id) => Some(id.to_string()),
        Artifact::ClientMac(mac) => Some(mac.reveal().to_owned()),
        Artifact::ClientName(_) => None,
    }
}

/// One row of a table as what an applicant says: enough for the checks that application data can feed.
pub fn applicant(table: &Table, kinds: &[ColumnKind], (row, file): (usize, &str)) -> Ledger {
    let of = |kind: ColumnKind| {
        let columns = table.columns.iter().zip(kinds).filter(move |(_, it)| **it == kind);
        columns.map(move |(column, _)| column.text(row)).filter(|it| !it.is_empty())
    };
    let all = |kind: ColumnKind| of(kind).collect::<Vec<_>>().join(" ");
    let (given, family) = (all(ColumnKind::Given), all(ColumnKind::Family));
    let mut facts = Vec::new();
    let name = PersonName::from_parts(&given, &family)
        .or_else(|_blank| PersonName::parse(of(ColumnKind::FullName).next().unwrap_or_default()));
    facts.extend(name.ok().map(Fact::Name));
    let mails = of(ColumnKind::Mail).filter_map(|it| Email::parse(it).ok());
    facts.extend(mails.map(|it| Fact::Email(it, EmailUse::Personal)));
    let phones = of(ColumnKind::Phone).filter_map(|it| Phone::parse(it, None).ok());
    facts.extend(phones.map(Fact::Phone));
    let some = |text: String| (!text.is_empty()).then_some(text);
    let street = [all(ColumnKind::HouseNumber), all(ColumnKind::Street)].join(" ");
    let address = PostalAddress::from_parts(AddressParts {
        line1: some(street.trim().to_owned()),
        city: some(all(ColumnKind::City)),
        postcode: some(all(ColumnKind::Postcode)),
        ..AddressParts::default()
    });
    facts.extend(address.ok().map(|it| Fact::Address(it, AddressPurpose::Home)));
    for text in of(ColumnKind::Identifier) {
        facts.extend(identifier(text));
    }
    facts.push(Fact::Applied { job: "".into(), channel: None });
    let subject = Subject::Record(RecordKey::new("screened", format!("row {}", row + 1)));
    // The header is the first line.
    let from = Provenance::line(file, row as u64 + 2);
    let mut res = Ledger::default();
    for fact in facts {
        res.fold(Statement { subject: subject.clone(), fact, at: None }, &from);
    }
    res
}

/// What an identifier is, where its form tells.
fn identifier(text: &str) -> Option<Fact> {
    if let Ok(wallet) = Wallet::parse(text) {
        return Some(Fact::PaidToWallet(wallet));
    }
    if let Ok(profile) = Handle::parse_url(text) {
        return Some(Fact::Handle(profile));
    }
    BankAccount::parse(text).ok().map(|account| Fact::PaidInto {
        account,
        holder: None,
        bank: None,
        stands: bonafide_model::AccountUse::Current,
    })
}
