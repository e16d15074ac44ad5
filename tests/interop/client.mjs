// A calendar application on ical.js's model: takes in calendars one after the other, as a person imports them, and
// prints after each what it shows, one JSON list a line.
//
// Usage: node client.mjs FILE.ics…
//
// It knows an event by its UID, and takes another version of it only if that is newer: a higher SEQUENCE, or the same
// with a later LAST-MODIFIED (RFC 5546 §2.1.5). It never forgets an event because a file no longer has it.

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
