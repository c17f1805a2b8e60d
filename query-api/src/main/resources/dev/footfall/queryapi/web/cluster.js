// The cluster, for administrators: its nodes, and the partitions, states and sources that they count.
import { count, digits, html, size } from "./chart.js";
import { ask, keepOld, show, showBusy, showRefusal, table, tile, timeText } from "./page.js";

const REFRESH_MILLIS = 10_000;
const UNKNOWN = "–";

export function showCluster(place) {
  document.title = "Cluster · Footfall";
  load(place);
}

async function load(place) {
  showBusy(place);
  try {
    const cluster = await ask("v1/cluster");
    if (place.isConnected) showAll(place, cluster);
  } catch (refusal) {
    if (!place.isConnected) return;
    if (!keepOld(place, refusal)) return showRefusal(place, refusal, () => place.isConnected && load(place));
  }
  setTimeout(() => place.isConnected && !document.hidden ? load(place) : again(place), REFRESH_MILLIS);
}

/** A page that nobody looks at asks nothing until somebody does. */
function again(place) {
  if (!place.isConnected) return;
  document.addEventListener("visibilitychange", () => place.isConnected && load(place), { once: true });
}

function showAll(place, { at, nodes, partitions, states, sources }) {
  const counting = partitions.filter(one => one.phase === "Counting").length;
  const releases = [...new Set(nodes.filter(node => node.reachable).map(node => `${node.release} (peers ${node.peers})`))].sort();
  const away = nodes.filter(node => !node.reachable).length;
  show(place, html("div", { class: "section-head" }, html("h1", {}, "Cluster"), html("p", { class: "soft" }, "At ", html("time", { datetime: at }, timeText(at)))),
    html("dl", { class: "tiles" }, tile("Nodes", away === 0 ? digits(nodes.length) : `${digits(nodes.length)}, ${digits(away)} without an answer`),
      tile("Partitions counting", `${digits(counting)} of ${digits(partitions.length)}`), tile("Releases", releases.join(", ") || UNKNOWN)),
    html("div", { class: "dense" }, card("Nodes", nodeTable(nodes)),
      html("div", { class: "pair" }, card("States", stateTable(states)),
        card("Sources", sources ? sourceTable(sources) : html("p", { class: "soft" }, "Not known: a partition does not answer in time."))),
      card("Partitions", partitionTable(partitions, at))));
}

const card = (title, content) => html("section", { class: "card" }, html("h2", {}, title), content);
const known = (value, form = digits) => (value === null ? UNKNOWN : form(value));

/** How long before that moment. */
function age(at) {
  return time => {
    const seconds = Math.max(0, (new Date(at) - new Date(time)) / 1_000);
    const text = seconds < 120 ? `${Math.floor(seconds)} s` : seconds < 7_200 ? `${Math.floor(seconds / 60)} min` : seconds < 172_800 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`;
    return html("time", { datetime: time, title: timeText(time) }, text);
  };
}

const numbers = (list, { reachable }) => (reachable ? `${list.length}${list.length > 0 && list.length <= 12 ? `: ${list.join(", ")}` : ""}` : UNKNOWN);

const nodeTable = nodes => table("Nodes", [
  ["Node", node => node.node],
  ["State", node => html("span", { class: node.ready ? "" : "problem" }, node.ready ? "ready" : node.detail)],
  ["Release", node => known(node.release, String)],
  ["Peers", node => known(node.peers, String)],
  ["Since", node => known(node.since, timeText)],
  ["Active", node => numbers(node.active, node)],
  ["Standby", node => numbers(node.standby, node)],
  ["Lag", node => known(node.lag)],
  ["Heap", node => (node.heap_max ? `${Math.round((100 * node.heap_used) / node.heap_max)} %` : UNKNOWN)],
  ["Disk free", node => known(node.disk_free, size)],
  ["Its state", node => known(node.state_bytes, size)],
], nodes);

const partitionTable = (partitions, at) => table("Partitions", [
  ["Partition", row => String(row.partition)],
  ["Node", row => known(row.node, String)],
  ["Standbys", row => row.standbys.join(", ") || UNKNOWN],
  ["Phase", row => html("span", { class: row.detail ? "problem" : "" }, row.detail ? `${row.phase ?? "Unknown"}: ${row.detail}` : row.phase)],
  ["Lag", row => known(row.lag)],
  ["Copy’s lag", row => known(row.standby_lag)],
  ["Last record", row => known(row.last_record, age(at))],
  ["Commit", row => known(row.last_commit, age(at))],
  ["Entries", row => known(row.entries)],
  ["Store", row => known(row.store_bytes, size)],
  ["Leader", row => known(row.leader, String)],
  ["In sync", row => (row.replicas === null ? UNKNOWN : `${row.in_sync} of ${row.replicas}`)],
  ["Log", row => known(row.log_bytes, size)],
], partitions);

const stateTable = states => table("States", [
  ["State", state => state.state],
  ["Rules", state => html("code", {}, state.rules)],
  ["Answers", state => (state.answers ? "yes" : "no")],
  ["Counted", state => digits(state.counted)],
  ["Left", state => (state.left === 0 ? "0" : `${digits(state.left)} (${Math.floor((100 * state.counted) / (state.counted + state.left))} % done)`)],
  ["Remark", state => state.detail],
], states);

const sourceTable = sources => (sources.length === 0 ? html("p", { class: "soft" }, "No event has come yet.") : html("div", {}, table("Sources", [
  ["Source", row => row.source],
  ["Last event", row => html("time", { datetime: row.last }, timeText(row.last))],
  ["Events", row => digits(row.events)],
], sources), html("p", { class: "soft" }, `${count(sources.length, "source")}. `, html("a", { href: "#sources" }, "Their hours and gaps"))));
