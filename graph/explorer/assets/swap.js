// Filters without leaving the place: what a link or form of a marked section leads to is fetched, and the section put in place of the old one.
// Without this script the same links and forms load the whole page.

const marked = "section[data-swap][id]";
let shown = location.search;

async function swap(section, address, focus) {
  section.setAttribute("aria-busy", "true");
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Something else was chosen while this was on its way.
  if (String(address) !== location.href) return;
  const fresh = answer.ok ? page.getElementById(section.id) : null;
  if (!fresh) {
    location.assign(address);
    return;
  }
  document.getElementById(section.id).replaceWith(document.adoptNode(fresh));
  const same = focus && [...fresh.querySelectorAll("a, input, select, button")].find((each) => known(each) === focus);
  if (same) same.focus({ preventScroll: true });
}

// By which the same link or field is found again in the fresh section.
function known(element) {
  return element.name || element.closest("[role=group]")?.getAttribute("aria-label") + element.firstChild?.textContent.trim();
}

function go(section, address, focus) {
  const target = new URL(address, location.href);
  history.pushState(null, "", target);
  shown = target.search;
  swap(section, target, focus).catch(() => location.assign(target));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const section = link?.closest(marked);
  if (!section || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const target = new URL(link.href);
  if (target.origin !== location.origin || target.pathname !== location.pathname) return;
  event.preventDefault();
  go(section, target, known(link));
});

document.addEventListener("submit", (event) => {
  const section = event.target.closest(marked);
  if (!section || event.target.method !== "get") return;
  event.preventDefault();
  const target = new URL(event.target.action);
  target.search = new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value !== "")).toString();
  go(section, target, document.activeElement?.name || "");
});

// Going back shows what was chosen before; a step inside the page changes nothing.
addEventListener("popstate", () => {
  if (location.search === shown) return;
  shown = location.search;
  for (const section of document.querySelectorAll(marked)) swap(section, location.href, "").catch(() => location.reload());
});
