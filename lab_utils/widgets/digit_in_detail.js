import { make, percent } from "./shared.js";
import { drawDigit } from "./digits.js";
import { probabilityBars } from "./probability_bars.js";

/**
 * All about one digit: its picture, label and reading, ten probabilities, the nearest training digits.
 *
 * The kernel finds the nearest; `prepare(rows)` asks for a whole page ahead, so that a digit opens at once.
 */
export function digitInDetail(model, digits, id, toggleMark) {
  const known = new Map();
  const asked = new Set();
  let opened = null;
  const heading = make("p", { class: "dl-detail-heading", id: `${id}-detail` });
  const mark = make(
    "button",
    { class: "dl-button dl-mark", type: "button", onclick: toggleMark },
    "The label is doubtful",
  );
  const canvas = make("canvas", { role: "img" });
  const facts = make("p", { class: "dl-facts" });
  const bars = probabilityBars();
  const neighbours = make("ul", { class: "dl-neighbours", "aria-label": "Nearest training digits" });
  const waiting = make("p", { class: "dl-caption" }, "They come as soon as the kernel is free.");
  const nearest = make(
    "div",
    { class: "dl-nearest" },
    make("p", { class: "dl-caption" }, "Nearest training digits"),
    waiting,
    neighbours,
  );
  const node = make(
    "div",
    { class: "dl-detail", role: "group", "aria-labelledby": `${id}-detail` },
    make("div", { class: "dl-detail-head" }, heading, mark),
    make("div", { class: "dl-detail-picture" }, make("div", { class: "dl-picture dl-large" }, canvas), facts),
    make(
      "div",
      { class: "dl-detail-bars" },
      make("p", { class: "dl-caption" }, "Probabilities in percent"),
      bars.list,
    ),
    ...(model.get("_has_neighbours") ? [nearest] : []),
  );

  function prepare(rows) {
    const missing = rows.filter((row) => !asked.has(row));
    if (!missing.length || !model.get("_has_neighbours")) return;
    for (const row of missing) asked.add(row);
    model.send({ neighbours_of: missing });
  }

  function receive(content, buffers) {
    if (!content.neighbours) return;
    const pixels = new Uint8Array(buffers[0].buffer, buffers[0].byteOffset, buffers[0].byteLength);
    let at = 0;
    content.rows.forEach((row, i) => {
      known.set(
        row,
        content.neighbours[i].map((each) => ({ ...each, pixels, at: at++ })),
      );
    });
    if (content.rows.includes(opened)) showNeighbours();
  }

  function showNeighbours() {
    const found = known.get(opened);
    waiting.hidden = Boolean(found);
    neighbours.replaceChildren(
      ...(found ?? []).map(({ row, label, distance, pixels, at }) => {
        const picture = make("canvas", { "aria-hidden": "true" });
        drawDigit(picture, pixels, at, digits.side);
        const said = make(
          "span",
          { class: "dl-unseen" },
          `labelled ${label}, distance ${distance.toFixed(1)}, row ${row}`,
        );
        const seen = make(
          "span",
          { "aria-hidden": "true" },
          make("strong", {}, String(label)),
          ` ${distance.toFixed(1)}`,
        );
        return make(
          "li",
          { title: `row ${row} of X_train` },
          make("div", { class: "dl-picture" }, picture),
          said,
          seen,
        );
      }),
    );
  }

  function show(row) {
    opened = row;
    node.hidden = row === null;
    if (row === null) return;
    const [label, read] = [digits.labels[row], digits.readAs[row]];
    heading.textContent = `Row ${row}`;
    drawDigit(canvas, digits.images, row, digits.side);
    canvas.setAttribute("aria-label", `The digit in row ${row}, labelled ${label}`);
    facts.replaceChildren(
      make("span", { class: "dl-fact" }, "label ", make("strong", {}, String(label))),
      make(
        "span",
        { class: "dl-fact", "data-wrong": String(label !== read) },
        "read as ",
        make("strong", {}, String(read)),
      ),
      make("span", { class: "dl-fact" }, `${percent(digits.confidence(row))} sure`),
      make("span", { class: "dl-fact" }, `loss ${digits.losses[row].toFixed(2)}`),
    );
    mark.setAttribute("aria-pressed", String(model.get("doubtful").includes(row)));
    bars.show(digits.probabilities(row), label);
    prepare([row]);
    showNeighbours();
  }

  /** What `show` shows, for a screen reader. */
  function inWords(row) {
    const ranking = [...Array(10).keys()].sort(
      (a, b) => digits.probabilities(row)[b] - digits.probabilities(row)[a],
    );
    const likely = ranking
      .slice(0, 3)
      .map((digit) => `${digit} ${percent(digits.probabilities(row)[digit])}`);
    const found = known
      .get(row)
      ?.map((each) => each.label)
      .join(", ");
    return `Row ${row}, labelled ${digits.labels[row]}. ${likely.join(", ")}.${found ? ` Nearest training digits: ${found}.` : ""}`;
  }

  model.on("msg:custom", receive);
  return { node, show, prepare, inWords, end: () => model.off("msg:custom", receive) };
}
