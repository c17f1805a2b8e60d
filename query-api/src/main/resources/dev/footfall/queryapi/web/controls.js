// The menus of a period, its units and its time zone, which several pages have.
import { address } from "./address.js";
import { count, html } from "./chart.js";
import { definition } from "./definitions.js";
import { menu } from "./page.js";
import { daysOf, shortDate, today } from "./periods.js";

export const BY = { day: "By day", week: "By week", month: "By month", cumulative: "Added up" };
export const BY_HOUR = { hour: "By hour", ...BY };
export const STANDARD_DAYS = { hour: 7, day: 30, week: 90, month: 365, cumulative: 30 };
export const MOST_DAYS_BY_HOUR = 7;

/** The one set of periods, in its order; a page leaves out those that it has no numbers for. */
const PERIODS = [["24h", "24 hours"], ["1", "Today"], ["7", "7 days"], ["30", "30 days"], ["90", "90 days"], ["month", "This month"], ["year", "This year"],
  ["365", "12 months"], ["all", "All time"]];
const DATES = "dates";

/** The periods without those that a page does not offer. */
export const periodsWithout = (...left) => PERIODS.filter(([value]) => !left.includes(value));

/** The key of a row that is not over; nothing where all are. */
export const runningKey = (until, look = "paler") => (until ? [html("span", { class: look }, definition("day", `until ${until} UTC`))] : []);

/** The key of rows with missing data; nothing where there are none. */
export const gapKey = rows => (rows.some(row => row.gaps) ? [html("span", { class: "missing" }, html("a", { href: "#sources" }, "data missing"))] : []);

/** The menu of the units of a chart: of such as fit the period; all time has a unit that fits it where none is chosen. */
export function byMenu(by, set, units = BY) {
  return menu("Unit", Object.entries(units), by, name => set({ by: name === "day" && address().chosen.get("days") !== "all" ? undefined : name }));
}

/** What a page says that shows an earlier period than it was asked for, because there are no newer downloads. */
export const foundNote = period => (period.last
  ? [html("p", { class: "found", role: "status" }, `No downloads since ${shortDate(period.last)}: shown are the ${count(daysOf(period), "day")} until then.`)] : []);

/** The name of a period in a heading. */
export function periodName({ from, to, days, name, zone }) {
  if (name) return name;
  if (to < today(zone)) return daysName({ from, to });
  return days === daysOf({ from, to }) ? `Last ${count(days, "day")}` : `Since ${shortDate(from)}`;
}

/** The first and the last day. */
export const daysName = ({ from, to }) => (from === to ? shortDate(from) : `${shortDate(from)} to ${shortDate(to)}`);

/**
 * The menu of the period, and the form of two days, which is shown where it has those of the address, or asks for some.
 *
 * @param standard the number of days where the address has none
 * @param without what this page does not offer
 */
export function periodMenu(period, standard, set, without = ["24h", "1"]) {
  const { chosen } = address();
  const given = chosen.has("from") || chosen.has("to") ? DATES : (chosen.get("days") ?? String(standard));
  const offered = periodsWithout(...without);
  const own = given === DATES || offered.some(([value]) => value === given) ? [] : [[given, `${given} days`]];
  const form = datesForm(period, set);
  form.hidden = given !== DATES;
  const choose = value => {
    if (value !== DATES) return set({ days: value, from: undefined, to: undefined });
    form.hidden = false;
    form.elements.from.focus();
  };
  return [menu("Period", [...own, ...offered, [DATES, given === DATES ? daysName(period) : "From … to …"]], given, choose), form];
}

function datesForm({ from, to, zone }, set) {
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
  return form;
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
