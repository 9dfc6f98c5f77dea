fn main() -> std::process::ExitCode {
    mizan::cli::run()
}
