"use strict";
// The desk's only script: keys, a notice when something new is recorded, a filter in the page, copying.
// Every page works without it.

const $ = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

// --- Keys. One-letter keys can be switched off (help page), and never act while something is typed.
const KEYS_OFF = "counterclaim-keys-off";
const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const store = (name, value) => { try { value === null ? localStorage.removeItem(name) : localStorage.setItem(name, value); } catch { /* private window */ } };

const GO = { o: "/", c: "/compare", k: "/contradictions", l: "/claims", m: "/matters", a: "/actors", t: "/timeline", g: "/graph", s: "/sources", q: "/queue", r: "/report", h: "/help" };
const kept = () => {
  const now = new URLSearchParams(location.search);
  const out = new URLSearchParams();
  for (const name of ["as_of", "public_by", "count", "tz"]) if (now.get(name)) out.set(name, now.get(name));
  const text = out.toString();
  return text ? "?" + text : "";
};

const items = () => all("[data-item], .claim").filter((item) => !item.parentElement.closest("[data-item]"));
let current = -1;
const move = (step) => {
  const list = items();
  if (!list.length) return;
  current = Math.max(0, Math.min(list.length - 1, current + step));
  const item = list[current];
  if (!item.hasAttribute("tabindex")) item.tabIndex = -1;
  item.focus();
  item.scrollIntoView({ block: "nearest" });
};
const focused = () => document.activeElement?.closest?.("[data-item], .claim");
const press = (name) => {
  const item = focused() || items()[Math.max(0, current)];
  const button = item && $(`[data-key="${name}"]`, item);
  if (!button) return false;
  if (button.tagName === "SUMMARY") { button.parentElement.open = true; $("input:not([type=hidden]), select, textarea", button.parentElement)?.focus(); } else button.click();
  return true;
};

let waiting = null;
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "Escape" && typing) { event.target.blur(); return; }
  if (typing || stored(KEYS_OFF)) return;
  const go = waiting === "g";
  waiting = null;
  if (go) {
    if (GO[event.key]) { event.preventDefault(); location.href = GO[event.key] + kept(); }
    return;
  }
  const acts = {
    "/": () => { $("#q")?.focus(); return true; },
    "?": () => { location.href = "/help/keys"; return true; },
    g: () => { waiting = "g"; return true; },
    j: () => { move(1); return true; },
    k: () => { move(-1); return true; },
    o: () => { const link = focused() && $("a.open", focused()); if (link) link.click(); return Boolean(link); },
    c: () => press("check"),
    r: () => press("reject"),
    e: () => press("amend"),
    n: () => { const link = $("a[rel=next]"); if (link) link.click(); return Boolean(link); },
    p: () => { const link = $("a[rel=prev]"); if (link) link.click(); return Boolean(link); },
    y: () => { const button = $("[data-copy]"); if (button) button.click(); return Boolean(button); },
  };
  if (acts[event.key]?.()) event.preventDefault();
});
// What has the focus stays known when the mouse moved it.
document.addEventListener("focusin", () => { const at = items().indexOf(focused()); if (at >= 0) current = at; });

// --- Notice of what was recorded since the page was made. A browser opens six lines to a server and no
// more: a page that nobody looks at gives its own back, and asks for what it missed when it is seen again.
const notice = $("#notice");
if (notice && document.body.dataset.past === "false" && window.EventSource) {
  const made = document.body.dataset.head;
  let [events, heard, source] = [0, made, null];
  const tell = (message) => {
    heard = message.lastEventId;
    events += Object.values(JSON.parse(message.data).events).reduce((sum, count) => sum + count, 0);
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "Show them";
    const since = document.createElement("a");
    since.href = "/changes?since=" + made;
    since.textContent = "what changed";
    notice.replaceChildren(`${events} new ${events === 1 ? "event" : "events"} recorded. `, link, ", or ", since, ".");
    notice.hidden = false;
  };
  const deafen = () => { source?.close(); source = null; };
  const listen = () => {
    if (document.hidden) return deafen();
    if (source) return;
    source = new EventSource("/events?after=" + heard);
    source.addEventListener("recorded", tell);
  };
  listen();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", listen);
  addEventListener("pagehide", deafen);
}

// --- Filter in the page: an input with data-filter hides the items that do not hold its words.
for (const field of all("input[data-filter]")) {
  field.hidden = false;
  field.closest("p")?.removeAttribute("hidden");
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of all(field.dataset.filter)) {
      const text = item.textContent.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
    }
  });
}

// --- Copying a reference.
for (const button of all("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = $(button.dataset.copy)?.textContent ?? "";
    try { await navigator.clipboard.writeText(text.trim()); button.textContent = "Copied"; } catch { getSelection().selectAllChildren($(button.dataset.copy)); }
  });
}

// --- Switching one-letter keys off.
const keys = $("#keys-off");
if (keys) {
  keys.closest("p")?.removeAttribute("hidden");
  keys.checked = Boolean(stored(KEYS_OFF));
  keys.addEventListener("change", () => store(KEYS_OFF, keys.checked ? "1" : null));
}
