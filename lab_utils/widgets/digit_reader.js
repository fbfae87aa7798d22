import { freshId, listen, make, mount } from "./shared.js";
import { exampleSource, fileSource } from "./picture_sources.js";
import { readingView } from "./reading_view.js";

const PATIENCE = 15_000;
const NO_ANSWER =
  "There is no answer: what reads the pictures is busy or has ended. Start it again (python lab.py app, or " +
  "the cell of the notebook), then load this page anew.";

function render({ model, el }) {
  const id = freshId("reader");
  const { root, say } = mount(el, "reader", "Digit reader");
  const view = readingView(id);
  let waiting = null;

  const ask = (content, buffers) => {
    clearTimeout(waiting);
    root.setAttribute("aria-busy", "true");
    waiting = setTimeout(() => complain(NO_ANSWER), PATIENCE);
    model.send(content, undefined, buffers);
  };

  const complain = (sentence) => {
    settle();
    view.showProblem(sentence);
    say(sentence);
  };

  const settle = () => {
    clearTimeout(waiting);
    root.removeAttribute("aria-busy");
  };

  const show = (aloud) => {
    const { name, reading, problem } = model.get("_seen");
    settle();
    if (reading) view.showReading(name, reading);
    else view.showProblem(problem ?? "");
    examples.mark(name);
    if (aloud) say(reading ? [`${name}.`, reading.words, ...reading.notes].join(" ") : problem);
  };

  // Where pictures come from: each source has a node and hands what it finds to `ask`. A pad to draw on
  // would be one more.
  const files = fileSource(root, model.get("_largest_megabytes"), ask, complain);
  const examples = exampleSource(model.get("_examples"), ask);
  const give = make(
    "section",
    { class: "dl-reader-give", "aria-labelledby": `${id}-give` },
    make("h2", { id: `${id}-give` }, "Give it a digit"),
    files.node,
    examples.node,
    make("p", { class: "dl-caption" }, "Your pictures stay on this machine."),
  );
  view.lesson.textContent = model.get("_lesson");
  root.append(make("div", { class: "dl-reader-body" }, give, ...view.nodes));
  const ended = listen(model, "_seen", () => show(true));
  show(false);
  return () => {
    clearTimeout(waiting);
    ended();
    files.end();
  };
}

export default { render };
