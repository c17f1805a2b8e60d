// The sources: of each file server, what arrived of its log, and the hours with missing data.
import { choose, chosenOf } from "./address.js";
import { count, digits, hatching, html, plusDays, svg, today } from "./chart.js";
import { periodsWithout } from "./controls.js";
import { ask, caller, menu, show, showBusy, showRefusal, table, timeText } from "./page.js";
import { daysNamed } from "./periods.js";

const PERIODS = periodsWithout("24h", "1", "all");
const HOURS = 24;
const MOST_OPEN = 8;
const CELL = { wide: 14, high: 9, left: 64, top: 14 };
const ORIGINS = { found: "the log shows it", declared: "declared" };

const percent = share => `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1)} %`;

export function showSources(place) {
  document.title = "Sources · Footfall";
  loadSources(place);
}

async function loadSources(place) {
  const days = chosenOf("days", ["30", ...PERIODS.map(([value]) => value)]);
  const period = { from: plusDays(today(), 1 - daysNamed(days)), to: today(), days };
  const query = `from=${period.from}&to=${period.to}`;
  const mark = (place.asked = {}); // The last period that was asked for is the one that is shown.
  showBusy(place);
  try {
    const [{ gaps }, arrived] = await Promise.all([ask(`v1/gaps?${query}`), caller()?.isAdmin ? arrivedIn(query) : undefined]);
    if (place.asked === mark) showAll(place, period, gaps, arrived);
  } catch (refusal) {
    if (place.asked === mark) showRefusal(place, refusal, () => place.asked === mark && loadSources(place));
  }
}

/** What arrived of each source; undefined where the server does not count that. */
async function arrivedIn(query) {
  try {
    return await ask(`v1/sources?${query}`);
  } catch (refusal) {
    if (refusal.status === 404) return undefined;
    throw refusal;
  }
}

function showAll(place, period, gaps, arrived) {
  const set = days => {
    choose({ days });
    loadSources(place);
  };
  const head = html("div", { class: "section-head" }, html("h1", {}, "Sources"), menu("Period", PERIODS, period.days, set));
  const meaning = html("p", { class: "soft" }, "A gap is an hour in which a file server’s log has nothing, though it used to have something then. ",
    "A 0 in a gap does not mean that there were no requests. Hours are UTC.");
  show(place, head, meaning, gapCard(gaps), ...(arrived ? [summary(arrived), ...calendars(arrived, period, gaps)] : []));
}

function gapCard(gaps) {
  const list = gaps.length === 0 ? html("p", { class: "soft" }, "No data is missing in these days.") : table("Gaps", [
    ["Source", gap => gap.source],
    ["From", gap => timeText(gap.from)],
    ["To", gap => timeText(gap.to)],
    ["Hours", gap => digits(gap.hours)],
    ["Known", gap => ORIGINS[gap.origin]],
    ["Reason", gap => gap.reason],
  ], [...gaps].reverse());
  return html("section", { class: "card" }, html("h2", {}, "Gaps"), list);
}

function summary({ sources }) {
  const list = sources.length === 0 ? html("p", { class: "soft" }, "No event has come yet.") : table("Sources", [
    ["Source", row => row.source],
    ["Last event", row => html("time", { datetime: row.last }, timeText(row.last))],
    ["Last hour", row => digits(row.events_last_hour)],
    ["Mean hour", row => digits(row.events_per_hour)],
    ["Without agent, 24 h", row => percent(row.without_agent)],
    ["28 days", row => percent(row.without_agent_mean)],
    ["Events", row => digits(row.events)],
  ], sources);
  return html("section", { class: "card" }, html("h2", {}, "What arrived"), list);
}

function calendars({ sources, days, until }, period, gaps) {
  return sources.map(({ source }) => {
    const own = new Map(days.filter(day => day.source === source).map(day => [day.date, day.hours]));
    const missing = gaps.filter(gap => gap.source === source);
    const hours = missing.reduce((sum, gap) => sum + gap.hours, 0);
    const told = hours === 0 ? "no gap" : `${count(hours, "hour")} missing`;
    const label = `${source}: hours of ${count(own.size, "day")} with data, ${told}`;
    const draw = () => calendar(Array.from({ length: period.days }, (none, i) => plusDays(period.to, -i)), own, missing, until, label);
    return html("section", { class: "card" }, html("div", { class: "chart-head" }, html("h2", {}, source), legend()),
      hours > 0 || sources.length <= MOST_OPEN ? draw() : folded(draw));
  });
}

/** Of many sources, those without a gap are drawn when somebody wants to see them. */
function folded(draw) {
  const details = html("details", {}, html("summary", {}, "Hours of each day"));
  details.addEventListener("toggle", () => details.append(draw()), { once: true });
  return details;
}

const legend = () => html("p", { class: "key calendar-key" }, html("span", { class: "some" }, "data"), html("span", { class: "none" }, "none"),
  html("span", { class: "missing" }, "gap"));

/** A row for each day, the newest first, and a cell for each hour. */
function calendar(dates, own, missing, until, label) {
  const width = CELL.left + HOURS * CELL.wide;
  const most = Math.max(1, ...[...own.values()].flat());
  const cells = dates.flatMap((date, row) => Array.from({ length: HOURS }, (_, hour) => {
    const start = `${date}T${String(hour).padStart(2, "0")}:00:00Z`;
    const events = own.get(date)?.[hour] ?? 0;
    const isMissing = missing.some(gap => gap.from <= start && start < gap.to);
    const kind = isMissing ? "missing" : events > 0 ? "some" : until && start >= until ? "later" : "none";
    const cell = svg("rect", { class: kind, x: CELL.left + hour * CELL.wide, y: CELL.top + row * CELL.high, width: CELL.wide - 1, height: CELL.high - 1 },
      svg("title", {}, `${date} ${String(hour).padStart(2, "0")}:00, ${isMissing ? "data is missing" : count(events, "event")}`));
    if (kind === "some") cell.setAttribute("opacity", (0.35 + 0.65 * Math.sqrt(events / most)).toFixed(2));
    return cell;
  }));
  const named = dates.flatMap((date, row) => (row % 7 === 0 ? [svg("text", { x: 0, y: CELL.top + row * CELL.high + 8 }, date)] : []));
  const times = [0, 6, 12, 18].map(hour => svg("text", { x: CELL.left + hour * CELL.wide, y: 9 }, `${String(hour).padStart(2, "0")}:00`));
  const height = CELL.top + dates.length * CELL.high;
  return svg("svg", { class: "calendar", role: "img", "aria-label": label, viewBox: `0 0 ${width} ${height}` }, hatching("calendar-gap", 5), ...named, ...times, ...cells);
}
