//! The form of a plan's page. Its fields are the command's flags; each error stands beside its field.

use maud::{Markup, html};

use super::labels::{Titles, field_of, label_of};
use super::plan_data::{FilledForm, PlanPage};
use super::subscribe::encoded;
use crate::diagnostic::Diagnostic;
use crate::plan::{Plan, RECOVERY};
use crate::units::Units;

/// Fields under "More", each with an example.
const MORE: [(&str, &str); 3] = [
    ("longest", "15 km"),
    ("at", "tue 18:00, sun 08:00"),
    ("away", "2027-02-13..2027-02-21"),
];

/// Fields that are always shown, besides days.
const USUAL: [&str; 8] = [
    "race", "zone", "units", "days", "long", "rest", "weekly", "recent",
];

/// Values without a field of their own. They stay as they are.
fn others<'a>(form: FilledForm<'a>) -> impl Iterator<Item = &'a (String, String)> {
    form.0.iter().filter(|(key, _)| {
        let has_field = USUAL.contains(&key.as_str()) || MORE.iter().any(|(name, _)| name == key);
        !has_field && !["also", "start", "previous"].contains(&key.as_str())
    })
}

/// The form. It is posted to the page's own address, which leads back to the page with all fields in the address.
pub(super) fn form(shown: &PlanPage<'_>) -> Markup {
    let form = shown.form;
    let plan = shown.plan;
    let has_goal = plan.goal.is_some();
    let recovers = plan.is_recovery();
    let follows = recovers || plan.plans.iter().any(|part| part.value == RECOVERY);
    let is_said = |name: &str| !form.value(name).is_empty() || !faults(shown, name).is_empty();
    let start_in_more = has_goal || recovers;
    let more_is_open = MORE.iter().any(|(name, _)| is_said(name))
        || (start_in_more && is_said("start"))
        || (!follows && is_said("previous"));
    html! {
        form method="post" action={ "/plan/" (encoded(&plan.name)) } {
            @if has_goal || is_said("race") { (day(shown, "race", has_goal)) }
            @if !start_in_more { (day(shown, "start", true)) }
            @if follows { (day(shown, "previous", recovers && !is_said("start"))) }
            (zone(shown))
            (select(shown, "units", &[("", "kilometres"), ("mi", "miles")]))
            (select(shown, "days", &[
                ("", "as the plan has them"), ("3", "3"), ("4", "4"), ("5", "5"), ("6", "6"), ("7", "7"),
            ]))
            (select(shown, "long", &weekdays("as the plan has it")))
            (select(shown, "rest", &weekdays("where it fits best")))
            (text(shown, "weekly", if form.units() == Units::Mi { "25 mi" } else { "40 km" }))
            (text(shown, "recent", "10k 48:30"))
            (added(shown))
            details.more open[more_is_open] {
                summary { "More" }
                div.fields {
                    @if start_in_more { (day(shown, "start", false)) }
                    @if !follows && is_said("previous") { (day(shown, "previous", false)) }
                    @for (name, example) in MORE { (text(shown, name, example)) }
                }
            }
            @for (name, value) in others(form) { input type="hidden" name=(name) value=(value); }
            button type="submit" { "Show the days" }
            datalist #zones { @for zone in shown.zones { option value=(zone) {} } }
        }
    }
}

/// Overlays to add, a checkbox each.
fn added(shown: &PlanPage<'_>) -> Markup {
    let chosen = shown.form.also();
    let overlays: Vec<&Plan> = shown.plans.iter().copied().filter(|plan| plan.overlay).collect();
    let unknown = chosen
        .iter()
        .filter(|name| overlays.iter().all(|plan| plan.name != **name));
    let faults = faults(shown, "also");
    html! {
        @if !overlays.is_empty() || !chosen.is_empty() {
            details.more open[!chosen.is_empty() || !faults.is_empty()] {
                summary { (label_of("also")) }
                fieldset #f-also aria-describedby=[described("also", &faults)] {
                    legend.unseen { (label_of("also")) }
                    @for name in unknown { (choice(name, name, "", true)) }
                    @for plan in &overlays {
                        (choice(&plan.name, &plan.title, &plan.summary, chosen.contains(&plan.name)))
                    }
                }
                (told(shown, "also", &faults))
            }
        }
    }
}

fn choice(name: &str, title: &str, summary: &str, is_chosen: bool) -> Markup {
    html! {
        label.choice {
            input type="checkbox" name="also" value=(name) checked[is_chosen];
            span { (title) @if !summary.is_empty() { small { (summary) } } }
        }
    }
}

/// Errors of a field.
fn faults<'a>(shown: &PlanPage<'a>, name: &str) -> Vec<&'a Diagnostic> {
    let here = |fault: &&Diagnostic| field_of(fault) == Some(name);
    shown.faults.iter().filter(here).collect()
}

fn described(name: &str, faults: &[&Diagnostic]) -> Option<String> {
    (!faults.is_empty()).then(|| format!("e-{name}"))
}

fn told(shown: &PlanPage<'_>, name: &str, faults: &[&Diagnostic]) -> Markup {
    html! {
        @if !faults.is_empty() {
            p.wrong #{ "e-" (name) } {
                @for (at, fault) in faults.iter().enumerate() {
                    @if at > 0 { br; }
                    (Titles(shown.plans).sentence(fault))
                }
            }
        }
    }
}

/// Attributes of an input.
struct Marks {
    id: String,
    /// "true" for a field with errors.
    invalid: Option<&'static str>,
    /// Id of the element with the errors.
    described: Option<String>,
}

/// A label, its input, and its errors.
fn field(shown: &PlanPage<'_>, name: &str, input: impl Fn(&Marks) -> Markup) -> Markup {
    let faults = faults(shown, name);
    let marks = Marks {
        id: format!("f-{name}"),
        invalid: (!faults.is_empty()).then_some("true"),
        described: described(name, &faults),
    };
    html! {
        div.field {
            label for=(marks.id) { (label_of(name)) }
            (input(&marks))
            (told(shown, name, &faults))
        }
    }
}

fn day(shown: &PlanPage<'_>, name: &str, is_required: bool) -> Markup {
    field(shown, name, |marks| {
        html! {
            input #(marks.id) type="date" name=(name) required[is_required] value=(shown.form.value(name))
                aria-invalid=[marks.invalid] aria-describedby=[&marks.described];
        }
    })
}

fn text(shown: &PlanPage<'_>, name: &str, example: &str) -> Markup {
    field(shown, name, |marks| {
        html! {
            input #(marks.id) type="text" name=(name) placeholder=(example) value=(shown.form.value(name))
                aria-invalid=[marks.invalid] aria-describedby=[&marks.described];
        }
    })
}

fn zone(shown: &PlanPage<'_>) -> Markup {
    field(shown, "zone", |marks| {
        html! {
            input #(marks.id) type="text" name="zone" list="zones" placeholder="Europe/Berlin" autocomplete="off"
                value=(shown.form.value("zone")) aria-invalid=[marks.invalid] aria-describedby=[&marks.described];
        }
    })
}

/// A choice. A value that is not among the options, from a hand-written address, is added to them.
fn select(shown: &PlanPage<'_>, name: &str, options: &[(&str, &str)]) -> Markup {
    let value = shown.form.value(name);
    let known = options.iter().any(|(option, _)| *option == value);
    field(shown, name, |marks| {
        html! {
            select #(marks.id) name=(name) aria-invalid=[marks.invalid] aria-describedby=[&marks.described] {
                @if !known { option value=(value) selected { (value) } }
                @for (option, text) in options { option value=(option) selected[*option == value] { (text) } }
            }
        }
    })
}

fn weekdays(none: &'static str) -> Vec<(&'static str, &'static str)> {
    const DAYS: [(&str, &str); 7] = [
        ("mon", "Monday"),
        ("tue", "Tuesday"),
        ("wed", "Wednesday"),
        ("thu", "Thursday"),
        ("fri", "Friday"),
        ("sat", "Saturday"),
        ("sun", "Sunday"),
    ];
    std::iter::once(("", none)).chain(DAYS).collect()
}
