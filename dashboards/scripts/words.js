// Words in the reader's language, and elements made of them: text is only ever text.
const SVG = "http://www.w3.org/2000/svg";
const isChinese = () => state.language === "zh";
const inWords = (label) => label[state.language];
const word = (key, topic = "site") => inWords(meta.words[topic][key]);
const filled = (text, parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);

const make = (tag, attributes = {}, ...children) => {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "onclick" || name === "oninput" || name === "onchange") one.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(one.dataset, value);
    else one.setAttribute(name, value === true ? "" : value);
  }
  one.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return one;
};

const drawn = (tag, attributes) => {
  const one = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  return one;
};

// A name from the logs, whichever way it runs.
const nameOf = (text) => make("bdi", {}, text);

// From the lowest value to the highest, or as bars from zero; a missing value lifts the pen.
const sparkline = (values, { isBars = false } = {}) => {
  const width = 84, height = 22;
  const known = values.filter((value) => value !== null && value !== undefined);
  if (known.length < 2) return null;
  const lowest = isBars ? 0 : Math.min(...known);
  const span = Math.max(...known) - lowest || 1;
  const step = width / Math.max(isBars ? values.length : values.length - 1, 1);
  let path = "", isDown = false;
  values.forEach((value, place) => {
    if (value === null || value === undefined) { isDown = false; return; }
    const y = (1 + (height - 2) * (1 - (value - lowest) / span)).toFixed(1);
    if (isBars) path += value ? `M${((place + 0.5) * step).toFixed(1)} ${height - 1}V${y}` : "";
    else path += `${isDown ? "L" : "M"}${(place * step).toFixed(1)} ${y}${isDown ? "" : "h0"}`;
    isDown = true;
  });
  const picture = drawn("svg", { class: "spark", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true", preserveAspectRatio: "none" });
  picture.append(drawn("path", { d: path, class: isBars ? "bars" : "line" }));
  return picture;
};
