import { freshId, listen, make, mount, tell } from "./shared.js";
import { switchButton } from "./fields.js";
import { plotArea, sample } from "./plot_area.js";
import { content, smallest } from "./live_training_plots.js";
import { figuresTable } from "./live_training_table.js";
import { RUNNING, figure, metricsOf, spoken } from "./training_runs.js";

// A training is told of when it begins, when it ends, and not more often than this meanwhile.
const BETWEEN_WORDS = 20000;
const PAUSE = 700;
// What outlives a view: JupyterLab makes a new one when the cell has ended.
const memories = new Map();

function render({ model, el }) {
  const { root, say } = mount(el, "live", "Live training");
  const memory = memories.get(model.get("_key")) ?? {};
  memories.set(model.get("_key"), memory);
  let hovered = null;
  let spokenAt = 0;
  let pause = 0;
  let told = null;

  const status = make("p", { class: "dl-live-status" });
  const bar = make("progress", { class: "dl-live-progress", max: 1, "aria-label": "Progress of the training" });
  const stop = make("button", { class: "dl-button dl-live-stop", type: "button", "data-key": "stop" }, "Stop");
  const scale = switchButton("logarithmic", (on) => tell(model, { logarithmic: on }));
  scale.button.dataset.key = "scale";
  scale.button.setAttribute("aria-label", "logarithmic axis of the losses");
  const choice = make("select", { class: "dl-select", "data-key": "metric", "aria-label": "second figure" });
  const loss = diagram(() => model.get("logarithmic") && smallest(model.get("_runs")) !== null);
  const other = diagram(() => false);
  const lossTitle = make("h4", {}, "loss");
  const otherTitle = make("h4", {});
  const second = panel([otherTitle, choice], other);
  const words = make("p", { class: "dl-live-words", hidden: true });
  const epoch = make("input", { type: "range", class: "dl-slider", min: 1, step: 1, "data-key": "epoch" });
  const epochId = freshId("epoch");
  epoch.id = epochId;
  const epochShown = make("span", { class: "dl-live-at" });
  const table = figuresTable();
  root.append(
    make("div", { class: "dl-live-head" }, make("div", {}, status, bar), stop),
    make("div", { class: "dl-live-panels" }, panel([lossTitle, scale.button], loss), second),
    key(),
    words,
    make(
      "div",
      { class: "dl-live-epoch" },
      make("label", { for: epochId }, "Figures of epoch"),
      epoch,
      epochShown,
    ),
    table.node,
  );

  stop.addEventListener("click", () => {
    if (stop.getAttribute("aria-disabled") === "true") return;
    stop.setAttribute("aria-disabled", "true");
    stop.textContent = "Stopping \u2026";
    model.send({ stop: model.get("_number") });
  });
  choice.addEventListener("change", () => tell(model, { metric: choice.value }));
  epoch.addEventListener("input", () => {
    memory.at = Number(epoch.value) === Number(epoch.max) ? null : Number(epoch.value);
    update();
    clearTimeout(pause);
    pause = setTimeout(() => say(table.inWords()), PAUSE);
  });
  for (const plot of [loss, other]) followPointer(plot, (x) => ((hovered = x), update()));

  function update() {
    // A view that JupyterLab has replaced is still told of changes.
    if (told !== null && !root.isConnected) return;
    const runs = model.get("_runs");
    const current = runs.at(-1);
    const metrics = metricsOf(runs);
    const metric = metrics.includes(model.get("metric")) ? model.get("metric") : metrics[0];
    const last = Math.max(1, ...runs.map(({ numbers }) => numbers.at(-1) ?? 0));
    const wanted = hovered ?? memory.at ?? null;
    const at = wanted === null ? last : Math.min(last, Math.max(1, Math.round(wanted)));
    const even = runs.every(({ numbers }) => (numbers.at(-1) ?? last) === last);

    showHead(current);
    showMetric(metric, metrics);
    scale.show(model.get("logarithmic"));
    loss.show(content(runs, "loss", at, model.get("logarithmic")));
    if (metric) other.show(content(runs, metric, at, false));
    epoch.max = last;
    epoch.value = at;
    epoch.setAttribute("aria-valuetext", `epoch ${at}`);
    const each = at === last && !even;
    epochShown.textContent = each ? "the last of each run" : `${at}${at === last ? ", the last" : ""}`;
    table.show(runs, metric, each ? null : at);
    words.textContent = runs.filter((run) => run.lost).map(lostInWords).join(" ");
    words.hidden = !words.textContent;
    announce(current);
    if (!RUNNING.includes(current?.state)) holdHeight(el, memory);
  }

  function showHead(run) {
    const running = RUNNING.includes(run?.state);
    status.textContent = run ? headline(run) : "Nothing has been trained yet.";
    bar.hidden = !running;
    if (running && run.epochs) {
      const within = run.steps ? run.step / run.steps : 0;
      bar.value = (Math.max(0, run.epoch - 1) + within) / run.epochs;
    } else bar.removeAttribute("value");
    const stopping = run?.state === "stopping";
    stop.setAttribute("aria-disabled", String(!running || stopping));
    stop.textContent = stopping ? "Stopping \u2026" : "Stop";
  }

  function showMetric(metric, metrics) {
    second.hidden = !metric;
    otherTitle.textContent = metric ? spoken(metric) : "";
    choice.hidden = metrics.length < 2;
    otherTitle.hidden = !choice.hidden;
    if (choice.childElementCount !== metrics.length) {
      choice.replaceChildren(...metrics.map((each) => make("option", { value: each }, spoken(each))));
    }
    if (metric) choice.value = metric;
  }

  function announce(run) {
    if (!run) return;
    const now = `${model.get("_number")} ${RUNNING.includes(run.state) ? "runs" : run.state}`;
    const due = now !== told || (RUNNING.includes(run.state) && Date.now() - spokenAt > BETWEEN_WORDS);
    if (!due) return;
    // What a view shows at first is read like any other text.
    if (told !== null || RUNNING.includes(run.state)) say(headline(run));
    told = now;
    spokenAt = Date.now();
  }

  keepFocus(root, memory);
  update();
  told ??= "";
  const end = listen(model, "_runs _number logarithmic metric", update);
  return () => {
    clearTimeout(pause);
    loss.end();
    other.end();
    end();
  };
}

function diagram(logarithmic) {
  return plotArea({ height: 230, xLabel: "epoch", logarithmic });
}

function panel(head, plot) {
  return make("div", { class: "dl-live-panel" }, make("div", { class: "dl-live-title" }, ...head), plot.node);
}

/** What solid, dashed and ringed mean. */
function key() {
  const of = (text, look) => make("span", {}, sample({ colour: "var(--dl-text)", ...look }), text);
  return make(
    "p",
    { class: "dl-plot-key dl-caption" },
    of("training", {}),
    of("validation", { dash: "5 3" }),
    make("span", {}, make("span", { class: "dl-live-ring", "aria-hidden": "true" }), "lowest validation loss"),
  );
}

function headline(run) {
  const last = run.numbers.length - 1;
  const seen = ["loss", "val_loss"].filter((key) => run.figures[key] && last >= 0);
  const figures = seen.map((key) => `${spoken(key)} ${figure(run.figures[key][last])}`).join(", ");
  const step = run.state === "running" && !run.steps && run.step ? `, step ${run.step}` : "";
  const text = `${run.name}: ${run.progress}${step}`;
  return figures ? `${text}. ${figures[0].toUpperCase()}${figures.slice(1)}.` : `${text}.`;
}

function lostInWords(run) {
  return `${run.name}: the loss is no finite number from epoch ${run.lost} on, and no later step mends it. \
Try a smaller learning rate, and look for nan in the data.`;
}

function followPointer({ node, xAt }, hover) {
  node.addEventListener("pointermove", (event) => hover(xAt(event)));
  node.addEventListener("pointerdown", (event) => hover(xAt(event)));
  node.addEventListener("pointerleave", () => hover(null));
}

/** Give the focus to the same control of a new view, if the old one had it when it was taken away. */
function keepFocus(root, memory) {
  const wanted = memory.root && !memory.root.isConnected && memory.focus;
  const giveUp = performance.now() + 10_000;
  const give = () => {
    if (root.isConnected) root.querySelector(`[data-key="${wanted}"]`).focus({ preventScroll: true });
    else if (performance.now() < giveUp) requestAnimationFrame(give);
  };
  if (wanted) give();
  memory.root = root;
  root.addEventListener("focusin", ({ target }) => (memory.focus = target.dataset.key ?? null));
  const left = () => {
    if (root.isConnected && !root.contains(document.activeElement)) memory.focus = null;
  };
  root.addEventListener("focusout", () => queueMicrotask(left));
}

/** Keep the cell from collapsing for a moment while JupyterLab puts a new view in the place of this one. */
function holdHeight(el, memory) {
  const host = el.closest(".jp-OutputArea-output");
  if (!host || memory.held) return;
  memory.held = true;
  host.style.minHeight = `${host.offsetHeight}px`;
  setTimeout(() => {
    host.style.minHeight = "";
    memory.held = false;
  }, 1500);
}

export default { render };
