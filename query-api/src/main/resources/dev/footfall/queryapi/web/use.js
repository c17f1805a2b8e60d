// A user's own downloads by day, hour and repository; an administrator may look at those of any user.
import { chartIn, digits, html, size, count } from "./chart.js";
import { askMaybe, caller, choice, link, show, showLoading, showRefusal, showSignIn, table, tile } from "./page.js";

const PERIODS = { 1: "Today", 7: "7 days", 30: "30 days", 90: "90 days", 365: "365 days" };
const MOST_DAYS_BY_HOUR = 30;
const ROWS = 100;
const DAY_MILLIS = 86_400_000;

const asked = { period: "30", by: "day" };

const dateOf = millis => new Date(millis).toISOString().slice(0, 10);

export function showUse(place, about) {
  const known = caller();
  document.title = "My use · Footfall";
  if (!known) return showSignIn(place);
  loadUse(place, about || known.user);
}

async function loadUse(place, user) {
  const by = asked.period === "1" || (asked.by === "hour" && asked.period <= MOST_DAYS_BY_HOUR) ? "hour" : "day";
  const now = Date.now();
  const root = `users/${encodeURIComponent(user)}/stats?from=${dateOf(now - (asked.period - 1) * DAY_MILLIS)}&to=${dateOf(now)}`;
  const mark = {}; // The last period that was asked for is the one that is shown.
  place.asked = mark;
  const again = () => place.asked === mark && loadUse(place, user);
  showLoading(place);
  try {
    const answers = await Promise.all([root, `${root}&by=${by}`].map(path => askMaybe(path, "/users/{user}/stats")));
    if (place.asked === mark) showNumbers(place, user, by, answers);
  } catch (refusal) {
    if (place.asked === mark) showRefusal(place, refusal, again);
  }
}

function showNumbers(place, user, by, [{ repositories, total }, times]) {
  const set = key => value => {
    asked[key] = value;
    loadUse(place, user);
  };
  const own = user === caller()?.user;
  const head = html("div", { class: "section-head" }, html("h1", {}, own ? "My use" : "Use", html("small", { class: "soft" }, user)),
    choice("Period", PERIODS, asked.period, set("period")));
  const tiles = html("dl", { class: "tiles" }, tile("Downloads", digits(total.downloads)), tile("Files", digits(total.files)),
    tile("Sent", size(total.bytes)), tile("Repositories", digits(repositories.length)));
  const unit = asked.period <= MOST_DAYS_BY_HOUR && asked.period !== "1"
    ? [choice("Bars", { day: "By day", hour: "By hour" }, by, set("by"))] : [];
  const [chart, list] = [html("section", { class: "card" }), html("section", { class: "card" })];
  show(place, head, tiles, chart, list);
  show(chart, html("div", { class: "chart-head" }, html("h2", {}, `Downloads per ${by}`), ...unit),
    ...chartIn(chart, timesOf(by === "hour" ? times.hours : times.days)));
  showRepositories(list, repositories);
}

const timesOf = rows => ({
  rows: rows.map(row => ({ ...row, time: row.hour ?? row.date })),
  series: [{ name: "downloads", className: "signed-in", of: row => row.downloads }],
  one: "download",
  told: row => `, ${count(row.files, "file")}, ${size(row.bytes)}`,
  columns: ["downloads", "files", "bytes"].map(name => [name, row => row[name]]),
});

function showRepositories(panel, repositories) {
  const most = [...repositories].sort((a, b) => b.downloads - a.downloads || b.files - a.files).slice(0, ROWS);
  const rest = repositories.length - most.length;
  show(panel, html("h2", {}, "Repositories"), table("Repositories by downloads", [
    ["Repository", row => link(row)],
    ["Type", row => html("a", { href: `#category/${row.type}` }, row.type)],
    ["Downloads", row => digits(row.downloads)],
    ["Files", row => digits(row.files)],
    ["Sent", row => size(row.bytes)],
  ], most), html("p", { class: "soft" }, repositories.length === 0 ? "Nothing in this time." : rest > 0 ? `${digits(rest)} more with less.` : ""));
}
