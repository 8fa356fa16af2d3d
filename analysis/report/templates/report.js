"use strict";
(() => {
  const PAGE = 50;
  const SHOWN = 1200;
  const AROUND = 400;
  const STEP = 50000; // a browser takes seconds to break a million digits into lines

  const { fields, rows } = JSON.parse(document.getElementById("failed-data").textContent);
  const probes = rows.map((row) => Object.fromEntries(row.map((value, at) => [fields[at], value])));
  const form = document.getElementById("filters");
  const list = document.getElementById("list");
  const shown = document.getElementById("shown");
  const turns = [...document.querySelectorAll(".turn")];
  const number = new Intl.NumberFormat("en");
  let found = probes;
  let page = 0;

  // Every text from a reply passes through here and on into textContent. Each character stays one
  // character, so that spans hold.
  const visible = (text) =>
    text
      .replace(/[\u0000-\u0008\u000b-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
      .replace(/\u007f/g, "\u2421")
      .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "\u00b7");

  const element = (name, text = "", className = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const words = (name) => name.replace("_", " ");

  // Filters ---------------------------------------------------------------------------------------

  const NO_LURE = "(no lure)";
  const values = {
    run: (probe) => [probe.run],
    skill: (probe) => [probe.skill],
    level: (probe) => [String(probe.level)],
    language: (probe) => [probe.language],
    frame: (probe) => [probe.frame],
    verdict: (probe) => [probe.verdict],
    lure: (probe) => (probe.lures.length ? probe.lures : [NO_LURE]),
  };

  const labelled = (name, control) => {
    const label = element("label", name);
    control.name = name;
    label.append(control);
    return label;
  };

  const choice = (name) => {
    const counts = new Map();
    for (const probe of probes) for (const value of values[name](probe)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const select = element("select");
    select.append(new Option(`all (${number.format(probes.length)})`, ""));
    const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
    for (const [value, count] of sorted) {
      select.append(new Option(`${visible(words(value)) || "none"} (${number.format(count)})`, `=${value}`));
    }
    return { label: labelled(name, select), several: counts.size > 1 };
  };

  const search = element("input");
  search.type = "search";
  search.placeholder = "in prompts, replies, answers and ids";
  const searchLabel = labelled("search", search);
  searchLabel.className = "search";
  form.append(searchLabel);
  for (const name of Object.keys(values)) {
    const { label, several } = choice(name);
    if (several || name !== "run") form.append(label);
  }
  const reset = element("button", "Clear filters");
  reset.type = "reset";
  form.append(reset);

  const haystack = (probe) =>
    (probe.haystack ??= [
      probe.prompt, probe.reply, probe.expected, probe.reading, probe.rule, probe.probe, probe.skill, probe.error,
    ].join("\n").toLowerCase());

  const filter = () => {
    const text = search.value.trim().toLowerCase();
    const wanted = Object.keys(values)
      .map((name) => [values[name], form.elements[name]?.value])
      .filter(([, value]) => value)
      .map(([get, value]) => [get, value.slice(1)]);
    found = probes.filter(
      (probe) =>
        wanted.every(([get, value]) => get(probe).includes(value)) && (!text || haystack(probe).includes(text)),
    );
    page = 0;
    render();
  };

  // One probe -------------------------------------------------------------------------------------

  const piece = (target, probe, from, to) => {
    const start = Math.min(Math.max(probe.start, from), to);
    const end = Math.min(Math.max(probe.end, from), to);
    target.append(visible(probe.reply.slice(from, start)));
    if (end > start) target.append(element("mark", visible(probe.reply.slice(start, end))));
    target.append(visible(probe.reply.slice(end, to)));
  };

  const gap = (count) => element("span", ` [… ${number.format(count)} characters …] `, "cut");

  // A long reply shows its head, and the surroundings of what was read.
  const cut = (target, probe) => {
    const size = probe.reply.length;
    if (probe.start < SHOWN) {
      piece(target, probe, 0, SHOWN);
      target.append(gap(size - SHOWN));
      return;
    }
    const from = probe.start - AROUND;
    const to = Math.min(size, Math.min(probe.end, probe.start + AROUND) + AROUND);
    piece(target, probe, 0, AROUND);
    if (from > AROUND) target.append(gap(from - AROUND));
    piece(target, probe, Math.max(from, AROUND), to);
    if (to < size) target.append(gap(size - to));
  };

  const copy = (probe, button) => {
    navigator.clipboard.writeText(probe.reply).then(
      () => { button.textContent = "Copied"; },
      () => { button.textContent = "Copying is not allowed here"; },
    );
  };

  const reply = (probe) => {
    const part = element("div");
    const text = element("pre");
    text.tabIndex = 0;
    part.append(element("h4", "Reply"), text);
    if (!probe.length) {
      text.append(element("span", probe.verdict === "unscored" ? "no reply" : "an empty reply", "cut"));
      return part;
    }
    if (probe.reply.length <= SHOWN + AROUND) {
      piece(text, probe, 0, probe.reply.length);
      return part;
    }
    cut(text, probe);
    const long = element("div", "", "long");
    const all = element("button");
    const take = element("button", "Copy");
    const size = probe.reply.length;
    let upto = 0;
    const label = () => { all.textContent = size - upto <= STEP ? "Show all" : `Show ${number.format(upto + STEP)}`; };
    label();
    all.type = take.type = "button";
    all.addEventListener("click", () => {
      upto = Math.min(size, upto + STEP);
      text.replaceChildren();
      piece(text, probe, 0, upto);
      if (upto < size) {
        text.append(gap(size - upto));
        label();
        return;
      }
      all.remove();
      note.textContent = `The reply has ${number.format(probe.length)} characters${kept}.`;
    });
    take.addEventListener("click", () => copy(probe, take));
    const kept = probe.length > probe.reply.length ? `; this page holds the first ${number.format(probe.reply.length)}` : "";
    const note = element("span", `Shown cut: the reply has ${number.format(probe.length)} characters${kept}.`, "note");
    long.append(note, all, take);
    part.append(long);
    return part;
  };

  const facts = (probe) => {
    const table = element("dl", "", "facts");
    const add = (term, text) => {
      if (!text) return;
      const line = element("div");
      const value = visible(text);
      line.append(element("dt", term), element("dd", value.length > 300 ? `${value.slice(0, 300)} …` : value));
      table.append(line);
    };
    add("expected", probe.expected);
    add("read as", probe.reading || (probe.verdict === "unscored" ? "" : "nothing"));
    add("rule", probe.rule);
    add("lure", probe.lures.join(", "));
    add("options", probe.options.join(" | "));
    add("ended", probe.finish_reason);
    add("engine", probe.error);
    add("probe", probe.probe);
    return table;
  };

  const card = (probe) => {
    const item = element("li", "", "probe");
    const head = element("header");
    const where = [`level ${probe.level}`, probe.language, probe.frame, ...(form.elements.run ? [probe.run] : [])];
    head.append(
      element("h3", visible(probe.skill)),
      element("span", words(probe.verdict), "verdict"),
      element("span", visible(where.filter(Boolean).join(" · ")), "where"),
    );
    const texts = element("div", "", "texts");
    const prompt = element("div");
    const asked = element("pre", visible(probe.prompt));
    asked.tabIndex = 0;
    prompt.append(element("h4", "Prompt"), asked);
    texts.append(prompt, reply(probe));
    item.append(head, texts, facts(probe));
    return item;
  };

  // The page --------------------------------------------------------------------------------------

  const turn = (to) => {
    page = to;
    render();
    document.getElementById("failed").scrollIntoView();
  };

  const pager = (target, pages) => {
    const back = element("button", "Previous");
    const next = element("button", "Next");
    back.type = next.type = "button";
    back.disabled = page === 0;
    next.disabled = page + 1 >= pages;
    back.addEventListener("click", () => turn(page - 1));
    next.addEventListener("click", () => turn(page + 1));
    target.hidden = pages < 2;
    target.replaceChildren(back, element("span", `${number.format(page + 1)} / ${number.format(pages)}`), next);
  };

  const render = () => {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const from = page * PAGE;
    const to = Math.min(found.length, from + PAGE);
    shown.textContent = found.length
      ? `${number.format(from + 1)}–${number.format(to)} of ${number.format(found.length)} found, ${number.format(probes.length)} failed`
      : `0 found, ${number.format(probes.length)} failed`;
    list.replaceChildren(...found.slice(from, to).map(card));
    for (const target of turns) pager(target, pages);
  };

  let waiting;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 150);
  });
  for (const link of document.querySelectorAll("a[data-find]")) {
    link.addEventListener("click", () => {
      form.reset();
      for (const [name, value] of Object.entries(JSON.parse(link.dataset.find))) {
        if (form.elements[name]) form.elements[name].value = `=${value}`;
      }
    });
  }
  render();
})();
