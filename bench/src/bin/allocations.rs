//! Allocations and bytes, by an allocator that counts: in a process of its own, so that counting
//! slows no figure of time.

#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use misrule_bench::engine::{BATCH, Engine};
use misrule_bench::table::Table;
use misrule_bench::tables::value;
use misrule_bench::{floor, generate, whole};

struct Counting;

static NUMBER: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);
static LIVE: AtomicU64 = AtomicU64::new(0);
static PEAK: AtomicU64 = AtomicU64::new(0);

fn taken(bytes: usize) {
    NUMBER.fetch_add(1, Relaxed);
    BYTES.fetch_add(bytes as u64, Relaxed);
    let live = LIVE.fetch_add(bytes as u64, Relaxed) + bytes as u64;
    PEAK.fetch_max(live, Relaxed);
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        // SAFETY: the caller's promises are those that the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size() as u64, Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LIVE.fetch_sub(layout.size() as u64, Relaxed);
        taken(size);
        // SAFETY: as above.
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Allocations, bytes asked for, and the most bytes held at once, of one turn.
fn counts(turn: impl FnOnce() -> usize) -> [u64; 3] {
    let before = [NUMBER.load(Relaxed), BYTES.load(Relaxed), LIVE.load(Relaxed)];
    PEAK.store(before[2], Relaxed);
    std::hint::black_box(turn());
    [
        NUMBER.load(Relaxed) - before[0],
        BYTES.load(Relaxed) - before[1],
        PEAK.load(Relaxed) - before[2],
    ]
}

fn main() -> ExitCode {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let done = pool.map_err(|error| error.to_string()).and_then(|pool| pool.install(run));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("allocations: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let texts: Vec<String> = (0..1_000).map(|number| generate::plan(number).pretty()).collect();
    let engine = Engine::twenty()?.with_plans(&texts);
    let floor = || texts.iter().map(|text| floor::check(text).map_or(0, |it| it.len())).sum();
    table("the twenty rules", &texts, &engine, &[("hand-written Rust", counts(floor))]);
    let shapes = whole::shapes();
    let texts: Vec<String> = (0..64).map(|number| whole::plan(&shapes, number).pretty()).collect();
    let engine = Engine::embedded()?.with_plans(&texts);
    table("the rules that ship, whole plans", &texts, &engine, &[]);
    Ok(())
}

fn table(title: &str, texts: &[String], engine: &Engine, others: &[(&str, [u64; 3])]) {
    let plans = texts.len() as u64;
    println!("## Allocations: {plans} plans, {title}\n");
    let mut table = Table::new(&["", "allocations a plan", "bytes a plan", "most bytes at once"]);
    let checked = counts(|| engine.check_all().findings.len());
    let evaluated = counts(|| engine.read_and_evaluate(BATCH));
    let ours = [
        ("serde_json: Value", counts(|| value(texts))),
        ("misrule: read", counts(|| engine.read(BATCH))),
        ("misrule: read + evaluate, in batches", evaluated),
        ("misrule: read + evaluate, one plan at a time", counts(|| engine.read_and_evaluate(1))),
        ("misrule: to findings, in batches", checked),
    ];
    for (name, [number, bytes, peak]) in ours.iter().chain(others) {
        let cells = [number / plans, bytes / plans, *peak].map(|it| it.to_string());
        table.row(std::iter::once((*name).to_owned()).chain(cells));
    }
    table.print();
    let findings = engine.check_all().findings.len() as u64;
    let kept = counts_kept(engine);
    let of = |at: usize| (checked[at] - evaluated[at]) / findings.max(1);
    println!(
        "{findings} findings: {} allocations and {} bytes each beyond reading and evaluating; \
         {kept} bytes each are kept.\n",
        of(0),
        of(1)
    );
}

/// The bytes a finding keeps, with its share of all that an assessment holds.
fn counts_kept(engine: &Engine) -> u64 {
    let before = LIVE.load(Relaxed);
    let assessment = engine.check_all();
    (LIVE.load(Relaxed) - before) / (assessment.found.findings.len() as u64).max(1)
}
