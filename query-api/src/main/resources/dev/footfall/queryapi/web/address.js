// The address after the number sign: a page, its subject, and its options.

/** The parts of the address: `#page/about?chosen`, or with an equals sign in place of the slash. */
export function address() {
  const [path, ...query] = location.hash.slice(1).split("?");
  const [page, ...rest] = path.replace("=", "/").split("/");
  const chosen = new URLSearchParams(query.join("?"));
  try {
    return { page, about: decodeURIComponent(rest.join("/")), chosen };
  } catch {
    return { page, about: "", chosen };
  }
}

/** Puts a choice into the address of the page that is shown; what is undefined is left to the page. */
export function choose(choice) {
  const { chosen } = address();
  for (const [name, value] of Object.entries(choice)) {
    if (value === undefined) chosen.delete(name);
    else chosen.set(name, value);
  }
  const query = chosen.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
  history.pushState(null, "", (location.hash.split("?")[0] || "#") + (query ? `?${query}` : ""));
}

/** The address of another view with the options of this one. */
export const withOptions = hash => hash + (/\?.*/.exec(location.hash)?.[0] ?? "");

/** Tells the page about a part of the address that it cannot use. */
export const misread = text => document.dispatchEvent(new CustomEvent("misread", { detail: text }));

/** One of a few words that is chosen in the address, else the first of them. */
export function chosenOf(name, words, chosen = address().chosen) {
  const word = chosen.get(name);
  if (words.includes(word)) return word;
  if (word !== null) misread(`${name} is “${word}”, allowed: ${[...new Set(words)].filter(Boolean).join(", ")}. Shown is ${words[0] || "all"}.`);
  return words[0];
}
