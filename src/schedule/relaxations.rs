//! Relaxations: the season without one of the wishes that stand in a session's way.

use std::collections::BTreeSet;

use chrono::{Days, Weekday};

use super::arrange::arrange;
use super::inputs::PlacementInputs;
use crate::diagnostic::{Faults, Span};
use crate::season::{Away, DaysEvent, Fact, FactEvent, Mention, Role, Room, Season, SessionEvent};
use crate::units::DateRange;

/// A wish of the season's file, or a move or days off.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The wish in words: "away 2027-03-13 to 2027-03-14".
    pub text: String,
    /// Its place in the file.
    pub span: Option<Span>,
}

/// The smallest sets of wishes without which the session of `role` finds a day in its week: single ones, else pairs.
pub(super) fn give_up(inputs: &PlacementInputs, role: &Role, week: DateRange) -> Vec<Vec<Wish>> {
    let relaxations = relaxations(inputs, week);
    let works = |parts: &[&Relaxation]| {
        let mut season = inputs.season().clone();
        let mut without: BTreeSet<&str> = BTreeSet::new();
        for part in parts {
            match &part.change {
                Change::Season(apply) => apply(&mut season),
                Change::Fact(id) => {
                    without.insert(id);
                }
            }
        }
        let other = PlacementInputs::new(season, inputs.facts().without(&without))
            .with_external_busy(inputs.external_busy().clone());
        let arranged = arrange(&other, None, &Faults::new());
        arranged
            .weeks
            .iter()
            .zip(&arranged.placed.weeks)
            .any(|(week, places)| {
                week.items
                    .iter()
                    .zip(places)
                    .any(|(item, place)| item.role == *role && place.is_ok())
            })
    };
    let single: Vec<Vec<Wish>> = relaxations
        .iter()
        .filter(|one| works(&[*one]))
        .map(|one| vec![one.wish.clone()])
        .collect();
    if !single.is_empty() {
        return single;
    }
    let mut pairs = Vec::new();
    for (at, one) in relaxations.iter().enumerate() {
        for other in &relaxations[at + 1..] {
            if works(&[one, other]) {
                pairs.push(vec![one.wish.clone(), other.wish.clone()]);
            }
        }
    }
    pairs
}

/// A wish, and the change that takes it out of the inputs.
struct Relaxation {
    wish: Wish,
    change: Change,
}

/// A change that takes a wish out of the inputs.
enum Change {
    /// The season is changed.
    Season(Box<dyn Fn(&mut Season)>),
    /// The fact of this id does not hold.
    Fact(String),
}

impl Relaxation {
    fn of_season(text: String, span: Option<Span>, apply: impl Fn(&mut Season) + 'static) -> Self {
        Relaxation {
            wish: Wish { text, span },
            change: Change::Season(Box::new(apply)),
        }
    }

    fn of_fact(text: String, fact: &Fact) -> Self {
        Relaxation {
            wish: Wish {
                text,
                span: fact.span.clone(),
            },
            change: Change::Fact(fact.id.clone()),
        }
    }
}

fn relaxations(inputs: &PlacementInputs, week: DateRange) -> Vec<Relaxation> {
    let mut all = trips(inputs.season(), week);
    all.extend(days_off(inputs, week));
    all.extend(rest_days(inputs.season()));
    all.extend(weekdays(inputs.season()));
    all.extend(moves(inputs));
    all
}

fn trips(season: &Season, week: DateRange) -> Vec<Relaxation> {
    let of_week = season
        .away
        .iter()
        .enumerate()
        .filter(|(_, away)| away.days.overlaps(week));
    let relaxation = |(index, away): (usize, &Away)| {
        let why = away
            .why
            .as_ref()
            .map_or_else(String::new, |why| format!(" ({why})"));
        let text = format!("away {}{why}", away.days);
        Relaxation::of_season(text, away.span.clone(), move |season| {
            season.away.remove(index);
        })
    };
    of_week.map(relaxation).collect()
}

/// Days off also shape as many days after them.
fn days_off(inputs: &PlacementInputs, week: DateRange) -> Vec<Relaxation> {
    let relaxation = |fact: &Fact| match &fact.event {
        FactEvent::Days(days, DaysEvent::Off { why, .. }) => {
            let end = days.last() + Days::new(u64::from(days.days()));
            let reaches = days.first() <= week.last() && week.first() <= end;
            let text = format!("{} {} to {}", why.word(), days.first(), days.last());
            reaches.then(|| Relaxation::of_fact(text, fact))
        }
        _ => None,
    };
    inputs.facts().holding().filter_map(relaxation).collect()
}

fn rest_days(season: &Season) -> Vec<Relaxation> {
    let relaxation = |day: &Weekday| {
        let day = *day;
        let text = format!("{day} as a rest day");
        Relaxation::of_season(text, season.week.place("rest"), move |season| {
            season.week.rest.retain(|rest| *rest != day);
        })
    };
    season.week.rest.iter().map(relaxation).collect()
}

fn weekdays(season: &Season) -> Vec<Relaxation> {
    let week = std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).take(7);
    let relaxation = |day: Weekday| {
        let text = match season.week.room(day) {
            Room::Off => format!("{day} off"),
            Room::Windows(_) => format!("the windows of {day}"),
            Room::Open | Room::At(_) => return None,
        };
        let key = day.to_string().to_lowercase();
        let open = move |season: &mut Season| {
            season.week.rooms[day.num_days_from_monday() as usize] = Room::Open;
        };
        Some(Relaxation::of_season(text, season.week.place(&key), open))
    };
    week.filter_map(relaxation).collect()
}

fn moves(inputs: &PlacementInputs) -> Vec<Relaxation> {
    let moves = inputs.facts().of_sessions();
    let relaxation = |(fact, mention, event): (&Fact, &Mention, SessionEvent)| match event {
        SessionEvent::Moved { to, .. } => {
            let text = format!("{} moved to {to}", mention.name());
            Some(Relaxation::of_fact(text, fact))
        }
        SessionEvent::Done | SessionEvent::Skipped => None,
    };
    moves.filter_map(relaxation).collect()
}
