// A category: the sums over its repositories, their tags, sizes and base models, and the most downloaded of them.
import { digits, html, size } from "./chart.js";
import { ask, askMaybe, bars, firstOf, firstRows, link, mixed, show, showLoading, showRefusal, tile, TYPES } from "./page.js";

const ROOT = "model_references/statistics/";
const ROWS = 50;

export function showCategory(place, about) {
  if (about) return showOne(place, about);
  const busy = html("div", {});
  show(place, busy);
  showLoading(busy);
  firstThere().then(category => place.isConnected && showOne(place, category));
}

function showOne(place, category) {
  document.title = `${category} · Footfall`;
  loadCategory(place, category);
}

/** The types with counted repositories. */
async function thoseThere() {
  const answers = await Promise.all(Object.keys(TYPES).map(type => ask(`trending?type=${type}&limit=1&explain=true`).catch(() => undefined)));
  return Object.keys(TYPES).filter((type, i) => answers[i]?.trending.length > 0 || answers[i]?.last_day);
}

/** The first type with downloads; models where there are none at all. */
const firstThere = async () => (await thoseThere())[0] ?? "model";

async function loadCategory(place, category) {
  const path = ROOT + encodeURIComponent(category);
  const panel = html("div", { "aria-busy": "true" });
  const again = () => panel.isConnected && loadCategory(place, category);
  show(place, head(category), panel);
  showLoading(panel);
  try {
    const [sums, usage] = await Promise.all([
      askMaybe(path, `/${ROOT}{category}`),
      askMaybe(`${path}/with-stats?sort_by=usage_total&limit=${ROWS}`, `/${ROOT}{category}/with-stats`)]);
    showSums(panel, category, sums, usage);
  } catch (refusal) {
    showRefusal(panel, refusal, again);
    if (refusal.status === 404) showOthers(panel);
  }
}

/** Leads from a category that is not there to those that are. */
async function showOthers(panel) {
  const types = await thoseThere();
  if (panel.isConnected && types.length > 0) {
    panel.querySelector(".notice")?.append(html("p", {}, "There are ", ...types.flatMap((type, i) => [i > 0 ? ", " : "", html("a", { href: `#category/${type}` }, TYPES[type].toLowerCase())]), "."));
  }
}

/** The name, and the ways to other categories. */
function head(category) {
  const types = Object.entries(TYPES).map(([type, name]) =>
    html("a", { href: `#category/${type}`, ...(type === category ? { "aria-current": "page" } : {}) }, name));
  const field = html("input", { id: "category", autocomplete: "off", spellcheck: "false", required: "", maxlength: "64", size: "16", placeholder: "Another category" });
  const form = html("form", { class: "inline" }, html("label", { class: "unseen", for: "category" }, "Another category"), field, html("button", {}, "Show"));
  form.addEventListener("submit", event => {
    event.preventDefault();
    location.hash = `#category/${encodeURIComponent(field.value.trim())}`;
  });
  return html("div", { class: "section-head" }, html("h1", {}, Object.hasOwn(TYPES, category) ? TYPES[category] : category, " ",
    html("small", { class: "soft" }, "category")), html("nav", { class: "choice", "aria-label": "Categories" }, ...types, form));
}

function showSums(panel, category, sums, usage) {
  const sent = sums.download_stats;
  const tiles = html("dl", { class: "tiles" }, tile("Repositories", digits(sums.total_models)),
    tile("With downloads", digits(sent.total_models_with_downloads)), tile("Downloads", digits(sent.total_downloads)),
    tile("Files", digits(sent.total_download_entries)), tile("Sent", size(sent.total_size_bytes)),
    ...(sums.nsfw_count > 0 ? [tile("NSFW", digits(sums.nsfw_count))] : []));
  const sizes = [...sums.parameter_buckets.map(bucket => [bucket.bucket_label, bucket.count]),
    ...(sums.models_without_param_info ? [["not registered", sums.models_without_param_info]] : [])];
  const lists = [
    titled("Parameters", sizes),
    titled("Base models", mostFirst(Object.values(sums.baseline_distribution).map(one => [one.baseline, one.count]))),
    titled("Tags", sums.top_tags.map(one => [one.tag, one.count])),
    titled("Files by server", mostFirst(Object.entries(sent.hosts))),
  ].filter(Boolean);
  show(panel, tiles, html("div", { class: "pair" }, most(category, usage), html("div", {}, ...lists)));
}

function most(category, usage) {
  const repoOf = name => (Object.hasOwn(TYPES, category) ? { type: category, id: name } : mixed(name));
  const used = Object.entries(usage).filter(([, stats]) => stats.usage_stats);
  return html("section", { class: "card" }, html("h2", {}, "Downloads"), firstRows("Repositories by downloads", [
    ["Repository", ([name]) => link(repoOf(name), name)],
    ["Today", ([, { usage_stats: { day } }]) => digits(day)],
    ["30 days", ([, { usage_stats: { month } }]) => digits(month)],
    ["Total", ([, { usage_stats: { total } }]) => digits(total)],
  ], used), html("p", { class: "soft" }, used.length === 0 ? "Nothing was downloaded yet." : used.length === ROWS ? `The first ${ROWS}.` : ""));
}

/** As the server has them: keys that are numbers come first in an object. */
const mostFirst = entries => entries.sort(([, a], [, b]) => b - a);

/** A list under a title; nothing where it is empty. */
const titled = (title, entries) => (entries.length === 0 ? undefined : html("section", { class: "card" }, html("h2", {}, title), firstOf(entries, some => bars(some, title), 8)));
