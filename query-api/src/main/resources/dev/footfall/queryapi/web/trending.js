// The start page: a ranking, kept current. What comes from the server becomes text, never markup.
import { address, choose, chosenOf } from "./address.js";
import { count, digits, html } from "./chart.js";
import { periodsWithout } from "./controls.js";
import { className, definition, reasonName } from "./definitions.js";
import { addressOf, ask, byId, countedClasses, forgetOld, keepOld, menu, mixedName, nameOf, share, show, showAgain, showBusy, showNotice, showRefusal, TYPES } from "./page.js";
import { change, daysOf, plusDays, shortDate, today } from "./periods.js";
import { sparkline } from "./sparkline.js";

const PERIODS = periodsWithout("24h", "month", "year", "365", "all"); // A ranking has 90 days at most.
const STANDARD_DAYS = "7";
const SORTS = { recent: "By downloads", growth: "By growth" };
const MOST_BACK = daysOf({ from: "1970-01-01", to: today() });
const LENGTHS = [20, 50, 100];
const COMPARED = 8;

const ranking = byId("ranking");
const STANDARD = { type: "model", days: STANDARD_DAYS, sort: "recent", back: 0, classes: [] };
const view = { wanted: STANDARD, length: LENGTHS[0], shown: 0, compared: [], top: [], explained: new Map(), opened: new Set(), others: [], callers: 0 };

const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The ranking in the address of the start page. */
function wantedRanking() {
  const { chosen } = address();
  const back = daysOf({ from: chosen.get("at") ?? today(), to: today() }) - 1;
  return { type: chosenOf("type", Object.keys(TYPES)), days: chosenOf("days", [STANDARD_DAYS, ...PERIODS.map(([value]) => value)]), sort: chosenOf("sort", Object.keys(SORTS)),
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
    const others = answer.trending.length === 0 ? await othersOf(wanted) : [];
    if (!isCurrent()) return;
    if (!quietly && wanted.back === 0 && answer.trending.length === 0) {
      const found = await elsewhere(wanted, others);
      if (found && isCurrent()) return showWanted(found);
    }
    if (!isCurrent()) return;
    view.others = others;
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

/** The types with downloads in the days of a ranking of a type without. */
async function othersOf(wanted) {
  const types = Object.keys(TYPES).filter(type => type !== wanted.type);
  const answers = await Promise.all(types.map(type => ask(question({ ...wanted, type }, "fields=series"))));
  const sums = answers.map(({ trending }) => trending.reduce((sum, repo) => sum + repo.recent_downloads, 0));
  return types.map((type, i) => ({ type, downloads: sums[i] })).filter(one => one.downloads > 0);
}

/** Where there is something in place of a ranking without any: another type that was not chosen, else the last days with downloads. */
async function elsewhere(wanted, others) {
  const isChosen = address().chosen.has("type");
  const [most] = [...others].sort((a, b) => b.downloads - a.downloads);
  if (most && !isChosen) return { ...wanted, type: most.type };
  for (const type of isChosen ? [wanted.type] : Object.keys(TYPES)) {
    const { last_day: lastDay } = await ask(question({ ...wanted, type }, "explain=true"));
    if (lastDay) return { ...wanted, type, back: daysOf({ from: lastDay, to: today() }) - 1, isFound: true };
  }
  return undefined;
}

const lastDay = back => shortDate(plusDays(today(), -back));

function periodText({ days, back, classes }) {
  const by = classes.length > 0 ? ` by ${classes.map(className).join(", ")}` : "";
  if (back > 0) return `in the ${count(Number(days), "day")} until ${lastDay(back)}${by}`;
  return (days === "1" ? "today" : `in the last ${days} days`) + by;
}

function showRanking() {
  const { wanted, top } = view;
  const period = periodText(wanted);
  if (top.length === 0) return showEmpty(period);
  const most = Math.max(...top.map(repo => repo.recent_downloads));
  const rows = html("ol", { class: "rows" }, ...top.map((repo, index) => html("li", {}, comparing(repo), ...rankingRow(repo, index + 1, most))));
  const focused = ranking.contains(document.activeElement) ? document.activeElement.hash : "";
  showAgain(ranking, () => show(ranking,
    html("p", { class: "unseen", role: "status" }, `${count(top.length, "repository", "repositories")} with downloads ${period}`),
    ...(wanted.isFound ? [html("p", { class: "found" }, `No downloads of ${TYPES[wanted.type].toLowerCase()} since ${lastDay(wanted.back)}: shown ${wanted.days === "1" ? "is that day" : `are the ${wanted.days} days until then`}.`)] : []), rows, ...more()));
  showCompared();
  if (focused) [...ranking.querySelectorAll(".row")].find(row => row.hash === focused)?.focus();
}

/** Says that nothing was downloaded, and of what something was. */
function showEmpty(period) {
  const { wanted, others } = view;
  const notice = showNotice(ranking, `No downloads of ${TYPES[wanted.type].toLowerCase()} ${period}`, others.length === 0 ? "The first one appears here as soon as it is counted." : "In this time there are ");
  others.forEach(({ type, downloads }, i) => {
    const button = html("button", { type: "button", class: "link" }, `${count(downloads, "download")} of ${TYPES[type].toLowerCase()}`);
    button.addEventListener("click", () => want({ type }));
    notice.append(i > 0 ? ", " : "", button);
  });
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
    html("span", { class: "trend" }, sparkline(repo.series, view.wanted.back === 0), html("small", {}, growth(repo))),
    html("span", { class: "counts" },
      html("strong", {}, digits(repo.recent_downloads), html("span", { class: "unseen" }, " downloads in the period, ")),
      html("small", {}, `${digits(repo.downloads)} total`)),
    share(repo.recent_downloads, most));
  const key = addressOf(repo);
  const isOpen = view.opened.has(key);
  const why = html("button", { type: "button", class: "why", "aria-expanded": String(isOpen), "aria-label": `Why? Explain the rank of ${repo.id}`, "data-key": `why ${key}` }, "Why?");
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

/* Choosing */

/** The ranking with changes; if its last day was found, another one looks for its own. */
function changed(changes) {
  const { isFound, ...wanted } = view.wanted;
  return { ...wanted, ...(isFound ? { back: 0 } : {}), ...changes };
}

/** Shows another ranking; that of the start page is in its address. */
function want(changes) {
  const wanted = changed(changes);
  const { type, days, sort, back, classes } = wanted;
  choose({ type: changes.type ?? address().chosen.get("type") ?? undefined, days: days === STANDARD_DAYS ? undefined : days, sort: sort === "recent" ? undefined : sort,
    at: back > 0 ? plusDays(today(), -back) : undefined, classes: classes.length > 0 ? classes.join(",") : undefined });
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
byId("at-day").addEventListener("change", () => byId("at-day").validity.valid && byId("at-day").value
  && want({ back: daysOf({ from: byId("at-day").value, to: today() }) - 1 }));

const tellDay = back => Object.assign(byId("at-day"), { max: today(), value: plusDays(today(), -back) });

/** Shows in the controls what the ranking is of. */
function showControls({ type, days, sort, back, classes }) {
  for (const tab of byId("types").children) {
    const isChosen = tab.dataset.type === type;
    tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
  }
  ranking.setAttribute("aria-labelledby", `tab-${type}`);
  for (const button of byId("classes").children) {
    button.setAttribute("aria-pressed", button.dataset.class ? classes.includes(button.dataset.class) : classes.length === 0);
  }
  tellDay(back);
  showAgain(byId("menus"), () => byId("menus").replaceChildren(menu("Period", PERIODS, days, value => want({ days: value })),
    menu("Sorted by", Object.entries(SORTS), sort, name => want({ sort: name })), definition(sort === "growth" ? "growth" : "trending")));
}

/** Offers a ranking by any of the classes of clients that are counted; that of all clients is the one by none. */
async function offerClasses() {
  const names = await countedClasses();
  const buttons = ["", ...names].map(name => html("button", { type: "button", "data-class": name }, className(name) || "All clients"));
  for (const button of buttons) button.addEventListener("click", () => {
    const name = button.dataset.class;
    const chosen = names.filter(one => (one === name) !== view.wanted.classes.includes(one));
    want({ classes: name && chosen.length < names.length ? chosen : [] });
  });
  byId("classes").replaceChildren(...buttons);
  byId("classes").hidden = names.length === 0;
  showControls(view.wanted);
}

/** Shows the ranking in the address. */
export function showTrending() {
  document.title = "Footfall";
  showWanted(wantedRanking());
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
}

/** Forgets what another caller was shown, and what is on its way to them. */
export function forgetTrending() {
  Object.assign(view, { top: [], compared: [], opened: new Set(), explained: new Map(), callers: view.callers + 1 });
  ranking.replaceChildren();
  showCompared();
}

ranking.replaceChildren();
offerClasses();

/* Why a repository has its place */

const listed = named => ([name, n]) => `${named(name)} ${digits(n)}`;

/** The growth of a ranked repository: of its finished days, against as many before them. */
const growth = ({ finished_downloads: now, previous_finished_downloads: past }) => (past === 0 ? "new" : change(now, past));

/** What the server says of a place, in words. */
function explanation(row, { days, sort, classes }) {
  const lines = [
    ["Place", `${row.rank} by ${sort === "growth" ? "growth among the 100 most downloaded" : "downloads"}; of equal ones more likes first (${digits(row.likes)})`],
    ["Downloads", `${count(row.recent_downloads, "download")} in ${count(days, "day")}${classes.length > 0 ? `, by ${classes.join(", ")}` : ""}`],
    ["Growth", `${growth(row)}: ${digits(row.finished_downloads)} in the last ${count(days, "finished day")}, ${digits(row.previous_finished_downloads)} in as many before`],
    ["Visitors", `${digits(row.authenticated)} signed in, ${digits(row.anonymous)} anonymous`],
    ["Files", digits(row.files)],
    ...(row.classes ? [["Classes", Object.entries(row.classes).sort(([, a], [, b]) => b - a).map(listed(className)).join(", ") || "none"]] : []),
    ["Not counted", Object.entries(row.excluded).map(listed(reasonName)).join(", ") || "nothing"],
  ];
  const words = { Place: "trending", Downloads: "download", Growth: "growth", Visitors: "visitor", Files: "file", Classes: "class", "Not counted": "excluded" };
  return html("dl", { class: "explanation" }, ...lines.flatMap(([name, text]) => [html("dt", {}, definition(words[name], name)), html("dd", {}, text)]));
}
