use super::Failure;
pub(crate) fn run(_a: &super::args::PlansArguments) -> Result<(), Failure> {
    Ok(())
}
