// Axes that every chart of days shares.
const dayAxis = (first, last) => ({
  type: "date",
  range: [new Date(firstMoment + (first - 0.6) * DAY).toISOString(), new Date(firstMoment + (last + 0.6) * DAY).toISOString()],
  tickformat: isChinese() ? "%-m/%-d" : "%-d %b",
  nticks: 7,
  hoverformat: isChinese() ? "%-m月%-d日" : "%-d %b",
});
const AXIS_FORMATS = { share: ".0%" };
const valueAxis = (unit, fromZero = true) => ({
  tickformat: AXIS_FORMATS[unit] ?? ",~f",
  rangemode: fromZero ? "tozero" : "normal",
  nticks: 6,
});
const daysIn = ({ first, last }) => Array.from({ length: last - first + 1 }, (_, place) => first + place);
const byDay = (rows) => new Map(rows.map((row) => [dayNumber(row.names.day), row]));

// What a pointer on a day reads: value, interval, sample, and how far to trust it.
const sentence = (kpi, day, row, label = "") => {
  const name = label ? `${dayName(day)} · ${label}` : dayName(day);
  if (!row || row.value === null) return `${name}<br>${word("no_value")}`;
  const parts = [`${name}<br><b>${withUnit(row.value, kpi.unit)}</b>`];
  if (row.interval) parts.push(`95%: ${number(row.interval[0], kpi.unit)} … ${number(row.interval[1], kpi.unit)}`);
  if (row.denominator !== null) parts.push(`n = ${grouped3(row.n, 0)}`);
  if (row.isSmall) parts.push(word("few_cases"));
  if (!row.isFinal) parts.push(word("provisional"));
  return parts.join("<br>");
};

// The table behind a chart of days, the latest first.
const tableOfDays = (days, series) => ({
  columns: [{ label: word("day"), isShort: true }, ...series.map(({ name, unit }) => ({ label: name, isNumber: true, unit }))],
  rows: [...days].reverse().map((day) => [
    { text: dayText(day), value: dayText(day) },
    ...series.map(({ rows, unit, pick = (row) => row.value, shift = 0 }) => {
      const row = rows.get(day - shift);
      const value = row ? pick(row) : null;
      return { text: number(value, unit), value, isMuted: Boolean(row && (row.isSmall || !row.isFinal)) };
    }),
  ]),
});
