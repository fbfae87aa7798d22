import { freshId, listen, make, mount, numbers, tell } from "./shared.js";
import { networkOf } from "./network.js";
import { readDrawing } from "./drawn_reading.js";
import { pad } from "./pad.js";
import { exampleSource, fileSource } from "./picture_sources.js";
import { readingView } from "./reading_view.js";

const PATIENCE = 15_000;
const NO_ANSWER =
  "There is no answer: what reads the pictures is busy or has ended. Start it again (python lab.py app, or " +
  "the cell of the notebook), then load this page anew.";

const NOTHING = "Draw a digit, or give a picture of one.";

function render({ model, el }) {
  const id = freshId("reader");
  const { root, say } = mount(el, "reader", "Digit reader");
  const view = readingView(id);
  const network = networkOf(model.get("_sizes"), numbers(model, "_numbers", Float32Array));
  let waiting = null;
  // What the pad holds, as long as it is what is shown.
  let drawn = null;
  let mine = model.get("_strokes");

  // Pictures that are being read, and those of them that somebody has drawn over since.
  let [asked, passed] = [0, 0];

  const ask = (content, buffers) => {
    drawn = null;
    paper.wipe();
    asked += 1;
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

  const answered = () => {
    if (passed) return (passed -= 1);
    asked = Math.max(0, asked - 1);
    show(true);
  };

  const showDrawing = (ink) => {
    const empty = !ink.some((byte) => byte > 0);
    if (empty && !drawn) return;
    [asked, passed] = [0, passed + asked];
    settle();
    examples.mark(null);
    drawn = empty ? null : readDrawing(ink, model.get("_side"), network, model.get("_steps"));
    if (empty) view.showNothing(NOTHING);
    else if (drawn.problem) view.showProblem(drawn.problem);
    else view.showReading("Your drawing", drawn);
  };

  // Where pictures come from. Files and examples are handed to `ask`; a drawing is read here.
  const files = fileSource(root, model.get("_largest_megabytes"), ask, complain);
  const examples = exampleSource(model.get("_examples"), ask);
  const paper = pad({
    id,
    side: model.get("_side"),
    strokes: mine,
    show: showDrawing,
    finished: (strokes, ink) => {
      mine = strokes;
      tell(model, { _strokes: strokes, _ink: new DataView(ink.buffer) });
    },
    words: () => (drawn ? (drawn.problem ?? [drawn.words, ...drawn.notes].join(" ")) : ""),
    say,
  });
  const section = (key, title, ...nodes) =>
    make(
      "section",
      { class: `dl-reader-${key}`, "aria-labelledby": `${id}-${key}` },
      make("h2", { id: `${id}-${key}` }, title),
      ...nodes,
    );
  const own = make("p", { class: "dl-caption" }, "Your drawings and pictures stay on this machine.");
  const draw = section("draw", "Draw a digit", paper.node);
  const give = section("give", "Or give it a picture", files.node, examples.node, own);
  view.lesson.textContent = model.get("_lesson");
  const [result, prepared, hidden] = view.nodes;
  const column = (...nodes) => make("div", { class: "dl-reader-column" }, ...nodes);
  root.append(make("div", { class: "dl-reader-body" }, column(draw, give), column(result, prepared), hidden));
  const ended = [
    listen(model, "_seen", answered),
    listen(model, "_strokes", () => model.get("_strokes") !== mine && paper.adopt(model.get("_strokes"))),
  ];
  if (!drawn) show(false);
  return () => {
    clearTimeout(waiting);
    for (const end of [...ended, paper.end, files.end]) end();
  };
}

export default { render };
