//! Sessions of a week beyond the limits of hard ones (rule P9).

use super::cost::load_of;
use crate::plan::Level;
use crate::schedule::inputs::PlacementInputs;
use crate::schedule::load::LoadedWeek;
use crate::schedule::rules::DayLoad;

/// The most quality sessions a week may have (rule P9): two; one for novices, in recovery and off season, and in the
/// week of a race.
pub(super) fn most_quality(inputs: &PlacementInputs, loaded: &LoadedWeek) -> usize {
    let novice = inputs.season().athlete.level == Some(Level::Novice);
    if novice || loaded.one_quality { 1 } else { 2 }
}

/// The items beyond one long run and `most` quality sessions.
pub(super) fn surplus(loaded: &LoadedWeek, most: usize) -> Vec<usize> {
    let (mut long, mut quality) = (0, 0);
    let mut surplus = Vec::new();
    // Sessions that are done count first.
    let (done, open): (Vec<usize>, Vec<usize>) =
        (0..loaded.items.len()).partition(|index| loaded.items[*index].done);
    for index in done.into_iter().chain(open) {
        let item = &loaded.items[index];
        if item.pinned.is_some() && !item.done {
            // A session that a person has put somewhere does not count.
            continue;
        }
        let load = load_of(item);
        long += usize::from(load.has(DayLoad::LONG));
        quality += usize::from(load.has(DayLoad::QUALITY));
        let too_many =
            (load.has(DayLoad::LONG) && long > 1) || (load.has(DayLoad::QUALITY) && quality > most);
        if too_many && !item.done {
            surplus.push(index);
        }
    }
    surplus
}
