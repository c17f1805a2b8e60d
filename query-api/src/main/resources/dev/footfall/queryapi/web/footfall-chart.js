// <footfall-chart repository="models/myorg/mymodel">: a repository's downloads day by day, on a page of any origin.
// Attributes: days (1 to 365, else 30); theme (auto, light or dark); heading (a text of your own, or off).
import { balanceColumns, chartIn, count, digits, html, originsOf, VISITORS, whole } from "./chart.js";

const NODE = new URL(".", import.meta.url);
const STANDARD_DAYS = "30";
const AGAIN_MILLIS = 30_000;
const FINAL = [400, 404];

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
:host {
  color-scheme: light dark; display: block; box-sizing: border-box; min-width: 15rem; padding: 1rem; border-radius: .8rem;
  border: 1px solid var(--line); background: light-dark(#fff, #161d21); color: light-dark(#1b2126, #e8edef);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums;
  --soft: light-dark(#59636d, #9ba8af); --line: light-dark(#e2e0d9, #263037); --tint: light-dark(#e3f1ee, #16312f);
  --bar: light-dark(#0a5a54, #5fe0d0); --bar-soft: light-dark(#4aa399, #278a82);
  --accent: light-dark(#0f766e, #3fd0bf); --warn: light-dark(#a5470b, #f0a36b);
  --card: light-dark(#fff, #161d21); --undivided: light-dark(#75857f, #7d8f8d);
}
:host([theme=light]) { color-scheme: light; }
:host([theme=dark]) { color-scheme: dark; }
:host([hidden]) { display: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .4rem; }
p { margin: 0; }
a { color: var(--accent); }
.heading { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
.heading a { color: inherit; font-weight: 600; text-decoration: none; overflow-wrap: anywhere; }
.heading a:hover { text-decoration: underline; }
.heading span, .readout, .key, summary { color: var(--soft); font-size: .875rem; }
.readout { min-height: 1.5em; }
.key span::before { content: ""; display: inline-block; width: .7em; height: .7em; margin: 0 .4em 0 1em; border-radius: .2em; background: var(--bar); }
.key .anonymous::before { background: var(--bar-soft); }
.key .undivided::before { background: var(--undivided); }
.key .balance::before, .tip .balance .swatch { background: repeating-linear-gradient(-45deg, var(--card) 0 1.5px, var(--bar-soft) 1.5px 4px); }
.chart { display: block; width: 100%; height: auto; touch-action: pan-y; }
.plot { position: relative; }
.tip { position: absolute; z-index: 1; top: .5rem; display: grid; gap: .1rem; min-width: 8rem; margin: 0 .4rem; padding: .5rem .7rem; border: 1px solid var(--line); border-radius: .6rem; background: light-dark(#fff, #161d21); box-shadow: 0 6px 20px rgb(0 0 0 / 20%); font-size: .8125rem; pointer-events: none; }
.tip[hidden] { display: none; }
.tip span { display: flex; align-items: center; gap: .4rem; }
.tip strong { margin-left: auto; }
.tip em { color: var(--soft); font-style: normal; }
.tip .swatch { width: .7em; height: .7em; border-radius: .2em; background: currentColor; }
.tip .signed-in .swatch { background: var(--bar); }
.tip .anonymous .swatch { background: var(--bar-soft); }
.tip .undivided .swatch { background: var(--undivided); }
.chart text { fill: var(--soft); font-size: 12px; }
.grid { stroke: var(--line); }
.signed-in { fill: var(--bar); }
.anonymous { fill: var(--bar-soft); }
.undivided { fill: var(--undivided); }
.balance { fill: url("#balance-lines"); pointer-events: none; }
.day-back { fill: transparent; }
.chosen .day-back { fill: var(--tint); }
.running rect:not(.day-back) { opacity: .45; stroke: currentColor; stroke-dasharray: 2 2; }
.gap { fill: url("#gap-lines"); pointer-events: none; }
pattern path { stroke: var(--warn); stroke-width: 2; }
#balance-lines path { stroke: var(--card); stroke-width: 3; }
.days { max-height: 14rem; overflow: auto; font-size: .875rem; }
table { width: 100%; border-collapse: collapse; text-align: right; }
th, td { padding: .1rem .4rem; border-bottom: 1px solid var(--line); font-weight: 400; }
th:first-child { text-align: left; }
`);

class FootfallChart extends HTMLElement {
  static observedAttributes = ["repository", "days", "theme", "heading"];
  #asked = 0;

  connectedCallback() {
    if (!this.shadowRoot) this.attachShadow({ mode: "open" }).adoptedStyleSheets = [STYLE];
    this.#show();
  }

  attributeChangedCallback(name) {
    if (this.shadowRoot && name !== "theme") this.#show();
  }

  async #show() {
    const asked = ++this.#asked;
    const parts = await this.#parts().catch(error => {
      if (!FINAL.includes(error.cause)) setTimeout(() => asked === this.#asked && this.isConnected && this.#show(), AGAIN_MILLIS);
      return [html("p", { role: "status" }, error.message)];
    });
    if (asked === this.#asked) this.shadowRoot.replaceChildren(...parts);
  }

  async #parts() {
    const path = (this.getAttribute("repository") ?? "").split("/").map(encodeURIComponent).join("/");
    const days = encodeURIComponent(this.getAttribute("days") ?? STANDARD_DAYS);
    const answer = await fetch(new URL(`${path}/stats/recent?days=${days}&fields=gaps,balances`, NODE))
      .catch(() => { throw new Error("The server cannot be reached."); });
    const body = await answer.json().catch(() => undefined);
    if (!answer.ok || !body) throw new Error(answer.status === 404 ? "Downloads: no such repository." : `Downloads: ${body?.detail ?? `the server answered ${answer.status}.`}`, { cause: answer.status });
    const [type, namespace, name] = new URL(answer.url).pathname.slice(NODE.pathname.length).split("/");
    return this.#drawn(type.slice(0, -1), `${namespace}/${name}`, body.stats, answer.headers.get("X-Footfall-As-Of") ?? "");
  }

  #drawn(type, id, days, asOf) {
    const rows = days.map(day => ({ ...day, time: day.date }));
    const last = rows.at(-1);
    if (asOf.startsWith(last.date)) last.until = asOf.slice(11, 16);
    const total = rows.reduce((sum, row) => sum + row.downloads, 0);
    const series = whole(VISITORS, rows);
    const data = { rows, series, hasBalances: true, one: "download", told: row => ` (${digits(row.authenticated)} signed in)`,
      columns: [...["downloads", "authenticated", "anonymous", "files"].map(column => [column, row => row[column]]), ...balanceColumns(rows)] };
    const heading = this.getAttribute("heading") || id;
    const link = html("a", { href: new URL(`#${type}/${id}`, NODE).href, target: "_blank", rel: "noopener" }, heading);
    const head = html("p", { class: "heading" }, link, html("span", {}, `${count(total, "download")}, ${count(rows.length, "day")}`));
    const [plot, readout, ...more] = chartIn(this, data);
    const key = html("span", { class: "key" }, ...series.map(({ name, className }) => html("span", { class: className }, name)), ...originsOf(rows).map(name => html("span", { class: "balance" }, name)));
    return [...(heading === "off" ? [] : [head]), html("div", { class: "heading" }, readout, key), plot, ...more];
  }
}

customElements.define("footfall-chart", FootfallChart);
