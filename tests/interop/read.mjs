// Reads calendars with ical.js (the parser of Thunderbird and Nextcloud) and prints one JSON object per file, one per
// line, in the same shape as read.py.
//
// Usage: node read.mjs FILE.ics…
//
// Instants come from the VTIMEZONE in the file: ical.js has no zone data of its own.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;

/** The events of one file, and the complaints about it as [code, what]. */
function read(path) {
  const complaints = [];
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
    const jcal = ICAL.parse(text);
    if (jcal[0] !== "vcalendar") {
      return { events: [], complaints: [["js-refuses", "the file is not one calendar"]] };
    }
    const calendar = new ICAL.Component(jcal);
    const events = calendar.getAllSubcomponents("vevent").map((event) => eventOf(event, complaints));
    return { events, complaints };
  } catch (error) {
    return { events: [], complaints: [...complaints, ["js-refuses", `${error.name}: ${error.message}`]] };
  }
}

function eventOf(event, complaints) {
  const uid = event.getFirstPropertyValue("uid");
  const text = (name) => {
    const value = event.getFirstPropertyValue(name);
    return value === null ? null : String(value);
  };
  return {
    uid,
    start: when(event, "dtstart", uid, complaints),
    end: when(event, "dtend", uid, complaints),
    summary: text("summary"),
    description: text("description"),
    location: text("location"),
    status: text("status"),
    transp: text("transp"),
    sequence: event.getFirstPropertyValue("sequence") ?? -1,
    stamp: when(event, "dtstamp", uid, complaints),
    categories: event.getAllProperties("categories").flatMap((property) => property.getValues()),
    url: text("url"),
  };
}

/** A date as it is; a time as the instant that the file's own VTIMEZONE says. */
function when(event, name, uid, complaints) {
  const property = event.getFirstProperty(name);
  const value = property?.getFirstValue();
  if (!(value instanceof ICAL.Time)) {
    complaints.push(["js-complains", `${uid}: no ${name}`]);
    return null;
  }
  if (value.isDate) {
    return value.toString();
  }
  if (value.zone === ICAL.Timezone.localTimezone) {
    const tzid = property.getParameter("tzid");
    complaints.push(["js-complains", `${uid}: ${name} ${value} has no zone${tzid ? ` (${tzid} is not defined)` : ""}`]);
    return value.toString();
  }
  return new Date(value.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");
}

for (const file of process.argv.slice(2)) {
  process.stdout.write(`${JSON.stringify({ file, ...read(file) })}\n`);
}
