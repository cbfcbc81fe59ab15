// Reads a JSON list of feeds and writes, for each, what ical.js (Thunderbird's parser) understands of its events.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const seconds = (time) => time.toUnixTime();

function seen(component) {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    start: seconds(event.startDate),
    end: seconds(event.endDate),
    status: component.getFirstPropertyValue("status"),
    summary: event.summary,
    sequence: event.sequence,
  };
}

const feeds = JSON.parse(readFileSync(0, "utf8"));
const read = feeds.map((feed) => new ICAL.Component(ICAL.parse(feed)).getAllSubcomponents("vevent").map(seen));
process.stdout.write(JSON.stringify(read));
