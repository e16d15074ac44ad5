//! What the runner asked for that stands in a session's way.

use chrono::{Days, NaiveDate, Weekday};

use super::arrange::arrange;
use super::explain::Wish;
use super::model::Role;
use crate::diagnostic::{Faults, Span};
use crate::season::{Room, Season};

/// Smallest sets of wishes without which the session of `role` finds a day: single ones, else pairs.
pub(super) fn give_up(season: &Season, role: &Role, first: NaiveDate, last: NaiveDate) -> Vec<Vec<Wish>> {
    let relaxations = relaxations(season, first, last);
    let works = |parts: &[&Relaxation]| {
        let mut other = season.clone();
        for part in parts {
            (part.apply)(&mut other);
        }
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

/// A wish, and the season without it.
struct Relaxation {
    wish: Wish,
    apply: Box<dyn Fn(&mut Season)>,
}

fn relaxations(season: &Season, first: NaiveDate, last: NaiveDate) -> Vec<Relaxation> {
    let mut all: Vec<Relaxation> = Vec::new();
    let mut add = |text: String, span: Option<Span>, apply: Box<dyn Fn(&mut Season)>| {
        all.push(Relaxation {
            wish: Wish { text, span },
            apply,
        });
    };
    for (index, away) in season
        .away
        .iter()
        .enumerate()
        .filter(|(_, away)| away.from <= last && first <= away.to)
    {
        let why = away
            .why
            .as_ref()
            .map_or_else(String::new, |why| format!(" ({why})"));
        let text = format!("away {}{why}", away.dates());
        add(
            text,
            Some(away.span.clone()),
            Box::new(move |season| {
                season.away.remove(index);
            }),
        );
    }
    for (index, off) in season.off.iter().enumerate() {
        if off.from <= last && first <= off.to + Days::new(u64::from(off.days())) {
            let text = format!("{} {} to {}", off.why.word(), off.from, off.to);
            add(
                text,
                Some(off.span.clone()),
                Box::new(move |season| {
                    season.off.remove(index);
                }),
            );
        }
    }
    for day in season.week.rest.clone() {
        let text = format!("{day} as a rest day");
        add(
            text,
            season.week.place("rest"),
            Box::new(move |season| season.week.rest.retain(|rest| *rest != day)),
        );
    }
    for day in [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ] {
        let text = match season.week.room(day) {
            Room::Off => format!("{day} off"),
            Room::Windows(_) => format!("the windows of {day}"),
            Room::Open | Room::At(_) => continue,
        };
        let key = day.to_string().to_lowercase();
        add(
            text,
            season.week.place(&key),
            Box::new(move |season| {
                season.week.rooms[day.num_days_from_monday() as usize] = Room::Open;
            }),
        );
    }
    for (index, own) in season.moves.iter().enumerate() {
        let text = format!("{} moved to {}", own.session, own.to);
        add(
            text,
            Some(own.span.clone()),
            Box::new(move |season| {
                season.moves.remove(index);
            }),
        );
    }
    all
}
