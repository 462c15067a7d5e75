// Agents: whom to help first, each KPI with its sample and interval, load by day and drift.
const agents = ({ kpis }) => {
  const shown = kpis.filter((id) => hasData(id) && meta.kpis[id].is_for_agents);
  const question = questionOf({ by: ["agent"] });
  const found = shown.map((id) => new Map(measured(id, question).map((row) => [row.names.agent, row])));
  const totals = shown.map((id) => measured(id, questionOf())[0]);
  const drifts = new Map();
  const ids = [...new Set(found.flatMap((rows) => [...rows].filter(([name, row]) => name !== null && row.n).map(([name]) => name)))];
  const loads = loadsByDay();
  const board = { kpis: shown.map((id) => meta.kpis[id]), found, totals, drifts, loads, last: question.last };
  const people = ids.map((id) => agentRow(agentsById.get(id), board));
  const collator = new Intl.Collator(isChinese() ? "zh-CN" : "en");
  people.sort((one, other) => other.keys[2] - one.keys[2] || collator.compare(one.keys[0], other.keys[0]));
  return {
    columns: [
      { label: word("agent") }, { label: word("team") }, { label: word("worse_on"), isNumber: true }, { label: word("daily_load"), isNumber: true },
      ...shown.map((id) => kpiColumn(meta.kpis[id])),
    ],
    rows: people,
    total: [{ text: word("everyone"), value: word("everyone") }, { text: "" }, { text: "" }, { text: "" }, ...shown.map((id, place) => valueCell(meta.kpis[id], totals[place]))],
    isSortable: true, isSearchable: true,
    before: (rows) => findDrifts(drifts, shown, rows.map(({ id }) => id)),
  };
};

// Of those who are shown, and once: a drift costs two looks at the days before.
const findDrifts = (drifts, kpis, ids) => {
  const agent = ids.filter((id) => !drifts.has(id));
  if (!agent.length) return;
  for (const id of agent) drifts.set(id, true);
  for (const kpi of kpis.filter((id) => ["share", "mean"].includes(meta.kpis[id].kind))) {
    for (const told of driftsOf(kpi, ["agent"], { ...state.where, agent })) drifts.set(`${kpi} ${told.names.agent}`, told);
  }
};

const agentsById = new Map(meta.agents.map((person) => [person.id, person]));

// Cells are made when a row is shown; its keys sort and find it before.
const agentRow = (person, { kpis, found, totals, drifts, loads, last }) => {
  const { id, name } = person;
  const team = teamOn(person, last);
  const rows = found.map((one) => one.get(id));
  const worse = rows.reduce((count, row, place) => count + (markOf({ kpi: kpis[place], row, total: totals[place] }) === "worse" ? 1 : 0), 0);
  const values = rows.map((row) => row?.value ?? null);
  const cellOf = (row, place) => standing({ kpi: kpis[place], row, total: totals[place], drift: drifts.get(`${kpis[place].id} ${id}`) });
  return {
    id,
    keys: [name, team ?? "", worse, values[0] ?? null, ...values],
    search: `${name} ${id} ${team ?? ""}`.toLocaleLowerCase(),
    cells: () => [
      { text: name, value: name, link: addressOf({ page: "agent", person: id }), notes: name === id ? [] : [id] },
      { text: team ?? "", value: team ?? "" }, { text: String(worse), value: worse },
      { line: sparkline(loads(id), { isBars: true }), text: "", value: values[0] ?? null }, ...rows.map(cellOf),
    ],
  };
};

const teamOn = (person, day) => {
  const found = person?.spans.find(([from, to]) => day >= from && day <= to) ?? person?.spans.at(-1);
  return found && found[2] !== null ? meta.teams[found[2]] : null;
};

// Contacts of every agent on each of the last days shown, in one pass.
const loadsByDay = () => {
  const column = facts.agents.kpis.contacts_handled?.numerator;
  const { first, last } = span();
  const from = Math.max(first, last - 27);
  const days = last - from + 1;
  const grid = new Float64Array((meta.agents.length + 1) * days);
  if (column) for (const row of matching(facts.agents, state.where, { first: from, last })) {
    grid[facts.agents.keys.agent[row] * days + facts.agents.keys.day[row] - from] += column.values[row] / column.scale;
  }
  const places = new Map(meta.agents.map(({ id }, place) => [id, place + 1]));
  return (id) => [...grid.subarray(places.get(id) * days, (places.get(id) + 1) * days)];
};

// Marked only where the agent's whole interval lies on one side of everyone's value.
const markOf = ({ kpi, row, total }) => {
  if (!row || row.isSmall || !row.interval || !total || total.value === null || kpi.better === "neither") return null;
  const [low, high] = row.interval;
  if (low <= total.value && high >= total.value) return null;
  return low > total.value === (kpi.better === "higher") ? "better" : "worse";
};

const standing = (one) => {
  const isTold = one.drift && ["better", "worse"].includes(one.drift.verdict);
  return { ...valueCell(one.kpi, one.row), mark: markOf(one), drift: isTold ? one.drift : null };
};
