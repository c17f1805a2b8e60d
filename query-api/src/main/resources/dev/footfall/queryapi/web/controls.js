// The choices of a period and its units, which several pages have.
import { address } from "./address.js";
import { html } from "./chart.js";
import { definition } from "./definitions.js";
import { choice } from "./page.js";
import { today } from "./periods.js";

export const BY = { day: "Day", week: "Week", month: "Month", cumulative: "Cumulative" };
export const STANDARD_DAYS = { day: 30, week: 90, month: 365, cumulative: 30 };
const PERIODS = { 30: "30 days", 90: "90 days", 365: "1 year" };

/** The key of a row that is not over; nothing where all are. */
export const runningKey = until => (until ? [html("span", { class: "paler" }, definition("day", `until ${until} UTC`))] : []);

/** The choice of the units of a chart. */
export const byChoice = (by, set) => choice("By", BY, by, name => set({ by: name === "day" ? undefined : name }));

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
