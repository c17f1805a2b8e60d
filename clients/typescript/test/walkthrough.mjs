// Uses the client against a running product: node walkthrough.mjs QUERY_URL INGEST_URL. Prints ok, or fails.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { ApiError, Footfall, Ingest, RejectedEvents, Unreachable } from "../dist/index.js";

const [query, sink] = process.argv.slice(2);
const repositories = Array.from({ length: 1_200 }, (_, number) => `ts/repo-${String(number).padStart(4, "0")}`);
const fast = { retry: { attempts: 4, firstWait: 10, longestWait: 20 } };
const gathered = async items => {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
};
const first = async items => (await items.next()).value;

async function until(what, holds) {
  for (const deadline = Date.now() + 240_000; !(await holds()); await new Promise(done => setTimeout(done, 200))) {
    assert(Date.now() < deadline, `never: ${what}`);
  }
}

async function sendsAndReads() {
  const ingest = new Ingest(sink);
  const time = new Date().toISOString();
  const events = repositories.map((repo, at) => ({
    repo_type: "model", repo, user: "alice", bytes: 7, user_agent: "pip/24", id: `e-${at}`, time,
  }));
  await Promise.all(events.map(event => ingest.emit(event)));
  await ingest.flush();
  assert.equal((await ingest.send(events.slice(0, 100))).accepted, 100, "what is sent again counts once");
  await ingest.register("model", "ts/secret", { private: true, tags: ["nlp"] });
  await ingest.like("model", repositories[0], "a/b c");
  await ingest.like("model", repositories[1], "bob");
  await ingest.like("model", repositories[1], "bob", false);
  await ingest.close();

  const hub = new Footfall(query);
  await until("all are counted", async () => {
    return (await gathered(hub.repositories({ namespace: "ts", limit: 500 }))).length === repositories.length;
  });
  await until("the like is counted", async () => (await hub.stats("model", repositories[0])).likes === 1);
  const found = await gathered(hub.repositories({ namespace: "ts", limit: 100 }));
  assert.deepEqual(found.map(repo => repo.id), repositories, "each once, in order");
  assert.deepEqual(await hub.stats("model", repositories[0]), { downloads: 1, likes: 1 });
  assert.deepEqual(await hub.stats("model", repositories[1]), { downloads: 1, likes: 0 });
  const days = await hub.series("model", repositories[5], { days: 2 });
  assert.equal(days.reduce((sum, day) => sum + day.downloads, 0), 1);
  assert.equal((await first(hub.breakdown("model", repositories[5], "clients", { days: 2 }))).client, "pip");
  assert((await first(hub.trending("model", { days: 2 }))).recent_downloads >= 1);
  assert.match((await first(hub.namespace("ts", { days: 2 }))).id, /^ts\//);
  assert((await gathered(hub.search("repo-0007"))).some(repo => repo.id === repositories[7]));
  const results = await hub.bulk([{ type: "model", id: repositories[0] }, { type: "space", id: "no/thing" }], { days: 2 });
  assert.deepEqual(results.map(it => it.status), [200, 404]);
  const rows = (await gathered(hub.daily({ days: 2 }))).filter(row => row.id.startsWith("ts/"));
  assert.equal(rows.length, repositories.length);
}

async function namesWhatIsWrong() {
  const hub = new Footfall(query);
  const unknown = await hub.series("model", repositories[0], { dyas: 7 }).catch(refusal => refusal);
  assert(unknown instanceof ApiError);
  assert.deepEqual([unknown.status, unknown.code, unknown.problem.nearest], [400, "InvalidParameter", "days"]);
  assert.equal((await hub.stats("model", "no/thing").catch(refusal => refusal)).code, "RepoNotFound");

  const ingest = new Ingest(sink);
  await ingest.emit({ repo_type: "model", repo: "ts/repo-0001", user: "alice" });
  await ingest.emit({ repo_type: "model", repo: "ts/repo-0001", user: "alice", status: 999 });
  const bad = await ingest.close().catch(refusal => refusal);
  assert(bad instanceof RejectedEvents);
  assert.deepEqual(bad.rejected.map(it => [it.event.status, it.field]), [[999, "status"]]);
  await ingest.close();
}

/** Answers 503, then nothing, then 202. */
async function sendsTheSameAgainUntilItIsTaken() {
  const bodies = [];
  const server = createServer(async (request, response) => {
    bodies.push((await gathered(request)).join(""));
    if (bodies.length === 2) return void request.socket.destroy();
    response.writeHead(bodies.length === 1 ? 503 : 202, { "Retry-After": "0" });
    response.end('{"accepted":1,"rejected":[]}');
  });
  await new Promise(listening => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${server.address().port}`;
  const ingest = new Ingest(url, fast);
  await ingest.emit({ repo_type: "model", repo: "ts/repo-0001", ip: "203.0.113.9" });
  await ingest.close();
  server.closeAllConnections();
  await new Promise(closed => server.close(closed));
  assert.equal(bodies.length, 3);
  assert.equal(new Set(bodies).size, 1);

  const lost = new Ingest(url, fast);
  await lost.emit({ repo_type: "model", repo: "ts/repo-0001", user: "alice" });
  for (let times = 0; times < 2; times++) { // it still waits
    assert((await lost.flush().catch(failure => failure)) instanceof Unreachable);
  }
}

await sendsAndReads();
await namesWhatIsWrong();
await sendsTheSameAgainUntilItIsTaken();
console.log("ok");
