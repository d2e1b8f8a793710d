// The list under the search box: a combobox whose list has things to open. Without this script the form leads to the page of the search.

const WAIT = 120; // milliseconds without a key before the server is asked
const AGAIN = 1500; // milliseconds until it is asked again while it makes its index

const box = document.getElementById("find");
if (box) start(box, box.form);

function start(box, form) {
  const list = element("ul", "suggestions");
  const status = element("p", "unseen");
  let timer = 0;
  let asked = null;
  let active = -1;
  let shown = ""; // the text that the list answers

  list.id = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
    box.setAttribute(name, value);

  box.addEventListener("input", () => {
    mark(-1);
    later(WAIT);
  });
  box.addEventListener("keydown", press);
  box.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => open(event.target.closest("[role=option]")));

  function later(delay) {
    clearTimeout(timer);
    if (box.value.trim()) timer = setTimeout(ask, delay);
    else close();
  }

  async function ask() {
    clearTimeout(timer);
    asked?.abort();
    const own = (asked = new AbortController());
    const text = box.value.trim();
    try {
      const answer = await fetch(`/search.json?q=${encodeURIComponent(text)}`, { signal: own.signal });
      const told = await answer.json();
      if (own === asked && answer.ok && text === box.value.trim() && document.activeElement === box) show(told, text);
    } catch {
      if (own === asked) close(); // not overtaken, but the server is gone; the form says so
    }
  }

  function show(answer, text) {
    list.replaceChildren();
    shown = text;
    mark(-1);
    if (!answer.ready) {
      status.textContent = "The words are still being indexed.";
      later(AGAIN);
      return;
    }
    let kind = "";
    for (const thing of answer.things) {
      list.append(option(thing.address, thing.kind === kind ? "" : thing.kind, thing.name, thing.detail));
      kind = thing.kind;
    }
    for (const words of answer.words) list.append(option(words.address, "", [[`${words.label} with these words`, false]], words.count.toLocaleString("en-GB")));
    const number = list.children.length;
    for (const [place, each] of [...list.children].entries()) each.id = `suggestion-${place}`;
    list.hidden = !number;
    box.setAttribute("aria-expanded", String(number > 0));
    status.textContent = number ? `${number} ${number === 1 ? "suggestion" : "suggestions"}; arrow keys choose, Enter opens.` : "Nothing has these words.";
  }

  function option(address, kind, name, detail) {
    const line = element("li");
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.dataset.address = address;
    if (kind) line.append(element("span", "kind", kind));
    const called = element("span", "called");
    for (const [text, marked] of name) called.append(element(marked ? "mark" : "span", "", text));
    line.append(called, " ", element("span", "soft", detail));
    return line;
  }

  function press(event) {
    const number = list.hidden ? 0 : list.children.length;
    const stale = !number || shown !== box.value.trim();
    // A list that answers an earlier text must not be chosen from.
    if (event.key === "ArrowDown" && stale && box.value.trim()) ask().then(() => list.hidden || mark(0));
    else if (event.key === "ArrowDown" && number) mark((active + 2) % (number + 1) - 1);
    else if (event.key === "ArrowUp" && number) mark((active + number + 1) % (number + 1) - 1);
    else if (event.key === "Enter" && number && active >= 0) open(list.children[active]);
    else if (event.key === "Escape" && number) close();
    else return;
    event.preventDefault();
  }

  function mark(place) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = place;
    const chosen = list.children[place];
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) box.setAttribute("aria-activedescendant", chosen.id);
    else box.removeAttribute("aria-activedescendant");
  }

  function open(chosen) {
    const address = chosen?.dataset.address;
    if (address?.startsWith("/") && !address.startsWith("//")) location.assign(address);
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    mark(-1);
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
  }
}

function element(name, classes = "", text = "") {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.textContent = text;
  return made;
}
