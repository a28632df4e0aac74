// Makes the plain pages live: forms without a reload, what changed from the server, countdowns, completion. Everything works without it.
const place = document.querySelector("[data-events]");
const incident = place?.dataset.incident ?? null;
const answer = document.getElementById("answer");
const seen = new Map();
let late = false, running = false, again = false, sending = 0, stream = null, leaving = false;

/** Tokens and keys differ in every rendering and say nothing new. */
const plain = html => html.replace(/(name="(?:key|__RequestVerificationToken)"[^>]*?value=")[^"]*/g, "$1");
const parts = root => root.querySelectorAll("[data-part]");
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");
// --- time ---
// One form everywhere, in the reader's zone and with its name; what the server wrote, UTC, stays in the title.
const dated = { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
const local = new Intl.DateTimeFormat(undefined, dated), long = new Intl.DateTimeFormat(undefined, { ...dated, second: "2-digit" });

function localTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]:not([data-until])")) {
    time.textContent = (time.hasAttribute("data-long") ? long : local).format(new Date(time.dateTime));
  }
  count(root);
}
/** "in 3 h 12 min", "5 min overdue". */
function left(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const words = days > 0 ? `${days} d ${hours} h` : hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min${milliseconds > 0 && minutes < 10 ? ` ${seconds % 60} s` : ""}` : `${seconds} s`;
  return milliseconds > 0 ? `in ${words}` : `${words} overdue`;
}
function count(root) {
  for (const time of root.querySelectorAll("time[data-until]")) {
    const until = new Date(time.dataset.until);
    const words = left(until - Date.now());
    if (time.textContent !== words) time.textContent = words;
    if (!time.title.includes("=")) time.title = `${local.format(until)} = ${time.title}`;
    time.dataset.urgency = until < Date.now() ? "overdue" : until - Date.now() < 3600000 ? "soon" : "later";
  }
}
// --- answers ---
function show({ html, once, code, card, incident: about }) {
  if (!html) return answer.replaceChildren();
  const text = Object.assign(document.createElement("div"), { className: "answer-text" });
  text.innerHTML = (code ? "<strong>Not done. </strong>" : "") + html;
  if (once) text.append(Object.assign(document.createElement("pre"), { className: "once", textContent: once }));
  if (about && incident && about !== incident) text.insertAdjacentHTML("beforeend", ` <a href="/incidents/${encodeURIComponent(about)}">Open ${about.replace(/[^A-Z0-9-]/g, "")}</a>`);
  if (code !== "moved-on") text.append(...(card?.actions ?? []).map(action => action.form && !code ? ask(action) : press(action)));
  const close = Object.assign(document.createElement("button"), { type: "button", className: "close", textContent: "×", onclick: () => answer.replaceChildren() });
  close.setAttribute("aria-label", "Close the answer");
  answer.className = code ? "answer refused" : "answer";
  answer.replaceChildren(text, close);
  localTimes(answer);
}
/** A button that an answer offers, such as declaring what was typed. */
function press(action) {
  const form = Object.assign(document.createElement("form"), { method: "post", className: "actions" });
  form.setAttribute("action", "/actions");
  Object.assign(form.dataset, { live: "true" }, action.form === "declare" ? { goes: "" } : {});
  const fields = { __RequestVerificationToken: document.querySelector("[name=__RequestVerificationToken]").value, key: newKey(), verb: action.verb, arguments: action.arguments, incident: action.incident, offered: action.offeredState, once: action.once };
  for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: value ?? "" }));
  form.append(Object.assign(document.createElement("button"), { type: "submit", className: "outline", textContent: action.label }));
  form.lastChild.dataset.test = `answer-${action.verb.replaceAll(" ", "-")}`;
  return form;
}
/** The page with the form of a verb. */
function ask(action) {
  const link = Object.assign(document.createElement("a"), { role: "button", className: "outline", textContent: action.label, href: `/fill-in/${encodeURIComponent(action.verb)}?incident=${encodeURIComponent(action.incident)}` });
  link.dataset.test = `answer-${action.verb.replaceAll(" ", "-")}`;
  return link;
}
async function send(form, button) {
  if (form.dataset.sending) return;
  form.dataset.sending = "true";
  sending++;
  form.setAttribute("aria-busy", "true");
  const data = new URLSearchParams(new FormData(form, button));
  try {
    const response = await fetch(form.getAttribute("action"), { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (response.redirected) return location.reload();
    if (!response.ok) throw new Error(`${response.status}`);
    const said = await response.json();
    const declares = "goes" in form.dataset || /^\/inc(ident)?\s+(declare|new|create|open|report)\b/.test(data.get("line") ?? "");
    if (!said.code && declares && said.incident && said.incident !== incident) {
      return leave(`/incidents/${encodeURIComponent(said.incident)}`, said);
    }
    if (!said.code && form.dataset.then) return leave(form.dataset.then, said);
    done(form, said);
  } catch {
    // The key stays as it is, so that sending again cannot do it twice.
    show({ html: "The answer did not arrive. Send it again; it will not be done twice.", code: "offline" });
  } finally {
    delete form.dataset.sending;
    form.removeAttribute("aria-busy");
    sending--;
    // What changed comes over the stream, often before the answer. Without a stream the answer is all that says so.
    if (!leaving && (again || stream?.readyState !== EventSource.OPEN)) refresh();
  }
}
/** To another page, which shows what was said. */
function leave(to, said) {
  leaving = true;
  sessionStorage.setItem("answer", JSON.stringify(said));
  const there = new URL(to, location.href);
  if (there.pathname + there.search !== location.pathname + location.search) return location.assign(there);

  // The same page, and another place in it: only a reload shows what has changed.
  history.replaceState(null, "", there);
  location.reload();
}
function done(form, said) {
  show(said);
  if (form.elements.key) form.elements.key.value = newKey();
  if (!said.code) {
    form.reset();
    const asked = form.closest("details.ask, details.menu, details.add, details.declare");
    if (asked) {
      const inside = asked.contains(document.activeElement);
      asked.open = false;
      if (inside) asked.querySelector("summary").focus();
    }
  }
}
document.addEventListener("submit", event => {
  if (!event.target.matches("form[data-live]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});
document.addEventListener("toggle", event => {
  if (event.target.open && event.target.matches("details.ask, details.menu") && event.target.contains(document.activeElement)) event.target.scrollIntoView({ block: "nearest" });
}, true);

// --- what changed ---
/** Never while a form is on its way: it, its key and what was typed in it stay until its answer came. */
async function refresh() {
  if (running || sending) { again = true; return; }
  running = true;
  again = false;
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (response.redirected) return location.reload();
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (sending) { again = true; return; }
    for (const part of parts(document)) {
      const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
      if (other) replace(part, other);
    }
  } catch { /* The stream says when there is something again. */ } finally {
    running = false;
    if (again && !sending) refresh();
  }
}
function replace(part, fresh) {
  const html = plain(fresh.innerHTML);
  if (seen.get(part.dataset.part) === html) return;
  const active = document.activeElement;
  if (part.contains(active) && active.matches("textarea, input:not([type=checkbox])") && active.value) { late = true; return; }
  if (part.dataset.rows) {
    rows(part, fresh);
  } else {
    const kept = keep(part);
    part.replaceChildren(...fresh.childNodes);
    localTimes(part);
    restore(part, kept);
  }
  part.hidden = fresh.hidden;
  seen.set(part.dataset.part, html);
}
/** Rows never change: only new ones are added, so that screen readers read only those. */
function rows(part, fresh) {
  const ids = new Set(Array.from(fresh.children, row => row.id));
  for (const row of [...part.children]) if (!ids.has(row.id)) row.remove();
  for (const row of [...fresh.children]) {
    if (document.getElementById(row.id)) continue;
    localTimes(row);
    part.append(row);
  }
}
const name = field => `${field.form?.id}/${field.name}`;
const edited = field => field.type === "checkbox" ? field.checked !== field.defaultChecked
  : field.tagName === "SELECT" ? [...field.options].some(option => option.selected !== option.defaultSelected) : field.type !== "hidden" && field.value !== field.defaultValue;
function keep(part) {
  const active = document.activeElement;
  return {
    open: new Map(Array.from(part.querySelectorAll("details[id]"), one => [one.id, one.open])),
    typed: Array.from(part.querySelectorAll("input, select, textarea")).filter(edited).map(field => [name(field), field.value, field.checked]),
    focus: part.contains(active) ? { id: active.id, field: active.form && active.name ? name(active) : null, test: active.dataset.test, around: active.closest("[id]")?.id } : null,
  };
}
function restore(part, { open, typed, focus }) {
  for (const one of part.querySelectorAll("details[id]")) if (open.has(one.id)) one.open = open.get(one.id);
  const fields = [...part.querySelectorAll("input, select, textarea")];
  for (const [key, value, checked] of typed) {
    const field = fields.find(one => name(one) === key);
    if (field) { field.value = value; field.checked = checked; }
  }
  if (!focus) return;
  const around = (focus.around && document.getElementById(focus.around)) || part;
  const target = (focus.id && document.getElementById(focus.id)) || (focus.field && fields.find(one => name(one) === focus.field))
    || (focus.test && around.querySelector(`[data-test="${focus.test}"]`)) || around.querySelector("summary");
  target?.focus({ preventScroll: true });
}
document.addEventListener("focusout", () => setTimeout(() => { if (late) { late = false; refresh(); } }));
// --- completion ---
let chosen = -1, asked = 0;
async function complete() {
  const line = box(), typed = line.value, prefix = /^\s*\/inc(ident)? /i.exec(typed)?.[0];
  if (!prefix || line.selectionStart !== typed.length) return offer([]);
  const mine = ++asked;
  const response = await fetch(`/complete?line=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (response?.ok && !response.redirected && mine === asked) offer(await response.json(), prefix.length);
}
/** Looked up anew each time: the box comes and goes with the room. */
const box = () => document.querySelector("[data-complete]");
const choices = () => document.getElementById("completions");
function offer(found, offset = 0) {
  const line = box(), list = choices();
  const before = list?.children[chosen]?.dataset.line;
  chosen = -1;
  if (!line || !list) return;
  line.removeAttribute("aria-activedescendant");
  list.hidden = found.length === 0;
  list.replaceChildren(...found.map((one, index) => {
    const item = Object.assign(document.createElement("li"), { id: `completion-${index}` });
    item.setAttribute("role", "option");
    item.append(Object.assign(document.createElement("b"), { textContent: one.text }), " ", Object.assign(document.createElement("span"), { textContent: one.help ?? "" }));
    item.addEventListener("mousedown", event => { event.preventDefault(); take(item); });
    item.dataset.line = `${line.value.slice(0, offset + one.start)}${one.text} `;
    return item;
  }));
  // A list that arrives late does not take away what was chosen in the one before.
  const still = [...list.children].findIndex(item => item.dataset.line === before);
  if (still >= 0) mark(still);
}
function take(item) {
  const line = box();
  line.value = item.dataset.line;
  line.focus();
  offer([]);
  complete();
}
/** What was chosen and then typed past would take the words away that came after. */
function unmark() {
  choices().children[chosen]?.removeAttribute("aria-selected");
  box().removeAttribute("aria-activedescendant");
  chosen = -1;
}
function choose(step) {
  const items = choices().children;
  items[chosen]?.removeAttribute("aria-selected");
  mark((chosen + step + items.length + (chosen < 0 && step < 0 ? 1 : 0)) % items.length);
}

function mark(index) {
  const item = choices().children[chosen = index];
  item.setAttribute("aria-selected", "true");
  item.scrollIntoView({ block: "nearest" });
  box().setAttribute("aria-activedescendant", item.id);
}

const inBox = act => event => { if (event.target.matches?.("[data-complete]")) act(event); };
document.addEventListener("input", inBox(() => { unmark(); complete(); }));
document.addEventListener("focusout", inBox(() => offer([])));
document.addEventListener("keydown", inBox(event => {
  const list = choices(), open = !list.hidden;
  if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) choose(event.key === "ArrowDown" ? 1 : -1);
  else if (open && event.key === "Escape") offer([]);
  else if (open && ((event.key === "Tab" && !event.shiftKey) || (event.key === "Enter" && chosen >= 0))) take(list.children[Math.max(chosen, 0)]);
  else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { offer([]); event.target.form.requestSubmit(); }
  else return;
  event.preventDefault();
}));
// --- start ---
for (const part of parts(document)) seen.set(part.dataset.part, plain(part.innerHTML));
localTimes(document);
setInterval(() => count(document), 1000);
document.addEventListener("keydown", event => {
  const menu = event.key === "Escape" && document.activeElement.closest("details.menu[open], details.ask[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});
const kept = sessionStorage.getItem("answer");
if (kept) { sessionStorage.removeItem("answer"); show(JSON.parse(kept)); }
if (place) {
  // At once at the first of several changes; what comes while it is fetched is fetched together after it.
  const listen = () => {
    stream?.close();
    stream = null;
    // Browsers allow six connections to a place: tabs that nobody looks at leave theirs to the others, and catch up when they are looked at.
    if (document.hidden) return;
    stream = new EventSource(place.dataset.events);
    stream.addEventListener("changed", refresh);
    // What changed between the drawing of the page and the first hello was heard by nobody.
    stream.addEventListener("hello", refresh);
  };
  document.addEventListener("visibilitychange", listen);
  listen();
}
