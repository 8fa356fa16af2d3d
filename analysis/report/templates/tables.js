// Tables: sorting, CSV, LaTeX; and what every page has: copying, folding, the key that leads to the search.

const element = (name, text = "", className = "") => {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
};

const button = (text, act) => {
  const made = element("button", text);
  made.type = "button";
  made.addEventListener("click", () => act(made));
  return made;
};

const number = new Intl.NumberFormat("en");

// Sorting: numbers by value, dashes last, words by name; totals stay at the end.
const amount = (text) => {
  const found = text.replace("−", "-").replace(/,/g, "").match(/^[<+]?\s*(-?\d+(\.\d+)?)/);
  return found ? Number(found[1]) : NaN;
};

const compareTexts = (a, b) => {
  const [first, second] = [amount(a), amount(b)];
  if (!Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  return a.localeCompare(b, "en", { numeric: true });
};

const known = (text) => text !== "" && text !== "–";

const sortTable = (table, place, falling) => {
  const body = table.tBodies[0];
  const rows = [...body.rows].filter((row) => !row.classList.contains("total"));
  const text = (row) => row.cells[place].textContent.trim();
  rows.sort((a, b) => known(text(b)) - known(text(a)) || (falling ? -1 : 1) * compareTexts(text(a), text(b)));
  body.prepend(...rows);
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    if (at === place) head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
};

const makeSortable = (table) => {
  if (table.tBodies[0].rows.length < 3) return;
  [...table.tHead.rows[0].cells].forEach((head, place) => {
    const sort = button(head.textContent, () => {
      const numeric = head.classList.contains("number");
      const now = head.getAttribute("aria-sort");
      sortTable(table, place, now ? now === "ascending" : numeric);
    });
    head.replaceChildren(sort);
  });
};

// Taking a table along.
const cellTexts = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));

// A spreadsheet runs what looks like a formula.
const harmless = (text) => (/^'*[=+@\t\r-]/.test(text) && !/^[+-]?[\d.,]+( %)?$/.test(text) ? `'${text}` : text);

const toCsv = (table) =>
  cellTexts(table)
    .map((row) => row.map((text) => `"${harmless(text).replace(/"/g, '""')}"`).join(","))
    .join("\r\n");

const TEX = {
  "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "_": "\\_", "%": "\\%",
  "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "<": "\\textless{}", ">": "\\textgreater{}",
  "–": "--", "−": "$-$", "…": "\\dots{}", "Δ": "$\\Delta$",
};

const toLatex = (table) => {
  const tex = (text) => text.replace(/[\\{}$&#_%~^<>–−…Δ]/g, (found) => TEX[found]);
  const [head, ...rows] = cellTexts(table).map((row) => `${row.map(tex).join(" & ")} \\\\`);
  const columns = [...table.tHead.rows[0].cells].map((cell) => (cell.classList.contains("number") ? "r" : "l"));
  const lines = ["% needs \\usepackage{booktabs}", `\\begin{tabular}{${columns.join("")}}`, "\\toprule", head, "\\midrule"];
  return [...lines, ...rows, "\\bottomrule", "\\end{tabular}", ""].join("\n");
};

const save = (name, type, text) => {
  const link = element("a");
  link.download = name;
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

for (const table of document.querySelectorAll("table[data-name]")) {
  makeSortable(table);
  const take = element("p", "", "take");
  take.append(
    button("CSV", () => save(`${table.dataset.name}.csv`, "text/csv", toCsv(table))),
    button("LaTeX", () => save(`${table.dataset.name}.tex`, "text/x-tex", toLatex(table))),
  );
  table.closest("details").append(take);
}

// Where copying is not allowed the text is shown, so that it can be copied by hand.
const copy = (text, pressed) => {
  const said = pressed.textContent;
  const done = () => {
    pressed.textContent = "Copied";
    setTimeout(() => { pressed.textContent = said; }, 1500);
  };
  const shown = () => {
    const area = element("textarea", text, "copied");
    area.readOnly = true;
    area.setAttribute("aria-label", "Text to copy");
    pressed.parentElement.parentElement.querySelector(".copied")?.remove();
    pressed.parentElement.after(area);
    area.select();
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, shown);
  else shown();
};

// A link into a folded table unfolds it.
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.tagName === "DETAILS") target.open = true;
};
addEventListener("hashchange", unfold);
unfold();

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select");
  const search = document.querySelector("input[type=search]");
  if (event.key !== "/" || typing || !search || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  search.focus();
  search.scrollIntoView({ block: "center" });
});
