// For administrators: what was downloaded in a period, of what and by whom, as Open WebUI's analytics show it.
import { chartIn, count, digits, html, size } from "./chart.js";
import { correctionMarks } from "./corrections.js";
import { askMaybe, caller, choice, link, mixed, show, showLoading, showRefusal, showSignIn, table, tile } from "./page.js";

const PERIODS = { 1: "24 hours", 7: "7 days", 30: "30 days", 90: "90 days", all: "All time" };
const MOST_DAYS_BY_HOUR = 30;
const ROWS = 50;
const SERIES = 8;
const DAY_SECONDS = 86_400;
const ROOT = "v1/analytics/";

const asked = { period: "7", granularity: "daily" };

/** The period's ends: whole days that end now, of 24 hours as many until now. */
function ends() {
  if (asked.period === "all") return "";
  const now = Math.floor(Date.now() / 1_000);
  const midnight = now - (now % DAY_SECONDS);
  const start = asked.period === "1" ? now - DAY_SECONDS + 3_600 : midnight - (asked.period - 1) * DAY_SECONDS;
  return `&start_date=${start}&end_date=${now}`;
}

export function showAnalytics(place) {
  document.title = "Analytics · Footfall";
  if (!caller()) return showSignIn(place);
  loadAnalytics(place);
}

async function loadAnalytics(place) {
  const period = ends();
  const byHour = asked.period === "1" || (asked.granularity === "hourly" && asked.period <= MOST_DAYS_BY_HOUR);
  const answerTo = (name, parameters = "") => askMaybe(`${ROOT}${name}?${parameters}${period}`, `/v1/analytics/${name}`);
  const mark = {}; // The last period that was asked for is the one that is shown.
  place.asked = mark;
  showLoading(place);
  const answers = await Promise.allSettled([answerTo("summary"),
    Promise.all([answerTo("daily", `granularity=${byHour ? "hourly" : "daily"}`), correctionMarks()]),
    answerTo("models", `limit=${ROWS}`), answerTo("users", `limit=${ROWS}`)]);
  if (place.asked !== mark) return;
  const refusals = answers.map(answer => answer.reason).filter(Boolean);
  const forAll = refusals.find(refusal => [401, 403].includes(refusal.status)) ?? (refusals.length === answers.length && refusals[0]);
  if (forAll) return showRefusal(place, forAll, () => place.asked === mark && loadAnalytics(place));
  showAnswers(place, answers, byHour);
}

function showAnswers(place, [summary, daily, models, users], byHour) {
  const again = () => loadAnalytics(place);
  const set = key => value => {
    asked[key] = value;
    again();
  };
  const unit = asked.period <= MOST_DAYS_BY_HOUR && asked.period !== "1"
    ? [choice("Bars", { daily: "By day", hourly: "By hour" }, byHour ? "hourly" : "daily", set("granularity"))] : [];
  const head = html("div", { class: "section-head" }, html("h1", {}, "Analytics"), choice("Period", PERIODS, asked.period, set("period")));
  const [chart, first, second] = [html("section", { class: "card" }), html("section", { class: "card" }), html("section", { class: "card" })];
  const sums = html("div", {});
  show(place, head, sums, chart, html("div", { class: "pair" }, first, second));
  fill(sums, summary, again, showSummary);
  fill(chart, daily, again, (panel, answer) => showSeries(panel, answer, byHour, unit));
  fill(first, models, again, showModels);
  fill(second, users, again, showUsers);
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

/** The first entry names the most requested repositories, in their order. */
function showSeries(panel, [{ data, truncated }, marks], byHour, unit) {
  const names = Object.keys(data[0]?.models ?? {}).slice(0, SERIES);
  const filesOf = name => row => (Object.hasOwn(row.models, name) ? row.models[name] : 0);
  const rest = row => Object.values(row.models).reduce((sum, n) => sum + n, 0) - names.reduce((sum, name) => sum + filesOf(name)(row), 0);
  const series = names.map((name, i) => ({ name, className: `series-${i + 1}`, of: filesOf(name) }));
  const others = truncated ? "other repositories of the first 1,000" : "all other repositories";
  const key = names.map((name, i) => html("li", { class: `series-${i + 1}` }, link(mixed(name), name)));
  if (data.some(row => rest(row) > 0)) {
    series.push({ name: others, className: "series-rest", of: rest });
    key.push(html("li", { class: "series-rest" }, others));
  }
  const told = row => series.filter(one => one.of(row) > 0).map(one => `${one.name} ${digits(one.of(row))}`).join(", ");
  show(panel, html("div", { class: "chart-head" }, html("h2", {}, `Files per ${byHour ? "hour" : "day"}`), ...unit),
    html("ul", { class: "legend" }, ...key),
    ...chartIn(panel, {
      rows: data.map(row => ({ time: row.date, models: row.models })),
      series,
      marks,
      one: "file",
      told: row => (told(row) ? `: ${told(row)}` : ""),
      columns: series.map(one => [one.name, one.of]),
    }));
}

function showModels(panel, { models }) {
  show(panel, html("h2", {}, "Repositories"), table("Repositories by files", [
    ["Repository", row => link(mixed(row.model_id), row.model_id)],
    ["Files", row => digits(row.count)],
    ["Downloads", row => number(row.unique_chats)],
    ["Users", row => number(row.unique_users)],
  ], models), first(models));
}

function showUsers(panel, { users }) {
  show(panel, html("h2", {}, "Users"), table("Users by files", [
    ["User", row => html("a", { class: "name", href: `#use/${encodeURIComponent(row.user_id)}` }, row.name ?? row.user_id)],
    ["Files", row => digits(row.count)],
    ["Sent", row => size(row.total_tokens)],
  ], users), first(users));
}

const first = rows => html("p", { class: "soft" },
  rows.length === 0 ? "None in this time." : rows.length === ROWS ? `The first ${ROWS}.` : `${count(rows.length, "row")} in all.`);
