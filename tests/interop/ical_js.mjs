// Reads requests, a JSON list on stdin, and answers with what ical.js makes of them.
//   {"ics": text, "from": ISO, "count": n} -> instants of every event, sorted, as ISO in UTC
//   {"rule": text, "start": text, "count": n} -> wall times
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(process.env.ICAL_JS_FROM + "/");
const loaded = require("ical.js");
const ICAL = loaded.default ?? loaded;

function instants({ ics, from, until, count }) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const found = [];
  for (const part of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(part);
    const iterator = event.iterator();
    let next;
    while ((next = iterator.next())) {
      const at = next.toJSDate().toISOString();
      if (until && at >= until) break;
      if (!from || at >= from) found.push(at);
      if (count && found.length >= count) break;
    }
  }
  ICAL.TimezoneService.reset();
  return found.sort();
}

function walls({ rule, start, count }) {
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString(start));
  const found = [];
  let next;
  while (found.length < count && (next = iterator.next())) found.push(next.toString());
  return found;
}

const requests = JSON.parse(readFileSync(0, "utf-8"));
const answers = requests.map((each) => {
  try {
    return each.ics ? instants(each) : walls(each);
  } catch (error) {
    return { error: String(error) };
  }
});
process.stdout.write(JSON.stringify(answers));
