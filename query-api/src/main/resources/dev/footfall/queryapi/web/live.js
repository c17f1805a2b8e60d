// What arrives now: the last hour by log time, refreshed every second. What is not known is left blank, and is not zero.
import { count, digits, html, size, svg, ticks } from "./chart.js";
import { bars, link, show, showLoading, showRefusal, table, tile, timeText } from "./page.js";
import { follow } from "./stream.js";

const HOUR_MILLIS = 3_600_000;
const MINUTE_MILLIS = 60_000;
const HEIGHT = 130;
const EDGE = { left: 64, right: 6, top: 8, bottom: 22 };
const INSET = 44;
const RATES = [["downloads", "Downloads", rate], ["files", "Files", rate], ["bytes", "Bytes", n => size(n)]];

function rate(n) {
  return n > 0 && n < 10 ? n.toFixed(1) : digits(Math.round(n));
}

export function showLive(place) {
  document.title = "Live · Footfall";
  const state = html("p", { class: "soft", role: "status" }, "Connecting");
  const panel = html("div", { class: "live" });
  show(place, html("div", { class: "section-head" }, html("h1", {}, "Live"), state), definition(), panel);
  showLoading(panel);
  const steps = new Map();
  let at;
  follow("v1/live", panel, (name, live) => {
    note(steps, live, name === "hour");
    showHour(panel, steps, live);
    at = timeText(live.at);
    state.textContent = at;
  }, refusal => {
    if (refusal && steps.size === 0) showRefusal(panel, refusal, () => panel.isConnected && showLive(place));
    state.textContent = steps.size === 0 ? "" : `Not connected since ${at}: retrying`;
    return Boolean(refusal) && steps.size === 0;
  });
}

const definition = () => html("details", {}, html("summary", {}, "What this shows"),
  html("p", {}, "Events by the moment at which they entered the log, also those of files that were sent long ago. Counted files and their downloads in steps of five seconds; "
    + "a visit whose files arrive late can remove a download again. Arrivals before a node's start are unknown and left blank. Times are UTC. The same numbers: ",
  html("a", { href: "v1/live" }, "v1/live"), "."));

/** Keeps the steps of the last hour, by the moment at which they begin. */
function note(steps, { at, from, step_seconds: seconds, downloads, files, bytes }, isWhole) {
  if (isWhole) steps.clear();
  downloads.forEach((n, i) => steps.set(Date.parse(from) + i * seconds * 1_000, { downloads: n, files: files[i], bytes: bytes[i], seconds }));
  for (const time of steps.keys()) if (time < Date.parse(at) - HOUR_MILLIS) steps.delete(time);
}

function showHour(panel, steps, live) {
  const isOpen = Boolean(panel.querySelector("details")?.open);
  const focused = panel.contains(document.activeElement) ? document.activeElement.getAttribute("href") ?? "summary" : undefined;
  const scrolled = panel.querySelector(".days")?.scrollTop ?? 0;
  const width = Math.max(280, panel.clientWidth - INSET);
  const all = [...steps].sort(([a], [b]) => a - b);
  const sum = field => all.reduce((total, [, step]) => total + step[field], 0);
  const excluded = live.excluded.reduce((total, one) => total + one.events, 0);
  const tiles = html("dl", { class: "tiles" }, tile("Downloads", digits(sum("downloads"))), tile("Files", digits(sum("files"))), tile("Sent", size(sum("bytes"))),
    tile("Not counted", digits(excluded)), tile("Rejected", digits(live.rejected)));
  const charts = RATES.map(([field, name, text]) => html("figure", { class: "card" },
    html("figcaption", {}, `${name} a second`, html("strong", {}, text(latest(all, field)))), lines(all, field, { at: Date.parse(live.at), width, text })));
  const lists = html("div", { class: "lists" },
    list("Repositories", "by downloads", live.repositories.map(repo => [link(repo), repo.downloads])),
    list("Agents", "by downloads that began", live.agents.map(one => [one.agent, one.downloads])),
    list("Not counted", "events by reason", live.excluded.map(one => [one.reason, one.events])));
  const since = Date.parse(live.since) > Date.parse(live.at) - HOUR_MILLIS + MINUTE_MILLIS ? [html("p", { class: "soft" }, `Known since ${timeText(live.since)}.`)] : [];
  show(panel, ...since, tiles, ...charts, lists, minutes(all, isOpen));
  panel.querySelector(".days").scrollTop = scrolled;
  if (focused) panel.querySelector(focused === "summary" ? "summary" : `a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

/** The mean of the last half minute that is over. */
function latest(all, field) {
  const over = all.slice(0, -1).slice(-6);
  const seconds = over.reduce((total, [, step]) => total + step.seconds, 0);
  return seconds === 0 ? 0 : Math.max(0, over.reduce((total, [, step]) => total + step[field], 0)) / seconds;
}

const list = (title, by, entries) => html("section", { class: "card" }, html("h2", {}, title, html("small", {}, ` ${by}`)),
  entries.length === 0 ? html("p", { class: "soft" }, "None in the last hour.") : bars(entries));

/** The number that an axis ends at: the largest, unless a few steps are far above all others, as when a log is imported. */
function usualMost(numbers) {
  const sorted = [...numbers].sort((a, b) => b - a);
  const usual = sorted[Math.max(4, Math.floor(numbers.length / 100))] ?? 0;
  return usual > 0 && sorted[0] > 20 * usual ? 2 * usual : sorted[0] ?? 0;
}

/** Draws a number a second in the hour up to a moment; the running step is left out. */
function lines(all, field, { at, width, text }) {
  const over = all.slice(0, -1).map(([time, step]) => [time, Math.max(0, step[field]) / step.seconds]);
  const most = Math.max(...over.map(([, n]) => n), 0);
  const grid = ticks(usualMost(over.map(([, n]) => n)), field === "bytes" ? 1 : 0.1);
  const top = grid.at(-1);
  const x = time => EDGE.left + ((time - at + HOUR_MILLIS) / HOUR_MILLIS) * (width - EDGE.left - EDGE.right);
  const y = n => HEIGHT - EDGE.bottom - (Math.min(n, top) / top) * (HEIGHT - EDGE.top - EDGE.bottom);
  const first = over[0]?.[0] ?? at;
  const path = over.map(([time, n]) => `L${x(time).toFixed(1)} ${y(n).toFixed(1)}H${x(time + 5_000).toFixed(1)}`).join("");
  const end = x((over.at(-1)?.[0] ?? at) + 5_000);
  const axis = grid.flatMap(n => [svg("line", { class: "grid", x1: EDGE.left, x2: width - EDGE.right, y1: y(n), y2: y(n) }),
    svg("text", { x: EDGE.left - 6, y: y(n) + 4, "text-anchor": "end" }, text(n))]);
  const peak = over.find(([, n]) => n === most);
  const cut = most > top ? [svg("text", { class: "cut", x: Math.min(x(peak[0]) + 8, width - 90), y: EDGE.top + 12 }, `↑ ${text(most)}`)] : [];
  const names = (width < 480 ? [60, 30, 0] : [60, 45, 30, 15, 0]).map(ago => svg("text", { x: x(at - ago * MINUTE_MILLIS), y: HEIGHT - 5, "text-anchor": ago === 0 ? "end" : ago === 60 ? "start" : "middle" },
    ago === 0 ? "now" : `${ago} min ago`));
  const unknown = first > at - HOUR_MILLIS + MINUTE_MILLIS
    ? [svg("rect", { class: "unknown", x: EDGE.left, width: x(first) - EDGE.left, y: EDGE.top, height: y(0) - EDGE.top }),
      svg("text", { x: EDGE.left + 8, y: EDGE.top + 16 }, "not known")] : [];
  return svg("svg", { class: "chart rate", role: "img", "aria-label": `At most ${text(most)} a second in the last hour; a table follows.`, viewBox: `0 0 ${width} ${HEIGHT}` },
    ...axis, ...unknown, svg("path", { class: "rate-line", d: `M${x(first)} ${y(0)}${path}L${end.toFixed(1)} ${y(0)}Z` }), ...cut, ...names);
}

function minutes(all, isOpen) {
  const sums = new Map();
  for (const [time, step] of all) {
    const minute = Math.floor(time / MINUTE_MILLIS) * MINUTE_MILLIS;
    const sum = sums.get(minute) ?? { minute, downloads: 0, files: 0, bytes: 0 };
    for (const [field] of RATES) sum[field] += step[field];
    sums.set(minute, sum);
  }
  return html("details", isOpen ? { open: "" } : {}, html("summary", {}, `The same by minute, ${count(sums.size, "row")}`),
    html("div", { class: "days" }, table("The last hour by minute", [
      ["Minute", row => new Date(row.minute).toISOString().slice(11, 16)],
      ["Downloads", row => digits(row.downloads)],
      ["Files", row => digits(row.files)],
      ["Sent", row => size(row.bytes)],
    ], [...sums.values()].reverse())));
}
