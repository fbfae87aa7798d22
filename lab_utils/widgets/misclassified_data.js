import { numbers } from "./shared.js";

/** What the explorer knows of its digits: sent once, then filtered and sorted here. */
export function readDigits(model) {
  const labels = numbers(model, "_labels", Uint8Array);
  const readAs = numbers(model, "_read_as", Uint8Array);
  const probabilities = numbers(model, "_probabilities", Float32Array);
  const orders = numbers(model, "_orders", Uint32Array);
  const names = model.get("_order_names");
  const of = (row) => probabilities.subarray(10 * row, 10 * row + 10);
  return {
    count: labels.length,
    side: model.get("_side"),
    images: numbers(model, "_images", Uint8Array),
    losses: numbers(model, "_losses", Float32Array),
    labels,
    readAs,
    mistakes: labels.reduce((sum, label, row) => sum + (label !== readAs[row]), 0),
    probabilities: of,
    confidence: (row) => of(row)[readAs[row]],
    /** The rows behind a cell of the confusion matrix; null stands for every digit. */
    rows({ label, read, shown, order, doubtful }) {
      const at = names.indexOf(order) * labels.length;
      const wanted = {
        wrong: (row) => labels[row] !== readAs[row],
        all: () => true,
        doubtful: (row) => doubtful.has(row),
      }[shown];
      const behind = (row) =>
        (label === null || labels[row] === label) && (read === null || readAs[row] === read);
      return [...orders.subarray(at, at + labels.length)].filter((row) => wanted(row) && behind(row));
    },
  };
}

/** Name what stands behind a choice: "4 read as 9", "All mistakes". */
export function inWords({ label, read, shown }) {
  const [some, all] = {
    wrong: ["Mistakes", "All mistakes"],
    all: ["Digits", "All digits"],
    doubtful: ["Marked digits", "All marked digits"],
  }[shown];
  if (label === null) return read === null ? all : `${some} read as ${read}`;
  if (read === null) return `${some} labelled ${label}`;
  return label === read ? `${label} read rightly` : `${label} read as ${read}`;
}

/** Rows as CSV, as `ReadDigits.as_csv` writes them. */
export function asCsv(digits, rows) {
  const lines = [...rows]
    .sort((a, b) => a - b)
    .map((row) => {
      const figures = [digits.confidence(row).toFixed(4), digits.losses[row].toFixed(4)];
      return [row, digits.labels[row], digits.readAs[row], ...figures].join(",");
    });
  return ["row,label,read_as,confidence,loss", ...lines, ""].join("\n");
}
