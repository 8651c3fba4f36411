//! Cells of a footprint as rows.
//!
//! They are most of a folded file. People use the same things from the same places day after day, so what many cells have in
//! common, their kind, stands once, and a cell is a row of numbers. Fields stand without names, in the order of the types here.

use std::{collections::BTreeMap, net::IpAddr, sync::Arc};

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};

use crate::{
    Anonymizer, Cell, CellKey, Channel, Locator, Outcome, Place, Provenance, value::utc_day,
};

/// Everything that a cell has in common with those of other days: its key but for the day, its place, and the file of its
/// example. First what differs most.
type KindRef<'a> = (
    Option<IpAddr>,
    Option<&'a str>,
    &'a Channel,
    &'a Outcome,
    Option<IpAddr>,
    Option<&'a str>,
    Option<&'a Anonymizer>,
    Option<&'a Place>,
    Option<&'a Place>,
    &'a str,
);
/// The same on the way back.
type Kind = (
    Option<IpAddr>,
    Option<Arc<str>>,
    Channel,
    Outcome,
    Option<IpAddr>,
    Option<Arc<str>>,
    Option<Anonymizer>,
    Option<Arc<Place>>,
    Option<Arc<Place>>,
    Arc<str>,
);
/// Number of the kind, uses, second and nanosecond of the first; second and nanosecond of the last, the seconds counted from the
/// first; hours, times, and where the example stands. The day is that of the first.
type RowRef<'a> = (usize, u32, i64, i32, i64, i32, Hours<'a>, Option<Times>, &'a Locator);
/// The same on the way back.
type Row = (usize, u32, i64, i32, i64, i32, (usize, Vec<u32>), Option<Times>, Locator);
/// Longest minutes, least round trip in milliseconds, round trips; left out where nothing of it is known.
type Times = (u32, Option<u32>, u32);

/// Some cells of a subject, for writing.
#[derive(Debug, Clone, Serialize)]
pub struct CellsRef<'a> {
    kinds: Vec<KindRef<'a>>,
    rows: Vec<RowRef<'a>>,
}

impl<'a> CellsRef<'a> {
    pub(super) fn of(cells: impl Iterator<Item = (&'a CellKey, &'a Cell)>) -> Self {
        let (mut kinds, mut numbers) = (Vec::new(), BTreeMap::new());
        let with_number = cells.map(|(key, cell)| {
            let kind = kind_of(key, cell);
            let number = *numbers.entry(kind).or_insert_with(|| {
                kinds.push(kind);
                kinds.len() - 1
            });
            row_of(number, cell)
        });
        let rows = with_number.collect();
        Self { kinds, rows }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

fn kind_of<'a>(key: &'a CellKey, cell: &'a Cell) -> KindRef<'a> {
    let CellKey { day: _, channel, outcome, ip, factor_ip, client, os, anonymizer, measured_at } =
        key;
    let (measured_at, place) = (measured_at.as_deref(), cell.vendor_place.as_deref());
    let (client, os, file) = (client.as_deref(), os.as_deref(), &*cell.example.file);
    (*ip, client, channel, outcome, *factor_ip, os, anonymizer.as_ref(), measured_at, place, file)
}

fn row_of(kind: usize, cell: &Cell) -> RowRef<'_> {
    let Cell { count, first, last, hours, longest_minutes, min_round_trip_ms, .. } = cell;
    let times = (*longest_minutes, *min_round_trip_ms, cell.round_trips);
    let times = (times != (0, None, 0)).then_some(times);
    let (second, nanosecond) = (first.as_second(), first.subsec_nanosecond());
    let lasting = last.as_second() - second;
    let last = last.subsec_nanosecond();
    (kind, *count, second, nanosecond, lasting, last, Hours(hours), times, &cell.example.at)
}

/// Uses by hour: the first hour that has any, and the numbers from there to the last that has.
#[derive(Debug, Clone)]
struct Hours<'a>(&'a [u32; 24]);

impl Serialize for Hours<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let has_any = |it: &u32| *it > 0;
        let start = self.0.iter().position(has_any).unwrap_or(0);
        let end = self.0.iter().rposition(has_any).map_or(start, |it| it + 1);
        (start, self.0.get(start..end).unwrap_or_default()).serialize(serializer)
    }
}

/// The same, read back: what the cells have in common lies in memory once.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Rows")]
pub struct Cells(pub Vec<(CellKey, Cell)>);

#[derive(Deserialize)]
struct Rows {
    kinds: Vec<Kind>,
    rows: Vec<Row>,
}

impl TryFrom<Rows> for Cells {
    type Error = String;

    fn try_from(Rows { kinds, rows }: Rows) -> Result<Self, String> {
        let cell = |row: Row| {
            let kind =
                kinds.get(row.0).ok_or_else(|| format!("expected a kind, found {}", row.0))?;
            cell_of(kind, row)
        };
        rows.into_iter().map(cell).collect::<Result<_, _>>().map(Self)
    }
}

fn cell_of(kind: &Kind, row: Row) -> Result<(CellKey, Cell), String> {
    let (ip, client, channel, outcome, factor_ip, os, anonymizer, measured_at, place, file) =
        kind.clone();
    let (_, count, second, nanosecond, lasting, last, (start, numbers), times, at) = row;
    let instant =
        |second, nanosecond| Timestamp::new(second, nanosecond).map_err(|it| it.to_string());
    let first = instant(second, nanosecond)?;
    let last = instant(second.saturating_add(lasting), last)?;
    let mut hours = [0; 24];
    let of_day = hours.get_mut(start..start.saturating_add(numbers.len()));
    of_day.ok_or("expected hours of one day")?.copy_from_slice(&numbers);
    let (longest_minutes, min_round_trip_ms, round_trips) = times.unwrap_or_default();
    let day = utc_day(first);
    let key = CellKey { day, channel, outcome, ip, factor_ip, client, os, anonymizer, measured_at };
    let example = Provenance { file, at };
    let cell = Cell {
        count,
        first,
        last,
        hours,
        longest_minutes,
        min_round_trip_ms,
        round_trips,
        vendor_place: place,
        example,
    };
    Ok((key, cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Access;

    /// A use of a system at a second, from one of two addresses.
    fn used(second: i64) -> Access {
        let mut access =
            Access::new(Channel::SignIn, Timestamp::new(second, 5).expect("a time of this age"));
        access.ip = Some(if second % 2 == 0 { [192, 0, 2, 1] } else { [192, 0, 2, 2] }.into());
        access.round_trip_ms = (second % 3 == 0).then_some(40);
        access
    }

    fn written(seconds: &[i64]) -> (crate::Footprint, String) {
        let mut footprint = crate::Footprint::default();
        for second in seconds {
            let from = Provenance::line("t.ndjson", second.unsigned_abs());
            footprint.add(&used(*second), &from);
        }
        let cells = CellsRef::of(footprint.cells.iter());
        let text = serde_json::to_string(&cells).expect("cells are written as text");
        (footprint, text)
    }

    #[test]
    fn cells_come_back_as_they_were_and_what_they_share_stands_once() {
        // Of two days, and before 1970.
        let (footprint, text) = written(&[0, 1, 2, 86_399, 86_400, 86_401, 90_003, -1, -86_400]);
        assert_eq!(text.matches("192.0.2.1").count(), 1, "{text}");
        let back: Cells = serde_json::from_str(&text).expect("what was written");
        assert_eq!(back.0, footprint.cells.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn damaged_rows_are_refused() {
        let (_, text) = written(&[86_404]);
        let row = r#"[0,1,86404,5,0,5,[0,[1]],null,{"Line":86404}]"#;
        assert!(text.contains(row), "{text}");
        for damaged in [
            r#"[1,1,86404,5,0,5,[0,[1]],null,{"Line":86404}]"#,
            r#"[0,1,9223372036854775807,5,0,5,[0,[1]],null,{"Line":86404}]"#,
            r#"[0,1,86404,5,9223372036854775807,5,[0,[1]],null,{"Line":86404}]"#,
            r#"[0,1,86404,5,0,5,[24,[1]],null,{"Line":86404}]"#,
            r#"[0,1,86404,5,0,5,[18446744073709551615,[1,1]],null,{"Line":86404}]"#,
            r#"[0,-1,86404,5,0,5,[0,[1]],null,{"Line":86404}]"#,
            r#"[0,1,86404,5,0,5,[0,[1]],null]"#,
        ] {
            assert!(
                serde_json::from_str::<Cells>(&text.replace(row, damaged)).is_err(),
                "{damaged}"
            );
        }
    }
}
