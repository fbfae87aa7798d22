import { listen, make, mount, percent, rove, tell } from "./shared.js";
import { drawDigit } from "./digits.js";
import { confusionMatrix } from "./confusion_matrix.js";
import { digitInDetail } from "./digit_in_detail.js";
import { asCsv, readDigits } from "./misclassified_data.js";

const PAGE = 24;
const SHOWN = { wrong: "Read wrongly", all: "All digits", doubtful: "Marked" };
const ORDERS = {
  "largest loss": "Largest loss",
  "most confident": "Most confident",
  "least confident": "Least confident",
};
let widgets = 0;

function render({ model, el }) {
  const digits = readDigits(model);
  const id = `dl-explorer-${(widgets += 1)}`;
  const { root, say } = mount(el, "explorer", "Misclassified digits explorer");
  let rows = [];
  let page = 0;

  const chosen = () => [model.get("label"), model.get("read_as")];
  const doubtful = () => new Set(model.get("doubtful"));

  // The controls.
  const matrix = confusionMatrix(digits.labels, digits.readAs, (label, read) => {
    // Behind a cell of the diagonal nothing is wrong.
    const hits = label !== null && label === read && model.get("shown") === "wrong";
    tell(model, { label, read_as: read, ...(hits ? { shown: "all" } : {}) });
  });
  const shown = Object.entries(SHOWN).map(([value, text]) => {
    const change = () => tell(model, { shown: value });
    const button = make("input", { type: "radio", name: `${id}-shown`, value, onchange: change });
    return { button, node: make("label", { class: "dl-choice" }, button, make("span", {}, text)) };
  });
  const order = make(
    "select",
    { class: "dl-select", onchange: () => tell(model, { order: order.value }) },
    ...Object.entries(ORDERS).map(([value, text]) => make("option", { value }, text)),
  );
  const toolbar = make(
    "div",
    { class: "dl-toolbar" },
    make(
      "fieldset",
      { class: "dl-choices" },
      make("legend", { class: "dl-unseen" }, "Which digits"),
      ...shown.map(({ node }) => node),
    ),
    make("label", { class: "dl-field" }, "Sort by ", order),
  );

  // The sheet of digits.
  const tiles = [...Array(PAGE).keys()].map(() => {
    const canvas = make("canvas", { "aria-hidden": "true" });
    const words = make("span", { class: "dl-tile-words", "aria-hidden": "true" });
    const figure = make("span", { class: "dl-tile-figure", "aria-hidden": "true" });
    const node = make("div", { class: "dl-tile", role: "option", tabindex: "-1" }, canvas, words, figure);
    return { node, canvas, words, figure };
  });
  const nodes = tiles.map(({ node }) => node);
  const sheet = make("div", { class: "dl-sheet", role: "listbox", "aria-label": "Digits" }, ...nodes);
  const columns = () => Math.max(1, nodes.filter((node) => !node.hidden && node.offsetTop === nodes[0].offsetTop).length);
  const settle = rove(sheet, ".dl-tile:not([hidden])", columns);
  const where = make("p", { class: "dl-where" });
  const nothing = make("div", { class: "dl-nothing", hidden: true });
  const before = make("button", { class: "dl-button", type: "button", onclick: () => turn(-1) }, "Back");
  const after = make("button", { class: "dl-button", type: "button", onclick: () => turn(1) }, "Next");
  const count = make("span", { class: "dl-count" });
  const save = make("button", { class: "dl-button", type: "button", onclick: () => saveDoubtful() });
  const pager = make("div", { class: "dl-pager" }, before, count, after, save);
  const detail = digitInDetail(model, digits, id, () => toggleMark());

  root.append(
    make(
      "p",
      { class: "dl-head" },
      make("strong", {}, `${digits.count.toLocaleString("en")} digits`),
      digits.mistakes
        ? `, ${digits.mistakes.toLocaleString("en")} read wrongly (${percent(1 - digits.mistakes / digits.count)} right)`
        : ", none of them read wrongly",
    ),
    make(
      "div",
      { class: "dl-explorer-body" },
      make(
        "div",
        { class: "dl-matrix-side" },
        make("p", { class: "dl-axis dl-axis-across", "aria-hidden": "true" }, "the network says"),
        make("p", { class: "dl-axis dl-axis-down", "aria-hidden": "true" }, "the digit is"),
        matrix.table,
      ),
      make("div", { class: "dl-sheet-side" }, toolbar, where, nothing, sheet, pager),
      detail.node,
    ),
  );

  // What is seen follows from the model and the page.
  function filter() {
    const inside = sheet.contains(sheet.getRootNode().activeElement);
    rows = digits.rows(...chosen(), model.get("shown"), model.get("order"), doubtful());
    page = 0;
    matrix.mark(...chosen());
    for (const { button } of shown) button.checked = button.value === model.get("shown");
    order.value = model.get("order");
    where.textContent = `${behind()}, ${rows.length.toLocaleString("en")} digit${rows.length === 1 ? "" : "s"}`;
    showPage();
    if (inside) (rows.length ? nodes[0] : nothing.querySelector("button")).focus();
  }

  function filterAndSay() {
    filter();
    say(rows.length ? `${where.textContent}, ${model.get("order")} first` : nothing.textContent);
  }

  function behind() {
    const [label, read] = chosen();
    const what = { wrong: "Mistakes", all: "Digits", doubtful: "Marked digits" }[model.get("shown")];
    if (label === null && read === null) return { wrong: "All mistakes", all: "All digits", doubtful: "All marked digits" }[model.get("shown")];
    if (read === null) return `${what} labelled ${label}`;
    if (label === null) return `${what} read as ${read}`;
    return label === read ? `${label} read rightly` : `${label} read as ${read}`;
  }

  function showPage() {
    const marked = doubtful();
    const onPage = rows.slice(page * PAGE, (page + 1) * PAGE);
    tiles.forEach((tile, i) => {
      tile.node.hidden = i >= onPage.length;
      if (i < onPage.length) fill(tile, onPage[i], page * PAGE + i, marked);
    });
    settle(nodes.find((node) => !node.hidden));
    const last = Math.max(0, Math.ceil(rows.length / PAGE) - 1);
    // Not `disabled`: who pages by keyboard would lose the focus.
    before.setAttribute("aria-disabled", String(page === 0));
    after.setAttribute("aria-disabled", String(page === last));
    const from = page * PAGE + 1;
    count.textContent = rows.length ? `${from} to ${from + onPage.length - 1} of ${rows.length.toLocaleString("en")}` : "";
    sheet.hidden = !onPage.length;
    for (const node of [before, count, after]) node.hidden = rows.length <= PAGE;
    explainNothing();
    showMarks(marked);
    detail.prepare(onPage);
    open(onPage.includes(model.get("opened")) ? model.get("opened") : (onPage[0] ?? null));
  }

  function fill({ node, canvas, words, figure }, row, place, marked) {
    const [label, read, share] = [digits.labels[row], digits.readAs[row], digits.confidence(row)];
    drawDigit(canvas, digits.images, row, digits.side);
    words.textContent = label === read ? `${label}` : `${label} \u2192 ${read}`;
    const byLoss = model.get("order") === "largest loss";
    figure.textContent = byLoss ? `loss ${digits.losses[row].toFixed(1)}` : percent(share, 0);
    node.dataset.row = row;
    node.dataset.wrong = label !== read;
    node.dataset.doubtful = marked.has(row);
    node.setAttribute("aria-posinset", place + 1);
    node.setAttribute("aria-setsize", rows.length);
    const reading = label === read ? `${label}, read rightly` : `${label} read as ${read}`;
    const mark = marked.has(row) ? ", marked as doubtful" : "";
    const name = `${reading}, ${percent(share, 0)} sure, loss ${digits.losses[row].toFixed(1)}, row ${row}${mark}`;
    node.setAttribute("aria-label", name);
  }

  function explainNothing() {
    nothing.hidden = rows.length > 0;
    if (rows.length) return;
    const none = model.get("shown") === "doubtful" ? "No digit here is marked." : digits.mistakes ? `None here: ${behind()}.` : "No mistakes: every digit was read as its label says.";
    const offer = digits.mistakes
      ? ["Show all mistakes", { label: null, read_as: null, shown: "wrong" }]
      : ["Show the least confident", { label: null, read_as: null, shown: "all", order: "least confident" }];
    const take = () => {
      tell(model, offer[1]);
      // This button goes: who came by keyboard goes on with the digits.
      queueMicrotask(() => nodes[0].focus());
    };
    const button = make("button", { class: "dl-button", type: "button", onclick: take }, offer[0]);
    nothing.replaceChildren(make("p", {}, none), button);
  }

  function turn(by) {
    const last = Math.max(0, Math.ceil(rows.length / PAGE) - 1);
    const to = Math.min(last, Math.max(0, page + by));
    if (to === page) return;
    page = to;
    showPage();
    say(`Digits ${count.textContent}`);
  }

  // One digit.
  function open(row) {
    for (const { node } of tiles) {
      node.setAttribute("aria-selected", String(Number(node.dataset.row) === row && !node.hidden));
    }
    detail.show(row);
    if (model.get("opened") !== row) tell(model, { opened: row });
  }

  /** Python may open a digit too: turn to its page where it has one. */
  function follow() {
    const row = model.get("opened");
    const its = Math.floor(rows.indexOf(row) / PAGE);
    if (its >= 0 && its !== page) {
      page = its;
      showPage();
    } else {
      open(row);
    }
  }

  function showMarks(marked) {
    save.textContent = `Save marked digits as CSV (${marked.size})`;
    save.disabled = !marked.size;
  }

  function toggleMark() {
    const row = model.get("opened");
    if (row === null) return;
    const marked = doubtful();
    const on = !marked.delete(row);
    if (on) marked.add(row);
    tell(model, { doubtful: [...marked].sort((a, b) => a - b) });
    say(`The label of row ${row} is ${on ? "marked as doubtful" : "no longer marked"}, ${marked.size} in all`);
  }

  function remark() {
    const marked = doubtful();
    tiles.forEach((tile) => {
      if (!tile.node.hidden) fill(tile, Number(tile.node.dataset.row), Number(tile.node.getAttribute("aria-posinset")) - 1, marked);
    });
    showMarks(marked);
    detail.show(model.get("opened"));
  }

  function saveDoubtful() {
    const file = new Blob([asCsv(digits, doubtful())], { type: "text/csv" });
    const link = make("a", { href: URL.createObjectURL(file), download: "doubtful_labels.csv" });
    link.click();
    URL.revokeObjectURL(link.href);
    say(`${doubtful().size} digits saved as doubtful_labels.csv`);
  }

  const rowOf = (event) => {
    const tile = event.target.closest(".dl-tile");
    return tile && Number(tile.dataset.row);
  };
  sheet.addEventListener("focusin", (event) => rowOf(event) !== null && open(rowOf(event)));
  sheet.addEventListener("click", (event) => rowOf(event) !== null && say(detail.inWords(rowOf(event))));
  sheet.addEventListener("keydown", (event) => {
    const action = {
      Enter: () => say(detail.inWords(model.get("opened"))),
      " ": () => say(detail.inWords(model.get("opened"))),
      d: toggleMark,
      PageDown: () => turnAndFocus(1),
      PageUp: () => turnAndFocus(-1),
    }[event.key];
    if (!action || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    action();
  });
  function turnAndFocus(by) {
    turn(by);
    nodes[0].focus();
  }

  const endings = [
    listen(model, "label read_as shown order", filterAndSay),
    listen(model, "doubtful", () => (model.get("shown") === "doubtful" ? filter() : remark())),
    listen(model, "opened", follow),
    detail.end,
  ];
  filter();
  return () => endings.forEach((end) => end());
}

export default { render };
