//! A record comes in: what it joins is found, its bytes are kept by whoever keeps the journal, and then it is in.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    sync::Arc,
};

use bonafide_model::{ClusterChange, ClusterId, Decided, PairDecision, PairDecisions};

use super::{
    Index, IndexError,
    codec::{Put, Take, sealed},
    people::People,
    screen::{Asked, Probe, weighed},
    stored::Stored,
};
use crate::linkage::choose::BLOCK;

/// The first bytes of a journal, before what tells its index.
const MAGIC: &[u8; 8] = b"bonafidj";
/// Bytes in front of a journal's records.
const START: usize = 16;
/// Bytes in front of each: a hash of its length, and its length.
const FRONT: usize = 8;

/// A record that is ready to come in.
#[derive(Debug)]
struct Staged {
    record: Stored,
    keys: Vec<u32>,
}

impl Index {
    /// What a journal starts with.
    pub fn journal_start(&self) -> Vec<u8> {
        let mut res = MAGIC.to_vec();
        res.extend_from_slice(&self.seal.to_le_bytes());
        res
    }

    /// Takes a record in, with what was decided about it and others, and tells what it did to people. `keep` is given the bytes that a
    /// journal must keep, one whole piece that is never taken in by half; what it can't keep does not come in.
    ///
    /// # Errors
    /// The index is damaged or can't be read, the bytes were not kept, or what was decided can't hold.
    pub fn insert(
        &mut self,
        asked: &Asked,
        decided: &BTreeMap<u32, Decided>,
        keep: impl FnOnce(&[u8]) -> io::Result<()>,
    ) -> Result<Vec<ClusterChange>, IndexError> {
        let mut staged = self.stage(asked)?;
        let row = staged.record.row;
        self.refuse_contradictions(row, decided)?;
        decided.iter().for_each(|(other, it)| staged.record.decided.add(*other, *it));
        let gone = self.gone(&staged)?;
        let mut touched: Vec<u32> = staged.record.neighbors.clone();
        touched.extend(decided.keys());
        touched.extend(gone.iter().flat_map(|(a, b)| [*a, *b]));
        let before = self.people(touched.iter().copied())?;
        keep(&staged.bytes()).map_err(IndexError::Unkept)?;
        self.put_in(staged, gone);
        touched.push(row);
        let after = self.people(touched)?;
        Ok(changes(row, &before, &after))
    }

    /// Looks through all that was decided about those who are one person by decision.
    fn refuse_contradictions(
        &self,
        row: u32,
        decided: &BTreeMap<u32, Decided>,
    ) -> Result<(), IndexError> {
        let pair = |(b, decided)| PairDecision { a: row, b, decided };
        let mut all: Vec<PairDecision> = decided.iter().map(|(b, it)| pair((*b, *it))).collect();
        let mut open: Vec<u32> = decided.keys().copied().collect();
        let mut seen: BTreeSet<u32> = open.iter().copied().collect();
        while let Some(a) = open.pop() {
            for (b, decided) in self.row(a)?.decided.all() {
                all.push(PairDecision { a, b, decided });
                if decided == Decided::OnePerson && seen.insert(b) {
                    open.push(b);
                }
            }
        }
        PairDecisions::of(&all).map(drop).map_err(|_contradiction| IndexError::Contradicted)
    }

    fn stage(&self, asked: &Asked) -> Result<Staged, IndexError> {
        let mut probe = self.probe(&asked.0)?;
        let record = Arc::make_mut(&mut probe.record);
        record.row = self.records() as u32;
        record.age = self.added.rows.len() as u32 + 1;
        let scratch = self.beside(&probe)?;
        let weights = scratch.weights();
        let mut neighbors: Vec<u32> = weighed(&scratch, &weights, probe.record.row)
            .into_iter()
            .filter(|(weight, _)| *weight >= self.head.least)
            .map(|(_, place)| scratch.rows[place as usize].row)
            .collect();
        neighbors.sort_unstable();
        let mut record = Stored::clone(&probe.record);
        record.neighbors = neighbors;
        // Who holds the same has the same keys, so that one key by which records are found finds them all.
        record.number = if self.blocking(&probe.keys).any(|(table, _)| probe.finds(table)) {
            scratch.rows.iter().filter(|it| it.hash == record.hash).count() as u32 - 1
        } else {
            self.same(&probe)?
        };
        Ok(Staged { record, keys: probe.keys })
    }

    /// How many records hold the same as a new one.
    fn same(&self, probe: &Probe) -> Result<u32, IndexError> {
        let hash = probe.record.hash;
        let added = self.added.same.get(&hash).copied().unwrap_or(0);
        let end = hash.checked_add(1).map_or(Ok(self.head.rows), |it| self.first_from(it))?;
        Ok(end - self.first_from(hash)? + added)
    }

    /// The first record of the file whose hash is not smaller.
    fn first_from(&self, hash: u64) -> Result<u32, IndexError> {
        let (mut start, mut end) = (0, self.head.rows);
        while start < end {
            let middle = start + (end - start) / 2;
            if self.of_file(middle)?.hash < hash {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        Ok(start)
    }

    /// Pairs that are none any more, since the new record makes their last common value one that too many share.
    fn gone(&self, staged: &Staged) -> Result<Vec<(u32, u32)>, IndexError> {
        let mut res = BTreeSet::new();
        for (table, key) in self.blocking(&staged.keys) {
            let group = self.group(table, key)?;
            if group.len() != BLOCK {
                continue;
            }
            let rows: BTreeSet<u32> =
                group.listed.into_iter().flatten().chain(group.added).collect();
            for a in &rows {
                let record = self.row(*a)?;
                for b in record.neighbors.iter().filter(|b| *a < **b && rows.contains(b)) {
                    if !self.still_meet(&record, *b, staged)? {
                        res.insert((*a, *b));
                    }
                }
            }
        }
        Ok(res.into_iter().collect())
    }

    fn blocking<'a>(&'a self, keys: &'a [u32]) -> impl Iterator<Item = (usize, u32)> + 'a {
        let keyed = keys.iter().copied().enumerate();
        keyed.filter(|(table, key)| *key != 0 && self.head.tables[*table].is_blocking)
    }

    /// Whether two records share a value that few enough share once the new record is in.
    fn still_meet(&self, a: &Arc<Stored>, b: u32, staged: &Staged) -> Result<bool, IndexError> {
        let pair = vec![Arc::clone(a), self.row(b)?];
        let scratch = super::scratch::Scratch::of(&self.head, pair);
        let facets = scratch.facets();
        let (x, y) = (scratch.keys(&facets, 0), scratch.keys(&facets, 1));
        for (table, key) in self.blocking(&x) {
            let more = usize::from(staged.keys[table] == key);
            if y[table] == key && self.group(table, key)?.len() + more <= BLOCK {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn put_in(&mut self, staged: Staged, gone: Vec<(u32, u32)>) {
        let Staged { record, keys } = staged;
        let added = &mut self.added;
        for (table, key) in keys.into_iter().enumerate().filter(|it| it.1 != 0) {
            added.posted.entry((table, key)).or_default().push(record.row);
        }
        for other in &record.neighbors {
            added.neighbors.entry(*other).or_default().push(record.row);
        }
        for (other, decided) in record.decided.all() {
            added.decided.entry(other).or_default().add(record.row, decided);
        }
        added.gone.extend(gone);
        *added.same.entry(record.hash).or_default() += 1;
        added.rows.push(Arc::new(record));
    }
}

/// What became of people.
fn changes(row: u32, before: &People, after: &People) -> Vec<ClusterChange> {
    let (old, parts) = (before.members(), after.members());
    let mut res = Vec::new();
    for (person, members) in &parts {
        let mut known: BTreeSet<ClusterId> =
            members.iter().filter_map(|it| before.of_row.get(it).copied()).collect();
        let is_in = members.contains(&row);
        if is_in && known.is_empty() {
            res.push(ClusterChange::Created(*person));
        } else if known.len() > 1 {
            known.remove(person);
            // Of somebody who was split a part may come over; then the name is not gone.
            let gone: Vec<ClusterId> =
                known.into_iter().filter(|it| !parts.contains_key(it)).collect();
            res.push(ClusterChange::Merged { into: *person, gone });
        } else if is_in {
            res.push(ClusterChange::Joined(*person));
        }
    }
    for (person, members) in old {
        let into: BTreeSet<ClusterId> =
            members.iter().filter_map(|it| after.of_row.get(it).copied()).collect();
        if into.len() > 1 {
            res.push(ClusterChange::Split { from: person, into: into.into_iter().collect() });
        }
    }
    res
}

impl Staged {
    fn bytes(&self) -> Vec<u8> {
        let mut put = Put::default();
        self.record.put(&mut put);
        for key in &self.keys {
            put.number(u64::from(*key));
        }
        let len = (put.0.len() as u32 + 4).to_le_bytes();
        let mut res = sealed(&len);
        res.extend(sealed(&put.0));
        res
    }
}

impl Index {
    /// Takes in what a journal has kept, and tells how many of its bytes are whole: what stands behind them was cut off while it was
    /// written, was never acknowledged, and is to be overwritten.
    ///
    /// # Errors
    /// The journal belongs to another index, or is damaged elsewhere than at its end.
    pub fn replay(&mut self, journal: &[u8]) -> Result<usize, IndexError> {
        if journal.is_empty() {
            return Ok(0);
        }
        let start = self.journal_start();
        if journal.len() < START {
            let is_cut = start.starts_with(journal);
            return if is_cut { Ok(0) } else { Err(IndexError::OtherJournal) };
        }
        if !journal.starts_with(&start) {
            return Err(IndexError::OtherJournal);
        }
        let mut at = START;
        while let Some((front, rest)) = journal[at..].split_first_chunk::<FRONT>() {
            // Some disks show what was never written as zeros.
            if journal[at..].iter().all(|it| *it == 0) {
                break;
            }
            let len = Take::checked(front, at as u64)?.bytes(4)?;
            let len = len.iter().rev().fold(0, |res, it| res << 8 | usize::from(*it));
            let Some(bytes) = rest.get(..len) else { break };
            let staged = match Take::checked(bytes, at as u64) {
                Ok(mut take) => self.kept(&mut take)?,
                // The last piece was not written to its end.
                Err(_) if rest.len() == len => break,
                Err(damage) => return Err(damage),
            };
            let gone = self.gone(&staged)?;
            self.put_in(staged, gone);
            at += FRONT + len;
        }
        Ok(at)
    }

    fn kept(&self, take: &mut Take<'_>) -> Result<Staged, IndexError> {
        let widths = (self.head.stored.len(), self.head.features.len());
        let row = self.records() as u32;
        let record = Stored::take_some(take, row, widths)?;
        let keys: Vec<u32> =
            self.head.tables.iter().map(|_| take.small()).collect::<Result<_, _>>()?;
        if take.is_empty() && record.knows_none_from(row) {
            Ok(Staged { record, keys })
        } else {
            Err(take.damaged())
        }
    }
}
