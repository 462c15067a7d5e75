// Which rows a question is about, and into which group each of them falls.
const FILTERS = ["agent", "team", "shop", "queue", "channel"];

// Per row a small number, and what the numbers stand for; nobody and nowhere are null.
const codesOf = (fact, name) => (fact.codes[name] ??= writtenCodes(fact, name));

const writtenCodes = (fact, name) => {
  const { keys, rows } = fact;
  if (name === "agent") return { codes: keys.agent, values: [null, ...meta.agents.map((one) => one.id)] };
  if (name === "team") return teamCodes(fact);
  if (name === "half_hour") return { codes: keys.half_hour, values: fact.halfHours };
  if (name === "day" || name === "week" || name === "month") {
    const write = { day: dayText, week: weekText, month: monthText }[name];
    return translated(rows, keys.day, Array.from({ length: meta.days }, (_, day) => write(day)));
  }
  const place = ["shop", "queue", "channel"].indexOf(name);
  return translated(rows, keys.place, fact.places.map((names) => names[place]));
};

const translated = (rows, column, names) => {
  const values = [...new Set(names)];
  const code = Uint16Array.from(names, (name) => values.indexOf(name));
  const codes = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) codes[row] = code[column[row]];
  return { codes, values };
};

// Teams as they were on the day.
const teamCodes = ({ rows, keys }) => {
  const values = [null, ...meta.teams];
  const codes = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    const person = keys.agent[row];
    if (!person) continue;
    const span = meta.agents[person - 1].spans.find(([from, to]) => keys.day[row] >= from && keys.day[row] <= to);
    if (span && span[2] !== null) codes[row] = span[2] + 1;
  }
  return { codes, values };
};

const keyOf = (names) => names.join("\u0000");

// By name, nobody and nowhere last.
const inOrder = (one, other) => {
  for (let place = 0; place < one.length; place++) {
    if (one[place] === other[place]) continue;
    if (one[place] === null) return 1;
    if (other[place] === null) return -1;
    return one[place] < other[place] ? -1 : 1;
  }
  return 0;
};

const remembered = new Map();

// `days` is a set or a span; rows of one question share their groups, so that KPIs line up.
const selected = (fact, by, where, days) => {
  const span = days instanceof Set ? [...days].join() : `${days.first}..${days.last}`;
  const key = JSON.stringify([fact === facts.intervals, by, where, span]);
  if (!remembered.has(key)) {
    if (remembered.size > 200) remembered.clear();
    remembered.set(key, grouped(fact, by, matching(fact, where, days)));
  }
  return remembered.get(key);
};

const matching = (fact, where, days) => {
  const tests = Object.entries(where).map(([name, wanted]) => {
    const { codes, values } = codesOf(fact, name);
    const chosen = new Set(wanted);
    return [codes, Uint8Array.from(values, (value) => (value !== null && chosen.has(value) ? 1 : 0))];
  });
  const allowed = Uint8Array.from({ length: meta.days }, (_, day) =>
    (days instanceof Set ? days.has(day) : day >= days.first && day <= days.last) ? 1 : 0);
  const found = new Uint32Array(fact.rows);
  let count = 0;
  next: for (let row = 0; row < fact.rows; row++) {
    if (!allowed[fact.keys.day[row]]) continue;
    for (const [codes, isIn] of tests) if (!isIn[codes[row]]) continue next;
    found[count++] = row;
  }
  return found.subarray(0, count);
};

const grouped = (fact, by, rows) => {
  const parts = by.map((name) => codesOf(fact, name));
  const size = parts.reduce((product, { values }) => product * Math.max(values.length, 1), 1);
  const places = size <= 4_000_000 ? new Int32Array(size).fill(-1) : null;
  const rare = new Map();
  const groups = new Uint32Array(rows.length);
  const firsts = [];
  for (let place = 0; place < rows.length; place++) {
    let code = 0;
    for (const { codes, values } of parts) code = code * values.length + codes[rows[place]];
    let group = places ? places[code] : rare.get(code) ?? -1;
    if (group < 0) {
      group = firsts.push(rows[place]) - 1;
      if (places) places[code] = group;
      else rare.set(code, group);
    }
    groups[place] = group;
  }
  const names = firsts.map((row) => parts.map(({ codes, values }) => values[codes[row]]));
  const order = Uint32Array.from(names, (_, group) => group).sort((one, other) => inOrder(names[one], names[other]));
  return { rows, groups, names, keys: names.map(keyOf), order, sums: new Map() };
};
