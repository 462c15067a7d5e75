// The columns that the page carries: from base64 and deflate to typed arrays.
const bytesOf = (text) =>
  Uint8Array.fromBase64
    ? Uint8Array.fromBase64(text)
    : Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

const inflated = async (text) => {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

// One plane of bytes after the other, the lowest first.
const columnOf = (bytes, start, [length, width, lowest]) => {
  if (width === 1 && lowest === 0) return bytes.subarray(start, start + length);
  const column = width < 4 ? new Int32Array(length) : new Float64Array(length);
  for (let plane = width - 1; plane >= 0; plane--) {
    const from = start + plane * length;
    for (let row = 0; row < length; row++) column[row] = column[row] * 256 + bytes[from + row];
  }
  if (lowest) for (let row = 0; row < length; row++) column[row] += lowest;
  return column;
};

const columnsOf = (bytes, shapes) => {
  let start = 0;
  return shapes.map((shape) => {
    const column = columnOf(bytes, start, shape);
    start += shape[0] * shape[1];
    return column;
  });
};

// Buckets are told by how far each lies from the one before it in its row.
const timesOf = (columns, { lowest, filled, steps, n }) => {
  const rows = columns[filled];
  const starts = new Uint32Array(rows.length + 1);
  const buckets = new Uint16Array(columns[n].length);
  for (let row = 0, place = 0; row < rows.length; row++) {
    let bucket = 0;
    for (let left = rows[row]; left > 0; left--, place++) {
      bucket += columns[steps][place];
      buckets[place] = bucket;
    }
    starts[row + 1] = place;
  }
  return { lowest, starts, buckets, n: columns[n], size: 1 + buckets.reduce((most, one) => Math.max(most, one), 0) };
};

const unpacked = async (packed) => {
  const columns = columnsOf(await inflated(packed.packed), packed.columns);
  const amount = (told) => told && { values: columns[told[0]], scale: 10 ** told[1] };
  const kpis = {};
  for (const [id, told] of Object.entries(packed.kpis)) {
    kpis[id] = {
      numerator: amount(told.numerator),
      denominator: amount(told.denominator),
      n: columns[told.n],
      spread: told.spread === undefined ? null : columns[told.spread],
      times: told.times ? timesOf(columns, told.times) : null,
    };
  }
  const key = (name) => (packed[name] === undefined ? null : columns[packed[name]]);
  return {
    rows: packed.rows,
    places: packed.places,
    halfHours: packed.half_hours ?? [],
    keys: { day: key("day"), place: key("place"), agent: key("agent"), half_hour: key("half_hour") },
    kpis,
    codes: {},
  };
};
