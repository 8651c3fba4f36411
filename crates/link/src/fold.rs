//! Which records are of one claimed person.
//!
//! What people have decided stands above all. The organisation's own identifiers come first, then files that a record names, then
//! personal mailboxes, telephone numbers and names of meeting guests, each more careful than the last. What two names share joins
//! nobody: it is a tie.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Identifier, Ledger, RecordKey, Sentence, sentence, value::Phone};

use crate::{
    decided::{self, Decisions},
    names::Agreement,
    record::{self, Claim, Node, shown},
    union::{Ground, Reason, Sets},
};

/// Different names from which a mailbox or telephone number is a shared one and joins nobody. Guess: families rarely have more.
const HUB_NAMES: usize = 4;
/// What more can be said where two records with names are joined.
const NAMES_AGREE: &str = ", and their names agree";
/// Reasons kept for one person. Guess: enough to read; a year of connection ids would give thousands.
const MOST_JOINS: usize = 60;

/// Records of one claimed person.
pub(crate) struct Folded {
    /// Keys of the records, in order.
    pub(crate) records: Vec<RecordKey>,
    /// Why they were joined, in order.
    pub(crate) joins: Vec<Sentence>,
}

/// Two records that something brought together and that stay two people.
pub(crate) struct Apart {
    /// Keys of the two.
    pub(crate) records: [RecordKey; 2],
    /// What brought them together, and what spoke against it.
    pub(crate) because: Sentence,
}

/// Records by person, and what keeps others apart.
pub(crate) struct Groups {
    /// Records of each person.
    pub(crate) folded: Vec<Folded>,
    /// Records that were brought together and stay apart.
    pub(crate) apart: Vec<Apart>,
    /// Records of people who were decided to be different.
    pub(crate) decided_apart: Vec<[RecordKey; 2]>,
    /// What was decided and could not be kept, in order.
    pub(crate) unkept: BTreeSet<Sentence>,
}

/// Folds the records of a ledger, under what people have decided.
pub(crate) fn groups(ledger: &Ledger, decided: &[decided::Said]) -> Groups {
    let nodes = record::nodes(ledger);
    let work = record::work_mailboxes(&nodes);
    let decisions = Decisions::of(decided);
    let mut sets = Sets::of(&nodes, &decisions);
    join_by_identifier(&nodes, &mut sets);
    join_by_work_mailbox(&nodes, &work, &mut sets);
    join_short_logins(&nodes, &work, &mut sets);
    join_files(&nodes, &mut sets);
    let named_in = decisions.named_in(&nodes);
    let unkept = decisions.join(&nodes, &mut sets, &named_in);
    join_by_mailbox(&nodes, &mut sets);
    join_by_phone(&nodes, &mut sets);
    join_nameless(&nodes, &mut sets);
    join_guests(&nodes, &mut sets);
    let decided_apart = decisions.apart(&nodes, &mut sets, &named_in);
    let (groups, refusals) = sets.into_groups();
    // A login that was only ever refused and that leads to nobody is nobody's.
    let is_somebody = |group: &[usize]| group.iter().any(|it| !nodes[*it].is_refused);
    let folded = groups.into_iter().filter(|it| is_somebody(&it.nodes)).map(|group| Folded {
        records: group.nodes.iter().map(|it| nodes[*it].key.clone()).collect(),
        joins: kept(group.joins),
    });
    let apart = refusals.into_iter().map(|it| Apart {
        records: [it.a, it.b].map(|node| nodes[node].key.clone()),
        because: it.because,
    });
    Groups {
        folded: folded.collect(),
        apart: apart.collect(),
        decided_apart,
        unkept: unkept.into_iter().collect(),
    }
}

fn kept(mut joins: Vec<Sentence>) -> Vec<Sentence> {
    let more = joins.len().saturating_sub(MOST_JOINS);
    joins.truncate(MOST_JOINS);
    if more > 0 {
        joins.push(sentence!("and {} joins more of the same kind", more));
    }
    joins
}

/// Records that know one identifier given out by the organisation.
fn join_by_identifier(nodes: &[Node<'_>], sets: &mut Sets<'_>) {
    let mut buckets: BTreeMap<&Identifier, Vec<usize>> = BTreeMap::new();
    for (idx, node) in nodes.iter().enumerate() {
        for identifier in &node.identifiers {
            buckets.entry(identifier).or_default().push(idx);
        }
    }
    for (identifier, bucket) in buckets {
        join_bucket(&bucket, sets, Ground::Issued, |a, b| {
            both(&nodes[a], &nodes[b], &sentence!("know {}", name_of(identifier)))
        });
    }
}

/// Records that use one mailbox of the organisation as a login.
fn join_by_work_mailbox(nodes: &[Node<'_>], work: &BTreeSet<String>, sets: &mut Sets<'_>) {
    // A referee writes down any address; that is a claim about a mailbox, not the use of one.
    let is_login = |node: &Node<'_>, mailbox: &str, claim: Claim| {
        claim >= Claim::Login && work.contains(mailbox) && !node.vouches
    };
    let buckets = mailboxes(nodes, is_login);
    for bucket in buckets.values() {
        join_bucket(bucket, sets, Ground::Issued, |a, b| {
            both(&nodes[a], &nodes[b], &sentence!("use one work mailbox"))
        });
    }
}

/// Nameless records of a login `ada` go to `ada@corp.example` if only one work mailbox begins so.
fn join_short_logins(nodes: &[Node<'_>], work: &BTreeSet<String>, sets: &mut Sets<'_>) {
    let mut owners: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
    for (idx, node) in nodes.iter().enumerate().filter(|(_, node)| !node.vouches) {
        for mailbox in node.mailboxes.keys().filter(|it| work.contains(*it)) {
            let local = mailbox.split('@').next().unwrap_or(mailbox);
            owners.entry(local).or_default().entry(sets.root(idx)).or_insert(idx);
        }
    }
    for (idx, node) in nodes.iter().enumerate() {
        for identifier in &node.identifiers {
            let Identifier::Login(login) = identifier else { continue };
            let found = owners.get(short_login(login)).filter(|it| it.len() == 1);
            if let Some(owner) = found.and_then(|it| it.values().next()) {
                let why =
                    || both(&nodes[*owner], &nodes[idx], &sentence!("use one login, {}", login));
                sets.join((*owner, idx), Ground::Nameless, why);
            }
        }
    }
}

/// `ada` of `CORP\ada`.
pub(crate) fn short_login(login: &str) -> &str {
    login.rsplit('\\').next().unwrap_or(login)
}

/// Records of one person's own mailbox, where the names agree.
fn join_by_mailbox(nodes: &[Node<'_>], sets: &mut Sets<'_>) {
    for bucket in mailboxes(nodes, |_, _, _| true).values() {
        join_named(bucket, sets, |a, b| {
            both(&nodes[a], &nodes[b], &sentence!("have one mailbox")).and(NAMES_AGREE)
        });
    }
}

/// Records of one telephone number, where the names agree.
fn join_by_phone(nodes: &[Node<'_>], sets: &mut Sets<'_>) {
    let mut buckets: BTreeMap<&Phone, Vec<usize>> = BTreeMap::new();
    for (idx, node) in nodes.iter().enumerate() {
        for phone in &node.phones {
            buckets.entry(phone).or_default().push(idx);
        }
    }
    for (phone, bucket) in buckets {
        let why = |a: usize, b: usize| {
            both(&nodes[a], &nodes[b], &sentence!("give the number {}", phone)).and(NAMES_AGREE)
        };
        join_named(&bucket, sets, why);
    }
}

/// Joins every record of a bucket with the first earlier set that accepts it.
fn join_bucket(
    bucket: &[usize],
    sets: &mut Sets<'_>,
    ground: Ground,
    why: impl Fn(usize, usize) -> Reason,
) {
    let mut accepted: Vec<usize> = Vec::new();
    for node in bucket {
        let n_refusals = sets.n_refusals();
        if !accepted.iter().any(|it| sets.join((*it, *node), ground, || why(*it, *node))) {
            accepted.push(*node);
        }
        sets.keep_refusals(n_refusals + HUB_NAMES);
    }
}

/// The same for personal values: only records with names, and nobody if too many names meet.
fn join_named(bucket: &[usize], sets: &mut Sets<'_>, why: impl Fn(usize, usize) -> Reason) {
    let named: Vec<usize> =
        bucket.iter().copied().filter(|it| !sets.names(*it).is_empty()).collect();
    if names_in(&named, sets) < HUB_NAMES {
        join_bucket(&named, sets, Ground::Personal, why);
    }
}

/// How many different names meet in a bucket; counting stops at the hub's limit.
fn names_in(bucket: &[usize], sets: &mut Sets<'_>) -> usize {
    let mut different: Vec<usize> = Vec::new();
    for node in bucket {
        if different.len() >= HUB_NAMES {
            break;
        }
        if !different.iter().any(|it| {
            sets.root(*it) == sets.root(*node) || sets.compare(*it, *node) == Agreement::Agree
        }) {
            different.push(*node);
        }
    }
    different.len()
}

/// Records without any name, such as a résumé file: they follow their mailboxes if all of those lead to one person.
fn join_nameless(nodes: &[Node<'_>], sets: &mut Sets<'_>) {
    let buckets = mailboxes(nodes, |_, _, _| true);
    let why = |a: usize, b: usize| {
        both(&nodes[a], &nodes[b], &sentence!("have one mailbox"))
            .and(", and only one of them has a name")
    };
    for (idx, node) in nodes.iter().enumerate() {
        if !sets.names(idx).is_empty() {
            continue;
        }
        let mut owners: BTreeMap<usize, usize> = BTreeMap::new();
        for other in node.mailboxes.keys().flat_map(|it| &buckets[it]) {
            if !sets.names(*other).is_empty() {
                owners.entry(sets.root(*other)).or_insert(*other);
            }
        }
        if let (1, Some(owner)) = (owners.len(), owners.values().next().copied()) {
            sets.join((owner, idx), Ground::Nameless, || why(owner, idx));
        }
    }
    for bucket in buckets.values() {
        if bucket.iter().all(|it| sets.names(*it).is_empty()) {
            join_bucket(bucket, sets, Ground::Nameless, why);
        }
    }
}

/// Files that a record names: by base name if only one file and one person have it, else by the candidate's id in the path;
/// by whole path whatever others are called.
fn join_files(nodes: &[Node<'_>], sets: &mut Sets<'_>) {
    let mut naming: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut files: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (idx, node) in nodes.iter().enumerate() {
        node.files.iter().for_each(|file| naming.entry(file).or_default().push(idx));
        if node.is_file {
            let path = node.key.key.to_lowercase();
            if let Some((_, base)) = path.rsplit_once('/') {
                files.entry(base.to_owned()).or_default().push(idx);
            }
            files.entry(path).or_default().push(idx);
        }
    }
    for (name, paths) in &files {
        let mut owners: BTreeMap<usize, usize> = BTreeMap::new();
        for node in naming.get(name.as_str()).into_iter().flatten() {
            owners.entry(sets.root(*node)).or_insert(*node);
        }
        for path in paths {
            let mut in_path =
                owners.values().filter(|it| path_names(&nodes[*path].key.key, &nodes[**it]));
            let owner = match (in_path.next(), in_path.next()) {
                (Some(owner), None) => *owner,
                (None, _) if owners.len() == 1 && paths.len() == 1 => {
                    owners.values().copied().sum()
                }
                _ => continue,
            };
            let why = || {
                let (of, file) = (shown(nodes[owner].key), shown(nodes[*path].key));
                Reason { clause: sentence!("{} names the file of {}", of, file), and: "" }
            };
            sets.join((owner, *path), Ground::Issued, why);
        }
    }
}

/// Whether a path has the record's candidate id in it, standing by itself.
fn path_names(path: &str, node: &Node<'_>) -> bool {
    let stands_alone = |at: usize, id: &str| {
        let before = path[..at].chars().next_back();
        let after = path[at + id.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    };
    let mut ids = node
        .identifiers
        .iter()
        .filter_map(|it| if let Identifier::Candidate(id) = it { Some(id) } else { None });
    ids.any(|id| path.match_indices(&**id).any(|(at, id)| stands_alone(at, id)))
}

/// Guests known by name alone: they are whoever alone has exactly this name and has applied or works here.
fn join_guests(nodes: &[Node<'_>], sets: &mut Sets<'_>) {
    let sorted = |tokens: &[String]| {
        let mut tokens = tokens.to_vec();
        tokens.sort();
        tokens
    };
    let mut bearers: BTreeMap<Vec<String>, BTreeMap<usize, usize>> = BTreeMap::new();
    for (idx, node) in nodes.iter().enumerate().filter(|(_, node)| !node.is_known_by_name()) {
        for name in &node.names {
            bearers.entry(sorted(name.tokens())).or_default().entry(sets.root(idx)).or_insert(idx);
        }
    }
    for (idx, node) in nodes.iter().enumerate().filter(|(_, node)| node.is_known_by_name()) {
        let whole = node.names.iter().filter(|name| name.tokens().len() > 1);
        let found: BTreeMap<usize, usize> = whole
            .filter_map(|name| bearers.get(&sorted(name.tokens())))
            .flatten()
            .map(|(a, b)| (*a, *b))
            .collect();
        let (1, Some(owner)) = (found.len(), found.values().next().copied()) else { continue };
        if sets.is_engaged(owner) {
            let why = || {
                both(&nodes[owner], &nodes[idx], &sentence!("show one name that nobody else has"))
            };
            sets.join((owner, idx), Ground::Personal, why);
        }
    }
}

fn mailboxes(
    nodes: &[Node<'_>],
    wanted: impl Fn(&Node<'_>, &str, Claim) -> bool,
) -> BTreeMap<String, Vec<usize>> {
    let mut res: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (idx, node) in nodes.iter().enumerate() {
        for (mailbox, (claim, _)) in &node.mailboxes {
            if wanted(node, mailbox, *claim) {
                res.entry(mailbox.clone()).or_default().push(idx);
            }
        }
    }
    res
}

fn both(a: &Node<'_>, b: &Node<'_>, what: &Sentence) -> Reason {
    Reason { clause: sentence!("{} and {} {}", shown(a.key), shown(b.key), what), and: "" }
}

pub(crate) fn name_of(identifier: &Identifier) -> Sentence {
    match identifier {
        Identifier::Candidate(id) => sentence!("candidate id {}", id),
        Identifier::Application(id) => sentence!("application id {}", id),
        Identifier::Worker(number) => sentence!("worker number {}", number),
        Identifier::Login(login) => sentence!("login {}", login),
        Identifier::Directory(id) => sentence!("directory id {}", id),
        Identifier::CodeLogin(login) => sentence!("code login {}", login),
        Identifier::Connection(id) => sentence!("connection id {}", id),
        Identifier::Mailbox(email) => sentence!("mailbox {}", email),
    }
}
