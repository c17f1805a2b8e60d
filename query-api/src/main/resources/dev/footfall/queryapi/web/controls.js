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

/** The choice of the units of a chart; all time has a unit that fits it where none is chosen. */
export const byChoice = (by, set) => choice("By", BY, by, name => set({ by: name === "day" && address().chosen.get("days") !== "all" ? undefined : name }));

/** What a page says that shows an earlier period than it was asked for, because there are no newer downloads. */
export const foundNote = period => (period.last
  ? [html("p", { class: "found", role: "status" }, `No downloads since ${shortDate(period.last)}: shown are the ${count(daysOf(period), "day")} until then.`)] : []);

/** The name of a period in a heading. */
export function periodName({ from, to, days }) {
  if (to < today()) return `${shortDate(from)} to ${shortDate(to)}`;
  return days === daysOf({ from, to }) ? `Last ${count(days, "day")}` : `Since ${shortDate(from)}`;
}

/** The choice of a period: of days that end today, or of any two days. */
export function periodChoice({ from, to }, standard, set) {
  const { chosen } = address();
  const field = (name, value) => html("input", { type: "date", name, value, max: today(), required: "", "aria-label": name, "data-key": name });
  const form = html("form", { class: "inline" }, field("from", from), field("to", to), html("button", { class: "quiet", "data-key": "period" }, "Show"));
  form.addEventListener("submit", event => {
    event.preventDefault();
    set({ from: form.elements.from.value, to: form.elements.to.value, days: undefined });
  });
  const days = chosen.has("from") ? "" : (chosen.get("days") ?? String(standard));
  return [choice("Period", PERIODS, days, n => set({ days: n, from: undefined, to: undefined })), form];
}
