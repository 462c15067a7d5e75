// How numbers and days are written: by unit, in each language.
const DECIMALS = { share: 1, seconds: 1, minutes: 1, hours: 1, count: 0, money: 2, ratio: 2, points: 1 };
const NOTHING = "–";
const MINUS = "\u2212";

const FORMATS = [0, 1, 2].map((decimals) =>
  new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
const grouped3 = (value, decimals) => FORMATS[decimals].format(value).replace("-", MINUS);

const number = (value, unit) => {
  if (value === null || value === undefined) return NOTHING;
  if (unit === "share") return `${(100 * value).toFixed(1).replace("-", MINUS)}%`;
  const decimals = unit === "count" && !Number.isInteger(value) ? 1 : DECIMALS[unit] ?? 2;
  return grouped3(value, decimals);
};

const unitName = (unit) => {
  if (unit === "money") return meta.currency;
  return ["seconds", "minutes", "hours"].includes(unit) ? word(unit, "units") : "";
};

const withUnit = (value, unit) => {
  const text = number(value, unit);
  return value === null || !unitName(unit) ? text : `${text} ${unitName(unit)}`;
};

const titleOf = (kpi) => {
  const unit = unitName(kpi.unit);
  if (!unit) return inWords(kpi.label);
  return isChinese() ? `${inWords(kpi.label)}（${unit}）` : `${inWords(kpi.label)} (${unit})`;
};

// Percentage points for shares, per cent for the rest.
const change = (now, before, unit) => {
  const sign = (value) => (value < 0 ? MINUS : value > 0 ? "+" : "±");
  if (unit === "share") {
    const points = Math.round(1000 * (now - before)) / 10;
    return `${sign(points)}${Math.abs(points).toFixed(1)}\u2009${word("points", "units")}`;
  }
  if (before === 0) return `${sign(now)}${number(Math.abs(now), unit)}`;
  const percent = Math.round((100 * (now - before)) / Math.abs(before));
  return `${sign(percent)}${Math.abs(percent)}%`;
};

const partsOf = (day) => {
  const [year, month, date] = dayText(day).split("-").map(Number);
  return { year, month, date, weekday: word(String(weekday(day)), "weekdays") };
};
const dayName = (day) => {
  const { month, date, weekday: name } = partsOf(day);
  return isChinese() ? `${month}月${date}日 ${name}` : `${name} ${date} ${word(String(month), "months")}`;
};
const longDayName = (day) => (isChinese() ? `${partsOf(day).year}年${dayName(day)}` : `${dayName(day)} ${partsOf(day).year}`);
const spanName = (first, last) => (first === last ? longDayName(first) : `${longDayName(first)} – ${longDayName(last)}`);
const fraction = ({ numerator, denominator }, unit) => {
  const write = (value) => number(value, Number.isInteger(value) ? "count" : unit === "share" ? "ratio" : unit);
  if (numerator === null) return NOTHING;
  return denominator === null ? write(numerator) : `${write(numerator)} / ${write(denominator)}`;
};
