// The start page: a ranking and one repository, kept current. What comes from the server becomes text, never markup.
import { address, choose, chosenOf } from "./address.js";
import { COMPARED } from "./compare.js";
import { count, digits, html } from "./chart.js";
import { definition } from "./definitions.js";
import { explanation, growth } from "./explain.js";
import { addressOf, ask, byId, choice, countedClasses, forgetOld, keepOld, mixedName, nameOf, share, show, showAgain, showBusy, showNotice, showRefusal, TYPES } from "./page.js";
import { daysOf, plusDays, shortDate, today } from "./periods.js";
import { forgetRepository, showRepository } from "./repository.js";
import { sparkline } from "./sparkline.js";

const PERIODS = ["7", "1", "30", "90"]; // The first one is the standard.
const SORTS = { downloads: "Downloads", growth: "Growth" };
const MOST_BACK = daysOf({ from: "1970-01-01", to: today() });
const LENGTHS = [20, 50, 100];

const ranking = byId("ranking");
const detail = byId("detail");
const STANDARD = { type: "model", days: PERIODS[0], sort: "downloads", back: 0, classes: [] };
const view = { wanted: STANDARD, length: LENGTHS[0], shown: 0, compared: [], top: [], explained: new Map(), opened: new Set(), chosen: undefined, callers: 0 };

const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The ranking in the address of the start page. */
function wantedRanking() {
  const { chosen } = address();
  const back = daysOf({ from: chosen.get("at") ?? today(), to: today() }) - 1;
  return { type: chosenOf("type", Object.keys(TYPES)), days: chosenOf("days", PERIODS), sort: chosenOf("sort", Object.keys(SORTS)),
    back: back > 0 && back < MOST_BACK ? back : 0, classes: chosen.get("classes")?.split(",") ?? [] };
}

function question({ type, days, sort, back, classes }, more) {
  const some = classes.length > 0 ? `&classes=${classes.map(encodeURIComponent)}` : "";
  return `trending?type=${type}&days=${days}&limit=${view.length}&sort=${sort}${back > 0 ? `&to=${plusDays(today(), -back)}` : ""}${some}&${more}`;
}

/* Ranking */

async function loadRanking(quietly = false) {
  const { wanted, callers } = view;
  if (quietly && view.asking) return;
  if (!quietly) showBusy(ranking);
  const mark = (view.asking = {});
  const isCurrent = () => wanted === view.wanted && callers === view.callers;
  try {
    const answer = await ask(question(wanted, "fields=series,finished_downloads,previous_finished_downloads"));
    if (!isCurrent()) return;
    forgetOld(ranking);
    if (quietly && view.shown === view.length && isSame(view.top, answer.trending)) return;
    if (!quietly && wanted.back === 0 && answer.trending.length === 0) {
      const { last_day: lastDay } = await ask(question(wanted, "explain=true"));
      if (lastDay && isCurrent()) return showWanted({ ...wanted, back: daysOf({ from: lastDay, to: today() }) - 1, isFound: true });
    }
    if (!isCurrent()) return;
    Object.assign(view, { top: answer.trending, shown: view.length });
    view.explained.clear();
    showRanking();
  } catch (refusal) {
    if (!isCurrent() || (quietly && keepOld(ranking, refusal))) return;
    view.top = [];
    showRefusal(ranking, refusal, () => isCurrent() && loadRanking());
  } finally {
    if (view.asking === mark) view.asking = undefined;
  }
}

const lastDay = back => shortDate(plusDays(today(), -back));

function periodText({ days, back, classes }) {
  const by = classes.length > 0 ? ` by ${classes.join(", ")}` : "";
  if (back > 0) return `in the ${count(Number(days), "day")} until ${lastDay(back)}${by}`;
  return (days === "1" ? "today" : `in the last ${days} days`) + by;
}

function showRanking() {
  const { wanted, top } = view;
  if (!chosenInAddress() && addressOf(view.chosen) !== addressOf(top[0])) showChosen(top[0], false); // as an example
  const period = periodText(wanted);
  if (top.length === 0) return showNotice(ranking, `No downloads of ${TYPES[wanted.type].toLowerCase()} ${period}`, "The first one appears here as soon as it is counted.");
  const most = Math.max(...top.map(repo => repo.recent_downloads));
  const rows = html("ol", { class: "rows" }, ...top.map((repo, index) => html("li", {}, comparing(repo), ...rankingRow(repo, index + 1, most))));
  const focused = ranking.contains(document.activeElement) ? document.activeElement.hash : "";
  showAgain(ranking, () => show(ranking,
    html("p", { class: "unseen", role: "status" }, `${count(top.length, "repository", "repositories")} with downloads ${period}`),
    ...(wanted.isFound ? [html("p", { class: "found" }, `No downloads of ${TYPES[wanted.type].toLowerCase()} since ${lastDay(wanted.back)}: shown ${wanted.days === "1" ? "is that day" : `are the ${wanted.days} days until then`}.`)] : []), rows, ...more()));
  markChosen();
  showCompared();
  if (focused) [...ranking.querySelectorAll(".row")].find(row => row.hash === focused)?.focus();
}

/** The button for a longer ranking; nothing where this is all. */
function more() {
  const length = LENGTHS.find(one => one > view.length);
  if (length === undefined || view.top.length < view.length) return [];
  const button = html("button", { type: "button", class: "quiet more", "data-key": "more" }, `More, up to ${length}`);
  button.addEventListener("click", async () => {
    const first = view.top.length;
    Object.assign(view, { length, explained: new Map() });
    await loadRanking();
    ranking.querySelectorAll(".row")[first]?.focus({ preventScroll: true });
  });
  return [button];
}

/** The box that chooses a repository for a comparison. */
function comparing(repo) {
  const name = mixedName(repo);
  const box = html("input", { type: "checkbox", class: "compared", "aria-label": `Compare ${repo.id}`, "data-key": `compare ${name}`, value: name });
  box.checked = view.compared.includes(name);
  box.addEventListener("change", () => {
    view.compared = view.compared.filter(one => one !== name).concat(box.checked ? name : []);
    showCompared();
  });
  return box;
}

/** Shows what is chosen for a comparison, which is of so many at most. */
function showCompared() {
  const { compared } = view;
  for (const box of ranking.querySelectorAll(".compared")) {
    box.checked = compared.includes(box.value);
    box.disabled = !box.checked && compared.length === COMPARED;
  }
  const none = html("button", { type: "button", class: "quiet" }, "None");
  none.addEventListener("click", () => {
    view.compared = [];
    showCompared();
  });
  byId("to-compare").hidden = compared.length === 0;
  byId("to-compare").replaceChildren(`${compared.length} chosen `, html("a", { class: "go", href: `#compare/${compared.join(",")}` }, "Compare"), none);
}

/** A row, the button that asks why it is there, and the answer where it was asked for. */
function rankingRow(repo, rank, most) {
  const row = html("a", { class: "row", href: addressOf(repo) },
    html("span", { class: "rank" }, `${rank}`),
    html("span", { class: "name", title: repo.id }, ...nameOf(repo.id)),
    html("span", { class: "trend" }, sparkline(repo.series), html("small", {}, growth(repo))),
    html("span", { class: "counts" },
      html("strong", {}, digits(repo.recent_downloads), html("span", { class: "unseen" }, " downloads in the period, ")),
      html("small", {}, `${digits(repo.downloads)} total`)),
    share(repo.recent_downloads, most));
  const key = addressOf(repo);
  const isOpen = view.opened.has(key);
  const why = html("button", { type: "button", class: "why", "aria-expanded": String(isOpen), "aria-label": `Explain the rank of ${repo.id}`, "data-key": `why ${key}` }, "?");
  const answer = html("div", { class: "because" });
  why.addEventListener("click", () => {
    const opens = !view.opened.delete(key);
    if (opens) view.opened.add(key);
    why.setAttribute("aria-expanded", String(opens));
    explain(answer, key, opens);
  });
  if (isOpen) explain(answer, key, true);
  return [row, why, answer];
}

async function explain(panel, key, isWanted) {
  if (!isWanted) return panel.replaceChildren();
  const { wanted, explained } = view;
  try {
    if (!explained.has("all")) explained.set("all", ask(question(wanted, "explain=true")));
    const row = (await explained.get("all")).trending.find(one => addressOf(one) === key);
    if (panel.isConnected && wanted === view.wanted && view.opened.has(key)) show(panel, row ? explanation(row, { ...wanted, days: Number(wanted.days) }) : "It is no longer in the ranking.");
  } catch (refusal) {
    explained.clear();
    if (panel.isConnected) showRefusal(panel, refusal, () => panel.isConnected && explain(panel, key, view.opened.has(key)));
  }
}

function markChosen() {
  const current = addressOf(view.chosen);
  for (const row of ranking.querySelectorAll(".row")) row.setAttribute("aria-current", row.hash === current);
}

/* Choosing */

/** The repository in the address. */
function chosenInAddress() {
  const { page, about } = address();
  return Object.hasOwn(TYPES, page) && /^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/.test(about) ? { type: page, id: about } : null;
}

/** The ranking with changes; if its last day was found, another one looks for its own. */
function changed(changes) {
  const { isFound, ...wanted } = view.wanted;
  return { ...wanted, ...(isFound ? { back: 0 } : {}), ...changes };
}

/** True if the address names the ranking or a repository. */
export const isStartPage = () => address().page === "" || chosenInAddress() !== null;

/** Shows another ranking; that of the start page is in its address. */
function want(changes) {
  const wanted = changed(changes);
  const { type, days, sort, back, classes } = wanted;
  if (address().page === "") {
    choose({ type: type === "model" ? undefined : type, days: days === PERIODS[0] ? undefined : days, sort: sort === "downloads" ? undefined : sort,
      at: back > 0 ? plusDays(today(), -back) : undefined, classes: classes.length > 0 ? classes.join(",") : undefined });
  }
  showWanted(wanted);
}

function showWanted(wanted) {
  const isOther = !isSame(wanted, view.wanted);
  if (isOther) {
    Object.assign(view, { wanted, length: LENGTHS[0], explained: new Map(), opened: new Set() });
    showControls(wanted);
  }
  if (isOther || ranking.childElementCount === 0) loadRanking();
}

byId("types").addEventListener("click", event => event.target.dataset.type && want({ type: event.target.dataset.type }));
byId("types").addEventListener("keydown", event => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  const names = Object.keys(TYPES);
  want({ type: names[(names.indexOf(view.wanted.type) + step + names.length) % names.length] });
  byId(`tab-${view.wanted.type}`).focus();
});
byId("periods").addEventListener("click", event => event.target.dataset.days && want({ days: event.target.dataset.days }));
byId("at").addEventListener("input", () => tellDay(-byId("at").value));
byId("at").addEventListener("change", () => want({ back: -byId("at").value }));
byId("at-day").addEventListener("change", () => byId("at-day").validity.valid && byId("at-day").value
  && want({ back: daysOf({ from: byId("at-day").value, to: today() }) - 1 }));

const tellDay = back => {
  Object.assign(byId("at-day"), { max: today(), value: plusDays(today(), -back) });
  byId("at").setAttribute("aria-valuetext", back === 0 ? "today" : plusDays(today(), -back));
};

/** Shows in the controls what the ranking is of. */
function showControls({ type, days, sort, back, classes }) {
  for (const tab of byId("types").children) {
    const isChosen = tab.dataset.type === type;
    tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
  }
  ranking.setAttribute("aria-labelledby", `tab-${type}`);
  for (const button of byId("periods").children) button.setAttribute("aria-pressed", button.dataset.days === days);
  for (const button of byId("classes").children) {
    button.setAttribute("aria-pressed", button.dataset.class ? classes.includes(button.dataset.class) : classes.length === 0);
  }
  byId("at").value = -back;
  tellDay(back);
  showAgain(byId("sort"), () => byId("sort").replaceChildren(choice("Sorted by", SORTS, sort, name => want({ sort: name })),
    definition(sort === "growth" ? "growth" : "trending")));
}

/** Offers a ranking by any of the classes of clients that are counted; that of all clients is the one by none. */
async function offerClasses() {
  const names = await countedClasses();
  const buttons = ["", ...names].map(name => html("button", { type: "button", "data-class": name }, name || "All clients"));
  for (const button of buttons) button.addEventListener("click", () => {
    const name = button.dataset.class;
    const chosen = names.filter(one => (one === name) !== view.wanted.classes.includes(one));
    want({ classes: name && chosen.length < names.length ? chosen : [] });
  });
  byId("classes").replaceChildren(...buttons);
  byId("classes").hidden = names.length === 0;
  showControls(view.wanted);
}

/** Shows the ranking and the repository in the address, or an example where there is none. */
export function showTrending({ takesFocus = false } = {}) {
  const named = chosenInAddress();
  document.body.classList.toggle("chosen", named !== null);
  document.title = named ? `${named.id} · Footfall` : "Footfall";
  showChosen(named ?? view.top[0], takesFocus && named !== null);
  showWanted(!named ? wantedRanking() : named.type === view.wanted.type ? view.wanted : changed({ type: named.type }));
}

function showChosen(repo, takesFocus) {
  view.chosen = repo;
  markChosen();
  showRepository(detail, repo, { takesFocus });
}

/** Asks again, and shows what has changed. */
export function refreshTrending() {
  const since = daysOf({ from: byId("at-day").max, to: today() }) - 1; // the controls were shown
  if (since > 0) {
    if (view.wanted.back > 0) view.wanted = { ...view.wanted, back: view.wanted.back + since };
    showControls(view.wanted);
  }
  if (byId("classes").hidden) offerClasses();
  loadRanking(true);
  view.chosen ??= chosenInAddress(); // It was forgotten with a caller whose token is refused.
  if (view.chosen) showRepository(detail, view.chosen, { quietly: true });
}

/** Forgets what another caller was shown, and what is on its way to them. */
export function forgetTrending() {
  Object.assign(view, { top: [], compared: [], chosen: undefined, opened: new Set(), explained: new Map(), callers: view.callers + 1 });
  ranking.replaceChildren();
  showCompared();
  forgetRepository(detail);
}

ranking.replaceChildren();
offerClasses();
