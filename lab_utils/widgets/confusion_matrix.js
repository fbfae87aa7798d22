import { make, rove } from "./shared.js";

const DIGITS = [...Array(10).keys()];

/**
 * A confusion matrix to choose from: cells, whole rows, whole columns, or all.
 *
 * `choose(label, readAs)` is called with what was chosen; null stands for every digit. Returns its
 * node and `mark(label, readAs)`, which shows what is chosen.
 */
export function confusionMatrix(labels, readAs, choose) {
  const counts = DIGITS.map(() => DIGITS.map(() => 0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]][readAs[i]] += 1;
  const mistakes = counts.flatMap((row, i) => row.filter((_, j) => i !== j));
  const most = Math.max(1, ...mistakes);
  const cells = [];
  const cell = (tag, role, label, read, name, text, attributes = {}) => {
    const node = make(
      tag,
      { class: "dl-cell", role, tabindex: "-1", "aria-label": name, ...attributes },
      text,
    );
    cells.push({ node, label, read });
    return node;
  };
  const head = make(
    "tr",
    { role: "row" },
    cell("th", "columnheader", null, null, "the whole matrix", "all"),
    ...DIGITS.map((j) => cell("th", "columnheader", null, j, `all read as ${j}`, String(j))),
  );
  const body = DIGITS.map((i) =>
    make(
      "tr",
      { role: "row" },
      cell("th", "rowheader", i, null, `all labelled ${i}`, String(i)),
      ...DIGITS.map((j) => {
        const count = counts[i][j];
        const kind = i === j ? "hit" : count ? "miss" : "none";
        const depth = i === j ? 1 : Math.sqrt(count / most);
        const name = i === j ? `${i} read rightly: ${count}` : `${i} read as ${j}: ${count}`;
        const look = { "data-kind": kind, style: `--depth: ${depth.toFixed(3)}` };
        return cell("td", "gridcell", i, j, name, count ? String(count) : "", look);
      }),
    ),
  );
  const table = make(
    "table",
    { class: "dl-matrix", role: "grid", "aria-label": "Confusion matrix" },
    head,
    ...body,
  );
  const settle = rove(table, ".dl-cell", () => 11);
  const chooseFrom = (event) => {
    const found = cells.find(({ node }) => node === event.target.closest(".dl-cell"));
    if (found) choose(found.label, found.read);
  };
  table.addEventListener("click", chooseFrom);
  table.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    chooseFrom(event);
  });
  const node = make(
    "div",
    { class: "dl-matrix-side" },
    make("p", { class: "dl-axis dl-axis-across", "aria-hidden": "true" }, "the network says"),
    make("p", { class: "dl-axis dl-axis-down", "aria-hidden": "true" }, "the digit is"),
    table,
  );
  const mark = (label, read) => {
    for (const each of cells) {
      const chosen = each.label === label && each.read === read;
      each.node.setAttribute("aria-selected", String(chosen));
      if (chosen) settle(each.node);
    }
  };
  return { node, mark };
}
