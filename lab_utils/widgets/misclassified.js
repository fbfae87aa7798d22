import { freshId, listen, make, mount, percent, tell } from "./shared.js";
import { confusionMatrix } from "./confusion_matrix.js";
import { digitInDetail } from "./digit_in_detail.js";
import { digitSheet } from "./digit_sheet.js";
import { asCsv, inWords, readDigits } from "./misclassified_data.js";
import { whichDigits } from "./misclassified_controls.js";
import { saveFile } from "./saved_file.js";

function render({ model, el }) {
  const digits = readDigits(model);
  const id = freshId("explorer");
  const { root, say } = mount(el, "explorer", "Misclassified digits explorer");
  const choice = () => ({
    label: model.get("label"),
    read: model.get("read_as"),
    shown: model.get("shown"),
    order: model.get("order"),
    doubtful: new Set(model.get("doubtful")),
  });

  const matrix = confusionMatrix(digits.labels, digits.readAs, (label, read) => {
    // Behind a cell of the diagonal nothing is wrong.
    const hits = label !== null && label === read && model.get("shown") === "wrong";
    tell(model, { label, read_as: read, ...(hits ? { shown: "all" } : {}) });
  });
  const controls = whichDigits(id, (values) => tell(model, values));
  const where = make("p", { class: "dl-where" });
  const save = make("button", { class: "dl-button", type: "button", onclick: saveMarked });
  const detail = digitInDetail(model, digits, id, mark);
  const sheet = digitSheet(digits, save, {
    page: detail.prepare,
    open,
    ask: (row) => say(detail.inWords(row)),
    mark,
    say,
    offer: (values) => tell(model, values),
  });
  root.append(
    headline(digits),
    make(
      "div",
      { class: "dl-explorer-body" },
      matrix.node,
      make("div", { class: "dl-sheet-side" }, controls.node, where, sheet.node),
      detail.node,
    ),
  );

  /** Show the digits behind the chosen cell from the first one on. */
  function filter() {
    const chosen = choice();
    matrix.mark(chosen.label, chosen.read);
    controls.show(chosen.shown, chosen.order);
    const rows = digits.rows(chosen);
    const count = `${rows.length.toLocaleString("en")} digit${rows.length === 1 ? "" : "s"}`;
    where.textContent = `${inWords(chosen)}, ${count}`;
    showMarked(chosen.doubtful);
    sheet.show(rows, chosen, model.get("opened"));
  }

  function filterAndSay() {
    filter();
    say(sheet.complaint() ?? `${where.textContent}, ${model.get("order")} first`);
  }

  function open(row) {
    detail.show(row);
    if (model.get("opened") !== row) tell(model, { opened: row });
  }

  function mark() {
    const row = model.get("opened");
    if (row === null) return;
    const { doubtful } = choice();
    const off = doubtful.delete(row);
    if (!off) doubtful.add(row);
    tell(model, { doubtful: [...doubtful].sort((a, b) => a - b) });
    say(
      `The label of row ${row} is ${off ? "no longer marked" : "marked as doubtful"}, ${doubtful.size} in all`,
    );
  }

  function remark() {
    const chosen = choice();
    if (chosen.shown === "doubtful") return filter();
    showMarked(chosen.doubtful);
    sheet.remark(chosen.doubtful);
    detail.show(model.get("opened"));
  }

  function showMarked(doubtful) {
    save.textContent = `Save marked digits as CSV (${doubtful.size})`;
    save.disabled = !doubtful.size;
  }

  function saveMarked() {
    const { doubtful } = choice();
    saveFile("doubtful_labels.csv", asCsv(digits, doubtful), "text/csv");
    say(`${doubtful.size} saved as doubtful_labels.csv`);
  }

  const endings = [
    listen(model, "label read_as shown order", filterAndSay),
    listen(model, "doubtful", remark),
    listen(model, "opened", () => sheet.turnTo(model.get("opened"))),
    detail.end,
  ];
  filter();
  return () => endings.forEach((end) => end());
}

function headline({ count, mistakes }) {
  const share = `${mistakes.toLocaleString("en")} read wrongly (${percent(1 - mistakes / count)} right)`;
  const rest = mistakes ? share : "none of them read wrongly";
  return make(
    "p",
    { class: "dl-head" },
    make("strong", {}, `${count.toLocaleString("en")} digits`),
    `, ${rest}`,
  );
}

export default { render };
