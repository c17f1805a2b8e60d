// For administrators: what was downloaded in a period, of what and by whom, as Open WebUI's analytics show it.
import { choose, chosenOf } from "./address.js";
import { chartIn, count, digits, html, size } from "./chart.js";
import { gapKey, periodsWithout, runningKey } from "./controls.js";
import { ask, askMaybe, asOfNewest, caller, choice, firstRows, link, menu, mixed, show, showBusy, showRefusal, showSignIn, tile } from "./page.js";
import { correctionMarks, daysNamed, gapsIn, markLast } from "./periods.js";

const PERIODS = periodsWithout("1");
const MOST_DAYS_BY_HOUR = 30;
const ROWS = 50;
const SERIES = 8;
const DAY_SECONDS = 86_400;
const ROOT = "v1/analytics/";

const SHOWN = { downloads: "Downloads", files: "Files" };

/** The period's ends: whole days that end now, of 24 hours as many until now. */
function ends(days) {
  if (days === "all") return "";
  const now = Math.floor(Date.now() / 1_000);
  const midnight = now - (now % DAY_SECONDS);
  const start = days === "24h" ? now - DAY_SECONDS + 3_600 : midnight - (daysNamed(days) - 1) * DAY_SECONDS;
  return `&start_date=${start}&end_date=${now}`;
}

export function showAnalytics(place) {
  document.title = "Analytics · Footfall";
  if (!caller()) return showSignIn(place);
  loadAnalytics(place);
}

async function loadAnalytics(place, days = chosenOf("days", ["7", ...PERIODS.map(([value]) => value)]), emptyPeriod) {
  const period = ends(days);
  const byHour = days === "24h" || (daysNamed(days) <= MOST_DAYS_BY_HOUR && chosenOf("by", ["day", "hour"]) === "hour");
  const answerTo = (name, parameters = "") => askMaybe(`${ROOT}${name}?${parameters}${period}`, `/v1/analytics/${name}`);
  const mark = (place.asked = {}); // The last period that was asked for is the one that is shown.
  showBusy(place);
  const answers = await Promise.allSettled([answerTo("summary"),
    Promise.all([answerTo("daily", `granularity=${byHour ? "hourly" : "daily"}`).then(withGaps), correctionMarks()]),
    answerTo("models", `limit=${ROWS}`), answerTo("users", `limit=${ROWS}`)]);
  if (place.asked !== mark) return;
  const refusals = answers.map(answer => answer.reason).filter(Boolean);
  const forAll = refusals.find(refusal => [401, 403].includes(refusal.status)) ?? (refusals.length === answers.length && refusals[0]);
  if (forAll) return showRefusal(place, forAll, () => place.asked === mark && loadAnalytics(place));
  if (answers[0].value?.total_messages === 0 && days !== "all") return loadAnalytics(place, "all", Object.fromEntries(PERIODS)[days]);
  const downloads = byHour ? undefined : await downloadsIn(answers).catch(() => undefined);
  if (place.asked === mark) showAnswers(place, answers, { days, emptyPeriod, byHour }, downloads);
}

/** The days or hours with their missing data. */
async function withGaps(daily) {
  const dates = daily.data.map(row => row.date);
  const gaps = dates.length === 0 ? {} : await gapsIn({ from: dates[0].slice(0, 10), to: dates.at(-1).slice(0, 10) });
  return { ...daily, data: daily.data.map(row => ({ ...row, gaps: gaps[row.date.slice(0, 13)] })) };
}

/** The downloads of each day of the most downloaded repositories; nothing where there are none. */
async function downloadsIn([summary, daily, models]) {
  const dates = daily.value[0].data.map(row => row.date);
  const most = [...models.value.models].sort((a, b) => b.unique_chats - a.unique_chats).slice(0, SERIES).map(row => row.model_id);
  if (dates.length === 0 || most.length === 0) return undefined;
  const { results } = await ask("v1/bulk", { repos: most.map(mixed), from: dates[0], to: dates.at(-1), fields: ["series"] });
  const rows = dates.map((time, i) => ({ time, gaps: daily.value[0].data[i].gaps, numbers: Object.fromEntries(most.map((name, at) => [name, results[at].series?.[i] ?? 0])) }));
  const drawn = results.reduce((sum, one) => sum + (one.recent_downloads ?? 0), 0);
  return { one: "download", title: "Downloads per day", names: most, rows, others: "all other repositories", rest: summary.value.total_chats - drawn, marks: daily.value[1] };
}

function showAnswers(place, [summary, daily, models, users], { days, emptyPeriod, byHour }, downloads) {
  const again = () => loadAnalytics(place);
  const mark = place.asked;
  const retry = () => place.asked === mark && again(); // once for all panels
  const set = key => value => {
    choose({ [key]: value });
    again();
  };
  const shown = chosenOf("shown", Object.keys(SHOWN));
  const drawn = shown === "downloads" ? downloads : undefined;
  const unit = daysNamed(days) <= MOST_DAYS_BY_HOUR ? [choice("Bars", { day: "By day", hour: "By hour" }, byHour ? "hour" : "day", set("by"))] : [];
  const head = html("div", { class: "section-head" }, html("h1", {}, "Analytics"), menu("Period", PERIODS, days, set("days")));
  const [chart, first, second] = [html("section", { class: "card" }), html("section", { class: "card" }), html("section", { class: "card" })];
  const sums = html("div", {});
  const note = emptyPeriod ? [html("p", { class: "found", role: "status" }, `No downloads in the last ${emptyPeriod}: showing all time.`)] : [];
  show(place, head, ...note, sums, chart, html("div", { class: "pair" }, first, second));
  fill(sums, summary, retry, showSummary);
  const kinds = downloads ? [choice("Shown", SHOWN, shown, set("shown"))] : [];
  fill(chart, daily, retry, (panel, answer) => showSeries(panel, drawn ?? filesIn(answer, byHour), [...kinds, ...unit]));
  fill(first, models, retry, showModels);
  fill(second, users, retry, showUsers);
}

function fill(panel, answer, again, showAnswer) {
  if (answer.reason) showRefusal(panel, answer.reason, () => panel.isConnected && again());
  else showAnswer(panel, answer.value);
}

const number = n => (n === undefined ? "–" : digits(n));

function showSummary(panel, sums) {
  show(panel, html("dl", { class: "tiles" }, tile("Downloads", number(sums.total_chats)), tile("Files", number(sums.total_messages)),
    tile("Repositories", number(sums.total_models)), tile("Users", number(sums.total_users))));
}

/** The files of the most requested repositories, which the first entry names in their order. */
function filesIn([{ data, truncated }, marks], byHour) {
  const names = Object.keys(data[0]?.models ?? {}).slice(0, SERIES);
  const rows = data.map(row => ({ time: row.date, gaps: row.gaps, numbers: Object.fromEntries(names.map(name => [name, row.models[name] ?? 0])) }));
  const sum = numbers => Object.values(numbers).reduce((all, n) => all + n, 0);
  const rest = data.reduce((all, row, i) => all + sum(row.models) - sum(rows[i].numbers), 0);
  return { one: "file", title: `Files per ${byHour ? "hour" : "day"}`, names, rows, rest, marks, others: truncated ? "other repositories of the first 1,000" : "all other repositories" };
}

/** The bars of the first repositories; all others are told in the key alone, because they would flatten the rest. */
function showSeries(panel, { one, title, names, rows, rest, others, marks }, controls) {
  const series = names.map((name, i) => ({ name, className: `series-${i + 1}`, of: row => row.numbers[name] }));
  const key = series.map(({ name, className }) => html("li", { class: className }, link(mixed(name), name)));
  if (rest > 0) key.push(html("li", { class: "undrawn" }, `${others}: ${count(rest, one)}, not drawn`));
  const until = markLast(rows, asOfNewest());
  const told = row => series.filter(one => one.of(row) > 0).map(one => `${one.name} ${digits(one.of(row))}`).join(", ");
  show(panel, html("div", { class: "chart-head" }, html("h2", {}, title, ...(rest > 0 ? [`, of the first ${count(names.length, "repository", "repositories")}`] : [])),
    html("div", { class: "controls" }, ...controls)),
  html("ul", { class: "legend" }, ...key), html("div", { class: "key" }, ...gapKey(rows), ...runningKey(until)),
  ...chartIn(panel, { rows, series, marks, one, told: row => (told(row) ? `: ${told(row)}` : ""), columns: series.map(one => [one.name, one.of]),
    file: `analytics-${title.toLowerCase().replaceAll(" ", "-")}`, title }));
}

function showModels(panel, { models }) {
  show(panel, html("h2", {}, "Repositories"), firstRows("Repositories by downloads", [
    ["Repository", row => link(mixed(row.model_id), row.model_id)],
    ["Downloads", row => number(row.unique_chats)],
    ["Files", row => digits(row.count)],
    ["Users", row => number(row.unique_users)],
  ], [...models].sort((a, b) => b.unique_chats - a.unique_chats)), first(models, ", by downloads"));
}

function showUsers(panel, { users }) {
  show(panel, html("h2", {}, "Users"), firstRows("Users by files", [
    ["User", row => html("a", { class: "name", href: `#use/${encodeURIComponent(row.user_id)}` }, row.name ?? row.user_id)],
    ["Files", row => digits(row.count)],
    ["Sent", row => size(row.total_tokens)],
  ], users), first(users));
}

const first = (rows, order = "") => html("p", { class: "soft" },
  rows.length === 0 ? "None in this time." : rows.length === ROWS ? `The ${ROWS} with the most files${order}.` : `${count(rows.length, "row")}.`);
