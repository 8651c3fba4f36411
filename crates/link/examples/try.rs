use bonafide_model::{Column, ColumnKind, Table};
use std::io::Write;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut rd = csv::Reader::from_path(&args[1]).unwrap();
    let heads: Vec<String> = rd.headers().unwrap().iter().map(|x| x.trim().to_owned()).collect();
    let kinds: Vec<ColumnKind> = args[2].split(',').map(|x| ColumnKind::of_word(x).unwrap()).collect();
    assert_eq!(kinds.len(), heads.len());
    let mut columns: Vec<Column> = heads.into_iter().map(Column::new).collect();
    let mut rec = csv::StringRecord::new();
    let mut rows = 0;
    while rd.read_record(&mut rec).unwrap() {
        for (c, f) in columns.iter_mut().zip(rec.iter()) { c.push(f); }
        rows += 1;
    }
    let table = Table { columns, rows };
    let least: f64 = args[3].parse().unwrap();
    eprintln!("cpu read {:?}", std::fs::read_to_string("/proc/self/stat").unwrap().split(' ').skip(13).take(2).collect::<Vec<_>>());
    let e = |n: &str, d: f64| std::env::var(n).ok().map_or(d, |x| x.parse().unwrap());
    let (pairs, clusters, log) = bonafide_link::linkage::link_table(&table, &kinds, least, (e("THR", 3.0), e("MEAN", -5.0)));
    eprintln!("{log}");
    eprintln!("cpu {:?}", std::fs::read_to_string("/proc/self/stat").unwrap().split(' ').skip(13).take(2).collect::<Vec<_>>());
    eprintln!("{}", std::fs::read_to_string("/proc/self/status").unwrap().lines().find(|x| x.starts_with("VmHWM")).unwrap());
    let mut out = std::io::BufWriter::new(std::fs::File::create(&args[4]).unwrap());
    writeln!(out, "rec_id_l,rec_id_r,score").unwrap();
    for p in &pairs { writeln!(out, "{},{},{:.4}", p.a, p.b, p.weight).unwrap(); }
    let mut out = std::io::BufWriter::new(std::fs::File::create(&args[5]).unwrap());
    writeln!(out, "rec_id,cluster_id").unwrap();
    for (r, c) in clusters.iter().enumerate() { writeln!(out, "{r},{c}").unwrap(); }
}
