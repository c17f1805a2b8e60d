// The parts that all views are made of: asking the server as the caller, and showing answers, refusals and lists.
import { digits, html } from "./chart.js";

const TOKEN = "footfall.token";
const NEEDS_TOKEN = 401;
const WAIT_MILLIS = 60_000;

const moment = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC", hour12: false });

export const timeText = time => `${moment.format(new Date(time))} UTC`;
export const byId = id => document.getElementById(id);

/* The caller: the claims of a token that this tab keeps. The server alone decides whether it is right. */

function claimsOf(token) {
  try {
    const bytes = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
    const claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, char => char.charCodeAt(0))));
    return typeof claims.sub === "string" && /^[\w.-]+$/.test(token) ? claims : undefined;
  } catch {
    return undefined;
  }
}

export function caller() {
  const claims = claimsOf(sessionStorage.getItem(TOKEN) ?? "");
  return claims && claims.exp * 1_000 > Date.now() ? { user: claims.sub, isAdmin: claims.admin === true } : undefined;
}

export const authorization = () => (caller() ? { Authorization: `Bearer ${sessionStorage.getItem(TOKEN)}` } : {});

/** Takes a token out of the address, `#sign-in/TOKEN`, and keeps it; true if there was one. */
export function signInByAddress() {
  const token = /^#sign-in\/(.*)$/.exec(location.hash)?.[1];
  if (token === undefined) return false;
  const claims = claimsOf(token);
  history.replaceState(null, "", claims?.admin === true ? "#analytics" : "#use");
  if (claims) sessionStorage.setItem(TOKEN, token);
  return true;
}

function signIn(text) {
  const token = text.trim().replace(/^Bearer\s+/i, "");
  if (!claimsOf(token)) return false;
  sessionStorage.setItem(TOKEN, token);
  tellCaller();
  return true;
}

/** Forgets the token; the view is shown again, unless it shows the refusal of that token. */
export function signOut(isRefused = false) {
  sessionStorage.removeItem(TOKEN);
  tellCaller(isRefused);
}

const tellCaller = isRefused => document.dispatchEvent(new CustomEvent("caller", { detail: { isRefused } }));

/* Asking */

export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function fetched(path, sent) {
  const headers = { Accept: "application/json", ...authorization() };
  if (sent) headers["Content-Type"] = "application/json";
  const signal = AbortSignal.timeout(WAIT_MILLIS);
  return fetch(path, sent ? { method: "POST", headers, signal, body: JSON.stringify(sent) } : { headers, signal }).catch(cause => {
    const reason = cause.name === "TimeoutError" ? "The server has not answered for a minute." : "The server cannot be reached.";
    showUnreached(reason);
    throw new Refusal(0, reason);
  });
}

/** Asks by GET, or sends a body by POST. */
export async function ask(path, sent) {
  return (await asked(path, sent)).body;
}

/** Asks by GET, and tells the place that has answered, which is another one for a renamed repository, and how new that is. */
export async function asked(path, sent) {
  const response = await fetched(path, sent);
  showUnreached();
  const body = response.status === 204 ? {} : await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) {
    if (response.headers.has("X-Footfall-Lag")) showFreshness(response.headers.get("X-Footfall-As-Of") ?? "", Number(response.headers.get("X-Footfall-Lag")));
    return { body, place: new URL(response.url).pathname, asOf: response.headers.get("X-Footfall-As-Of") ?? "" };
  }
  const reason = /error_description="([^"]*)"/.exec(response.headers.get("WWW-Authenticate") ?? "")?.[1];
  throw new Refusal(response.status, [body?.detail ?? (response.ok ? "The answer was cut short." : `The server answered ${response.status}.`), reason].filter(Boolean).join(": "));
}

let counted;

/** What the server counts: names of projections, and the classes of clients whose downloads it counts apart. */
export const countedHere = () => (counted ??= ask("v1/counted").catch(refusal => {
  counted = undefined;
  throw refusal;
}));

/** The classes of clients whose downloads the server counts apart; none where it does not, or has not answered. */
export const countedClasses = async () => (await countedHere().catch(() => ({ classes: [] }))).classes;

let described;

/** The API's description, asked for once; undefined as long as there is none. */
const description = () => (described ??= ask("openapi.json").catch(() => (described = undefined)));

/** Asks a route that a server may do without, and tells an unknown path from an unknown name by the API's description. */
export async function askMaybe(path, template) {
  try {
    return await ask(path);
  } catch (refusal) {
    if (refusal.status !== 404) throw refusal;
    const paths = (await description())?.paths;
    if (!paths || template in paths) throw refusal;
    throw new Refusal(404, `This server does not answer ${template}: its setting “projections” omits what this needs.`);
  }
}

let newest = "";

/** The time of the newest numbers that were answered, as the API sends it. */
export const asOfNewest = () => newest;

function showFreshness(asOf, lag) {
  newest = asOf;
  const isToday = asOf.slice(0, 10) === new Date(Date.now()).toISOString().slice(0, 10);
  const age = asOf ? `As of ${isToday ? `${asOf.slice(11, 16)} UTC` : timeText(asOf)}` : "No events yet";
  byId("freshness").title = asOf ? timeText(asOf) : "";
  byId("freshness-text").textContent = lag > 0 ? `${age} · ${digits(lag)} ${lag === 1 ? "record" : "records"} behind` : age;
  byId("freshness").classList.toggle("behind", lag > 0);
  byId("freshness").hidden = false;
}

/** Says beside the age of the numbers why there are no newer ones; nothing as soon as the server answers. */
export const showUnreached = (reason = "") => (byId("unreached").textContent = reason);

/* Showing */

/** Shows again what is in a panel, and leaves the focus on what is called the same. */
export function showAgain(panel, showIt) {
  const key = panel.contains(document.activeElement) ? document.activeElement.dataset?.key : undefined;
  showIt();
  if (key) panel.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

export function show(panel, ...children) {
  panel.replaceChildren(...children);
  panel.setAttribute("aria-busy", "false");
}

export function showLoading(panel) {
  panel.setAttribute("aria-busy", "true");
  const bones = html("div", { class: "bones", "aria-hidden": "true" });
  for (let i = 0; i < 6; i++) bones.append(html("span"));
  panel.replaceChildren(html("p", { class: "unseen", role: "status" }, "Loading"), bones);
}

/** Dims what a panel shows until the next answer is there. */
export function showBusy(panel) {
  if (panel.childElementCount === 0 || panel.querySelector(":scope > .notice")) return showLoading(panel);
  panel.setAttribute("aria-busy", "true");
}

export function showNotice(panel, title, text, retry) {
  const notice = html("div", { class: retry ? "notice bad" : "notice", role: retry ? "alert" : "status" }, html(panel.matches("#page, #detail") ? "h1" : "strong", {}, title), text);
  if (retry) {
    const button = html("button", { type: "button" }, "Try again");
    button.addEventListener("click", retry);
    notice.append(html("br"), button);
  }
  show(panel, notice);
  return notice;
}

export function showRefusal(panel, refusal, retry) {
  if (refusal.status === NEEDS_TOKEN) return showSignIn(panel, refusal);
  if (refusal.status === 403) return showNotice(panel, "Access denied", refusal.message);
  if (refusal.status === 404) return showNotice(panel, "Not there", refusal.message);
  if (refusal.status !== 503) return showNotice(panel, "Something went wrong", refusal.message, retry);
  const notice = showNotice(panel, "Not ready yet", `${refusal.message.replace(/\.?$/, ".")} This page retries automatically.`, retry);
  setTimeout(() => notice.isConnected && retry(), 2_000);
}

/** Keeps what a panel shows where nothing newer was answered, and says so above it; false where it is not to stay, or nothing to keep. */
export function keepOld(panel, { status, message }) {
  const nothing = status === 0 ? ":scope > .bones" : ":scope > .bones, :scope > .notice.bad";
  if ([NEEDS_TOKEN, 403, 404].includes(status) || panel.querySelector(nothing)) return false;
  forgetOld(panel);
  if (status !== 0) panel.prepend(html("p", { class: "found old", role: "status" }, `No newer numbers: ${message}`)); // else the header says so
  return true;
}

/** Takes away what says that numbers are old. */
export const forgetOld = panel => panel.querySelector(":scope > .old")?.remove();

const NO_KEY = "no key for tokens";

/** True if the server takes no token at all: it says so in its refusal. */
async function isWithoutKeys() {
  const response = await fetch("v1/whatif", { headers: { Authorization: "Bearer none" } }).catch(() => undefined);
  return response?.headers.get("WWW-Authenticate")?.includes(NO_KEY) ?? false;
}

const code = text => html("code", {}, text);

const NOT_SET_UP = () => [html("h1", {}, "Sign-in is not set up here"),
  html("p", {}, "This server has no key for tokens, so everybody sees what is public. An operator sets one up:"),
  html("ol", {}, html("li", {}, "Start it with a secret of 32 characters or more: ", code("footfall run --set auth.jwt-secret=…")),
    html("li", {}, "Make a token under the same secret: ", code("footfall token --user NAME --set auth.jwt-secret=…"), ", with ", code("--admin"), " for an administrator.")),
  html("p", { class: "soft" }, "To look around first: ", code("footfall run --demo"), " prints links that sign in.")];

/** Asks for a token, in place of what needs one; a view is shown again as soon as there is one. */
export async function showSignIn(panel, refusal) {
  if (refusal && panel.isConnected) signOut(true);
  const field = html("input", { id: "token", type: "password", autocomplete: "off", spellcheck: "false", required: "" });
  const problem = html("p", { class: "problem", role: "alert" }, refusal?.message ?? "");
  const form = html("form", { class: "sign-in" }, html("h1", {}, "Sign in"), problem, html("label", { for: "token" }, "Token"), field,
    html("button", {}, "Sign in"), html("p", { class: "soft" }, "A signed JSON Web Token, from your hub or by ", code("footfall token --user NAME"), ". This tab forgets it when it is closed."));
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (!signIn(field.value)) problem.textContent = "That is not a token with a user.";
  });
  show(panel, form);
  if (!(await isWithoutKeys()) || !form.isConnected) return;
  show(panel, html("div", { class: "sign-in" }, ...NOT_SET_UP()));
}

export const tile = (label, value) => html("div", { class: "tile" }, html("dt", {}, label), html("dd", {}, value));

/** A choice of one of a few: their names by value. */
export function choice(label, names, chosen, choose) {
  const buttons = Object.entries(names).map(([value, name]) => {
    const button = html("button", { type: "button", "aria-pressed": value === chosen, "data-key": `${label}: ${value}` }, name);
    button.addEventListener("click", () => {
      for (const one of buttons) one.setAttribute("aria-pressed", one === button); // before the answer is there
      choose(value);
    });
    return button;
  });
  return html("div", { class: "choice", role: "group", "aria-label": label }, ...buttons);
}

/** A menu of a few: pairs of value and name. */
export function menu(label, names, chosen, choose) {
  const select = html("select", { class: "menu", "aria-label": label, "data-key": label }, ...names.map(([value, name]) => html("option", { value }, name)));
  select.value = chosen;
  select.addEventListener("change", () => choose(select.value));
  return select;
}

/** The first few of a list as an element, and a button that shows all of it. */
export function firstOf(entries, drawn, first = 10) {
  if (entries.length <= first + 1) return drawn(entries);
  const button = html("button", { type: "button", class: "quiet more" }, `All ${digits(entries.length)}`);
  const part = html("div", {}, drawn(entries.slice(0, first)), button);
  button.addEventListener("click", () => {
    const all = drawn(entries);
    all.setAttribute("tabindex", "-1");
    part.replaceChildren(all);
    all.focus({ preventScroll: true });
  });
  return part;
}

/** A table of numbers: its columns are a heading and the text or element of a row, the first one that of its name. */
export function table(caption, columns, rows) {
  const head = columns.map(([name]) => html("th", { scope: "col" }, name));
  const lines = rows.map(row => columns.map(([, of], i) =>
    html(i === 0 ? "th" : "td", i === 0 ? { scope: "row" } : {}, of(row))));
  return html("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    html("table", {}, html("caption", { class: "unseen" }, caption), html("thead", {}, html("tr", {}, ...head)),
      html("tbody", {}, ...lines.map(cells => html("tr", {}, ...cells)))));
}

/** The first rows of a table, and a button that shows all. */
export const firstRows = (caption, columns, rows, first = 15) => firstOf(rows, some => table(caption, columns, some), first);

/** A bar as long as a number's share of the largest. */
export function share(n, largest) {
  const part = html("span");
  part.style.setProperty("--part", `${(100 * n) / largest}%`);
  return html("span", { class: "share", "aria-hidden": "true" }, part);
}

/** A list of names and numbers, each with its share of the largest. */
export function bars(entries, label, largest = Math.max(...entries.map(([, n]) => n))) {
  const rows = entries.map(([name, n]) => html("li", {}, html("span", { class: "name" }, name), html("strong", {}, digits(n)), share(n, largest)));
  return html("ul", { class: "bars", ...(label ? { "aria-label": label } : {}) }, ...rows);
}

/* Repositories */

export const TYPES = { model: "Models", dataset: "Datasets", space: "Spaces" };
const PREFIXES = { datasets: "dataset", spaces: "space" };

export const addressOf = repo => (repo ? `#${repo.type}/${repo.id}` : "");

/** The repository that is called so where types are mixed: {@code ns/name} is a model. */
export function mixed(name) {
  const [prefix, ...rest] = name.split("/");
  return rest.length === 2 && Object.hasOwn(PREFIXES, prefix) ? { type: PREFIXES[prefix], id: rest.join("/") } : { type: "model", id: name };
}

/** The name of a repository where types are mixed. */
export const mixedName = ({ type, id }) => (type === "model" ? id : `${type}s/${id}`);

export function nameOf(id) {
  const slash = id.lastIndexOf("/");
  return [html("span", { class: "owner" }, id.slice(0, slash + 1), html("wbr")), html("span", { class: "own" }, id.slice(slash + 1))];
}

export const link = (repo, id = repo.id) => html("a", { class: "name", href: addressOf(repo) }, ...nameOf(id));
