//! The goal's pace, alone and beside the pace of today.

use super::*;
use crate::units::{Between, Distance, Pace};

fn vdot(value: f64) -> Vdot {
    Vdot::new(value).unwrap()
}

#[test]
fn the_goal_is_a_pace_of_its_own() {
    let paces = Paces::by_feel(false);
    assert_eq!(paces.typical(Effort::Goal), paces.typical(Effort::Marathon));
    assert!(paces.told(Effort::Goal).is_none());
    let goal = Pace::from_secs_per_km(280.0);
    let aiming = paces.with_goal(goal, Distance::HALF_MARATHON);
    assert_eq!(aiming.typical(Effort::Goal), goal);
    for effort in [Effort::Goal, Effort::HalfMarathon] {
        assert_eq!(aiming.told(effort), Some(Between::exactly(goal)));
    }
    assert!(aiming.told(Effort::Marathon).is_none() && !aiming.known());
    assert_eq!(aiming.goal_beside(Effort::HalfMarathon), None);
    assert_eq!(aiming.feels_like(Effort::Goal), Effort::HalfMarathon);
}

#[test]
fn the_goal_stands_beside_the_pace_of_today() {
    let paces = Paces::from_vdot(vdot(45.0), PaceModel::Online);
    let today = paces.typical(Effort::Marathon);
    let goal = Pace::from_secs_per_km(today.secs_per_km() - 10.0);
    let aiming = paces.with_goal(goal, Distance::MARATHON);
    assert_eq!(aiming.goal_beside(Effort::Marathon), Some(goal));
    assert_eq!(aiming.goal_beside(Effort::Threshold), None);
    let same = paces.with_goal(today, Distance::MARATHON);
    assert_eq!(same.goal_beside(Effort::Marathon), None);
    let slow = Paces::from_vdot(vdot(20.0), PaceModel::Online).with_goal(goal, Distance::MARATHON);
    assert!(slow.told(Effort::Marathon).is_none() && slow.told(Effort::Goal).is_none());
}
