"use strict";
// Draws the figures that the page carries as JSON; switches language and colours; sorts and searches.
(() => {
  const root = document.documentElement;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const figures = read("figures");
  const look = read("look");
  const swap = new Map(Object.keys(look.light).map((name) => [look.light[name], look.dark[name]]));
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  let isPrinting = false;

  // A page opened from disk may have no storage; then a choice lasts as long as the page.
  const remember = (key, value) => { try { localStorage.setItem(`deskmark-${key}`, value); } catch { /* no storage */ } };
  const recall = (key) => { try { return localStorage.getItem(`deskmark-${key}`); } catch { return null; } };

  const language = () => (root.lang.startsWith("zh") ? "zh" : "en");
  const isDark = () => !isPrinting && (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);

  const recoloured = (value) => {
    if (typeof value === "string") return swap.get(value) ?? value;
    if (Array.isArray(value)) return value.map(recoloured);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, recoloured(inner)]));
    }
    return value;
  };

  const draw = (id) => {
    const place = document.getElementById(id);
    const source = figures[id][language()];
    const whole = { data: source.data, layout: { ...source.layout, template: look.template } };
    const figure = isDark() ? recoloured(whole) : structuredClone(whole);
    const size = 0.82 * parseFloat(getComputedStyle(root).fontSize);
    figure.layout.font = { size };
    figure.layout.autosize = true;
    return Plotly.react(place, figure.data, figure.layout, { displayModeBar: false, responsive: true });
  };

  // One figure per frame, so that the page answers while it draws.
  let round = 0;
  const drawAll = () => {
    const mine = ++round;
    root.dataset.drawn = "no";
    const waiting = Object.keys(figures).sort((one, other) => placeOf(one) - placeOf(other));
    const next = () => {
      if (mine !== round) return;
      const id = waiting.shift();
      if (id === undefined) { root.dataset.drawn = "yes"; return; }
      draw(id);
      setTimeout(next, 0);
    };
    next();
  };
  const placeOf = (id) => document.getElementById(id).getBoundingClientRect().top + window.scrollY;

  const speak = (to) => {
    root.lang = to === "zh" ? "zh-CN" : "en";
    const title = document.querySelector("title");
    document.title = title.dataset[to];
    for (const one of document.querySelectorAll("[aria-label][data-zh]")) {
      one.setAttribute("aria-label", one.dataset[to]);
    }
  };

  const sorted = (table, column, isDescending) => {
    const key = (row) => row.cells[column].dataset.sort;
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const filled = rows.filter((row) => key(row) !== undefined);
    const isNumeric = table.tHead.rows[0].cells[column].classList.contains("number");
    const compare = isNumeric
      ? (one, other) => Number(key(one)) - Number(key(other))
      : (one, other) => key(one).localeCompare(key(other), root.lang);
    filled.sort(compare);
    if (isDescending) filled.reverse();
    const empty = rows.filter((row) => key(row) === undefined);
    body.replaceChildren(...filled, ...empty);
    table.dispatchEvent(new Event("sorted"));
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const heading of table.tHead.rows[0].cells) {
      heading.querySelector("button").addEventListener("click", () => {
        const now = heading.getAttribute("aria-sort");
        const isFirstNumber = now === null && heading.classList.contains("number");
        const isDescending = isFirstNumber || now === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
        sorted(table, heading.cellIndex, isDescending);
      });
    }
  }

  // Of a long table only the first rows are laid out, until the reader searches or asks for all.
  for (const input of document.querySelectorAll(".search input")) {
    const panel = input.closest(".panel");
    const body = panel.querySelector("tbody");
    const all = panel.querySelector("button.all");
    const texts = new Map([...body.rows].map((row) =>
      [row, `${row.cells[0].textContent} ${row.cells[1].textContent}`.toLocaleLowerCase()]));
    let room = all ? [...body.rows].filter((row) => !row.hidden).length : Infinity;
    const show = () => {
      const wanted = input.value.trim().toLocaleLowerCase();
      let found = 0;
      for (const row of body.rows) {
        const isFound = texts.get(row).includes(wanted);
        found += isFound ? 1 : 0;
        row.hidden = !isFound || found > room;
      }
      panel.querySelector("output").textContent = wanted ? `${found} / ${texts.size}` : "";
    };
    input.addEventListener("input", show);
    panel.querySelector("table").addEventListener("sorted", show);
    all?.addEventListener("click", () => { room = Infinity; all.hidden = true; show(); });
  }

  document.getElementById("switch-language").addEventListener("click", () => {
    const to = language() === "zh" ? "en" : "zh";
    remember("language", to);
    speak(to);
    drawAll();
  });
  document.getElementById("switch-theme").addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
    drawAll();
  });
  prefersDark.addEventListener("change", drawAll);
  window.addEventListener("beforeprint", () => { isPrinting = true; Object.keys(figures).forEach(draw); });
  window.addEventListener("afterprint", () => { isPrinting = false; drawAll(); });

  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const visible = new Set();
  const watch = new IntersectionObserver((seen) => {
    for (const one of seen) visible[one.isIntersecting ? "add" : "delete"](one.target.id);
    const first = [...links.keys()].find((id) => visible.has(id));
    if (!first) return;
    for (const link of links.values()) link.removeAttribute("aria-current");
    links.get(first).setAttribute("aria-current", "true");
  }, { rootMargin: "-12% 0px -60% 0px" });
  for (const section of document.querySelectorAll("main > section")) watch.observe(section);

  for (const place of document.querySelectorAll(".figure")) place.style.setProperty("--rows", place.dataset.rows);
  const theme = recall("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const spoken = recall("language");
  if (spoken === "zh" || spoken === "en") speak(spoken);
  drawAll();
})();
