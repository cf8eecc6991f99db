// Keeps what is typed on this computer until the database has it. Streamlit sends a text when its field is
// left; a reload, a crash or a lost connection before that would lose it.
//
// A field takes part where toolkit/ui/drafts.py put a note beside it: [data-mk-field] names the field (with the
// row it belongs to, so that a text never turns up elsewhere), [data-mk-stored] is what the database has.
// [data-mk-drafts] says for whom drafts are kept (a number of this person in this database), in which words,
// and which texts were taken as they were typed though they are stored in another form ("3000 €").
"use strict";
(() => {
  const KEPT_FOR = 30 * 24 * 60 * 60 * 1000; // milliseconds
  const QUIET_FOR = 2000; // nobody wants to hear of every pause
  const MOST_TRIES = 3;
  const PREFIX = "mk-draft/";

  const same = (one, other) => (one ?? "").trim() === (other ?? "").trim();
  const frame = () => document.querySelector("[data-mk-drafts]");
  const words = () => JSON.parse(frame().dataset.mkWords);
  const app = () => document.querySelector("[data-testid=stApp]");

  // ---------- the store: a browser that keeps nothing (or no more) must not stop anybody from typing ----------

  function quietly(action, otherwise) {
    try {
      return action();
    } catch {
      return otherwise;
    }
  }

  const tab = quietly(() => {
    const known = sessionStorage.getItem("mk-tab") ?? Math.random().toString(36).slice(2);
    sessionStorage.setItem("mk-tab", known);
    return known;
  }, "");

  const stored = () => quietly(() => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)), []);
  const read = (name) => quietly(() => JSON.parse(localStorage.getItem(name)), null);
  const write = (name, draft) => quietly(() => localStorage.setItem(name, JSON.stringify(draft)));
  const drop = (name) => quietly(() => localStorage.removeItem(name));
  const place = (key) => `${PREFIX}${frame().dataset.mkDrafts}/${key}/`;

  function dropOldOnes() {
    for (const name of stored()) {
      if (!(Date.now() - read(name)?.at < KEPT_FOR)) drop(name);
    }
  }

  // ---------- the fields ----------

  function fieldOf(note) {
    const name = note.dataset.mkField.replace(/[^a-zA-Z0-9_-]/g, "-");
    return document.querySelector(`.st-key-${CSS.escape(name)} :is(textarea, input)`);
  }

  const noteOf = (field) => [...document.querySelectorAll("[data-mk-field]")].find((note) => fieldOf(note) === field);

  document.addEventListener("input", (event) => {
    const note = frame() && noteOf(event.target);
    if (!note) return;
    const name = place(note.dataset.mkField) + tab;
    const based = note.dataset.mkStored;
    if (same(event.target.value, based)) drop(name);
    else write(name, { text: event.target.value, base: read(name)?.base ?? based, at: Date.now() });
    look();
  });

  // React takes a value only from the element's own setter, and hears of it by the event.
  function put(field, text) {
    const kind = field.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    window.setTimeout(() => field.dispatchEvent(new FocusEvent("focusout", { bubbles: true })), 0);
  }

  // What was sent into a broken line counts as sent for Streamlit; another space, which is not stored, makes it
  // send again.
  function sendAgain(field) {
    put(field, field.value.endsWith(" ") ? field.value.trimEnd() : `${field.value} `);
  }

  const tries = new Map();

  function putBack(note, field, draft) {
    const attempt = `${note.dataset.mkField} ${draft.at}`;
    if ((tries.get(attempt) ?? 0) >= MOST_TRIES) return false;
    tries.set(attempt, (tries.get(attempt) ?? 0) + 1);
    // Written again with its time: putting it in counts as typing.
    put(field, draft.text);
    write(place(note.dataset.mkField) + tab, draft);
    // What was put back must be seen.
    field.closest("details:not([open])")?.querySelector("summary")?.click();
    announcer.textContent = `${note.dataset.mkLabel}: ${words().restored.replace("{time}", timeOf(draft))}`;
    return true;
  }

  // ---------- what the note beside a field says ----------

  let wasLost = false;

  function look() {
    if (!frame()) return;
    dropWhatWasTaken(JSON.parse(frame().dataset.mkTaken));
    const isConnected = app()?.dataset.testConnectionState === "CONNECTED";
    const ready = isConnected && app().dataset.testScriptState === "notRunning";
    const isBack = ready && wasLost;
    wasLost = !isConnected || (wasLost && !ready);
    for (const note of document.querySelectorAll("[data-mk-field]")) {
      const field = fieldOf(note);
      if (!field) continue;
      const drafts = remaining(note);
      if (ready && !field.disabled) settle(note, field, drafts);
      if (isBack && Object.values(drafts).some((draft) => same(draft.text, field.value))) sendAgain(field);
      showState(note, field);
    }
  }

  const draftsOf = (key) => stored().filter((name) => name.startsWith(place(key)));

  // A form's fields are gone with the form once it is saved.
  function dropWhatWasTaken(taken) {
    for (const [key, text] of Object.entries(taken)) {
      draftsOf(key).filter((name) => same(read(name)?.text, text)).forEach(drop);
    }
  }

  // The drafts of a field that the database does not have yet, by name; the others have done their work.
  function remaining(note) {
    const left = {};
    for (const name of draftsOf(note.dataset.mkField)) {
      const draft = read(name);
      if (draft === null || same(draft.text, note.dataset.mkStored)) drop(name);
      else left[name] = draft;
    }
    return left;
  }

  function settle(note, field, drafts) {
    const own = drafts[place(note.dataset.mkField) + tab];
    // What goes on from the stored text takes nothing away from it.
    const fits = own && (same(own.base, note.dataset.mkStored) || own.text.startsWith(note.dataset.mkStored.trim()));
    if (own && !same(own.text, field.value) && fits && putBack(note, field, own)) return;
    const offered = Object.entries(drafts).filter(([, draft]) => draft.text.trim() && !same(draft.text, field.value));
    offer(note, offered.sort(([, one], [, other]) => other.at - one.at)[0]);
  }

  function showState(note, field) {
    const state = note.querySelector(".mk-draft__state");
    state.dataset.mkSaid ??= state.textContent;
    const typed = !same(field.value, note.dataset.mkStored);
    const text = typed ? words().unsaved : state.dataset.mkSaid;
    if (state.textContent !== text) state.textContent = text;
    note.classList.toggle("mk-draft--unsaved", typed);
    say(note, text, text && `${note.dataset.mkLabel}: ${text}`);
  }

  function timeOf(draft) {
    const [then, now] = [new Date(draft.at), new Date()];
    const day = then.toDateString() === now.toDateString() ? {} : { day: "numeric", month: "numeric" };
    return then.toLocaleString(document.documentElement.lang, { ...day, hour: "2-digit", minute: "2-digit" });
  }

  function offer(note, found) {
    const shown = note.querySelector(".mk-draft__offer");
    if (!found) return shown?.remove();
    const [name, draft] = found;
    if (shown?.dataset.mkDraft === name && shown.dataset.mkAt === String(draft.at)) return;
    shown?.remove();
    const box = document.createElement("div");
    box.className = "mk-draft__offer";
    Object.assign(box.dataset, { mkDraft: name, mkAt: draft.at });
    const heading = document.createElement("p");
    heading.textContent = words().found.replace("{time}", timeOf(draft));
    const text = document.createElement("p");
    text.className = "mk-draft__text";
    text.textContent = draft.text;
    box.append(heading, text, ...["take", "leave"].map((choice) => button(choice, words()[choice])));
    note.append(box);
    announcer.textContent = `${note.dataset.mkLabel}: ${heading.textContent}`;
  }

  function button(choice, label) {
    const made = document.createElement("button");
    made.type = "button";
    made.dataset.mkChoice = choice;
    made.textContent = label;
    return made;
  }

  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("[data-mk-choice]")?.dataset.mkChoice;
    if (!choice) return;
    const box = event.target.closest(".mk-draft__offer");
    const note = box.parentElement;
    const field = fieldOf(note);
    const draft = read(box.dataset.mkDraft);
    drop(box.dataset.mkDraft);
    box.remove();
    field.focus();
    if (choice === "take" && draft) put(field, draft.text);
    look();
  });

  // ---------- read aloud, once it has been so for a while ----------

  const announcer = document.createElement("div");
  announcer.setAttribute("role", "status");
  announcer.className = "mk-hidden";
  // Not the live region of shell.js: the two would cut each other short.
  const corner = document.createElement("div");
  corner.append(announcer);
  document.body.append(corner);
  const said = new Map();
  let pending = 0;

  function say(note, state, sentence) {
    const key = note.dataset.mkField;
    const known = said.get(key);
    said.set(key, state);
    // What stands there when a page opens is no news.
    if (known === undefined || known === state || !sentence) return;
    window.clearTimeout(pending);
    pending = window.setTimeout(() => (announcer.textContent = sentence), QUIET_FOR);
  }

  // ---------- when to look ----------

  let asked = false;

  function lookSoon() {
    if (asked) return;
    asked = true;
    window.setTimeout(() => {
      asked = false;
      look();
    }, 50);
  }

  dropOldOnes();
  new MutationObserver(lookSoon).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-mk-stored", "data-mk-taken", "data-test-script-state", "data-test-connection-state"],
  });
  window.addEventListener("storage", lookSoon);
})();
