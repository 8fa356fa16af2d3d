// The list of all replies: filters, search, order, pages.

const PAGE = 50;
const NONE = "(none)";
const FILTERS = [
  "run", "family", "skill", "level", "verdict", "misconception", "language", "frame", "format", "notation",
  "direction", "order", "rule", "famous",
];
const HIDDEN = ["probe", "item", "sample"]; // without a control: links lead there
const ORDERS = {
  "": "as asked",
  skill: "skill",
  level: "easiest first",
  "-level": "hardest first",
  grade: "school grade",
  verdict: "verdict",
  length: "shortest reply first",
  "-length": "longest reply first",
  "-tokens": "most tokens first",
};
const SEARCHED = ["prompt", "reply", "expected", "reading", "probe", "error"];

const browse = (data) => {
  const form = document.getElementById("filters");
  const list = document.getElementById("list");
  const shown = document.getElementById("shown");
  const turns = [...document.querySelectorAll(".turn")];
  const several = Object.keys(data.runs).length > 1;
  const everything = [...Array(data.size).keys()];
  const value = (name, at) => String(data.value(name, at) ?? "");
  const values = (name, at) => {
    if (name !== "misconception") return [value(name, at)];
    const lures = data.value("lures", at);
    return lures.length ? lures : [NONE];
  };
  let state = inAddress().state;
  let found = everything;

  // Controls --------------------------------------------------------------------------------------

  const labelled = (name, control) => {
    const label = element("label", name);
    control.name = name;
    label.append(control);
    form.append(label);
    return label;
  };

  const search = element("input");
  search.type = "search";
  search.placeholder = "in questions, replies, answers and ids";
  labelled("search", search).className = "search";

  for (const name of FILTERS) {
    const counts = new Map();
    for (const at of everything) for (const each of values(name, at)) counts.set(each, (counts.get(each) ?? 0) + 1);
    if (counts.size < 2) continue;
    const select = element("select");
    select.append(new Option("all", ""));
    const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
    for (const [each, count] of sorted) {
      select.append(new Option(`${visible(words(each)) || "none"} (${number.format(count)})`, `=${each}`));
    }
    labelled(name, select);
  }
  const order = element("select");
  for (const [name, text] of Object.entries(ORDERS)) order.append(new Option(text, name));
  labelled("sorted by", order);
  const clear = button("Clear filters", () => change(new URLSearchParams()));
  form.append(clear);
  const only = element("p", "", "only");
  form.after(only);

  const showState = () => {
    search.value = state.get("search") ?? "";
    order.value = state.get("sort") ?? "";
    for (const name of FILTERS) {
      const control = form.elements[name];
      if (control) control.value = state.has(name) ? `=${state.get(name)}` : "";
    }
    const unseen = [...state].filter(([name]) => HIDDEN.includes(name) || (FILTERS.includes(name) && !form.elements[name]));
    only.replaceChildren(
      ...unseen.map(([name, wanted]) =>
        button(`only ${name} ${visible(wanted)} ✕`, () => {
          const next = new URLSearchParams(state);
          next.delete(name);
          next.delete("page");
          change(next);
        }),
      ),
    );
    only.hidden = !unseen.length;
  };

  // Finding ---------------------------------------------------------------------------------------

  const find = () => {
    const wanted = [...state].filter(([name]) => FILTERS.includes(name) || HIDDEN.includes(name));
    const text = (state.get("search") ?? "").trim();
    const pattern = text && new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i");
    found = everything.filter(
      (at) =>
        wanted.every(([name, each]) => values(name, at).includes(each)) &&
        (!pattern || SEARCHED.some((name) => pattern.test(value(name, at)))),
    );
    const by = state.get("sort") ?? "";
    if (!(by in ORDERS) || !by) return;
    const name = by.replace("-", "");
    const key = (at) => data.value(name, at) ?? -1;
    const rising = (a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b)));
    found.sort((a, b) => (by.startsWith("-") ? rising(b, a) : rising(a, b)) || a - b);
  };

  const record = (at) => {
    const names = [
      "run", "probe", "item", "sample", "skill", "level", "grade", "language", "frame", "template", "format",
      "notation", "direction", "order", "kind", "prompt", "options", "expected", "famous", "verdict", "strict",
      "reply", "length", "start", "end", "reading", "rule", "lures", "finish_reason", "tokens", "error",
    ];
    return Object.fromEntries(names.map((name) => [name, data.value(name, at)]));
  };

  // Showing ---------------------------------------------------------------------------------------

  const render = () => {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const page = Math.min(Math.max(1, Number(state.get("page")) || 1), pages);
    const from = (page - 1) * PAGE;
    const here = found.slice(from, from + PAGE);
    const of = `of ${number.format(found.length)} found, ${number.format(data.size)} ${data.size === 1 ? "reply" : "replies"}`;
    shown.textContent = here.length
      ? `${number.format(from + 1)}–${number.format(from + here.length)} ${of}`
      : `0 found, ${number.format(data.size)} ${data.size === 1 ? "reply" : "replies"}`;
    list.replaceChildren(
      ...here.map((at) => line(record(at), { several, about: data.runs[data.value("run", at)] ?? {} })),
    );
    if (found.length === 1 || (state.has("probe") && here.length)) list.querySelector("details").open = true;
    for (const target of turns) pager(target, page, pages);
  };

  const pager = (target, page, pages) => {
    const turn = (to) => () => {
      const next = new URLSearchParams(state);
      next.set("page", to);
      change(next);
      document.getElementById("replies").scrollIntoView();
    };
    const back = button("Previous", turn(page - 1));
    const next = button("Next", turn(page + 1));
    back.disabled = page === 1;
    next.disabled = page === pages;
    target.hidden = pages < 2;
    target.replaceChildren(back, element("span", `${number.format(page)} / ${number.format(pages)}`), next);
  };

  const show = () => {
    showState();
    find();
    render();
  };

  const change = (next, { replace = false } = {}) => {
    state = next;
    goTo(state, { replace });
    show();
  };

  const chosen = () => {
    const next = new URLSearchParams();
    for (const name of FILTERS) {
      const control = form.elements[name];
      if (control?.value) next.set(name, control.value.slice(1));
      else if (!control && state.has(name)) next.set(name, state.get(name));
    }
    for (const name of HIDDEN) if (state.has(name)) next.set(name, state.get(name));
    if (search.value.trim()) next.set("search", search.value);
    if (order.value) next.set("sort", order.value);
    return next;
  };

  let waiting;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    if (event.target !== search) change(chosen());
  });
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change(chosen(), { replace: true }), 200);
  });
  const arrive = () => {
    const address = inAddress();
    if (!address.here) return;
    state = address.state;
    show();
    document.getElementById("replies").scrollIntoView();
  };
  addEventListener("hashchange", arrive);
  show();
  if (`${state}`) arrive();
};

unpack()
  .catch(() => {
    document.getElementById("shown").textContent =
      "The replies cannot be unpacked: this browser is too old (it lacks DecompressionStream), or the file is damaged.";
  })
  .then((content) => content && browse(tableOf(content)));
