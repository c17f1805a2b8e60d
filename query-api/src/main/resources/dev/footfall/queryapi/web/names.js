// What pages call that which the API has as words of one kind: classes of clients, and the reasons why a request does not count.
const CLASSES = { ci: "CI" };
const REASONS = { method: "HEAD requests", status: "failed", range: "later parts", partial: "beginnings only", path: "ignored files", duplicate: "duplicates", "double-click": "double clicks" };

export const className = name => CLASSES[name] ?? name;

export const reasonName = reason => REASONS[reason] ?? (reason.startsWith("class:") ? className(reason.slice(6)) : reason);
