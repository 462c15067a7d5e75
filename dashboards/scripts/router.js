// The pages: one is shown at a time; what is in sight is drawn first, the rest when there is time.
let shown = [];
let round = 0;
const sight = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    const one = shown.find(({ article }) => article === target);
    if (one) one.isInSight = isIntersecting;
    if (one && isIntersecting) draw(one);
  }
}, { rootMargin: "200px" });

const pageTitle = (id) => inWords(meta.pages.find((page) => page.id === id).title);

const showPage = () => {
  sight.disconnect();
  shown = panelsOfPage().map(panelOf);
  panelNumber = 0;
  const main = document.getElementById("main");
  main.replaceChildren(
    make("header", { class: "heading" }, make("h2", { id: "page-title", tabindex: "-1" }, headingText()), make("p", { id: "filter-sentence", "aria-live": "polite" }, filterSentence())),
    shown.length ? make("div", { class: "panels" }, shown.map(({ article }) => article)) : make("p", { class: "empty" }, emptyText()));
  for (const { article } of shown) sight.observe(article);
  for (const link of document.querySelectorAll("nav a")) {
    const isHere = link.dataset.page === (state.page === "agent" ? "agents" : state.page);
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${headingText()} · ${meta.desk}`;
  drawDue();
};

const panelsOfPage = () => {
  if (state.page === "agent") return agentNames.has(state.person) ? agentPanels(state.person) : [];
  return meta.pages.find(({ id }) => id === state.page).panels.map(settled).filter(Boolean);
};
const headingText = () => (state.page === "agent" ? shownName("agent", state.person) : pageTitle(state.page));
const emptyText = () => {
  if (state.page === "agent") return word("no_agent");
  const { empty } = meta.pages.find(({ id }) => id === state.page);
  return meta.team && state.page === "service_levels" ? word("no_queues_of_team") : inWords(empty);
};

// What is in sight first, as long as a frame can wait for it, so that a filter answers; then the
// rest one by one, and what is in sight before what is not.
const PATIENCE = 60;
const whenIdle = window.requestIdleCallback ? (act) => requestIdleCallback(act, { timeout: 200 }) : (act) => setTimeout(act, 0);
const drawDue = () => {
  const mine = ++round;
  root.dataset.drawn = "no";
  const height = window.innerHeight;
  const started = performance.now();
  const places = shown.map(({ article }) => article.getBoundingClientRect()); // before a drawing moves them
  const near = shown.filter((_, place) => places[place].bottom > 0 && places[place].top < height);
  for (const one of near) if (performance.now() - started < PATIENCE) draw(one);
  const waiting = [...near, ...shown];
  const tell = () => {
    if (root.dataset.seen === String(mine) || near.some(({ isDue }) => isDue)) return;
    root.dataset.seen = String(mine);
    if (mine === 1) performance.mark("seen");
  };
  const next = () => {
    if (mine !== round) return;
    tell();
    const one = waiting.find(({ isDue }) => isDue);
    if (!one) { root.dataset.drawn = "yes"; return; }
    draw(one);
    soon();
  };
  const soon = () => (near.some(({ isDue }) => isDue) ? setTimeout(next, 0) : (tell(), whenIdle(next)));
  tell();
  soon();
};

const redraw = () => { for (const one of shown) one.isDue = true; drawDue(); };

// A change of the filter: the address tells it, links on the page take it with them.
const changeTo = (changes, { isWhole = false } = {}) => {
  Object.assign(state, changes);
  history.replaceState(null, "", addressOf());
  refreshFrame(isWhole);
  if (state.page === "agent") showPage();
  else redraw();
};

const refreshFrame = (isWhole) => {
  for (const link of document.querySelectorAll("nav a")) link.href = addressOf({ page: link.dataset.page, person: null });
  const sentence = document.getElementById("filter-sentence");
  if (sentence) sentence.textContent = filterSentence();
  if (isWhole) renewFilters();
  const clear = document.getElementById("clear");
  if (clear) clear.hidden = !(Object.keys(state.where).length || state.from !== null);
};

const renewFilters = () => {
  const focused = document.activeElement?.id;
  document.querySelector(".filters")?.replaceWith(filterBar());
  if (focused) document.getElementById(focused)?.focus();
};

const follow = () => {
  readAddress();
  refreshFrame(true);
  showPage();
  window.scrollTo(0, 0);
  document.getElementById("page-title").focus({ preventScroll: true });
};
