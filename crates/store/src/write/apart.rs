//! Rows of what ties nobody, of who stays apart, and of identities that somebody shows beside their owner.

use bonafide_model::Muted;
use rusqlite::params;

use super::{Place, Rows, int};

impl Rows<'_> {
    /// All three, in order.
    pub(super) fn apart(&self) -> rusqlite::Result<()> {
        for (muted, id) in self.scan.linked.muted.iter().zip(1_i64..) {
            self.muted(id, muted)?;
        }
        for refused in &self.scan.linked.refused {
            let sql = "INSERT INTO refused VALUES (?, ?, ?, ?)";
            self.transaction.prepare_cached(sql)?.execute(params![
                &*refused.a.0,
                &*refused.b.0,
                refused.asked.as_str(),
                self.show(&refused.because)
            ])?;
        }
        for borrowed in &self.scan.linked.borrowed {
            let sql = "INSERT INTO borrowed VALUES (?, ?, ?, ?)";
            self.transaction.prepare_cached(sql)?.execute(params![
                &*borrowed.owner.0,
                &*borrowed.by.0,
                borrowed.is_lent,
                self.show(&borrowed.because)
            ])?;
        }
        Ok(())
    }

    fn muted(&self, id: i64, muted: &Muted) -> rusqlite::Result<()> {
        let sql = "INSERT INTO muted VALUES (?, ?, ?, ?, ?)";
        self.transaction.prepare_cached(sql)?.execute(params![
            id,
            muted.kind.as_str(),
            self.show(&muted.value),
            int(muted.people),
            self.show(&muted.why),
        ])?;
        let mut insert = self
            .transaction
            .prepare_cached("INSERT INTO muted_personas VALUES (?, ?, ?, ?, ?, ?, ?)")?;
        for (persona, from) in &muted.sharers {
            Place::new(from).insert(&mut insert, &[&id, &&*persona.0])?;
        }
        Ok(())
    }
}
