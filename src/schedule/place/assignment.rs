//! The days of a week's sessions of one name that no rule between days is about, e.g. mobility: each has a day of its
//! own, and together they cost least.
//!
//! They are placed together, whatever holds each of them to a day. Were one placed without the others, two could take
//! the same day, and the next export would part them again.

use super::cost::Cost;

/// Days of a week.
const DAYS: usize = 7;

/// Sets of days of a week.
const SETS: usize = 1 << DAYS;

/// A session to place.
#[derive(Debug)]
pub(super) struct Loner {
    /// Its place among the week's items.
    pub item: usize,
    /// By day: its cost there, `None` where it may not be.
    pub costs: Vec<Option<Cost>>,
    /// A person or the plan has chosen its day, whatever else is on it.
    pub is_fixed: bool,
}

/// Sessions left out, and the cost of the others.
type Total = (u32, Cost);

/// The day of each session; `None` where it finds none. Fewest are left out, then the cost is least, then the first
/// sessions come first.
pub(super) fn assign(sessions: &[Loner]) -> Vec<Option<u32>> {
    let mut days: Vec<Option<u32>> = vec![None; sessions.len()];
    let mut taken = 0;
    for (session, day) in sessions
        .iter()
        .zip(&mut days)
        .filter(|(session, _)| session.is_fixed)
    {
        *day = cheapest(&session.costs, 0);
        taken |= day.map_or(0, |day| 1 << day);
    }
    let open: Vec<usize> = (0..sessions.len())
        .filter(|index| !sessions[*index].is_fixed)
        .collect();
    if let [only] = open[..] {
        days[only] = cheapest(&sessions[only].costs, taken);
        return days;
    }
    // The least totals of the sessions from each on, by the days that are taken before it.
    let mut least: Vec<[Total; SETS]> = vec![[(0, 0); SETS]; open.len() + 1];
    for place in (0..open.len()).rev() {
        for set in 0..SETS {
            least[place][set] = best(&sessions[open[place]], &least[place + 1], set).0;
        }
    }
    for (place, index) in open.iter().enumerate() {
        let (_, day) = best(&sessions[*index], &least[place + 1], taken);
        days[*index] = day;
        taken |= day.map_or(0, |day| 1 << day);
    }
    days
}

/// The least total of `session` and those after it where the days of `taken` are taken, and its day then.
fn best(session: &Loner, after: &[Total; SETS], taken: usize) -> (Total, Option<u32>) {
    let mut best: Option<(Total, Option<u32>)> = None;
    for (day, cost) in open_days(&session.costs, taken) {
        let (left_out, rest) = after[taken | 1 << day];
        let total = (left_out, cost + rest);
        if best.is_none_or(|(least, _)| total < least) {
            best = Some((total, Some(day)));
        }
    }
    let (left_out, rest) = after[taken];
    let without = (left_out + 1, rest);
    best.filter(|(least, _)| *least <= without)
        .unwrap_or((without, None))
}

fn cheapest(costs: &[Option<Cost>], taken: usize) -> Option<u32> {
    let days = open_days(costs, taken);
    days.min_by_key(|(day, cost)| (*cost, *day)).map(|(day, _)| day)
}

fn open_days(costs: &[Option<Cost>], taken: usize) -> impl Iterator<Item = (u32, Cost)> + '_ {
    let days = (0u32..).zip(costs).take(DAYS);
    days.filter_map(move |(day, cost)| cost.filter(|_| taken >> day & 1 == 0).map(|cost| (day, cost)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loner(costs: [Option<Cost>; DAYS]) -> Loner {
        Loner {
            item: 0,
            costs: costs.to_vec(),
            is_fixed: false,
        }
    }

    /// Every way to give the sessions days, tried.
    fn tried(sessions: &[Loner], taken: usize) -> Total {
        let Some((first, rest)) = sessions.split_first() else {
            return (0, 0);
        };
        let placed = open_days(&first.costs, taken).map(|(day, cost)| {
            let (left_out, rest) = tried(rest, taken | 1 << day);
            (left_out, cost + rest)
        });
        let (left_out, without) = tried(rest, taken);
        placed.chain([(left_out + 1, without)]).min().unwrap()
    }

    #[test]
    fn the_total_is_the_least_of_all() {
        let mut seed = 7u64;
        let mut random = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % most
        };
        for _ in 0..300 {
            let count = random(5);
            let sessions: Vec<Loner> = (0..count)
                .map(|_| {
                    loner(std::array::from_fn(|_| {
                        (random(4) > 0).then(|| Cost::from(random(6)))
                    }))
                })
                .collect();
            let days = assign(&sessions);
            let mut total: Total = (0, 0);
            let mut taken = 0;
            for (session, day) in sessions.iter().zip(days) {
                match day {
                    Some(day) => {
                        assert_eq!(taken >> day & 1, 0, "two on one day");
                        taken |= 1 << day;
                        total.1 += session.costs[day as usize].unwrap();
                    }
                    None => total.0 += 1,
                }
            }
            assert_eq!(total, tried(&sessions, 0));
        }
    }

    #[test]
    fn equal_sessions_stand_in_their_order() {
        let costs = [Some(5), Some(5), Some(0), None, Some(5), None, None];
        assert_eq!(assign(&[loner(costs), loner(costs)]), [Some(0), Some(2)]);
    }

    #[test]
    fn a_chosen_day_is_kept_whatever_is_on_it() {
        let chosen = |day: usize| Loner {
            is_fixed: true,
            ..loner(std::array::from_fn(|at| (at == day).then_some(0)))
        };
        let open = loner([Some(0); DAYS]);
        assert_eq!(assign(&[chosen(0), chosen(0), open]), [Some(0), Some(0), Some(1)]);
    }
}
