// A user or organisation: all of its repositories, and their sums.
import { address, choose, chosenOf } from "./address.js";
import { chartIn, count, csvLink, digits, html } from "./chart.js";
import { byMenu, BY, foundNote, gapKey, periodMenu, periodName, runningKey, STANDARD_DAYS } from "./controls.js";
import { definition } from "./definitions.js";
import { asked, firstRows, link, mixedName, show, showAgain, showBusy, showRefusal, tile } from "./page.js";
import { daysOf, gapsIn, loadPeriod, markRunning, plusDays, unitsOf } from "./periods.js";
import { pictureSnippet } from "./share.js";
import { sparkline } from "./sparkline.js";

const MOST_ROWS = 100;
const MOST_NUMBERS = 36_600; // of all rows' days in one answer
const COMPARED = 8;
const MOST_DAYS = 1_098;

export function showOrganisation(place, about) {
  document.title = `${about} · Footfall`;
  load(place, about);
}

async function load(place, namespace) {
  showBusy(place);
  const mark = (place.asked = {}); // The last period that was asked for is the one that is shown.
  const isCurrent = () => place.asked === mark && place.isConnected;
  try {
    const { period, by, answer } = await loadPeriod({ chosen: address().chosen, by: chosenOf("by", Object.keys(BY)), standard: STANDARD_DAYS, most: MOST_DAYS,
      load: period => numbersOf(namespace, period), daysIn: async period => daysOfAll(await numbersOf(namespace, period)) });
    if (isCurrent()) showAgain(place, () => showNumbers({ place, namespace, by, period, asOf: answer.asOf }, answer));
  } catch (refusal) {
    if (isCurrent()) showRefusal(place, refusal, () => isCurrent() && load(place, namespace));
  }
}

async function numbersOf(namespace, period) {
  const rows = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / daysOf(period))));
  const path = `v1/namespaces/${encodeURIComponent(namespace)}/stats?from=${period.from}&to=${period.to}&limit=${rows}&fields=series`;
  const [{ body, asOf }, gaps] = await Promise.all([asked(path), gapsIn(period)]);
  return { ...body, asOf, gaps, downloads: body.total.recent_downloads, all: body.total.downloads };
}

const daysOfAll = ({ total, all }) => ({ downloads: total.series, all });

function showNumbers({ place, namespace, by, period, asOf }, { repositories, total, gaps }) {
  const set = choice => {
    choose(choice);
    load(place, namespace);
  };
  const days = total.series.map((downloads, i) => ({ date: plusDays(period.from, i), downloads })).map(day => ({ gaps: gaps[day.date], ...day }));
  const rows = unitsOf(days, by);
  const until = markRunning(rows, period, asOf);
  const [chart, list] = [html("section", { class: "card" }), html("section", { class: "card" })];
  const first = repositories.slice(0, COMPARED).map(mixedName);
  show(place, html("div", { class: "section-head" }, html("h1", {}, namespace), html("a", { href: `#compare/${first.join(",")}` }, `Compare ${first.length === 1 ? "it" : `the first ${first.length}`}`)),
    html("dl", { class: "tiles" }, tile("Repositories", digits(total.repositories)), tile("Total downloads", digits(total.downloads)),
      tile(periodName(period), digits(total.recent_downloads))),
    html("div", { class: "controls" }, ...periodMenu(period, STANDARD_DAYS[by], set), byMenu(by, set)), ...foundNote(period), chart, list);
  show(chart, html("div", { class: "chart-head" }, html("h2", {}, by === "cumulative" ? "Downloads since the first day" : `Downloads per ${by}`, " ", definition("download")),
    html("div", { class: "key" }, ...gapKey(rows), ...runningKey(until))),
    ...chartIn(chart, { rows, series: [{ name: "downloads", className: "signed-in", of: row => row.downloads }], one: "download", told: () => "",
      unit: by === "cumulative" ? "day" : by, summary: by === "cumulative" ? count(rows.at(-1).downloads, "download") : undefined,
      columns: [["downloads", row => row.downloads]], file: `${namespace}-by-${by}`, title: `${namespace}: downloads` }),
    pictureSnippet(`v1/namespaces/${encodeURIComponent(namespace)}/chart.svg`, period, `Downloads of ${namespace}`));
  showRepositories(list, namespace, repositories, total, until !== undefined);
}

function showRepositories(panel, namespace, repositories, total, isRunning) {
  const columns = [["repository", row => row.id], ["type", row => row.type], ["downloads in the period", row => row.recent_downloads],
    ["downloads", row => row.downloads], ["likes", row => row.likes]];
  const rest = total.repositories - repositories.length;
  show(panel, html("div", { class: "section-head" }, html("h2", {}, "Repositories"), csvLink(`${namespace}-repositories`, columns, repositories)),
    firstRows("Repositories by downloads in the period", [
      ["Repository", row => link(row)],
      ["Downloads", row => digits(row.recent_downloads)],
      ["Total", row => digits(row.downloads)],
      ["Likes", row => digits(row.likes)],
      ["Type", row => row.type],
      ["Each day", row => sparkline(row.series, isRunning)],
    ], repositories), html("p", { class: "soft" }, rest > 0 ? `${digits(rest)} more with fewer downloads. The sums are of all.` : ""));
}
