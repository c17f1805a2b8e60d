// Up to eight repositories on one axis, as they are or as an index.
import { address, choose, chosenOf, withOptions } from "./address.js";
import { chartIn, count, digits, html } from "./chart.js";
import { byMenu, BY, foundNote, gapKey, periodMenu, runningKey, STANDARD_DAYS } from "./controls.js";
import { definition } from "./definitions.js";
import { ask, asked, link, menu, mixed, mixedName, show, showAgain, showBusy, showLoading, showNotice, showRefusal } from "./page.js";
import { gapsIn, loadPeriod, markRunning, plusDays, unitsOf } from "./periods.js";
import { completion } from "./search.js";
import { pictureSnippet } from "./share.js";

const COMPARED = 8;
const STARTED_WITH = 3;
const FULL_NAME = /^((datasets|spaces)\/)?[\w.-]+\/[\w.-]+$/;
const SCALES = { absolute: "Linear", log: "Logarithmic", index: "Index" };

export function showCompare(place, about) {
  document.title = "Compare · Footfall";
  const names = [...new Set(about.split(",").map(name => name.trim()).filter(Boolean))].slice(0, COMPARED);
  const view = { place, names, panel: html("section", { class: "card" }), head: html("div", {}) };
  show(place, html("div", { class: "section-head" }, html("h1", {}, "Compare"), adding(view)), view.head, view.panel);
  if (names.length > 0) return load(view);
  if (location.hash.startsWith("#compare/")) showNone(view);
  else start(view);
}

const showNone = view => showNotice(view.panel, "Add a repository", `Its downloads are drawn here, next to those of up to ${COMPARED - 1} others.`);

/** Begins with the top of the ranking; where nothing was downloaded lately, with the most downloaded of all days. */
async function start(view) {
  showLoading(view.panel);
  try {
    const { trending } = await ask(`trending?limit=${STARTED_WITH}`);
    const first = trending.length > 0 ? trending : (await ask(`v1/search?limit=${STARTED_WITH}`)).repositories;
    if (!view.place.isConnected) return;
    if (first.length === 0) return showNone(view);
    const names = first.map(mixedName);
    history.replaceState(null, "", addressWith(names));
    showCompare(view.place, names.join(","));
  } catch (refusal) {
    if (view.place.isConnected) showRefusal(view.panel, refusal, () => view.place.isConnected && start(view));
  }
}

const addressWith = names => withOptions(`#compare/${names.join(",")}`);
const goTo = names => (location.hash = addressWith(names));

/** The field that adds a repository: one that it finds, else one whose name is written in full. */
function adding({ names }) {
  const isFull = names.length === COMPARED;
  const field = html("input", { id: "added", type: "search", placeholder: isFull ? `${COMPARED} at most` : "Add a repository", ...(isFull ? { disabled: "" } : {}) });
  const form = html("form", { class: "search" }, html("label", { class: "unseen", for: "added" }, "Add a repository"), field);
  const add = name => goTo([...names, name]);
  completion(field, repo => add(mixedName(repo)), text => FULL_NAME.test(text) && add(text));
  return form;
}

async function load(view) {
  showBusy(view.panel);
  const mark = (view.place.asked = {}); // The last period that was asked for is the one that is shown.
  const isCurrent = () => view.place.asked === mark && view.place.isConnected;
  try {
    const { chosen } = address();
    const numbers = period => numbersOf(view.names, period);
    const { period, by, answer } = await loadPeriod({ chosen, by: chosenOf("by", Object.keys(BY)), standard: STANDARD_DAYS, load: numbers,
      daysIn: period => numbers(period).then(({ series, all }) => ({ downloads: series, all })) });
    if (isCurrent()) showAgain(view.place, () => showNumbers({ ...view, ...answer, by, period, chosen }));
  } catch (refusal) {
    if (isCurrent()) showRefusal(view.panel, refusal, () => isCurrent() && load(view));
  }
}

async function numbersOf(names, { from, to }) {
  const [{ body, asOf }, gaps] = await Promise.all([asked("v1/bulk", { repos: names.map(mixed), from, to, fields: ["series"] }), gapsIn({ from, to })]);
  const there = body.results.filter(one => one.status === 200);
  const sum = of => there.reduce((all, one) => all + of(one), 0);
  return { found: body.results, asOf, gaps, all: sum(one => one.downloads), downloads: sum(one => one.recent_downloads),
    series: there[0]?.series.map((none, i) => sum(one => one.series[i])) ?? [] };
}

function showNumbers(view) {
  const { by, period, names, found, panel, asOf, gaps, chosen } = view;
  const set = choice => {
    choose(choice);
    load(view);
  };
  const scale = chosenOf("scale", Object.keys(SCALES));
  const base = [chosen.get("at") ?? "", period.from].find(day => day >= period.from && day <= period.to);
  const known = names.map((name, i) => ({ name, key: `d${i}`, className: `series-${i + 1}`, found: found[i] }));
  const rows = unitsOf(days(period, known, gaps), by);
  const until = markRunning(rows, period, asOf);
  const baseRow = rows.find(row => base <= row.end);
  const of = scale === "index" ? one => row => (baseRow[one.key] ? (100 * row[one.key]) / baseRow[one.key] : undefined) : one => row => row[one.key];
  const there = known.filter(one => one.found.status === 200);
  const lines = there.map(one => ({ ...one, of: of(one) })).filter(one => one.of(baseRow) !== undefined);
  const at = html("input", { type: "date", value: base, min: period.from, max: period.to, "aria-label": "Day of 100", "data-key": "at" });
  at.addEventListener("change", () => at.value && set({ at: at.value }));
  const told = scale === "index" ? row => lines.map(one => `${one.name} ${digits(Math.round(one.of(row)))}`) : row => lines.map(one => `${one.name} ${digits(one.of(row))}`);
  show(view.head, html("div", { class: "controls" }, ...periodMenu(period, STANDARD_DAYS[by], set), byMenu(by, set),
    menu("Scale", Object.entries(SCALES), scale, name => set({ scale: name === "absolute" ? undefined : name })),
    ...(scale === "index" ? [html("label", { class: "soft" }, "100 at ", at)] : [])), ...foundNote(period));
  const round = line => row => (line.of(row) === undefined ? undefined : Math.round(line.of(row) * 10) / 10);
  const unit = by === "cumulative" ? "day" : by;
  const title = scale === "index" ? `Index of downloads per ${by === "cumulative" ? "day, added up" : by}` : by === "cumulative" ? "Downloads since the first day" : `Downloads per ${by}`;
  show(panel, html("div", { class: "chart-head" }, html("h2", {}, title, " ", definition(scale === "index" ? "index" : "download")),
    html("div", { class: "key" }, ...gapKey(rows), ...(lines.length > 0 ? runningKey(until, "dashed") : []))), key(view, known, lines, of),
    ...(lines.length === 0 ? [html("p", { class: "notice" }, "Nothing to draw in this time.")] : chartIn(panel, { rows, series: [], lines, isLog: scale === "log", unit, one: "download", tell: row => told(row).join(", "),
      summary: `${count(lines.length, "repository", "repositories")}, ${count(rows.length, unit)}`, columns: lines.map(line => [line.name, round(line)]), file: `compare-${scale}-by-${by}`, title })),
    pictureSnippet(`v1/compare.svg?repos=${names.join(",")}`, period, `Downloads of ${names.join(", ")}`));
}

/** Each day of the period with the downloads of each repository. */
function days({ from, to }, known, gaps) {
  const rows = [];
  for (let date = from, i = 0; date <= to; date = plusDays(date, 1), i++) {
    rows.push({ date, gaps: gaps[date], ...Object.fromEntries(known.filter(one => one.found.series).map(one => [one.key, one.found.series[i]])) });
  }
  return rows;
}

/** The colours with their names and sums, each with a button that takes it away. */
function key({ names }, known, lines, of) {
  return html("ul", { class: "legend" }, ...known.map(one => {
    const away = html("button", { type: "button", class: "why", "aria-label": `Without ${one.name}` }, "×");
    away.addEventListener("click", () => goTo(names.filter(name => name !== one.name)));
    const isDrawn = lines.some(line => line.key === one.key);
    const text = one.found.status !== 200 ? " is not there" : isDrawn ? ` ${digits(one.found.recent_downloads)}` : " had no downloads on that day";
    return html("li", { class: isDrawn ? one.className : "series-rest" }, link(mixed(one.name), one.name), text, away);
  }));
}
