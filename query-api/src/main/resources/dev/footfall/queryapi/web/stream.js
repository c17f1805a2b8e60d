// Events as the server sends them. They are fetched, because a browser's own reader of events sends no token.
import { authorization, Refusal, showUnreached } from "./page.js";

const PAUSE_MILLIS = 3_000;
const WATCH_MILLIS = 250;
const SILENT_MILLIS = 30_000; // A server is silent for ten seconds at most.

const isSeen = element => !document.hidden && element.checkVisibility();

/**
 * Follows a path as long as an element is shown, and comes again whenever the stream ends. A hidden page has none: a browser
 * holds six connections to a server.
 *
 * @param tell is called with the name and the data of each event
 * @param wait is called with the refusal, or nothing, when there is no stream; true ends it
 */
export async function follow(path, element, tell, wait = () => false) {
  while (element.isConnected) {
    let refusal;
    try {
      if (isSeen(element)) await read(path, element, tell);
    } catch (cause) {
      refusal = cause instanceof Refusal ? cause : new Refusal(0, "The server cannot be reached.");
    }
    if (isSeen(element) && wait(refusal)) return;
    await new Promise(resolve => setTimeout(resolve, PAUSE_MILLIS));
  }
}

async function read(path, element, tell) {
  const leaving = new AbortController();
  let heard = performance.now();
  const watch = setInterval(() => (isSeen(element) && performance.now() - heard < SILENT_MILLIS) || leaving.abort(), WATCH_MILLIS);
  try {
    const response = await fetch(path, { headers: { Accept: "text/event-stream", ...authorization() }, signal: leaving.signal });
    showUnreached();
    if (!response.ok) throw new Refusal(response.status, `The server answered ${response.status}.`);
    if (!response.headers.get("Content-Type")?.startsWith("text/event-stream")) throw new Refusal(response.status, "The answer is no stream of events.");
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { value, done } = await reader.read();
      heard = performance.now();
      if (done || !element.isConnected) return;
      const events = (text + value).split("\n\n");
      text = events.pop();
      for (const event of events) {
        const fields = new Map(event.split("\n").map(line => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
        if (fields.has("data")) tell(fields.get("event"), JSON.parse(fields.get("data")));
      }
    }
  } finally {
    clearInterval(watch);
    leaving.abort();
  }
}

/** Keeps the number in an element that of all downloads of a repository. */
export const followTotal = (stats, element, digits) =>
  follow(`${stats}/live`, element, (name, { downloads }) => (element.textContent = digits(downloads)), refusal => refusal?.status >= 400 && refusal.status !== 503);
