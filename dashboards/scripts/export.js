// CSV and PNG of a chart or table, from what it shows.
const fileName = (title, suffix) => `${title.replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60)}-${dayText(span().last)}.${suffix}`;

const download = (content, name) => {
  const link = make("a", { download: name, href: typeof content === "string" ? content : URL.createObjectURL(content) });
  link.click();
  if (typeof content !== "string") setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

// What a spreadsheet would take for a formula gets an apostrophe before it.
const csvCell = (value) => {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

// Of a KPI's cell its value, numerator, denominator, n and interval; of any other its value.
const csvOf = ({ columns, rows, total, before }) => {
  before?.(rows);
  const parts = ["numerator", "denominator", "n", "low", "high"];
  const heads = columns.flatMap(({ label, kpi }) => (kpi ? [label, ...parts.map((part) => `${kpi} ${part}`)] : [label]));
  const values = (cells) => columns.flatMap(({ kpi }, place) => {
    const cell = cells[place] ?? {};
    const value = cell.value === undefined ? cell.text : cell.value;
    if (!kpi) return [value];
    const row = cell.row;
    return [value, row?.numerator, row?.denominator, row?.n, row?.interval?.[0], row?.interval?.[1]];
  });
  const every = [...rows.map((row) => (row.cells ? row.cells() : row)), ...(total ? [total] : [])];
  return `\uFEFF${[heads, ...every.map(values)].map((line) => line.map(csvCell).join(",")).join("\r\n")}\r\n`;
};

const saveCsv = (title, table) => download(new Blob([csvOf(table)], { type: "text/csv;charset=utf-8" }), fileName(title, "csv"));

const saveChart = async (title, place) => {
  const { width, height } = place.getBoundingClientRect();
  download(await Plotly.toImage(place, { format: "png", width, height, scale: 2 }), fileName(title, "png"));
};

// A table is painted cell by cell, because a page may not be turned into a picture.
const saveTable = (title, table) => {
  const cells = [...table.querySelectorAll("tr")].map((row) => [...row.cells].map((cell) => ({
    lines: cell.innerText.split("\n").filter(Boolean), isNumber: cell.classList.contains("number"), width: cell.offsetWidth,
  })));
  const widths = cells[0]?.map((_, place) => Math.max(...cells.map((row) => row[place]?.width ?? 0))) ?? [];
  const heights = cells.map((row) => 10 + 17 * Math.max(...row.map(({ lines }) => lines.length), 1));
  const canvas = make("canvas");
  const sum = (values) => values.reduce((all, one) => all + one, 0);
  canvas.width = 2 * (sum(widths) + 24);
  canvas.height = 2 * (sum(heights) + 48);
  paint(canvas.getContext("2d"), { title, cells, widths, heights });
  canvas.toBlob((image) => download(image, fileName(title, "png")));
};

const paint = (pen, { title, cells, widths, heights }) => {
  pen.scale(2, 2);
  pen.fillStyle = colour("paper");
  pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height);
  pen.fillStyle = colour("ink");
  pen.font = `600 15px ${FONTS}`;
  pen.fillText(title, 12, 24);
  pen.font = `12.5px ${FONTS}`;
  let top = 40;
  cells.forEach((row, line) => {
    let left = 12;
    row.forEach(({ lines, isNumber }, place) => {
      pen.textAlign = isNumber ? "right" : "left";
      lines.forEach((text, depth) => pen.fillText(text, isNumber ? left + widths[place] - 8 : left, top + 14 + 17 * depth, widths[place] - 8));
      left += widths[place];
    });
    top += heights[line];
  });
};
