//! Does one kernel, for a tool that counts its instructions.

use std::process::ExitCode;

use misrule_bench::kernels::{KERNELS, counted};

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let Some((_, make)) = KERNELS.iter().find(|(own, _)| *own == name) else {
        eprintln!("kernels: no kernel is named `{name}`");
        return ExitCode::FAILURE;
    };
    let done = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .map_err(|error| error.to_string())
        .and_then(|pool| pool.install(|| make().map(counted)));
    match done {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kernels: {error}");
            ExitCode::FAILURE
        }
    }
}
