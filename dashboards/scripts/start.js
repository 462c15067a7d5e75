// What the page carries, unpacked once; everything else is computed from it.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const meta = read("meta");
const firstMoment = Date.parse(`${meta.first_day}T00:00:00Z`);
const facts = { agents: null, intervals: null };

const unpackAll = async () => {
  const packed = read("facts");
  [facts.agents, facts.intervals] = await Promise.all([unpacked(packed.agents), unpacked(packed.intervals)]);
  document.getElementById("facts").remove();
};
