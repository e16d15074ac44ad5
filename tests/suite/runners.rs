//! Random runners on a race plan, with the race on each day of the week.

use chrono::Days;
use longrun::diagnostic::Code;
use longrun::plan::SessionKind;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::placing::{date, has_quality, holds, no_hard_rule_is_broken};
use crate::seasons::{Planned, plan};

/// The dates of the compromises that were told.
fn told(planned: &Planned) -> Vec<String> {
    let told = planned.said.iter().filter(|one| one.code() == Code::Compromise);
    told.map(|one| one.message().split(':').next().unwrap().to_owned())
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

/// 200 random runners on `plan`, each with the race on every day of the week.
fn every_runner_of(name: &str) {
    let config = ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let runners = (
        prop::sample::subsequence(vec!["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 0..=2),
        prop::option::of(prop::sample::select(vec![
            "mon", "tue", "wed", "thu", "fri", "sat",
        ])),
        20u32..110,
        prop::option::of((10u64..120, 0u64..10)),
        prop::sample::select(vec!["novice", "intermediate", "advanced"]),
    );
    type Runner = (
        Vec<&'static str>,
        Option<&'static str>,
        u32,
        Option<(u64, u64)>,
        &'static str,
    );
    let one = |(rest, off, weekly, away, level): Runner| {
        for day in 0..7 {
            let race = date("2027-04-12") + Days::new(day);
            let quoted: Vec<String> = rest.iter().map(|day| format!("\"{day}\"")).collect();
            let mut text = format!(
                "plan = \"{name}\"\n[race]\ndate = {race}\n[athlete]\nweekly = \"{weekly} km\"\nlevel = \"{level}\"\n\
                 [week]\nrest = [{}]\n",
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
        Ok(())
    };
    if let Err(fault) = TestRunner::new(config).run(&runners, one) {
        panic!("{name}: {fault}");
    }
}

macro_rules! no_hard_rule_is_broken_for {
    ($($test:ident = $plan:literal;)*) => {
        $(
            #[test]
            fn $test() {
                every_runner_of($plan);
            }
        )*
    };
}

// No runner of a race plan breaks a hard rule, whatever day the race is on.
no_hard_rule_is_broken_for! {
    five_kilometres = "5k-10";
    ten_kilometres = "10k-12";
    half_novice = "half-novice-14";
    half = "half-12";
    marathon_novice = "marathon-novice-20";
    marathon_intermediate = "marathon-intermediate-18";
    marathon_advanced = "marathon-advanced-18";
}
