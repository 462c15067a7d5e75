// The frame of the page: name, languages, colours, pages, filters; then the first page.
const frameOf = () => {
  root.lang = isChinese() ? "zh-CN" : "en";
  const until = meta.has_data ? `${word("until")} ${longDayName(meta.days - 1)}` : word("no_data");
  const links = meta.pages.map((page) => make("li", {}, make("a", { href: addressOf({ page: page.id, person: null }), dataset: { page: page.id } }, inWords(page.title))));
  return [
    make("a", { class: "skip", href: "#main", onclick: (event) => { event.preventDefault(); document.getElementById("page-title").focus(); } }, word("skip")),
    make("header", { class: "top" },
      make("div", { class: "name" }, make("h1", {}, nameOf(meta.desk), meta.team ? [" · ", nameOf(meta.team)] : null), make("p", {}, until)),
      make("div", { class: "switches" },
        make("button", { type: "button", id: "switch-language", lang: isChinese() ? "en" : "zh-CN", onclick: switchLanguage }, isChinese() ? "English" : "中文"),
        make("button", { type: "button", id: "switch-theme", onclick: switchTheme }, word("switch_theme")))),
    make("nav", { "aria-label": word("pages") }, make("ul", {}, links)),
    meta.has_data ? filterBar() : null,
    make("main", { id: "main" }),
    make("footer", {}, make("p", {}, `Deskmark · ${word("footer")}`)),
    dialog,
  ].filter(Boolean);
};

const rebuild = () => {
  document.getElementById("page").replaceChildren(...frameOf());
  showPage();
};

const switchLanguage = () => {
  state.language = isChinese() ? "en" : "zh";
  remember("language", state.language);
  rebuild();
  document.getElementById("switch-language").focus();
};

const switchTheme = () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  remember("theme", root.dataset.theme);
  redraw();
};

const start = async () => {
  const theme = recall("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const spoken = recall("language");
  if (spoken === "zh" || spoken === "en") state.language = spoken;
  await unpackAll();
  readAddress();
  rebuild();
  publish();
  window.addEventListener("hashchange", follow);
  prefersDark.addEventListener("change", redraw);
  window.addEventListener("beforeprint", () => { isPrinting = true; for (const one of shown) { one.isDue = true; draw(one); } });
  window.addEventListener("afterprint", () => { isPrinting = false; redraw(); });
};

start();
