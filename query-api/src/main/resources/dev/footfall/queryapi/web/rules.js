// For administrators: the states that are counted by different rules, which of them answers, and what another one would change.
import { count, digits, html } from "./chart.js";
import { askDecision, countForm } from "./decide.js";
import { showDiff } from "./diff.js";
import { ask, caller, show, showLoading, showNotice, showRefusal, showSignIn } from "./page.js";

const COUNTING_MILLIS = 2_000;
const COUNTED_MILLIS = 30_000;
const FAR_BEHIND = 10_000;
const MAIN = "main";

export function showRules(place, about) {
  document.title = "Rules · Footfall";
  if (!caller()) return showSignIn(place);
  loadRules(place, about);
}

/** Shows the view with what is `told`; of a state that is being counted that, until it is. */
async function loadRules(place, chosen, told = [], awaited = undefined) {
  showLoading(place);
  try {
    showView(place, chosen, await askStates(), told, awaited);
  } catch (refusal) {
    showRefusal(place, refusal, () => place.isConnected && loadRules(place, chosen, told, awaited));
  }
}

/** The states, and the last correction. */
async function askStates() {
  const [{ states }, { corrections }] = await Promise.all([ask("v1/whatif"), ask("v1/corrections")]);
  return { states, last: corrections[0] };
}

function showView(place, chosen, answer, told, awaited) {
  const beside = answer.states.filter(state => !state.answers).map(state => state.state);
  const shown = beside.includes(chosen) ? chosen : beside[0];
  const status = html("p", { class: "told", role: "status" });
  const view = { place, shown, status, awaited, list: html("ul", { class: "states" }), diff: html("div", {}), isCompared: false, left: 0 };
  const count = countForm(name => {
    if (!place.isConnected) return;
    history.pushState(null, "", `#rules/${name}`);
    loadRules(place, name, [`${name} is being counted.`], name);
  });
  const form = html("details", beside.length === 0 ? { open: "" } : {}, html("summary", {}, "Count by other rules"), count.form);
  form.addEventListener("toggle", () => form.open && count.prefill());
  show(place, html("div", { class: "section-head" }, html("h1", {}, "Rules")), status, html("section", { class: "card" }, view.list, form), view.diff);
  status.append(...told);
  if (told.length > 0) place.focus({ preventScroll: true });
  showStates(view, answer);
  if (!shown) showNotice(view.diff, "Nothing is counted by other rules", "Count the log by other rules, and see what they would change before you promote them.");
  keepCurrent(view);
}

/* States */

/** Shows how far each state is, in the rows that are there as long as they are about the same states. */
function showStates(view, { states, last }) {
  const same = JSON.stringify([states.map(({ state, rules, answers }) => [state, rules, answers]), last?.number]);
  if (view.same !== same) view.rows = states.map(state => row(view, state, actions(states, state, last)));
  if (view.same !== same) view.list.replaceChildren(...view.rows.map(one => one.element));
  Object.assign(view, { states, same, last });
  view.rows.forEach((one, i) => one.update(states[i]));
  tellWhenCounted(view, states);
  compareWhenDue(view);
}

/** Says that a state is counted in place of that it is being counted. */
function tellWhenCounted(view, states) {
  const now = states.find(state => state.state === view.awaited);
  if (!now || now.detail !== "" || now.left > 0) return;
  view.status.textContent = `${now.state} is counted.`;
  view.awaited = undefined;
}

/** What may be decided about a state; the server knows whether it can be. */
function actions(states, { state, answers }, last) {
  if (!answers) return state === MAIN ? ["promote"] : ["promote", "drop"];
  return last?.state === state && states.some(one => one.state === last.state_before) ? ["demote"] : [];
}

function row(view, { state, rules, answers }, kinds) {
  const name = answers ? html("strong", {}, state)
    : html("a", { href: `#rules/${state}`, ...(state === view.shown ? { "aria-current": "page" } : {}) }, html("strong", {}, state));
  const bar = html("progress", { "aria-label": `Progress of ${state}` });
  const text = html("span", { class: "soft" });
  const buttons = kinds.map(kind => {
    const button = html("button", { type: "button", class: "quiet" }, `${kind[0].toUpperCase()}${kind.slice(1)} …`);
    button.addEventListener("click", () => askDecision(view.place, kind, state, answer => loadRules(view.place, view.shown, outcome(state, answer))));
    return button;
  });
  const badge = answers ? [" ", html("span", { class: "kind" }, "answers")] : [];
  const element = html("li", {}, html("span", {}, name, ...badge), html("code", {}, rules),
    html("span", { class: "progress" }, bar, text), html("span", { class: "buttons" }, ...buttons));
  return { element, update: now => showProgress(bar, text, now) };
}

function showProgress(bar, text, { counted, left, detail }) {
  const all = counted + left;
  bar.hidden = left === 0 && detail === "";
  if (detail) bar.removeAttribute("value");
  else Object.assign(bar, { max: all, value: counted });
  text.textContent = detail || (left === 0 ? `all ${count(all, "record")}` : `${digits(counted)} of ${count(all, "record")}, ${Math.floor((100 * counted) / all)} %`);
}

function outcome(asked, { number, state, detail }) {
  if (!number) return [detail ?? `${asked} is being deleted.`];
  return [`${state} answers now. Published as `, html("a", { href: `#corrections/${number}` }, `correction ${number}`), "."];
}

/** Asks again as long as the view is there: soon while something is counted. */
function keepCurrent(view) {
  const isCounting = view.states.some(state => state.detail !== "" || state.left > 0);
  setTimeout(async () => {
    if (!view.list.isConnected) return;
    if (!document.hidden) await refresh(view);
    keepCurrent(view);
  }, isCounting ? COUNTING_MILLIS : COUNTED_MILLIS);
}

async function refresh(view) {
  try {
    const answer = await askStates();
    if (view.list.isConnected) showStates(view, answer);
  } catch (refusal) { // another one is a matter of time: it is asked again
    if ([401, 403].includes(refusal.status) && view.list.isConnected) showRefusal(view.place, refusal);
  }
}

/* Comparison */

/** Compares the state that is shown as soon as it can be asked, and again when it was far behind and is counted. */
function compareWhenDue(view) {
  const now = view.states.find(state => state.state === view.shown);
  if (!now) return;
  if (now.detail && !view.isCompared) showNotice(view.diff, `${now.state} cannot be compared yet`, `${now.detail}. The comparison will appear automatically.`);
  else if (!now.detail && (!view.isCompared || (view.left > FAR_BEHIND && now.left === 0))) compare(view);
}

async function compare(view) {
  Object.assign(view, { isCompared: true, left: 0 });
  const diff = await showDiff(view.diff, view.shown, view.last?.state_before === view.shown ? view.last : undefined, () => compare(view));
  view.left = diff?.left ?? 0;
}
