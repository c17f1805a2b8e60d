/**
 * Footfall: read download statistics, and send downloads. fetch alone; no dependency.
 *
 * What is sent may be sent again: an event has an id and a time of its own, so both clients repeat a request after a
 * time-out, a broken connection, 408, 429, 502, 503 and 504, and nothing counts twice. Every failure is a FootfallError.
 */

export type RepoType = "model" | "dataset" | "space";
export type Value = string | number | boolean | readonly string[] | undefined;
/** Parameters of a route, by its own names. */
export type Params = Readonly<Record<string, Value>>;

/** All downloads and likes of a repository. */
export interface Totals {
  downloads: number;
  likes: number;
}

/** A unit of a series: `date` is its first day (UTC); the others by `fields` and `interval`. */
export interface Day {
  date: string;
  downloads: number;
  end?: string;
  authenticated?: number;
  anonymous?: number;
  files?: number;
  bytes?: number;
  merged?: number;
  visitors?: number;
  excluded?: Record<string, number>;
  classes?: Record<string, number>;
}

/** A repository of a list; `recent_downloads` are those of the list's days. */
export interface Repository {
  id: string;
  type: RepoType;
  downloads: number;
  likes?: number;
  recent_downloads?: number;
  private?: boolean;
  series?: number[];
}

/** An item of a list whose shape is its route's. */
export type Item = Record<string, unknown>;

/** One file request, with one of `user`, `user_id`, `visitor` and `ip`. Without `id` and `time` it gets its own. */
export interface Download {
  repo_type: RepoType;
  repo: string;
  user?: string;
  user_id?: string;
  visitor?: string;
  ip?: string;
  path?: string;
  revision?: string;
  method?: string;
  status?: number;
  bytes?: number;
  range_start?: number;
  size?: number;
  via?: "http" | "git" | "lfs";
  user_agent?: string;
  source?: string;
  network?: string;
  country?: string;
  time?: string;
  id?: string;
}

export type Event = Download & { id: string; time: string };

export interface Rejection {
  event: Event;
  field: string;
  error: string;
}

export interface Sent {
  accepted: number;
  rejected: Rejection[];
}

export interface RepositoryState {
  private: boolean;
  nsfw?: boolean;
  tags?: string[];
  base_model?: string;
  parameters?: number;
  created_at?: string;
  category?: string;
}

/** How often a request is sent, and the milliseconds between: doubled each time, at least as long as Retry-After says. */
export interface Retry {
  attempts: number;
  firstWait: number;
  longestWait: number;
}

export interface Options {
  /** A user's token, or one of ingest's keys. */
  token?: string;
  /** Milliseconds until an answer. */
  timeout?: number;
  retry?: Partial<Retry>;
  /** In place of the global fetch. */
  fetch?: typeof fetch;
}

/** A request failed. */
export class FootfallError extends Error {
  override name = "FootfallError";
}

/** Nobody answered, however often it was asked. */
export class Unreachable extends FootfallError {
  override name = "Unreachable";
}

/** The server refused a request; `problem` is its answer (RFC 9457), with `code` for programs. */
export class ApiError extends FootfallError {
  override name = "ApiError";
  readonly code: string;

  constructor(
    readonly status: number,
    readonly problem: Readonly<Record<string, unknown>>,
  ) {
    super(`${status} ${String(problem["code"] ?? "")}: ${String(problem["detail"] ?? "no reason given")}`);
    this.code = String(problem["code"] ?? "");
  }
}

/** Some events can never be accepted; all others were. */
export class RejectedEvents extends FootfallError {
  override name = "RejectedEvents";

  constructor(readonly rejected: readonly Rejection[]) {
    super(`${rejected.length} events rejected; the first: ${rejected[0]?.field}: ${rejected[0]?.error}`);
  }
}

const AGAIN = new Set([408, 429, 502, 503, 504]);
const sleep = (millis: number) => new Promise<void>(done => setTimeout(done, millis));

class Client {
  readonly #base: string;
  readonly #headers: Record<string, string>;
  readonly #timeout: number;
  readonly #retry: Retry;
  readonly #fetch: typeof fetch;

  constructor(url: string, options: Options) {
    if (!/^https?:\/\//.test(url)) throw new TypeError(`the URL is "${url}", allowed: http://… or https://…`);
    this.#base = url.replace(/\/+$/, "");
    this.#headers = options.token ? { Authorization: `Bearer ${options.token}` } : {};
    this.#timeout = options.timeout ?? 30_000;
    this.#retry = { attempts: 6, firstWait: 500, longestWait: 30_000, ...options.retry };
    this.#fetch = options.fetch ?? ((...request) => fetch(...request));
  }

  /** The answer to a request, as `read` has it, after as many attempts as it needs. The time-out ends with `read`. */
  protected async open<T>(read: (response: Response) => T | Promise<T>, method: string, path: string, body?: string, media?: string) {
    let last = "";
    for (let attempt = 1; attempt <= this.#retry.attempts; attempt++) {
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(new Error(`nothing in ${this.#timeout} ms`)), this.#timeout);
      let after = 0;
      try {
        const headers = body === undefined ? this.#headers : { ...this.#headers, "Content-Type": media ?? "application/json" };
        const sent = { method, headers, signal: stop.signal, ...(body === undefined ? {} : { body }) };
        const response = await this.#fetch(this.#base + path, sent);
        const content = await read(response);
        if (!AGAIN.has(response.status) || attempt === this.#retry.attempts) return { response, content };
        last = `it answers ${response.status}`;
        after = 1_000 * (Number(response.headers.get("Retry-After")) || 0);
      } catch (failure) {
        last = String(failure);
      } finally {
        clearTimeout(timer);
      }
      const doubled = this.#retry.firstWait * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
      if (attempt < this.#retry.attempts) await sleep(Math.min(this.#retry.longestWait, Math.max(doubled, after)));
    }
    throw new Unreachable(`no answer from ${this.#base} to ${method} ${path}: ${last}`);
  }

  protected async ask(method: string, path: string, body?: string, media?: string): Promise<any> {
    const { response, content } = await this.open(it => it.text(), method, path, body, media);
    const answer = parsed(content, response);
    const isBatch = response.status === 400 && typeof answer === "object" && "rejected" in answer;
    if (!response.ok && !isBatch) throw new ApiError(response.status, answer ?? {});
    return answer;
  }
}

function parsed(text: string, response: Response): any {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    if (!response.ok) return { detail: text.slice(0, 200) };
    throw new FootfallError(`the answer is not JSON: is this Footfall? ${text.slice(0, 80)}`);
  }
}

function query(path: string, params: Params): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? path : `${path}?${text}`;
}

function place(type: RepoType, repo: string): string {
  if (!["model", "dataset", "space"].includes(type)) throw new TypeError(`type is "${type}", allowed: model, dataset or space`);
  return `/${type}s/${repo.split("/").map(encodeURIComponent).join("/")}`;
}

/** The query API. Parameters are those of the route; an unknown one is refused. */
export class Footfall extends Client {
  constructor(url = "http://127.0.0.1:28080", options: Options = {}) {
    super(url, options);
  }

  /** Any route's answer. */
  get(path: string, params: Params = {}): Promise<any> {
    return this.ask("GET", query(path, params));
  }

  /** All items of any route that has `cursor`; `items` is the field with those of a part. */
  async *walk<T = Item>(path: string, items: string, params: Params = {}): AsyncGenerator<T, void, undefined> {
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const part = await this.get(path, cursor === undefined ? params : { ...params, cursor });
      yield* part[items] as T[];
      cursor = part.next ?? undefined;
    }
  }

  stats(type: RepoType, repo: string): Promise<Totals> {
    return this.get(`${place(type, repo)}/stats`);
  }

  /** Downloads by day, or by `interval`; `days`, `from`, `to`, `fields`, `tz`. */
  async series(type: RepoType, repo: string, params: Params = {}): Promise<Day[]> {
    return (await this.get(`${place(type, repo)}/stats/recent`, params)).stats;
  }

  /** Downloads by `clients`, `classes`, `files`, `revisions` or `countries`. */
  breakdown(type: RepoType, repo: string, by: string, params: Params = {}): AsyncGenerator<Item> {
    return this.walk(`${place(type, repo)}/stats/${by}`, by, params);
  }

  /** The most downloaded of the last `days`; `to`, `sort`, `classes`, `fields`, `limit` of a part. */
  trending(type: RepoType = "model", params: Params = {}): AsyncGenerator<Repository> {
    return this.walk<Repository>("/trending", "trending", { type, ...params });
  }

  /** All repositories; `type`, `namespace`, `prefix`, `sort`, `days`, `fields`, `limit` of a part. */
  repositories(params: Params = {}): AsyncGenerator<Repository> {
    return this.walk<Repository>("/v1/repositories", "repositories", params);
  }

  /** A user's or organisation's repositories, the most downloaded first. */
  namespace(namespace: string, params: Params = {}): AsyncGenerator<Repository> {
    return this.walk<Repository>(`/v1/namespaces/${encodeURIComponent(namespace)}/stats`, "repositories", params);
  }

  search(q: string, params: Params = {}): AsyncGenerator<Repository> {
    return this.walk<Repository>("/v1/search", "repositories", { q, ...params });
  }

  /** The numbers of up to 200 repositories, in this order; `days`, `from`, `to`, `fields`. */
  async bulk(repos: readonly { type: RepoType; id: string }[], fields: Params = {}): Promise<Item[]> {
    return (await this.ask("POST", "/v1/bulk", JSON.stringify({ ...fields, repos }))).results;
  }

  /** A row for each repository and day, while they arrive; an interrupted transfer is an error, never an end. */
  async *daily(params: Params = {}): AsyncGenerator<Item, void, undefined> {
    const path = query("/v1/daily", { ...params, format: "ndjson" });
    const { response } = await this.open(() => undefined, "GET", path);
    if (!response.ok) throw new ApiError(response.status, parsed(await response.text(), response));
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    let rest = "";
    try {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) yield JSON.parse(line);
      }
    } catch (failure) {
      throw new Unreachable(`/v1/daily broke off: discard the rows (${String(failure)})`);
    } finally {
      await reader?.cancel().catch(() => undefined);
    }
    if (rest !== "") throw new Unreachable("/v1/daily broke off: discard the rows");
  }
}

/** The server that takes events and facts. `emit` gathers events, and sends 500 at a time; `close` sends the rest. */
export class Ingest extends Client {
  #waiting: Event[] = [];
  #flushing: Promise<void> = Promise.resolve();

  constructor(url = "http://127.0.0.1:28081", options: Options = {}) {
    super(url, options);
  }

  async emit(event: Download): Promise<void> {
    this.#waiting.push(whole(event));
    if (this.#waiting.length >= 500) await this.flush();
  }

  /** Sends what waits. What nobody took still waits afterwards; what can never be taken is RejectedEvents. */
  flush(): Promise<void> {
    const turn = this.#flushing.catch(() => undefined).then(() => this.#sendWaiting());
    this.#flushing = turn;
    turn.catch(() => undefined);
    return turn;
  }

  async #sendWaiting(): Promise<void> {
    const events = [...this.#waiting];
    const { rejected } = await this.send(events);
    this.#waiting.splice(0, events.length);
    if (rejected.length > 0) throw new RejectedEvents(rejected);
  }

  /** Sends events now, in as many requests as they need; all that are good are in the log when it returns. */
  async send(events: readonly Download[]): Promise<Sent> {
    const sent: Sent = { accepted: 0, rejected: [] };
    for (const batch of batches(events.map(whole))) {
      const lines = batch.map(event => JSON.stringify(event)).join("\n");
      const answer = await this.ask("POST", "/v1/events", lines, "application/x-ndjson");
      sent.accepted += answer.accepted;
      for (const { index, field, error } of answer.rejected) sent.rejected.push({ event: batch[index] as Event, field, error });
    }
    return sent;
  }

  close(): Promise<void> {
    return this.flush();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Says a repository's whole state. */
  register(type: RepoType, repo: string, state: RepositoryState): Promise<void> {
    return this.#say("PUT", `/v1/repositories${place(type, repo)}`, state);
  }

  remove(type: RepoType, repo: string): Promise<void> {
    return this.#say("DELETE", `/v1/repositories${place(type, repo)}`, { time: now() });
  }

  rename(type: RepoType, repo: string, to: string): Promise<void> {
    return this.#say("PUT", `/v1/repositories${place(type, repo)}/renamed-to`, { repo: to });
  }

  like(type: RepoType, repo: string, user: string, liked = true): Promise<void> {
    const path = `/v1/likes${place(type, repo)}/${encodeURIComponent(user)}`;
    return this.#say(liked ? "PUT" : "DELETE", path, { time: now() });
  }

  async erase(user: string): Promise<void> {
    await this.ask("DELETE", `/v1/users/${encodeURIComponent(user)}`);
  }

  async #say(method: string, path: string, fact: object): Promise<void> {
    await this.ask(method, path, JSON.stringify(fact));
  }
}

const now = () => new Date().toISOString();

function whole(event: Download): Event {
  return { method: "GET", status: 200, ...event, id: event.id ?? crypto.randomUUID(), time: event.time ?? now() };
}

function* batches(events: readonly Event[]): Generator<Event[]> {
  let batch: Event[] = [];
  let size = 0;
  for (const event of events) {
    const length = 3 * JSON.stringify(event).length; // in UTF-8
    if (batch.length > 0 && (batch.length === 1_000 || size + length > 4 << 20)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(event);
    size += length;
  }
  if (batch.length > 0) yield batch;
}
