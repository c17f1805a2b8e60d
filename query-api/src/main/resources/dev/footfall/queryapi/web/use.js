// A user's own downloads by day, hour and repository; an administrator may look at those of any user.
import { choose, chosenOf } from "./address.js";
import { chartIn, digits, html, size, count } from "./chart.js";
import { foundNote, gapKey, periodsWithout, runningKey } from "./controls.js";
import { askMaybe, asOfNewest, caller, choice, firstRows, link, menu, show, showBusy, showNotice, showRefusal, showSignIn, tile } from "./page.js";
import { daysNamed, gapsIn, loadPeriod, markLast } from "./periods.js";

const PERIODS = periodsWithout("24h", "all");
const MOST_DAYS_BY_HOUR = 30;
const MOST_DAYS = 366;
const ROWS = 100;

export function showUse(place, about) {
  const known = caller();
  const user = about || known?.user;
  document.title = `${user === known?.user ? "My use" : `Use of ${user}`} · Footfall`;
  if (!known) return showSignIn(place);
  loadUse(place, user);
}

async function loadUse(place, user) {
  const days = chosenOf("days", ["30", ...PERIODS.map(([value]) => value)]);
  const by = days === "1" || (daysNamed(days) <= MOST_DAYS_BY_HOUR && chosenOf("by", ["day", "hour"]) === "hour") ? "hour" : "day";
  const answerTo = ({ from, to }, more) => askMaybe(`v1/users/${encodeURIComponent(user)}/stats?from=${from}&to=${to}${more}`, "/v1/users/{user}/stats");
  const load = async period => {
    const [sums, times, gaps] = await Promise.all([answerTo(period, ""), answerTo(period, `&by=${by}`), gapsIn(period)]);
    const rows = (times.hours ?? times.days).map(row => ({ ...row, gaps: gaps[(row.hour ?? row.date).slice(0, 13).replace("T", " ")] }));
    return { ...sums, rows, downloads: sums.total.downloads };
  };
  const daysIn = async period => ({ downloads: (await answerTo(period, "&by=day")).days.map(row => row.downloads), all: 0 }); // of one year
  const mark = (place.asked = {}); // The last period that was asked for is the one that is shown.
  const again = () => place.asked === mark && loadUse(place, user);
  showBusy(place);
  try {
    const { period, answer } = await loadPeriod({ chosen: new URLSearchParams({ days }), by: "day", standard: {}, most: MOST_DAYS, load, daysIn });
    if (place.asked === mark) showNumbers(place, user, { by, days }, period, answer);
  } catch (refusal) {
    if (place.asked === mark) showRefusal(place, refusal, again);
  }
}

function showNumbers(place, user, { by, days }, period, { repositories, total, rows }) {
  const set = key => value => {
    choose({ [key]: value });
    loadUse(place, user);
  };
  const own = user === caller()?.user;
  const head = html("div", { class: "section-head" }, html("h1", {}, own ? "My use" : "Use", " ", html("small", { class: "soft" }, user)),
    menu("Period", PERIODS, days, set("days")));
  if (repositories.length === 0) return showNothing(place, head, user, own);
  const tiles = html("dl", { class: "tiles" }, tile("Downloads", digits(total.downloads)), tile("Files", digits(total.files)),
    tile("Sent", size(total.bytes)), tile("Repositories", digits(repositories.length)));
  const unit = daysNamed(days) <= MOST_DAYS_BY_HOUR && days !== "1"
    ? [choice("Bars", { day: "By day", hour: "By hour" }, by, set("by"))] : [];
  const [chart, list] = [html("section", { class: "card" }), html("section", { class: "card" })];
  show(place, head, ...foundNote(period), tiles, chart, list);
  const until = markLast(rows, asOfNewest());
  show(chart, html("div", { class: "chart-head" }, html("h2", {}, `Downloads per ${by}`), html("div", { class: "key" }, ...gapKey(rows), ...runningKey(until)), ...unit),
    ...chartIn(chart, { ...timesOf(rows), file: `use-by-${by}`, title: `${own ? "My use" : `Use of ${user}`}: downloads per ${by}` }));
  showRepositories(list, repositories);
}

function showNothing(place, head, user, own) {
  const panel = html("section", { class: "card" });
  show(place, head, panel);
  showNotice(panel, own ? "You have no downloads in this time" : `${user} has no downloads in this time`,
    `What ${own ? "you fetch while you are" : "this user fetches while"} signed in to the hub appears here, by day, hour and repository. Downloads without a sign-in belong to no user.`);
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
  show(panel, html("h2", {}, "Repositories"), firstRows("Repositories by downloads", [
    ["Repository", row => link(row)],
    ["Type", row => html("a", { href: `#category/${row.type}` }, row.type)],
    ["Downloads", row => digits(row.downloads)],
    ["Files", row => digits(row.files)],
    ["Sent", row => size(row.bytes)],
  ], most), html("p", { class: "soft" }, rest > 0 ? `${digits(rest)} more with fewer downloads.` : ""));
}
