// What a repository's downloads are made of: by client, revision, file and country, and its visitors; what is not counted says so.
import { digits, html, size } from "./chart.js";
import { periodName } from "./controls.js";
import { className, definition } from "./definitions.js";
import { ask, bars, countedHere, firstOf, share, show, showRefusal, table } from "./page.js";
import { change, daysOf, plusDays, today } from "./periods.js";
import { snippets } from "./share.js";

const FILES_SHOWN = 100;
const NAMES_SHOWN = 50;
const MOST_UNITS = 400;

/** The lists: their heading, the path and the words of an answer, and whether the chart shows their days. */
const LISTS = [
  { name: "classes", title: "Classes of clients", word: "class", isDrawn: true, of: answer => answer.classes.map(one => [className(one.class), one.downloads]) },
  { name: "clients", title: "Clients", word: "client", of: answer => answer.clients.map(one => [one.client, one.downloads]) },
  { name: "revisions", title: "Revisions", word: "revision", isDrawn: true, limit: NAMES_SHOWN, of: answer => namesOf(answer, "revisions", "revision"), none: "No request of this time names a revision." },
  { name: "countries", title: "Countries", word: "country", isDrawn: true, limit: NAMES_SHOWN, of: answer => namesOf(answer, "countries", "country"),
    none: "No country of these downloads is known: the file server's log has to name it, or a database of addresses." },
  { name: "files", title: "Files", word: "by file", isDrawn: true, limit: FILES_SHOWN, draw: filesTable, none: "No request of this time names a file." },
];

/** The names of a list with the most downloads, the unknown and the others; nothing where none is named. */
function namesOf({ unknown, other, ...answer }, list, label) {
  const names = answer[list].map(one => [one[label], one.downloads]);
  if (names.length === 0) return [];
  if (unknown?.files > 0) names.push([html("em", {}, "unknown"), unknown.downloads]);
  return other.files > 0 ? [...names, [html("em", {}, "all others"), other.downloads]] : names;
}

/** Shows the lists below a repository's chart, and its visitors in their tile. */
export function showParts(view, panel, set) {
  const { repo, period, by } = view;
  const base = `${repo.type}s/${repo.id}/stats`;
  const isDivided = period.zone === "UTC" && by !== "hour";
  const cards = LISTS.map(list => {
    const body = html("div", { "aria-busy": "true" });
    const canDraw = list.isDrawn && isDivided && daysOf(period) <= MOST_UNITS;
    loadList(base, period, list, body);
    return html("section", { class: `card part ${list.name}` }, html("div", { class: "section-head" }, html("h2", {}, list.title, " ", definition(list.word)),
      ...(canDraw ? [drawButton(view, list, set)] : [])), body);
  });
  panel.replaceChildren(html("h2", { class: "by-class" }, `What they are made of, ${inHeading(period)}`), html("div", { class: "lists" }, ...cards), snippets(repo, period));
  if (isDivided) showVisitors(view, base);
}

/** The name of a period after a comma. */
const inHeading = period => periodName(period).replace(/^[LST](?=ast|ince|his)/, first => first.toLowerCase());

function drawButton(view, { name, title }, set) {
  const isShown = view.show === name;
  const button = html("button", { type: "button", class: "quiet", "aria-pressed": isShown, "data-key": `Draw ${name}`, "aria-label": `${title} in the chart` }, "In the chart");
  button.addEventListener("click", () => set({ show: isShown ? undefined : name }));
  return button;
}

async function loadList(base, { from, to }, list, body) {
  try {
    if (!(await countedHere()).counted.includes(list.name)) return showMissing(body, list.name);
    const answer = await ask(`${base}/${list.name}?from=${from}&to=${to}${list.limit ? `&limit=${list.limit}` : ""}`);
    const entries = list.draw ? answer.files : list.of(answer);
    if (!entries.some(entry => (list.draw ? entry.requests : entry[1]) > 0)) show(body, html("p", { class: "soft" }, list.none ?? "None in this time."));
    else show(body, list.draw ? list.draw(answer) : firstOf(entries, some => bars(some, undefined, Math.max(...entries.map(([, n]) => n))), 8));
  } catch (refusal) {
    showRefusal(body, refusal, () => body.isConnected && loadList(base, { from, to }, list, body));
  }
}

/** Says how what is not counted is turned on. */
function showMissing(body, name) {
  show(body, html("p", { class: "soft" }, "Not counted here. The operator of this server turns it on: ", html("code", {}, name), " in its setting ",
    html("code", {}, "projections"), ", then a rebuild for the days that are counted already. ", html("code", {}, "docs/rules.md#projections"), " has the price of each."));
}

function filesTable({ files, other }) {
  const largest = Math.max(1, ...files.map(file => file.downloads));
  const others = other.requests > 0 ? [{ ...other, path: html("em", {}, "all others") }] : [];
  return firstOf([...files, ...others], some => table("Files by downloads", [
    ["File", file => file.path],
    ["Downloads", file => html("span", {}, digits(file.downloads), share(Math.min(file.downloads, largest), largest))],
    ["Requests", file => digits(file.requests)],
    ["Sent", file => size(file.bytes)],
  ], some), 8);
}

/** Fills the tile of visitors: of the whole period, and of its finished days against as many that it is compared with. */
async function showVisitors(view, base) {
  const tile = view.panel.querySelector("[data-key='Tile visitors']");
  const [number, more] = [tile.querySelector("strong"), tile.querySelector("small")];
  try {
    const { counted } = await countedHere();
    if (counted.includes("uniques")) await showUniques(view, base, number, more);
    else if (counted.includes("visitors")) await showDaily(view, base, number, more);
    else {
      number.textContent = "–";
      more.textContent = "not counted here";
    }
  } catch (refusal) {
    more.textContent = refusal.message;
  }
}

/** The different visitors of several days. */
async function showUniques(view, base, number, more) {
  const asked = ({ from, to }) => ask(`${base}/visitors?from=${from}&to=${to}`).then(answer => answer.visitors);
  const { value, error } = await asked(view.period);
  number.textContent = value === null ? "–" : digits(value);
  if (error > 0) more.textContent = `± ${(100 * error).toFixed(1)} % `;
  const pair = value === null ? [] : await Promise.all(finished(view).map(asked));
  if (pair.length === 2 && pair.every(one => one.value !== null)) more.append(change(pair[0].value, pair[1].value));
}

/** The visitors of a day on average, where those of several days are not distinguished. */
async function showDaily(view, base, number, more) {
  const asked = async ({ from, to }) => (await ask(`${base}/recent?from=${from}&to=${to}&fields=visitors`)).stats;
  const sum = days => days.reduce((all, day) => all + (day.visitors ?? 0), 0);
  const [days, ...pair] = await Promise.all([view.period, ...finished(view)].map(asked));
  const over = days.filter(day => day.date < today());
  const shown = over.length > 0 ? over : days;
  number.textContent = digits(Math.round(sum(shown) / Math.max(1, shown.length)));
  more.textContent = days.length > 1 ? "a day " : "";
  if (pair.length === 2) more.append(change(...pair.map(sum)));
}

/** The finished days of the period, and as many that they are compared with; nothing where there are none. */
function finished({ period, past }) {
  const to = period.to < today() ? period.to : plusDays(today(), -1);
  const days = Math.min(daysOf({ from: period.from, to }), past.length);
  return days < 1 ? [] : [{ from: period.from, to: plusDays(period.from, days - 1) }, { from: past[0].date, to: past[days - 1].date }];
}
