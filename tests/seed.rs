//! The acceptance case of the design. `.ci/seed` runs the program on the seed article, which is not part of
//! this project, and has this test compare the run's tables with what is expected, exactly.

use mizan::table::{Row, read_file};
use std::path::PathBuf;

fn run_folder() -> PathBuf {
    std::env::var_os("MIZAN_SEED_RUN").expect(".ci/seed sets MIZAN_SEED_RUN").into()
}

fn table<R: Row>() -> Vec<R> {
    read_file(&run_folder().join(R::TABLE.file_name())).unwrap()
}
