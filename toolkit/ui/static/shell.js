// What Streamlit cannot do from Python: say its built-in words in the reader's language, announce what
// changed without a new heading, move to the top of the next question, choose a level by its number, keep
// the focus where it was, lead up to the list by the navigation, send a text before its field is left, and
// go on after a login to the page that was asked for.
// Without this file all of these stay as Streamlit left them.
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("toolkit-words").textContent);
  const attributes = ["aria-label", "title", "placeholder"];
  // Texts are replaced only where Streamlit itself writes, never in what people wrote.
  const ownTexts = [
    "[role=dialog]",
    "[role=listbox]",
    "[data-testid=stSkipToContent]",
    "[data-testid=stTopNav]",
    "[data-testid=InputInstructions]",
    "[data-testid=stStatusWidget]",
    "[data-testid=stConnectionStatus]",
    "[data-testid=stFileUploaderDropzone]",
    "[data-testid=stFileUploader] [role=alert]",
    "[role=tooltip]",
  ].join(", ");

  function sentence(text) {
    const trimmed = text.trim();
    if (Object.hasOwn(words, trimmed)) return words[trimmed];
    const pattern = trimmed.replace(/\d+/, "{number}");
    return Object.hasOwn(words, pattern) ? words[pattern].replace("{number}", trimmed.match(/\d+/)[0]) : null;
  }

  function translateAttributes(element) {
    for (const name of attributes) {
      const found = sentence(element.getAttribute(name) ?? "");
      if (found !== null && found !== element.getAttribute(name)) element.setAttribute(name, found);
    }
  }

  function translateText(node) {
    const found = sentence(node.nodeValue);
    if (found !== null && found !== node.nodeValue && node.parentElement?.closest(ownTexts)) {
      node.nodeValue = node.nodeValue.replace(node.nodeValue.trim(), () => found);
    }
  }

  function translateTree(node) {
    if (node.nodeType === Node.TEXT_NODE) return translateText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    translateAttributes(node);
    for (const element of node.querySelectorAll(attributes.map((name) => `[${name}]`).join(", "))) {
      translateAttributes(element);
    }
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) translateText(texts.currentNode);
  }

  // Streamlit replaces elements on a rerun, and a status element that arrives together with its text is
  // not read aloud; one that was there before is.
  const announcer = document.createElement("div");
  announcer.setAttribute("role", "status");
  announcer.className = "mk-hidden";
  document.body.append(announcer);
  let announced = "";

  function announce() {
    const texts = [...document.querySelectorAll("[data-mk-announce]")].map((element) => element.textContent.trim());
    const text = texts.join(" ");
    if (text !== announced) announcer.textContent = announced = text;
  }

  // The next question replaces the one before in the same place: whoever goes on from its end, by mouse
  // or by key, starts at the top of the new one.
  let step = "";

  function followStep() {
    const heading = document.querySelector("[data-mk-step]");
    const current = heading?.dataset.mkStep ?? "";
    if (current === step) return;
    const moved = step !== "" && current !== "";
    step = current;
    if (!moved) return;
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  }

  // On a question (its heading or one of its levels has the focus) a digit chooses the level of that number.
  document.addEventListener("keydown", (event) => {
    if (!/^[0-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!event.target.closest?.("[data-mk-step], [data-testid=stRadio]") || left === step) return;
    if (step === "") return;
    event.preventDefault();
    chooseLevel(Number(event.key), step, STEP_LIMIT / WAIT);
  });

  // The heading of the next question arrives before its levels: until then those of the last one still stand there.
  function chooseLevel(number, question, tries) {
    if (question !== step) return;
    const own = (box) => [...box.classList].some((name) => name.startsWith("st-key-level-") && name.endsWith(`-${question}`));
    const group = [...document.querySelectorAll('[data-testid=stMain] [class*="st-key-level-"]')].find(own);
    const level = group?.querySelectorAll("input[type=radio]")[number];
    if (level && !level.disabled) {
      level.focus();
      level.click();
    } else if (!group && tries > 0) {
      window.setTimeout(chooseLevel, WAIT, number, question, tries - 1);
    }
  }

  // Whoever is quicker than the next question must not change the answer of the one that is being left.
  const STEP_LIMIT = 3000; // milliseconds
  const WAIT = 50; // milliseconds
  let left = null;

  // There Enter goes on to the next question, and back with Shift: digit, Enter, digit, Enter …
  // Before the choice itself hears of the key: it would keep it to itself.
  document.addEventListener("keydown", stepOn, { capture: true });

  function stepOn(event) {
    if (event.key !== "Enter" || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!event.target.closest?.("[data-mk-step], [data-testid=stMain] [data-testid=stRadio]")) return;
    const steps = document.querySelector("[data-testid=stMain] .st-key-steps");
    const way = event.shiftKey ? ".st-key-back" : ":is(.st-key-next, .st-key-to-submitting)";
    const button = steps?.querySelector(`${way} button`);
    if (!button || button.disabled) return;
    event.preventDefault();
    event.stopPropagation();
    button.click();
    left = step;
    window.setTimeout(() => (left = null), STEP_LIMIT);
  }

  // A review has all its questions on one page: there a digit chooses at the question around the focus, and
  // Enter goes to the next one, back with Shift.
  document.addEventListener("keydown", judgeByKey, { capture: true });

  function judgeByKey(event) {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!event.target.closest?.("[data-mk-asked], [data-testid=stRadio]")) return;
    const question = event.target.closest('[class*="st-key-asked-"]');
    if (!question) return;
    if (/^[0-9]$/.test(event.key)) {
      const key = [...question.classList].find((name) => name.startsWith("st-key-asked-"));
      judge(key, Number(event.key), STEP_LIMIT / WAIT);
    } else if (event.key === "Enter") {
      const headings = [...document.querySelectorAll("[data-mk-asked], [data-mk-after-asked]")];
      const here = headings.indexOf(question.querySelector("[data-mk-asked]"));
      const heading = headings[here + (event.shiftKey ? -1 : 1)];
      if (!heading) return;
      heading.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Levels may arrive after their heading, and whoever knows the page does not wait for them.
  function judge(key, number, tries) {
    const question = document.querySelector(`.${CSS.escape(key)}`);
    const levels = question?.querySelectorAll('[class*="st-key-level-"] input[type=radio]') ?? [];
    if (levels.length === 0 && tries > 0) {
      window.setTimeout(judge, WAIT, key, number, tries - 1);
    } else if (levels[number] && !levels[number].disabled) {
      if (question.contains(document.activeElement)) levels[number].focus();
      levels[number].click();
    }
  }

  // A button that changes its kind is replaced, and on the next page everything is: the focus would fall out
  // of the page. It goes to the successor of the same key, on another page to its main heading.
  let lastKey = "";
  let lastFocus = null;
  let page = "";
  let arrived = false;

  document.addEventListener("focusin", (event) => {
    arrived = false;
    lastFocus = event.target;
    const keyed = lastFocus.closest("[class*=st-key-]");
    lastKey = [...(keyed?.classList ?? [])].find((name) => name.startsWith("st-key-")) ?? "";
  });

  function keepFocus() {
    const heading = document.querySelector("[data-testid=stMain] h1");
    if (!heading) return;
    const current = location.pathname + heading.textContent;
    // The old page's pieces may still be there for a while after the new heading has come.
    if (page !== "" && page !== current) arrived = true;
    page = current;
    if (document.activeElement !== document.body || lastFocus === null || lastFocus.isConnected) return;
    if (arrived) {
      heading.tabIndex = -1;
      return heading.focus();
    }
    // Where there is no successor the browser goes on from where the focus was.
    const fields = ":is(button, input, textarea)";
    if (lastKey) document.querySelector(`.${CSS.escape(lastKey)} ${fields}`)?.focus({ preventScroll: true });
  }

  // Streamlit stays where it is when the navigation's current entry is chosen; a page that has one above it
  // goes there. Instead of Streamlit's own way, not after it: the two would overtake each other.
  function goUp(event) {
    const own = ":is([data-testid=stTopNavLink], [data-testid=stSidebarNavLink])[aria-current=page]";
    const up = document.querySelector("[data-testid=stMain] .st-key-up button");
    if (!up || !event.target.closest?.(own)) return;
    event.preventDefault();
    event.stopPropagation();
    up.click();
  }
  document.addEventListener("click", goUp, { capture: true });

  // The part of a page that an address names arrives after the browser has looked for it: gone to once, and
  // again as long as what stands above it is still growing, until somebody moves.
  let sought = location.hash.slice(1);
  for (const moved of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    document.addEventListener(moved, () => (sought = ""), { capture: true, passive: true });
  }

  function goToPart() {
    if (sought) document.getElementById(sought)?.scrollIntoView({ block: "start" });
  }

  // Streamlit sends a text when its field is left. Whoever pauses is sent too, and whoever closes the tab.
  const PAUSE = 1000; // milliseconds
  let pause = 0;

  document.addEventListener("input", (event) => {
    window.clearTimeout(pause);
    if (!event.target.matches?.("[data-testid=stTextArea] textarea")) return;
    pause = window.setTimeout(() => send(event.target), PAUSE);
  });

  function send(field) {
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
  }

  window.addEventListener("beforeunload", () => {
    const field = document.activeElement;
    if (field?.matches("[data-testid=stTextArea] textarea, [data-testid=stTextInput] input")) field.blur();
  });

  // A link to a file that was just asked for is followed once: it works for a minute and one time.
  let fetched = "";

  function fetchFile() {
    const link = document.querySelector("a.mk-fetch");
    if (link === null || link.href === fetched) return;
    fetched = link.href;
    link.click();
  }

  // Logging in leads away and back to the start page: whoever had asked for another one goes on there.
  const WANTED = "toolkit-wanted";

  function rememberWanted(event) {
    if (event.target.closest?.(".st-key-log-in button")) sessionStorage.setItem(WANTED, location.href);
  }
  document.addEventListener("click", rememberWanted, { capture: true });

  function goOnToWanted() {
    if (!document.querySelector("[data-mk-seated]")) return;
    const wanted = sessionStorage.getItem(WANTED);
    if (wanted === null) return;
    sessionStorage.removeItem(WANTED);
    // Kept by this tab for this app only; still, it must never lead anywhere else.
    if (new URL(wanted).origin === location.origin && wanted !== location.href) location.replace(wanted);
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") translateAttributes(change.target);
      else if (change.type === "characterData") translateText(change.target);
      else change.addedNodes.forEach(translateTree);
    }
    announce();
    followStep();
    keepFocus();
    goToPart();
    goOnToWanted();
    fetchFile();
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: attributes,
  });
  translateTree(document.body);
})();
