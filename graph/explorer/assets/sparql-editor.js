// The editor of the SPARQL page: colours the query below the text field, offers terms, marks mistakes. The field works without it.
const field = document.getElementById("query");
const editor = field.parentElement;
const shown = document.getElementById("shown");
const offers = document.getElementById("offers");
const told = document.getElementById("told");
const mistake = document.getElementById("mistake");

const WORDS = ("SELECT DISTINCT REDUCED WHERE CONSTRUCT DESCRIBE ASK PREFIX BASE GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES AS IN NOT EXISTS " +
  "ORDER BY ASC DESC GROUP HAVING LIMIT OFFSET UNDEF").split(" ");
const FUNCTIONS = ("COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE " +
  "LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY NOW COALESCE IF STRLANG STRDT SAMETERM ISIRI ISBLANK " +
  "ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE").split(" ");
const KNOWN = new Set([...WORDS, ...FUNCTIONS, "A", "TRUE", "FALSE", "SEPARATOR", "SILENT", "SERVICE", "FROM", "NAMED"]);
const PIECES = new RegExp([
  "(?<remark>#[^\\n]*)",
  "(?<text>\"\"\"[^]*?(?:\"\"\"|$)|'''[^]*?(?:'''|$)|\"(?:[^\"\\\\\\n]|\\\\.)*\"?|'(?:[^'\\\\\\n]|\\\\.)*'?)",
  "(?<iri><[^<>\"{}|^`\\s]*>)",
  "(?<var>[?$][\\w\\u00b7-\\uffff]+)",
  "(?<name>[\\w-]*:[\\w.%\\-]*[\\w%\\-]|[\\w-]*:)",
  "(?<num>\\b\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?\\b)",
  "(?<word>[A-Za-z_]+)",
].join("|"), "g");

// Colours

function piece(text, kind) {
  const span = document.createElement("span");
  span.className = kind;
  span.textContent = text;
  return span;
}

function pieces(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(PIECES)) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    if (match.index > end) found.push([text.slice(end, match.index), ""]);
    found.push([match[0], kind === "word" && !KNOWN.has(match[0].toUpperCase()) ? "" : kind]);
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push([text.slice(end), ""]);
  return found;
}

let wrong = null; // [start, end] of what is marked

function colour() {
  const nodes = [];
  let start = 0;
  for (const [text, kind] of pieces(field.value)) {
    const end = start + text.length;
    if (wrong && wrong[0] < end && wrong[1] > start) {
      const [from, to] = [Math.max(wrong[0] - start, 0), Math.min(wrong[1] - start, text.length)];
      nodes.push(piece(text.slice(0, from), kind), piece(text.slice(from, to), `${kind} wrong`), piece(text.slice(to), kind));
    } else {
      nodes.push(piece(text, kind));
    }
    start = end;
  }
  shown.replaceChildren(...nodes, "\n");
  follow();
}

function follow() {
  shown.scrollTop = field.scrollTop;
  shown.scrollLeft = field.scrollLeft;
}

function fit() {
  const lines = field.value.split("\n").length;
  field.rows = Math.min(Math.max(lines + 1, 6), 34);
}

// Mistakes: the server names line and column

function offset(line, column) {
  const lines = field.value.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(before + Math.max(column - 1, 0), field.value.length);
}

function marked(line, column) {
  const text = field.value;
  if (!column) {
    const start = offset(line, 1);
    const end = text.indexOf("\n", start);
    return [start, end < 0 ? text.length : end];
  }
  let at = offset(line, column);
  if (at >= text.length || /\s/.test(text[at])) at = Math.max(text.slice(0, at).trimEnd().length - 1, 0); // the word before
  let start = 0;
  for (const [part] of pieces(text)) {
    if (start + part.length > at) {
      const isWord = /\S/.test(part) && !/\s/.test(part);
      return isWord ? [start, start + part.length] : [at, at + 1];
    }
    start += part.length;
  }
  return [at, at + 1];
}

function showMistake() {
  if (!mistake || !mistake.dataset.line) return;
  wrong = marked(Number(mistake.dataset.line), Number(mistake.dataset.column));
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Go there";
  button.addEventListener("click", goThere);
  mistake.append(" ", button);
  goThere();
}

function goThere() {
  field.focus();
  field.setSelectionRange(wrong[0], wrong[0]);
}

// Offers: a list below the caret

let terms = null;
let options = [];
let chosen = -1;
let typed = { start: 0, text: "" };

let loading = null;

function load() {
  loading ??= fetch(field.dataset.terms).then((answer) => answer.json()).then(
    (data) => { terms = data; },
    () => { loading = null; }, // asked for again with the next letter
  );
  return loading;
}

function before() {
  const upTo = field.value.slice(0, field.selectionStart);
  const text = /(?:[?$]\w*|<[^<>\s"]*|[\w-]*:[\w-]*|[A-Za-z][\w-]*)$/.exec(upTo)?.[0] ?? "";
  return { start: upTo.length - text.length, text };
}

function candidates() {
  const variables = [...new Set(field.value.match(/[?$]\w+/g) ?? [])].filter((name) => name !== typed.text);
  const words = [...WORDS, ...FUNCTIONS.map((name) => `${name}(`)].map((word) => [word, "keyword", "", ""]);
  const prefixes = Object.entries(terms?.prefixes ?? {}).map(([name, space]) => [`${name}:`, "prefix", "", space]);
  return [...variables.map((name) => [name, "variable", "", ""]), ...prefixes, ...(terms?.terms ?? []), ...words];
}

function rank([name, kind, label], wanted) {
  const full = name.toLowerCase();
  const local = full.slice(full.indexOf(":") + 1);
  if (full === wanted) return -1;
  if (full.startsWith(wanted)) return 5;
  if (/^[?$]/.test(wanted)) return 0;
  if (local.startsWith(wanted)) return kind === "authority" ? 2 : 4;
  const said = label.toLowerCase();
  if (said.startsWith(wanted)) return 3;
  return wanted.length > 2 && (said.includes(` ${wanted}`) || local.includes(wanted)) ? 1 : 0;
}

function offer(all) {
  typed = before();
  const wanted = typed.text.toLowerCase();
  if (!all && (wanted.length < 2 || inRemarkOrText())) return close();
  const rated = candidates().map((each) => [wanted ? rank(each, wanted) : 5, each]).filter(([rating]) => rating > 0);
  options = rated.sort((one, other) => other[0] - one[0]).slice(0, 12).map(([, each]) => each);
  if (!options.length) return close();
  offers.replaceChildren(...options.map(option));
  offers.hidden = false;
  choose(all ? 0 : -1);
  place();
  told.textContent = `${options.length} terms fit`;
}

function inRemarkOrText() {
  let start = 0;
  for (const [part, kind] of pieces(field.value)) {
    start += part.length;
    if (start >= field.selectionStart) return kind === "remark" || kind === "text";
  }
  return false;
}

function option([name, kind, label, comment], index) {
  const item = document.createElement("li");
  item.id = `offer-${index}`;
  item.setAttribute("role", "option");
  const term = document.createElement("b");
  term.textContent = name;
  item.append(term, piece(label && label !== name ? `${label} · ${kind}` : kind, ""));
  if (comment) item.append(Object.assign(document.createElement("small"), { textContent: comment }));
  item.addEventListener("mousedown", (event) => { event.preventDefault(); take(index); });
  return item;
}

function choose(index) {
  chosen = index;
  [...offers.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === index)));
  if (index < 0) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", `offer-${index}`);
  offers.children[index].scrollIntoView({ block: "nearest" });
}

function take(index) {
  const [name] = options[index];
  field.setRangeText(name, typed.start, field.selectionStart, "end");
  close();
  changed();
  field.focus();
}

function close() {
  offers.hidden = true;
  told.textContent = "";
  field.removeAttribute("aria-activedescendant");
}

function place() {
  const style = getComputedStyle(field);
  const ruler = piece("m".repeat(100), "");
  shown.append(ruler);
  const width = ruler.getBoundingClientRect().width / 100;
  ruler.remove();
  const lines = field.value.slice(0, typed.start).split("\n");
  const left = parseFloat(style.paddingLeft) + lines.at(-1).length * width - field.scrollLeft;
  const top = parseFloat(style.paddingTop) + lines.length * parseFloat(style.lineHeight) - field.scrollTop;
  offers.style.left = `${Math.max(Math.min(left, editor.clientWidth - offers.offsetWidth), 0)}px`;
  offers.style.top = `${Math.min(top + 4, field.offsetHeight)}px`;
}

// Keys

function keys(event) {
  const isOpen = !offers.hidden;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); field.form.requestSubmit(); }
  else if (event.key === " " && event.ctrlKey) { event.preventDefault(); load().then(() => offer(true)); }
  else if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    choose((Math.max(chosen, step < 0 ? 0 : -1) + step + options.length) % options.length);
  }
  else if (isOpen && event.key === "Tab" && !event.shiftKey) { event.preventDefault(); take(Math.max(chosen, 0)); }
  else if (isOpen && event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(chosen); }
  else if (isOpen && event.key === "Escape") { event.preventDefault(); close(); }
  else if (["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"].includes(event.key)) close();
}

function changed() {
  wrong = null;
  field.removeAttribute("aria-invalid");
  colour();
  fit();
}

const LONGEST_ADDRESS = 16000;

document.documentElement.classList.add("scripted");
editor.classList.add("live");
field.setAttribute("aria-autocomplete", "list");
field.setAttribute("aria-controls", "offers");
field.addEventListener("input", () => { changed(); load().then(() => offer(false)); });
field.addEventListener("keydown", keys);
field.addEventListener("scroll", follow);
field.addEventListener("blur", close);
field.addEventListener("focus", load, { once: true });
field.form.addEventListener("submit", () => { field.form.method = encodeURIComponent(field.value).length > LONGEST_ADDRESS ? "post" : "get"; });
new ResizeObserver(follow).observe(field);
fit();
showMistake();
colour();
