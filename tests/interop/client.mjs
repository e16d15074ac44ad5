// A calendar application built on ical.js: imports calendars one after the other, as a person would, and prints the
// events it shows after each, one JSON list per line.
//
// Usage: node client.mjs FILE.ics…
//
// It identifies an event by its UID and accepts only newer versions: a higher SEQUENCE, or the same SEQUENCE with a
// later LAST-MODIFIED (RFC 5546 §2.1.5). An event that a file no longer has stays.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;

/** Whether an event replaces the one that is known by its UID. */
function newer(event, known) {
  if (event.sequence !== known.sequence) {
    return event.sequence > known.sequence;
  }
  return revised(event) > revised(known);
}

/** When an event was last changed, Unix seconds. */
function revised(event) {
  const value = event.component.getFirstPropertyValue("last-modified") ?? event.component.getFirstPropertyValue("dtstamp");
  return value.toUnixTime();
}

function shown(event) {
  const { startDate } = event;
  return {
    uid: event.uid,
    start: startDate.isDate ? startDate.toString() : new Date(startDate.toUnixTime() * 1000).toISOString().replace(".000Z", "Z"),
    title: event.summary,
    cancelled: event.component.getFirstPropertyValue("status") === "CANCELLED",
  };
}

const store = new Map();
for (const file of process.argv.slice(2)) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const known = store.get(event.uid);
    if (known === undefined || newer(event, known)) {
      store.set(event.uid, event);
    }
  }
  process.stdout.write(`${JSON.stringify([...store.values()].map(shown))}\n`);
}
