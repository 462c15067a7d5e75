// Colours and the shared layout of every figure.
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
let isPrinting = false;
const isDark = () => !isPrinting && (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
const colour = (name) => meta.look[isDark() ? "dark" : "light"][name];
const SERIES = ["first", "second", "third", "sixth", "fifth", "fourth"];
const DASHES = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];
const FONTS = getComputedStyle(root).getPropertyValue("--fonts");
const LONGEST = 22;

// Plotly reads a little HTML, and a name may run right to left.
const escaped = (text) => `\u2068${text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\$/g, "＄")}\u2069`;
const short = (text) => escaped(text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`);

// Asked for once per width: every question about style makes the browser lay out the page.
let letters = { width: 0, size: 16 };
const letterSize = () => {
  if (letters.width !== window.innerWidth) letters = { width: window.innerWidth, size: parseFloat(getComputedStyle(root).fontSize) };
  return letters.size;
};

// Room for numbers on the left is fixed: letting Plotly find it out lays every chart out twice.
const layoutOf = (more = {}) => {
  const isNamed = more.yaxis?.tickvals || more.yaxis?.autorange;
  const axis = {
    gridcolor: colour("line"), linecolor: colour("line"), zeroline: false, automargin: Boolean(isNamed), fixedrange: true,
    tickfont: { color: colour("muted") }, title: { standoff: 8, font: { color: colour("muted") } },
  };
  const size = 0.8 * letterSize();
  return {
    font: { family: FONTS, color: colour("ink"), size },
    paper_bgcolor: colour("paper"), plot_bgcolor: colour("paper"),
    margin: isNamed ? { l: 8, r: 20, t: 8, b: 8 } : { l: 4.4 * size, r: 1.2 * size, t: more.showlegend ? 2.2 * size : 8, b: (more.xaxis?.title ? 3.6 : 2.2) * size }, autosize: true, dragmode: false, showlegend: false,
    hoverlabel: { align: "left", bgcolor: colour("paper"), bordercolor: colour("faint"), font: { color: colour("ink"), family: FONTS } },
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom", font: { color: colour("muted") } },
    ...more,
    xaxis: { ...axis, showgrid: false, showline: true, ...more.xaxis },
    yaxis: { ...axis, ...more.yaxis },
  };
};
