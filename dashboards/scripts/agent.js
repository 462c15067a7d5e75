// One agent: every KPI beside the team's and everyone's value, and its course by day.
const agentPanels = (id) => {
  const person = agentsById.get(id);
  const listed = meta.pages.find((page) => page.id === "agents").panels[0].kpis;
  const kpis = listed.map(firstKnown).filter((one) => one && meta.kpis[one].is_for_agents);
  const own = kpis.filter((one) => measured(one, questionOf({ where: { agent: [id] } }))[0]?.n);
  return [
    { table: "profile", kpis: own, person, width: "full", title: { en: "Beside the team and everyone", zh: "与小组及整体对比" }, caption: { en: "The team as of the last day; totals are of everybody, whatever names the filter holds.", zh: "小组按最近一天的归属；合计为全体，不随姓名筛选变化。" } },
    ...own.map((one) => ({ chart: "trend", kpis: [one], where: { agent: [id] } })),
  ];
};

const profile = ({ kpis, person }) => {
  const team = teamOn(person, span().last);
  const places = Object.fromEntries(Object.entries(state.where).filter(([name]) => !PEOPLE.includes(name)));
  const of = (id, where) => measured(id, questionOf({ where: { ...places, ...where } }))[0];
  return {
    columns: [
      { label: word("kpi") }, { label: person.name, isNumber: true, isName: true },
      ...(team ? [{ label: team, isNumber: true, isName: true }] : []), { label: word("everyone"), isNumber: true }, { label: word("drift_column") },
    ],
    rows: kpis.map((id) => {
      const kpi = meta.kpis[id];
      const total = of(id, {});
      const [told] = driftsOf(id, [], { ...places, agent: [person.id] });
      const verdict = told ? `${word(`drift_${told.verdict}`)}${told.errors === null ? "" : ` (${told.errors > 0 ? "+" : MINUS}${Math.abs(told.errors).toFixed(1)} ${word("errors")})`}` : "";
      return [
        { text: titleOf(kpi), value: titleOf(kpi) }, standing({ kpi, row: of(id, { agent: [person.id] }), total }),
        ...(team ? [valueCell(kpi, of(id, { team: [team] }))] : []), valueCell(kpi, total), { text: verdict, value: verdict },
      ];
    }),
  };
};
