//! Random runners on a race plan, with the race on each day of the week.

use chrono::Days;
use longrun::plan::SessionKind;
use proptest::prelude::*;

use crate::placing::{date, has_quality, holds, no_hard_rule_is_broken};
use crate::seasons::{Planned, plan};

/// The dates of the compromises that were told.
fn told(planned: &Planned) -> Vec<String> {
    let told = planned.said.iter().filter(|one| one.code == "COMPROMISE");
    told.map(|one| one.message.split(':').next().unwrap().to_owned())
        .collect()
}

/// P7 and T5: a long run after quality, or strength within 24 hours before quality or a long run, only
/// where it is reported.
fn every_compromise_is_told(planned: &Planned) {
    let told = told(planned);
    for pair in planned.schedule.days.windows(2) {
        let (before, day) = (&pair[0], &pair[1]);
        let long = holds(day, SessionKind::Long);
        let hard = long || has_quality(planned, day);
        let p7 = long && has_quality(planned, before);
        let t5 = hard && holds(before, SessionKind::Strength);
        if p7 || t5 {
            assert!(
                told.contains(&day.date.to_string()),
                "{}: {:?}",
                day.date,
                planned.said
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_runner_of_a_race_plan_breaks_a_hard_rule_whatever_day_the_race_is_on(
        (rest, off, weekly, away, level) in (
            prop::sample::subsequence(vec!["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 0..=2),
            prop::option::of(prop::sample::select(vec!["mon", "tue", "wed", "thu", "fri", "sat"])),
            40u32..110,
            prop::option::of((10u64..120, 0u64..10)),
            prop::sample::select(vec!["novice", "intermediate", "advanced"]),
        )
    ) {
        for day in 0..7 {
            let race = date("2027-04-12") + Days::new(day);
            let quoted: Vec<String> = rest.iter().map(|day| format!("\"{day}\"")).collect();
            let mut text = format!(
                "plan = \"marathon-intermediate-18\"\n[race]\ndate = {race}\n\
                 [athlete]\nweekly = \"{weekly} km\"\nlevel = \"{level}\"\n[week]\nrest = [{}]\n",
                quoted.join(", ")
            );
            if let Some(off) = off {
                text += &format!("{off} = \"off\"\n");
            }
            if let Some((at, days)) = away {
                let from = date("2026-12-14") + Days::new(at);
                text += &format!("[[away]]\nfrom = {from}\nto = {}\n", from + Days::new(days));
            }
            let planned = plan(&text);
            no_hard_rule_is_broken(&planned);
            every_compromise_is_told(&planned);
        }
    }
}
