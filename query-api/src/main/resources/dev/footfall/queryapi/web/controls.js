// The choices of a period and its units, which several pages have.
import { address } from "./address.js";
import { count, html } from "./chart.js";
import { definition } from "./definitions.js";
import { choice } from "./page.js";
import { daysOf, shortDate, today } from "./periods.js";

export const BY = { day: "Day", week: "Week", month: "Month", cumulative: "Cumulative" };
export const STANDARD_DAYS = { day: 30, week: 90, month: 365, cumulative: 30 };
const PERIODS = { 30: "30 days", 90: "90 days", 365: "1 year", all: "All time" };

/** The key of a row that is not over; nothing where all are. */
export const runningKey = (until, look = "paler") => (until ? [html("span", { class: look }, definition("day", `until ${until} UTC`))] : []);

/** The key of rows with missing data; nothing where there are none. */
export const gapKey = rows => (rows.some(row => row.gaps) ? [html("span", { class: "missing" }, html("a", { href: "#sources" }, "data missing"))] : []);

/** The choice of the units of a chart; all time has a unit that fits it where none is chosen. */
export const byChoice = (by, set) => choice("By", BY, by, name => set({ by: name === "day" && address().chosen.get("days") !== "all" ? undefined : name }));

/** What a page says that shows an earlier period than it was asked for, because there are no newer downloads. */
export const foundNote = period => (period.last
  ? [html("p", { class: "found", role: "status" }, `No downloads since ${shortDate(period.last)}: shown are the ${count(daysOf(period), "day")} until then.`)] : []);

/** The name of a period in a heading. */
export function periodName({ from, to, days, zone }) {
  if (to < today(zone)) return `${shortDate(from)} to ${shortDate(to)}`;
  return days === daysOf({ from, to }) ? `Last ${count(days, "day")}` : `Since ${shortDate(from)}`;
}

/** The choice of a period: of days that end today, or of any two days. */
export function periodChoice({ from, to, zone }, standard, set) {
  const { chosen } = address();
  const field = (name, value) => html("input", { type: "date", name, value, max: today(zone), required: "", "aria-label": name, "data-key": name });
  const form = html("form", { class: "inline" }, field("from", from), field("to", to), html("button", { class: "quiet", "data-key": "period" }, "Show"));
  const keepOrder = () => {
    form.elements.to.min = form.elements.from.value;
  };
  keepOrder();
  form.addEventListener("input", keepOrder);
  form.addEventListener("submit", event => {
    event.preventDefault();
    set({ from: form.elements.from.value, to: form.elements.to.value, days: undefined });
  });
  const days = chosen.has("from") ? "" : (chosen.get("days") ?? String(standard));
  return [choice("Period", PERIODS, days, n => set({ days: n, from: undefined, to: undefined })), form];
}

const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** True if a zone has whole hours in winter and in summer. */
function hasWholeHours(zone) {
  const minutes = new Intl.DateTimeFormat("en", { timeZone: zone, minute: "numeric" });
  const year = new Date(Date.now()).getUTCFullYear();
  return [0, 6].every(month => minutes.format(Date.UTC(year, month)) === "0");
}

let zones;

/** The menu of time zones: the browser's own, UTC, and when it is opened all others of whole hours. */
export function zoneMenu(zone, set) {
  const option = name => html("option", { value: name }, name === OWN_ZONE && name !== "UTC" ? `${name} (yours)` : name);
  const first = [...new Set([OWN_ZONE, "UTC", zone])].filter(name => name === zone || hasWholeHours(name));
  const menu = html("select", { "aria-label": "Time zone", "data-key": "zone" }, ...first.map(option));
  const fill = () => {
    if (menu.options.length > first.length) return;
    zones ??= Intl.supportedValuesOf("timeZone").filter(hasWholeHours);
    menu.append(...zones.filter(name => !first.includes(name)).map(option));
  };
  ["focus", "pointerdown"].forEach(event => menu.addEventListener(event, fill));
  menu.addEventListener("change", () => set({ tz: menu.value === "UTC" ? undefined : menu.value }));
  menu.value = zone;
  return menu;
}
