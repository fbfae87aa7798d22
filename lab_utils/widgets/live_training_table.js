import { make } from "./shared.js";
import { sample } from "./plot_area.js";
import { colourOf, figure, finite, markerOf, spoken, valueAt } from "./training_runs.js";

/** The exact figures of each run at one epoch, null for its own last; the table is the diagrams' legend, too. */
export function figuresTable() {
  const head = make("tr", { role: "row" });
  const body = make("tbody", { role: "rowgroup" });
  const node = make(
    "table",
    { class: "dl-plot-table dl-live-table", role: "table", "aria-label": "Figures of the chosen epoch" },
    make("thead", { role: "rowgroup" }, head),
    body,
  );
  let text = "";
  const inWords = () => text;

  function show(runs, metric, at) {
    const keys = columns(runs, metric);
    const names = ["run", "", ...keys.map(spoken), "lowest validation loss"];
    const told = names.map((name, i) => (i === 1 ? "how far" : name));
    head.replaceChildren(...told.map((name) => make("th", { role: "columnheader", scope: "col" }, name)));
    body.replaceChildren(...runs.map((run, i) => row(run, i, keys, at)));
    const said = runs.map((run) => {
      const figures = keys.map((key) => `${spoken(key)} ${figure(valueAt(run, key, at))}`);
      return `${run.name}: ${figures.join(", ")}`;
    });
    text = `${at === null ? "The last epochs" : `Epoch ${at}`}. ${said.join(". ")}.`;
  }
  return { node, show, inWords };
}

function columns(runs, metric) {
  const wanted = ["loss", "val_loss", ...(metric ? [metric, `val_${metric}`] : [])];
  return wanted.filter((key) => runs.some(({ figures }) => figures[key]));
}

function row(run, i, keys, at) {
  const look = { colour: colourOf(i), marker: markerOf(i) };
  const cells = keys.map((key) => cell(spoken(key), figure(valueAt(run, key, at))));
  return make(
    "tr",
    { role: "row" },
    make("th", { role: "rowheader", scope: "row" }, sample(look), run.name),
    cell("how far", run.progress, "dl-live-how"),
    ...cells,
    cell("lowest validation loss", lowest(run)),
  );
}

function cell(name, text, kind = "") {
  return make("td", { role: "cell", class: kind, "data-name": name }, text);
}

function lowest({ figures, numbers }) {
  const values = figures.val_loss ?? [];
  const best = values.reduce((at, value, i) => (finite(value) && !(values[at] <= value) ? i : at), -1);
  return best < 0 ? "\u2013" : `${figure(values[best])} in epoch ${numbers[best]}`;
}
