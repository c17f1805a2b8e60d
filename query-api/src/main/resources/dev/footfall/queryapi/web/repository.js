// One repository: its downloads in any period, by day, week or month, and what they are made of.
import { address, choose, chosenOf, withOptions } from "./address.js";
import { chartIn, count, digits, html, size, VISITORS } from "./chart.js";
import { byChoice, BY, foundNote, gapKey, periodChoice, periodName, runningKey, STANDARD_DAYS, zoneMenu } from "./controls.js";
import { correctionMarks } from "./corrections.js";
import { definition } from "./definitions.js";
import { change } from "./explain.js";
import { addressOf, answers, ask, asked, bars, choice, countedClasses, forgetOld, keepOld, mixedName, nameOf, share, show, showAgain, showBusy, showLoading, showNotice, showRefusal, table, tile } from "./page.js";
import { before, comparedDays, daysOf, FIRST_DAY, gapsIn, loadPeriod, markRunning, MOST_DAYS, ownOf, plusDays, shortDate, unitsOf, weekMeans, yearBefore } from "./periods.js";
import { snippets } from "./share.js";
import { followTotal } from "./stream.js";

const HUES = 8;
const MOST_UNITS = 400;
const FILES_SHOWN = 100;
const NAMES_SHOWN = 20;

const ALL_DOWNLOADS = { one: "download", of: row => row.downloads, word: "download" };
/** The downloads of another time zone, in which visitors are not distinguished. */
const IN_ZONE = { seriesOf: () => [{ name: "downloads", className: "signed-in", of: row => row.downloads }], told: row => FILES(row), columns: columnsOf("downloads", "files") };
const COMPARED = { previous: "Previous period", "year-before": "Year before" };
const FILES = row => `, ${count(row.files, "file")}`;

/** The charts: their heading, the series of rows, and the number that the line of the period before shows. */
const CHARTS = {
  visitors: { ...ALL_DOWNLOADS, name: "Visitors", title: "Downloads", seriesOf: () => VISITORS,
    told: row => ` (${digits(row.authenticated)} signed in)${FILES(row)}`, columns: columnsOf("downloads", "authenticated", "anonymous", "files") },
  classes: { ...ALL_DOWNLOADS, name: "Classes", title: "Downloads by class of client", word: "class",
    seriesOf: rows => partsOf(rows, row => row.classes), columns: columnsOf("downloads") },
  excluded: { name: "Not counted", title: "Requests, counted and not counted", word: "excluded", one: "request", of: row => row.files,
    seriesOf: rows => [{ name: "counted", className: "series-1", of: row => row.files }, ...partsOf(rows, row => row.excluded, 2)], columns: [] },
  revisions: { ...ALL_DOWNLOADS, name: "Revisions", title: "Downloads by revision", word: "revision", seriesOf: rows => partsOf(rows, row => row.parts), columns: columnsOf("downloads") },
  files: { name: "Files", title: "Requests by file", word: "by file", one: "request", of: row => row.files, seriesOf: rows => partsOf(rows, row => row.parts), columns: columnsOf("files") },
  sent: { name: "Sent", title: "Sent", word: "sent", words: size, of: row => row.bytes, axis: n => size(n).replace(".0 ", " "),
    seriesOf: () => [{ name: "sent", className: "signed-in", of: row => row.bytes }], tell: row => size(row.bytes), columns: columnsOf("bytes") },
};

function columnsOf(...names) {
  return names.map(name => [name, row => row[name]]);
}

/** The parts that occur in any row, the largest first; what is beyond the hues is one. */
function partsOf(rows, of, firstHue = 1) {
  const sums = new Map();
  for (const row of rows) for (const [name, n] of Object.entries(of(row) ?? {})) sums.set(name, (sums.get(name) ?? 0) + n);
  const names = [...sums].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const [own, rest] = names.length > HUES + 1 - firstHue ? [names.slice(0, HUES - firstHue), names.slice(HUES - firstHue)] : [names, []];
  const series = own.map((name, i) => ({ name, className: `series-${i + firstHue}`, of: row => ownOf(of(row), name) ?? 0 }));
  if (rest.length > 0) series.push({ name: "others", className: "series-rest", of: row => rest.reduce((sum, name) => sum + (ownOf(of(row), name) ?? 0), 0) });
  return series;
}

let current = {};

/** Shows a repository as the address says; quietly, if nothing but its numbers can have changed. */
export async function showRepository(panel, repo, { quietly = false, takesFocus = false } = {}) {
  if (!repo) {
    current = {};
    return showNotice(panel, "Choose a repository", "Its downloads day by day are shown here.");
  }
  if (quietly && current.isAsking) return;
  const view = { panel, repo, isAsking: true, ...(quietly ? { answers: current.answers, span: current.span } : {}) };
  const isSame = addressOf(current.repo) === addressOf(repo);
  current = view;
  if (!isSame) showLoading(panel);
  else if (!quietly) showBusy(panel);
  try {
    await load(view, isSame, takesFocus);
  } catch (refusal) {
    if (view === current && !(quietly && keepOld(panel, refusal))) showFailure(view, refusal);
  }
  view.isAsking = false;
}

/** Forgets the repository that is shown, and what is on its way. */
export function forgetRepository(panel) {
  current = {};
  panel.replaceChildren();
}

function showFailure(view, refusal) {
  const { panel, repo } = view;
  const again = () => view === current && showRepository(panel, repo);
  if (refusal.status === 404) showNotice(panel, "No such repository", "It has no downloads, or the name is wrong.");
  else showRefusal(panel, refusal, again);
  panel.prepend(backLink());
  Object.assign(view, { repo: undefined, answers: undefined }); // It is shown again.
}

async function load(view, isSame, takesFocus) {
  const base = `${view.repo.type}s/${view.repo.id}/stats`;
  const found = await loadPeriod({ chosen: address().chosen, by: chosenOf("by", Object.keys(BY)), standard: STANDARD_DAYS, known: view.span,
    load: (period, by) => numbersOf(base, period, by), daysIn: period => daysIn(base, period) });
  if (view !== current) return;
  const { place, ...answer } = found.answer;
  if (!place.endsWith(`/${base}`)) return view.panel.checkVisibility() && location.replace(withOptions(addressOf(repositoryAt(place))));
  const answers = JSON.stringify([found.period, { ...answer, asOf: answer.asOf.slice(0, 16) }]);
  view.panel.setAttribute("aria-busy", "false");
  forgetOld(view.panel);
  Object.assign(view, { span: found.span, by: found.by, period: found.period });
  if (view.answers === answers) return;
  Object.assign(view, answer, { answers });
  const opened = isSame ? [...view.panel.querySelectorAll("details")].map(one => one.open) : [];
  showAgain(view.panel, () => showNumbers(view, opened));
  if (takesFocus) view.panel.focus({ preventScroll: true });
}

/** The numbers of a period, and of the days that they are compared with. */
async function numbersOf(base, period, by) {
  const compare = chosenOf("compare", Object.keys(COMPARED));
  const past = compare === "previous" ? before(period, by) : yearBefore(period, by);
  const compared = comparedDays(period, compare);
  const earliest = [plusDays(period.from, -6), past.from, compared[1].from].sort()[0]; // The means need six days.
  const from = earliest >= FIRST_DAY && daysOf({ from: earliest, to: period.to }) <= MOST_DAYS ? earliest : period.from;
  const { zone } = period;
  const hasClasses = zone === "UTC" && (await countedClasses()).length > 0;
  const hasFiles = zone === "UTC" && (await answers("/{type}s/{namespace}/{name}/stats/files"));
  const hasVisitors = zone === "UTC" && (await answers("/{type}s/{namespace}/{name}/stats/visitors"));
  const columns = zone === "UTC" ? `bytes,excluded,gaps${hasClasses ? ",classes" : ""}` : `bytes&tz=${encodeURIComponent(zone)}`;
  const [{ body: totals, place }, { body: { stats: all }, asOf }, marks, files, visitors, [revisions, countries], gaps] = await Promise.all([asked(base),
    asked(`${base}/recent?from=${from}&to=${period.to}&fields=${columns}`), correctionMarks(),
    hasFiles ? ask(`${base}/files?from=${period.from}&to=${period.to}&limit=${FILES_SHOWN}`) : undefined,
    hasVisitors ? ask(`${base}/visitors?from=${period.from}&to=${period.to}`) : undefined,
    zone === "UTC" ? Promise.all([namesOf(base, period, "revisions", "revision"), namesOf(base, period, "countries", "country")]) : [[], []],
    zone === "UTC" ? {} : gapsIn(period, zone)]);
  const days = rowsIn(all, period).map(day => ({ gaps: gaps[day.date], ...day }));
  const shown = daysOf(period) <= MOST_UNITS ? chosenOf("show", ["", "files", "revisions"]) : "";
  if (shown === "files" && files?.files.length > 0) addParts(days, await seriesOf(base, period, shown), shown, "path", "requests");
  if (shown === "revisions" && revisions.length > 0) addParts(days, await seriesOf(base, period, shown), shown, "revision", "downloads");
  const isWhole = total(all, "downloads") >= totals.downloads; // No day before has downloads, so that means begin with the first one.
  const means = weekMeans(all, day => day.downloads, isWhole ? all.find(day => day.downloads > 0)?.date : "", zone);
  return { place, totals, marks, files, visitors: visitors?.visitors, revisions, countries, hasClasses, compare, asOf, days, past: from === period.from ? [] : pastOf(all, past),
    comparedPeriods: compared, compared: from === period.from ? [0, 0] : compared.map(part => total(rowsIn(all, part), "downloads")),
    means: all.flatMap(({ date }, i) => (means[i] === undefined ? [] : [[date, means[i]]])), downloads: total(days, "downloads"), all: totals.downloads };
}

const seriesOf = async (base, { from, to }, projection) => (await ask(`${base}/${projection}?from=${from}&to=${to}&interval=day&limit=${HUES - 1}`)).series;

/** Gives days what they are made of, by the names that are listed. */
function addParts(days, series, projection, label, column) {
  const byDate = new Map(series.map(day => [day.date, day]));
  for (const day of days) {
    const { [projection]: named = [], other } = byDate.get(day.date) ?? {};
    day.parts = Object.fromEntries([...named.map(one => [one[label], one[column]]), ...(other?.[column] > 0 ? [["all others", other[column]]] : [])]);
  }
}

/** The names of a projection with the most downloads, the unknown and the others; nothing where they are not counted. */
async function namesOf(base, { from, to }, projection, label) {
  if (!(await answers(`/{type}s/{namespace}/{name}/stats/${projection}`))) return [];
  const { [projection]: names, unknown, other } = await ask(`${base}/${projection}?from=${from}&to=${to}&limit=${NAMES_SHOWN}`);
  if (names.length === 0) return []; // Counted without them.
  const named = names.map(one => [one[label], one.downloads]);
  if (unknown?.files > 0) named.push([html("em", {}, "unknown"), unknown.downloads]);
  return other.files > 0 ? [...named, [html("em", {}, "all others"), other.downloads]] : named;
}

async function daysIn(base, { from, to }) {
  const [{ downloads: all }, { stats }] = await Promise.all([ask(base), ask(`${base}/recent?from=${from}&to=${to}`)]);
  return { downloads: stats.map(day => day.downloads), all };
}

const rowsIn = (days, { from, to }) => days.filter(day => day.date >= from && day.date <= to);

/** The rows of the period before; none where nothing was requested, perhaps because there was no repository yet. */
function pastOf(days, period) {
  const past = rowsIn(days, period);
  return past.some(day => day.files > 0) ? past : [];
}

/** The repository whose numbers are at this place. */
function repositoryAt(place) {
  const [type, namespace, name] = place.split("/").slice(-4);
  return { type: type.slice(0, -1), id: `${namespace}/${name}` };
}

const backLink = () => html("a", { class: "back", href: "#" }, "← All repositories");
const total = (rows, column) => rows.reduce((sum, row) => sum + row[column], 0);

function showNumbers(view, [isTableOpen, isShareOpen]) {
  const { panel, repo, days } = view;
  const kind = html("a", { class: "kind", href: `#category/${repo.type}`, title: `All ${repo.type}s` }, repo.type);
  const focusable = () => [...panel.querySelectorAll(".chart, .chart .mark, .marks a")];
  const focused = focusable().indexOf(document.activeElement);
  const shared = snippets(repo, view.period);
  shared.open = isShareOpen === true;
  const ways = html("p", { class: "ways" }, kind, html("a", { href: `#org/${repo.id.split("/")[0]}` }, `All of ${repo.id.split("/")[0]}`),
    html("a", { href: `#compare/${mixedName(repo)}` }, "Compare"));
  show(panel, backLink(), ways, html("h1", {}, ...nameOf(repo.id)), tiles(view), controls(view), ...foundNote(view.period), ...compared(view), ...charted(view, isTableOpen),
    ...byClass(days, inHeading(view.period)), ...byName("revision", view.revisions, inHeading(view.period)), ...byName("country", view.countries, inHeading(view.period)), ...byFile(view.files, inHeading(view.period)), shared);
  focusable()[focused]?.focus();
  followTotal(`${repo.type}s/${repo.id}/stats`, panel.querySelector(".tile dd"), digits);
}

/** The name of a period after a comma. */
const inHeading = period => periodName(period).replace(/^[LS](?=ast|ince)/, first => first.toLowerCase());

function tiles({ totals, days, compared: [now, earlier], period, visitors }) {
  const downloads = total(days, "downloads");
  const grown = earlier === 0 ? "" : ` ${change(now, earlier)}`;
  return html("dl", { class: "tiles" },
    tile("Total downloads", digits(totals.downloads)),
    tile(periodName(period), html("span", {}, digits(downloads), html("small", { title: "Growth: finished days, against as many before" }, grown))),
    tile(`Files, ${inHeading(period)}`, digits(total(days, "files"))),
    ...(visitors?.value != null ? [tile("Visitors", html("span", {}, digits(visitors.value), html("small", { title: "Standard error" }, visitors.error > 0 ? ` ± ${(100 * visitors.error).toFixed(1)} %` : "")))] : []),
    ...(period.zone === "UTC" ? [tile("Signed in", downloads ? `${Math.round((100 * total(days, "authenticated")) / downloads)} %` : "–")] : []));
}

/** The difference from the period that this one is compared with, in words; nothing where that had no downloads. */
function compared({ compared: [now, earlier], comparedPeriods: [finished, past], compare }) {
  if (earlier === 0) return [];
  const name = ({ from, to }) => (from === to ? shortDate(from) : `${shortDate(from)} to ${shortDate(to)}`);
  return [html("p", { class: "comparison" }, `${count(now, "download")} ${name(finished)}, ${change(now, earlier)} against ${digits(earlier)} `
    + `${compare === "previous" ? "in as many days before" : "a year before"}, ${name(past)}.`)];
}

/** The charts that there are numbers for. */
function chartsOf({ hasClasses, files, revisions, period }) {
  const isShort = daysOf(period) <= MOST_UNITS;
  const has = { classes: hasClasses, excluded: period.zone === "UTC", files: isShort && files?.files.length > 0, revisions: isShort && revisions.length > 0 };
  return Object.keys(CHARTS).filter(name => has[name] ?? true);
}

function controls(view) {
  const set = choice => {
    choose(choice);
    showRepository(view.panel, view.repo);
  };
  const shown = Object.fromEntries(chartsOf(view).map(name => [name, CHARTS[name].name]));
  return html("div", { class: "controls" },
    byChoice(view.by, set), choice("Shown", shown, chosenOf("show", Object.keys(shown)), name => set({ show: name === "visitors" ? undefined : name })),
    ...periodChoice(view.period, STANDARD_DAYS[view.by], set),
    choice("Compare to", COMPARED, view.compare, name => set({ compare: name === "previous" ? undefined : name })), zoneMenu(view.period.zone, set));
}

/** The chart with its heading and key. */
function charted(view, isTableOpen) {
  const { by, repo, period } = view;
  const show = chosenOf("show", chartsOf(view));
  const kind = { ...CHARTS[show], ...(show === "visitors" && period.zone !== "UTC" ? IN_ZONE : {}) };
  const rows = unitsOf(view.days, by, period.zone);
  const past = unitsOf(view.past, by, period.zone);
  const pastName = view.compare === "previous" ? "period before" : "year before";
  const until = markRunning(rows, period, view.asOf);
  const means = new Map(view.means);
  const before = row => (past[rows.indexOf(row)] ? kind.of(past[rows.indexOf(row)]) : undefined);
  const mean = row => (by === "day" && kind.one === "download" ? means.get(row.date) : undefined);
  const lines = [...(past.length > 0 ? [{ className: "ghost", of: before, isStep: true }] : []),
    ...(rows.some(row => mean(row) !== undefined) ? [{ className: "mean", of: mean }] : [])];
  const series = kind.seriesOf(view.days);
  const data = { rows, series, lines, marks: view.marks, one: kind.one, zone: period.zone, words: kind.words, axis: kind.axis, unit: by === "cumulative" ? "day" : by,
    told: kind.told ?? partsTold(series), tell: kind.tell, file: `${repo.id.replace("/", "-")}-${show}-by-${by}`,
    summary: by === "cumulative" && rows.length > 0 ? `Until ${shortDate(period.to)}: ${kind.axis ? kind.axis(kind.of(rows.at(-1))) : count(kind.of(rows.at(-1)), kind.one)}` : undefined,
    columns: [...kind.columns, ...(kind.told || kind.tell ? [] : series.map(one => [one.name, one.of])), ...(past.length > 0 ? [[pastName, before]] : [])] };
  const title = by === "cumulative" ? `${kind.title} since ${shortDate(period.from)}` : `${kind.title} per ${by}`;
  return [html("div", { class: "chart-head" }, html("h2", {}, title, " ", definition(kind.word)), legend(series, lines, pastName, rows, until)), ...chartIn(view.panel, data, isTableOpen)];
}

const partsTold = series => row => ` (${series.filter(one => one.of(row) > 0).map(one => `${one.name} ${digits(one.of(row))}`).join(", ") || "none"})`;

function legend(series, lines, pastName, rows, until) {
  const names = { ghost: ["before", pastName], mean: ["mean", "7-day mean"] };
  return html("div", { class: "key" }, ...series.map(one => html("span", { class: one.className }, one.name)),
    ...lines.map(({ className }) => html("span", { class: `line ${className}` }, definition(...names[className]))),
    ...gapKey(rows), ...runningKey(until));
}

/** The downloads of all days by class of client, the most first; nothing where there are none, or they are not counted. */
function byClass(rows, name) {
  const entries = partsOf(rows, row => row.classes).map(one => [one.name, rows.reduce((sum, row) => sum + one.of(row), 0)]);
  return entries.length === 0 ? [] : [html("h2", { class: "by-class" }, `Downloads by class of client, ${name}`, " ", definition("class")), bars(entries)];
}

/** The files with the most downloads; nothing where no file is distinguished. */
function byFile({ files, other } = { files: [] }, name) {
  if (files.length === 0) return [];
  const largest = Math.max(1, ...files.map(file => file.downloads));
  const others = other.requests > 0 ? [{ ...other, path: html("em", {}, "all others") }] : [];
  return [html("h2", { class: "by-class" }, `Downloads by file, ${name}`, " ", definition("by file")), table("Files by downloads", [
    ["File", file => file.path],
    ["Downloads", file => html("span", {}, digits(file.downloads), share(Math.min(file.downloads, largest), largest))],
    ["Requests", file => digits(file.requests)],
    ["Sent", file => size(file.bytes)],
  ], [...files, ...others])];
}

/** The downloads of all days by such a name, the most first; nothing where there are none, or they are not counted. */
function byName(label, entries, name) {
  return entries.some(([, downloads]) => downloads > 0) ? [html("h2", { class: "by-class" }, `Downloads by ${label}, ${name}`, " ", definition(label)), bars(entries)] : [];
}
