fn main() -> std::process::ExitCode {
    misrule::cli::main()
}
