// Sums of one KPI over the rows of a question: the page's counterpart of `deskmark kpis get`.
const PEOPLE = ["agent", "team"];

const factOf = (kpi, by) =>
  kpi.grain === "queue_intervals" || by.includes("half_hour") ? facts.intervals : facts.agents;

const sumsOf = (kpi, question) => {
  if (kpi.over) return oneOverAnother(kpi, question);
  const base = kpi.base ?? kpi.id;
  const fact = factOf(kpi, question.by);
  const column = fact.kpis[base];
  if (!column) return new Map();
  const chosen = selected(fact, question.by, question.where, daysOf(kpi, question));
  const numerator = kpi.kind === "people" ? persons(fact, column, chosen) : added(column.numerator, chosen, kpi.kind === "peak");
  const denominator = column.denominator && added(column.denominator, chosen);
  const n = kpi.kind === "people" ? numerator : totals(column.n, chosen);
  const squares = column.spread && squaresOf(column, chosen);
  const found = new Map();
  chosen.names.forEach((names, group) => {
    const below = denominator ? denominator[group] : null;
    if (numerator[group] === 0 && !below) return;
    const scale = kpi.scale;
    found.set(chosen.keys[group], {
      names,
      numerator: numerator[group] / scale,
      denominator: below,
      n: n[group],
      squares: squares ? squares[group] / scale ** 2 : null,
    });
  });
  return found;
};

const daysOf = (kpi, { by, first, last }) =>
  kpi.kind === "stock" ? lastDays(by, first, Math.min(last, kpi.kept_until)) : { first, last };

// The same column over the same rows is added up once, however many KPIs and panels share it.
const totals = (values, chosen) => {
  if (chosen.sums.has(values)) return chosen.sums.get(values);
  const { rows, groups, names } = chosen;
  const sums = new Float64Array(names.length);
  if (names.length === 1) {
    let sum = 0;
    for (let place = 0; place < rows.length; place++) sum += values[rows[place]];
    sums[0] = sum;
  } else for (let place = 0; place < rows.length; place++) sums[groups[place]] += values[rows[place]];
  chosen.sums.set(values, sums);
  return sums;
};

const highest = (values, { rows, groups, names }) => {
  const most = new Float64Array(names.length);
  for (let place = 0; place < rows.length; place++) {
    const group = groups[place];
    if (values[rows[place]] > most[group]) most[group] = values[rows[place]];
  }
  return most;
};

const added = ({ values, scale }, chosen, isPeak = false) => {
  const sums = isPeak ? highest(values, chosen) : totals(values, chosen);
  return scale === 1 ? sums : sums.map((sum) => sum / scale);
};

// Nobody is counted twice, on however many days they came.
const persons = (fact, column, { rows, groups, names }) => {
  const seen = names.map(() => new Set());
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place];
    const person = fact.keys.agent[row];
    if (person && column.numerator.values[row]) seen[groups[place]].add(person);
  }
  return Float64Array.from(seen, (people) => people.size);
};

// Within the rows as told to 9 %, between them exact.
const SPREADS = Float64Array.from({ length: 256 }, (_, code) => (code ? 1e-4 * 1.18 ** (code - 1) : 0));
const squaresOf = (column, chosen) => {
  const { numerator, denominator, spread } = column;
  if (chosen.sums.has(column)) return chosen.sums.get(column);
  const { rows, groups, names } = chosen;
  const sums = new Float64Array(names.length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place];
    const count = denominator.values[row] / denominator.scale;
    if (!count) continue;
    const total = numerator.values[row] / numerator.scale;
    sums[groups[place]] += (total * total) / count + SPREADS[spread[row]];
  }
  chosen.sums.set(column, sums);
  return sums;
};

// A part that is not for agents is taken for everybody: an agent's value over the shop's.
const oneOverAnother = (kpi, question) => {
  const [upper, lower] = kpi.over.map((id) => meta.kpis[id]);
  const asked = lower.is_for_agents ? question : forEverybody(question);
  const places = asked.by.map((name) => question.by.indexOf(name));
  const below = sumsOf(lower, asked);
  const found = new Map();
  for (const [key, part] of sumsOf(upper, question)) {
    const other = below.get(keyOf(places.map((place) => part.names[place])));
    if (!other) continue;
    found.set(key, {
      names: part.names,
      numerator: part.numerator * (other.denominator ?? 1),
      denominator: other.numerator * (part.denominator ?? 1),
      n: part.n,
      squares: null,
    });
  }
  return found;
};

const forEverybody = ({ by, where, ...question }) => ({
  ...question,
  by: by.filter((name) => !PEOPLE.includes(name)),
  where: Object.fromEntries(Object.entries(where).filter(([name]) => !PEOPLE.includes(name))),
});

// Names under which the KPI's relations have anything at all, in order.
const presentIn = (kpi, question) => {
  const logs = (kpi.over ? meta.kpis[kpi.over[0]] : kpi).logs;
  const fact = factOf(kpi, question.by);
  const chosen = selected(fact, question.by, question.where, { first: question.first, last: question.last });
  const isThere = new Uint8Array(chosen.names.length);
  for (const log of logs) {
    const there = fact.kpis[log]?.n;
    if (!there) continue;
    totals(there, chosen).forEach((count, group) => { if (count) isThere[group] = 1; });
  }
  const groups = new Map();
  for (const group of chosen.order) if (isThere[group]) groups.set(chosen.keys[group], chosen.names[group]);
  return groups;
};
