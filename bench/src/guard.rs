//! Holds the instructions of each kernel against those recorded.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;

use crate::kernels::KERNELS;
use crate::table::Table;

/// How far a count may be from the one recorded, in percent.
const TOLERANCE: f64 = 5.0;

fn record() -> PathBuf {
    concat!(env!("CARGO_MANIFEST_DIR"), "/kernels.tsv").into()
}

/// The instructions of one kernel, by callgrind.
fn instructions(name: &str) -> Result<u64, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let kernels = own.with_file_name("kernels");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no"])
        .arg("--toggle-collect=*kernels*counted*")
        .arg(&kernels)
        .arg(name)
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said.lines().find_map(|line| line.split_once("Collected : "));
    let count = collected.and_then(|(_, count)| count.trim().parse().ok());
    match count {
        Some(count) if output.status.success() && count > 0 => Ok(count),
        _ => Err(format!("`{name}` was not counted:\n{said}")),
    }
}

/// Counts all kernels; an error where one is dearer than recorded. With `accept` the counts are
/// recorded.
pub fn run(accept: bool) -> Result<(), String> {
    let recorded = std::fs::read_to_string(record()).unwrap_or_default();
    let recorded: Vec<(&str, u64)> = recorded
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, count)| Some((name, count.parse().ok()?)))
        .collect();
    let mut table = Table::new(&["kernel", "instructions", "recorded", "change"]);
    let (mut now, mut dearer, mut cheaper) = (String::new(), Vec::new(), Vec::new());
    for (name, _) in KERNELS {
        let count = instructions(name)?;
        let before = recorded.iter().find(|(own, _)| own == name).map(|(_, count)| *count);
        let change = before.map(|before| (count as f64 / before as f64 - 1.0) * 100.0);
        match change {
            Some(change) if change < -TOLERANCE => cheaper.push(*name),
            Some(change) if change <= TOLERANCE => {}
            Some(_) | None => dearer.push(*name),
        }
        let _ = writeln!(now, "{name}\t{count}");
        table.row([
            (*name).to_owned(),
            count.to_string(),
            before.map_or_else(|| "none".to_owned(), |it| it.to_string()),
            change.map_or_else(String::new, |it| format!("{it:+.1} %")),
        ]);
    }
    table.print();
    if accept {
        return std::fs::write(record(), now).map_err(|error| error.to_string());
    }
    if !cheaper.is_empty() {
        println!("Cheaper than recorded: {}. Record it with `--accept`.", cheaper.join(", "));
    }
    match dearer.is_empty() {
        true => Ok(()),
        false => Err(format!("dearer than recorded, or not recorded: {}", dearer.join(", "))),
    }
}
