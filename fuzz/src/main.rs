//! The fuzzer: libFuzzer around the function of one target, whose name is in `LONGRUN_FUZZ_TARGET`. `tests/fuzz.sh`
//! builds it, with the counters that libFuzzer goes by, and runs every target.
#![no_main]

mod targets;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<targets::Target> = LazyLock::new(|| {
    let name = std::env::var("LONGRUN_FUZZ_TARGET").unwrap_or_default();
    let found = targets::TARGETS.iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("LONGRUN_FUZZ_TARGET names no target: {name:?}")).1
});

fuzz_target!(|data: &[u8]| TARGET(data));
