// The replies: columns, compressed in the page (`analysis/report/data.py`).

const bytesOf = (text) => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
  return bytes;
};

const unpack = () => {
  const holder = document.getElementById("data");
  const stream = new Blob([bytesOf(holder.textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
  holder.remove();
  return new Response(stream).json();
};

const column = (kept) => (Array.isArray(kept) ? (at) => kept[at] : (at) => kept.of[kept.at[at]]);

const FAMILY = /^[^.]*/;

// `value(name, at)` is what a column says of a reply, whether of the reply itself or of what was asked.
const tableOf = ({ runs, asked, given }) => {
  const columns = new Map();
  const place = given.asked;
  for (const [name, kept] of Object.entries(given)) columns.set(name, column(kept));
  for (const [name, kept] of Object.entries(asked)) {
    const get = column(kept);
    columns.set(name, (at) => get(place[at]));
  }
  const skill = columns.get("skill");
  columns.set("family", (at) => FAMILY.exec(skill(at))[0]);
  return { runs, size: place.length, value: (name, at) => columns.get(name)(at) };
};
