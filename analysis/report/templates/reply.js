// One reply: a line in the list, and all of it when it is unfolded.

const SHOWN = 1200;
const AROUND = 400;
const STEP = 50_000; // a browser takes seconds to break a million digits into lines

const words = (name) => name.replaceAll("_", " ");

// Every text from a reply passes through here and on into textContent. Each character stays one character, so
// that spans hold.
const visible = (text) =>
  text
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\u007f/g, "\u2421")
    .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "\u00b7");

const shortened = (text, most) => visible(text.length > most ? `${text.slice(0, most)} …` : text);

const piece = (target, { text, start, end }, from, to) => {
  const first = Math.min(Math.max(start, from), to);
  const last = Math.min(Math.max(end, from), to);
  target.append(visible(text.slice(from, first)));
  if (last > first) target.append(element("mark", visible(text.slice(first, last))));
  target.append(visible(text.slice(last, to)));
};

const gap = (count) => element("span", ` [… ${number.format(count)} characters …] `, "cut");

// A long reply shows its head, and the surroundings of what was read.
const cut = (target, reply) => {
  const size = reply.text.length;
  if (reply.start < SHOWN) {
    piece(target, reply, 0, SHOWN);
    target.append(gap(size - SHOWN));
    return;
  }
  const from = reply.start - AROUND;
  const to = Math.min(size, Math.min(reply.end, reply.start + AROUND) + AROUND);
  piece(target, reply, 0, AROUND);
  if (from > AROUND) target.append(gap(from - AROUND));
  piece(target, reply, Math.max(from, AROUND), to);
  if (to < size) target.append(gap(size - to));
};

const replyPart = (record) => {
  const reply = { text: record.reply, start: record.start, end: record.end };
  const part = element("div");
  const text = element("pre");
  text.tabIndex = 0;
  part.append(element("h3", "Reply"), text);
  if (!record.length) {
    text.append(element("span", record.verdict === "unscored" ? "no reply" : "an empty reply", "cut"));
    return part;
  }
  if (reply.text.length <= SHOWN + AROUND) {
    piece(text, reply, 0, reply.text.length);
    return part;
  }
  cut(text, reply);
  const size = reply.text.length;
  const kept = record.length > size ? `; this page holds the first ${number.format(size)}` : "";
  const note = element("span", `Shown cut: the reply has ${number.format(record.length)} characters${kept}.`, "note");
  let upto = 0;
  const label = () => (size - upto <= STEP ? "Show all" : `Show ${number.format(upto + STEP)}`);
  const all = button(label(), () => {
    upto = Math.min(size, upto + STEP);
    text.replaceChildren();
    piece(text, reply, 0, upto);
    if (upto < size) {
      text.append(gap(size - upto));
      all.textContent = label();
      return;
    }
    all.remove();
    note.textContent = `The reply has ${number.format(record.length)} characters${kept}.`;
  });
  const long = element("div", "", "long");
  long.append(note, all, button("Copy", (pressed) => copy(reply.text, pressed)));
  part.append(long);
  return part;
};

const factsPart = (record) => {
  const facts = element("dl", "", "facts");
  const add = (term, text) => {
    if (!text) return;
    const line = element("div");
    line.append(element("dt", term), element("dd", shortened(text, 300)));
    facts.append(line);
  };
  add("right", record.expected);
  add("read as", record.reading || (record.verdict === "unscored" ? "" : "nothing"));
  add("in the format asked", record.verdict === "correct" ? (record.strict ? "yes" : "no") : "");
  add("rule", record.rule);
  add("misconception", record.lures.join(", "));
  add("options", record.options.join(" | "));
  add("famous", record.famous);
  add("ended", record.finish_reason);
  add("tokens", record.tokens === null ? "" : number.format(record.tokens));
  add("engine", record.error);
  add("format", record.format);
  add("notation", record.notation === "digits" ? "" : record.notation);
  add("grade", String(record.grade));
  add("probe", record.probe);
  return facts;
};

// To take along.
const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const asPython = (record, about) =>
  [
    "import jagbench as jb",
    "",
    `probe = jb.load(${JSON.stringify(about.suite ?? "SUITE")})[${JSON.stringify(record.probe)}]`,
    `reply = ${JSON.stringify(record.reply)}`,
    "print(jb.score(probe, reply))",
    "",
  ].join("\n");

const asCurl = (record, about) => {
  const [, name = "MODEL", server = "http://localhost:8000/v1"] =
    /^[a-z]+:(.*?)(?:@(https?:.*))?$/.exec(about.model ?? "") ?? [];
  const system = about["system message"] ? [{ role: "system", content: about["system message"] }] : [];
  const body = {
    model: name,
    messages: [...system, { role: "user", content: record.prompt }],
    temperature: Number(about.temperature ?? 0),
  };
  return `curl ${shell(`${server}/chat/completions`)} -H 'Content-Type: application/json' -d ${shell(JSON.stringify(body))}\n`;
};

const takePart = (record, about) => {
  const part = element("p", "", "take");
  const text = (name, make) => button(name, (pressed) => copy(make(), pressed));
  const link = (name, state) => {
    const made = element("a", name);
    made.href = addressOf(new URLSearchParams(state));
    return made;
  };
  const own = { probe: record.probe, run: record.run, ...(record.sample ? { sample: record.sample } : {}) };
  part.append(
    "Copy as ",
    text("Python", () => asPython(record, about)),
    text("curl", () => asCurl(record, about)),
    text("JSON", () => JSON.stringify(record, null, 2)),
    link("Link to this reply", own),
    link("All replies to this probe", { probe: record.probe }),
    record.item ? link("All variants of its item", { item: record.item }) : "",
  );
  return part;
};

const whole = (record, about) => {
  const texts = element("div", "", "texts");
  const prompt = element("div");
  const asked = element("pre", visible(record.prompt));
  asked.tabIndex = 0;
  prompt.append(element("h3", "Question"), asked);
  texts.append(prompt, replyPart(record));
  const made = element("div", "", "whole");
  made.append(texts, factsPart(record), takePart(record, about));
  return made;
};

const line = (record, { several, about }) => {
  const item = element("li");
  const fold = element("details", "", "reply");
  const head = element("summary");
  const where = [
    `level ${record.level}`,
    record.language,
    record.frame === "plain" ? "" : record.frame,
    several ? record.run : "",
    record.sample ? `sample ${record.sample + 1}` : "",
  ];
  const said = record.reading ? `said ${shortened(record.reading, 40)}` : "";
  const right = record.verdict === "correct" ? "" : `right ${shortened(record.expected, 40)}`;
  head.append(
    element("span", words(record.verdict), `verdict ${record.verdict}`),
    element("span", visible(record.skill), "skill"),
    element("span", visible(where.filter(Boolean).join(" · ")), "where"),
    element("span", shortened(record.prompt.replace(/\s+/g, " "), 160), "prompt"),
    element("span", said, "said"),
    element("span", right, "right"),
  );
  fold.append(head);
  fold.addEventListener("toggle", () => {
    if (fold.open && fold.children.length < 2) fold.append(whole(record, about));
  });
  item.append(fold);
  return item;
};
