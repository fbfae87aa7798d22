import { make, percent, rove } from "./shared.js";
import { drawDigit } from "./digits.js";
import { inWords } from "./misclassified_data.js";

const PAGE = 24;

/**
 * The digits behind a choice, a page at a time.
 *
 * `on` is told of what happens: `page(rows)` is shown, `open(row)`, `ask(row)` for its words, `mark()`,
 * `say(text)`, and `offer(values)` where there is nothing to show.
 */
export function digitSheet(digits, save, on) {
  const tiles = [...Array(PAGE)].map(() => digitTile(digits));
  const nodes = tiles.map(({ node }) => node);
  const list = make("div", { class: "dl-sheet", role: "listbox", "aria-label": "Digits" }, ...nodes);
  const seen = () => nodes.filter((node) => !node.hidden);
  const inARow = () => Math.max(1, seen().filter((node) => node.offsetTop === nodes[0].offsetTop).length);
  const settle = rove(list, ".dl-tile:not([hidden])", inARow);
  const nothing = make("div", { class: "dl-nothing", hidden: true });
  const count = make("span", { class: "dl-count" });
  const back = make("button", { class: "dl-button", type: "button", onclick: () => turn(-1) }, "Back");
  const next = make("button", { class: "dl-button", type: "button", onclick: () => turn(1) }, "Next");
  const pager = make("div", { class: "dl-pager" }, back, count, next, save);
  let [rows, chosen, page, current] = [[], null, 0, null];

  function show(newRows, choice, opened) {
    const inside = list.contains(list.getRootNode().activeElement);
    [rows, chosen, page] = [newRows, choice, 0];
    nothing.hidden = rows.length > 0;
    if (!rows.length) nothing.replaceChildren(...explanation(digits, chosen, take));
    list.hidden = !rows.length;
    for (const node of [back, count, next]) node.hidden = rows.length <= PAGE;
    showPage(opened);
    // Whoever works by keyboard goes on here, also when the digit that had the focus has gone.
    if (inside) (rows.length ? nodes[0] : nothing.querySelector("button")).focus();
  }

  function take(values) {
    on.offer(values);
    queueMicrotask(() => nodes[0].focus());
  }

  function showPage(opened) {
    const shown = rows.slice(page * PAGE, (page + 1) * PAGE);
    tiles.forEach((tile, i) => tile.show(shown[i], page * PAGE + i, rows.length, chosen));
    settle(seen()[0]);
    // Not `disabled`: who pages by keyboard would lose the focus.
    back.setAttribute("aria-disabled", String(page === 0));
    next.setAttribute("aria-disabled", String(page === lastPage()));
    const from = page * PAGE + 1;
    count.textContent = `${from} to ${from + shown.length - 1} of ${rows.length.toLocaleString("en")}`;
    on.page(shown);
    open(shown.includes(opened) ? opened : (shown[0] ?? null));
  }

  const lastPage = () => Math.max(0, Math.ceil(rows.length / PAGE) - 1);

  function turn(by) {
    const to = Math.min(lastPage(), Math.max(0, page + by));
    if (to === page) return;
    page = to;
    showPage(null);
    on.say(`Digits ${count.textContent}`);
  }

  function open(row) {
    current = row;
    for (const node of seen()) node.setAttribute("aria-selected", String(rowOf(node) === row));
    on.open(row);
  }

  /** Show the page on which a row stands, where there is one. */
  function turnTo(row) {
    if (row === current) return;
    const its = Math.floor(rows.indexOf(row) / PAGE);
    if (its < 0 || its === page) return open(row);
    page = its;
    showPage(row);
  }

  const rowOf = (node) => Number(node.dataset.row);
  const tileOf = (event) => event.target.closest(".dl-tile");
  list.addEventListener("focusin", (event) => tileOf(event) && open(rowOf(tileOf(event))));
  list.addEventListener("click", (event) => tileOf(event) && on.ask(rowOf(tileOf(event))));
  list.addEventListener("keydown", (event) => {
    const action = {
      Enter: () => on.ask(rowOf(tileOf(event))),
      " ": () => on.ask(rowOf(tileOf(event))),
      d: on.mark,
      PageDown: () => (turn(1), nodes[0].focus()),
      PageUp: () => (turn(-1), nodes[0].focus()),
    }[event.key];
    if (!action || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    action();
  });

  return {
    node: make("div", {}, nothing, list, pager),
    show,
    turnTo,
    remark: (doubtful) => tiles.forEach((tile) => tile.mark(doubtful)),
    complaint: () => (rows.length ? null : nothing.querySelector("p").textContent),
  };
}

/** One digit of the sheet; it is filled anew on each page. */
function digitTile(digits) {
  const canvas = make("canvas", { "aria-hidden": "true" });
  const words = make("span", { class: "dl-tile-words", "aria-hidden": "true" });
  const figure = make("span", { class: "dl-tile-figure", "aria-hidden": "true" });
  const node = make("div", { class: "dl-tile", role: "option", tabindex: "-1" }, canvas, words, figure);
  let name = "";
  const mark = (doubtful) => {
    const marked = doubtful.has(Number(node.dataset.row));
    node.dataset.doubtful = marked;
    node.setAttribute("aria-label", marked ? `${name}, marked as doubtful` : name);
  };
  const show = (row, place, count, { order, doubtful }) => {
    node.hidden = row === undefined;
    if (node.hidden) return;
    const [label, read] = [digits.labels[row], digits.readAs[row]];
    const [sure, loss] = [percent(digits.confidence(row), 0), digits.losses[row].toFixed(1)];
    drawDigit(canvas, digits.images, row, digits.side);
    words.textContent = label === read ? `${label}` : `${label} \u2192 ${read}`;
    figure.textContent = order === "largest loss" ? `loss ${loss}` : sure;
    Object.assign(node.dataset, { row, wrong: label !== read });
    node.setAttribute("aria-posinset", place + 1);
    node.setAttribute("aria-setsize", count);
    const reading = label === read ? `${label}, read rightly` : `${label} read as ${read}`;
    name = `${reading}, ${sure} sure, loss ${loss}, row ${row}`;
    mark(doubtful);
  };
  return { node, show, mark };
}

/** Say why there is nothing to show, and offer what there is. */
function explanation({ mistakes }, chosen, take) {
  const [text, offer, values] = mistakes
    ? [`None here: ${inWords(chosen)}.`, "Show all mistakes", { label: null, read_as: null, shown: "wrong" }]
    : [
        "No mistakes: every digit was read as its label says.",
        "Show the least confident",
        { label: null, read_as: null, shown: "all", order: "least confident" },
      ];
  const said = chosen.shown === "doubtful" ? "No digit here is marked." : text;
  return [
    make("p", {}, said),
    make("button", { class: "dl-button", type: "button", onclick: () => take(values) }, offer),
  ];
}
