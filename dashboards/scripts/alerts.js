// What to look at first: targets missed, queues below their service level, what drifted.
const alerts = ({ kpis }) => {
  const found = [...missedTargets(), ...queuesBelow(), ...drifted(kpis)].sort((one, other) => other.weight - one.weight);
  const list = found.slice(0, 10).map(({ text, link }) => make("li", {}, link ? make("a", { href: link }, text) : text));
  return {
    element: found.length ? make("ol", { class: "alerts" }, list) : make("p", { class: "fine" }, word("nothing_stands_out")),
    table: { columns: [{ label: word("finding") }], rows: found.map(({ text }) => [{ text, value: text }]) },
  };
};

const lastDayOnly = () => ({ first: span().last, last: span().last });

const missedTargets = () =>
  Object.keys(meta.targets).filter((id) => meta.kpis[id] && hasData(id)).flatMap((id) => {
    const kpi = meta.kpis[id];
    const [row] = measured(id, { where: state.where, by: [], ...lastDayOnly() });
    if (!row || row.isSmall || !isMissed(kpi, row)) return [];
    const text = filled(word("alert_target"), { kpi: inWords(kpi.label), value: withUnit(row.value, kpi.unit), target: withUnit(targetOf(kpi, { where: state.where }), kpi.unit) });
    return [{ text, weight: 100, link: null }];
  });

const queuesBelow = () => {
  if (!meta.kpis.service_level || !hasData("service_level")) return [];
  return measured("service_level", { where: state.where, by: ["queue"], ...lastDayOnly() }).flatMap((row) => {
    const policy = row.names.queue === null ? null : policyOf(row.names.queue);
    if (!policy || policy.target === null || row.value === null || row.isSmall || row.value >= policy.target) return [];
    const text = filled(word("alert_queue"), { queue: row.names.queue, value: number(row.value, "share"), target: number(policy.target, "share"), n: grouped3(row.n, 0) });
    return [{ text, weight: 50 + 100 * (policy.target - row.value), link: addressOf({ page: "service_levels", where: { queue: [row.names.queue] } }) }];
  });
};

const drifted = (kpis) =>
  kpis.filter(hasData).flatMap((id) => {
    const kpi = meta.kpis[id];
    const whole = driftsOf(id, [], state.where);
    const people = kpi.is_for_agents ? driftsOf(id, ["agent"], state.where).filter(({ names }) => names.agent !== null) : [];
    return [...whole, ...people].filter(({ verdict }) => verdict === "worse").map((told) => {
      const who = told.names?.agent ? shownName("agent", told.names.agent) : word("everyone");
      const text = filled(word("alert_drift"), { who, kpi: inWords(kpi.label), value: withUnit(told.value, kpi.unit), before: withUnit(told.before, kpi.unit), n: grouped3(told.n, 0), errors: Math.abs(told.errors).toFixed(1) });
      return { text, weight: Math.abs(told.errors) + (told.names?.agent ? 0 : 20), link: told.names?.agent ? addressOf({ page: "agent", person: told.names.agent }) : null };
    });
  });

// Late logs, checks that do not hold, lines refused.
const lacking = () => {
  const late = (meta.frames.lateness ?? []).filter(({ is_late }) => is_late).map(({ log, last_day }) => filled(word("lack_late"), { log, day: longDayName(dayNumber(last_day)) }));
  const checks = (meta.frames.checks ?? []).filter(({ name }) => name && name !== "freshness").map((row) => `${row.relation}: ${isChinese() ? row.message_zh : row.message_en}`);
  const refused = (meta.frames.loads ?? []).filter(({ rejected }) => rejected > 0).map(({ source, rejected, records_read }) => filled(word("lack_rejected"), { source, rejected: grouped3(rejected, 0), read: grouped3(records_read, 0) }));
  const found = [...late, ...checks, ...refused];
  return {
    element: found.length
      ? [make("ul", { class: "lacks" }, found.slice(0, 6).map((text) => make("li", {}, nameOf(text)))), make("p", {}, make("a", { href: addressOf({ page: "data_health" }) }, `${pageTitle("data_health")} (${found.length})`))]
      : make("p", { class: "fine" }, word("nothing_lacks")),
    table: { columns: [{ label: word("finding") }], rows: found.map((text) => [{ text, value: text }]) },
  };
};
