import { freshId, listen, make, mount, numbers, tell } from "./shared.js";
import { networkOf } from "./network.js";
import { readDrawing } from "./drawn_reading.js";
import { ownDigits } from "./own_digits_view.js";
import { pad } from "./pad.js";
import { readingView } from "./reading_view.js";

const NOTHING = "Draw a digit on the pad. What the network reads appears here while you draw.";

function render({ model, el }) {
  const id = freshId("draw");
  const { root, say } = mount(el, "draw", "Draw pad");
  const network = networkOf(model.get("_sizes"), numbers(model, "_numbers", Float32Array));
  const view = readingView(id);
  view.lesson.textContent = model.get("_lesson");
  let reading = null;
  let mine = model.get("_strokes");

  const show = (ink) => {
    const drawn = ink.some((byte) => byte > 0);
    reading = drawn ? readDrawing(ink, model.get("_side"), network, model.get("_steps")) : null;
    if (reading?.x) view.showReading("Your drawing", reading);
    else if (drawn) view.showProblem(reading.problem);
    else view.showNothing(NOTHING);
    own?.offer(Boolean(reading?.x));
  };
  const finished = (strokes, ink) => {
    mine = strokes;
    tell(model, { _strokes: strokes, _ink: new DataView(ink.buffer) });
  };
  const words = () => (reading ? (reading.problem ?? [reading.words, ...reading.notes].join(" ")) : "The pad is empty.");

  let own = null;
  const paper = pad({ id, side: model.get("_side"), strokes: mine, show, finished, words, say });
  own = ownDigits({
    id: `${id}-own`,
    model,
    network,
    drawing: () => reading?.x ?? null,
    kept: paper.wipe,
    say,
  });
  own.offer(Boolean(reading?.x));
  const draw = make(
    "section",
    { class: "dl-draw-pad", "aria-labelledby": `${id}-pad` },
    make("h2", { id: `${id}-pad` }, "Draw a digit"),
    paper.node,
    own.choice,
  );
  const [result, prepared] = view.nodes;
  root.append(make("div", { class: "dl-draw-body" }, draw, result, prepared, own.node));
  const ended = [
    listen(model, "_kept _kept_pixels _can_put_back", own.show),
    listen(model, "_strokes", () => model.get("_strokes") !== mine && paper.adopt(model.get("_strokes"))),
  ];
  return () => {
    for (const end of [...ended, paper.end, own.end]) end();
  };
}

export default { render };
