import { make, numbers, rove } from "./shared.js";
import { drawInk, inkBytes } from "./digits.js";
import { lookAt } from "./dense_network.js";
import { digitsFile } from "./npz.js";
import { saveFile } from "./saved_file.js";
import { unsavedDigits } from "./unsaved_digits.js";

const PIXELS = 400;
const MOST_SHOWN = 60;

/**
 * A learner's own test set: buttons that keep a drawing with its label, and all that was kept.
 *
 * `drawing()` gives the 400 numbers to keep, or null; `kept()` is called when they are. What the kernel has not saved
 * stays in the list and says so.
 */
export function ownDigits({ id, model, network, drawing, kept, say }) {
  const problem = make("p", { class: "dl-own-problem", hidden: true });
  const score = make("p", {});
  const tiles = make("ul", { class: "dl-own-tiles", "aria-label": "Your digits" });
  const button = (name, onclick) => make("button", { class: "dl-button", type: "button", onclick }, name);
  const putBack = button("Put back", () => model.send({ put_back: true }));
  const again = button("Save again", () => unsaved.again());
  const download = button("Download as .npz", () =>
    saveFile("my_digits.npz", digitsFile(...inOneFile(all())), "application/octet-stream"),
  );
  const settle = rove(tiles, ".dl-own-remove", () => columnsOf(tiles));

  const complain = (words) => {
    problem.textContent = words;
    problem.hidden = !words;
    if (words) say(words);
  };
  const unsaved = unsavedDigits(model, (words) => {
    if (words) complain(words);
    show();
  });
  const keep = (label) => {
    const x = drawing();
    if (!x) return say("There is no digit on the pad to keep.");
    unsaved.keep(x, label);
    kept();
  };
  const receive = (answer) => {
    if (!("words" in answer)) return;
    complain(answer.refused ? answer.words : "");
    if (!answer.refused) say(answer.words);
    unsaved.answered(answer);
    show();
  };

  /** All digits, the newest first; what is not saved has no `key`. */
  const all = () => {
    const pixels = numbers(model, "_kept_pixels", Float32Array);
    const saved = model.get("_kept").map(({ key, label }, i) => {
      return { key, label, x: pixels.subarray(PIXELS * i, PIXELS * (i + 1)), state: "" };
    });
    return [...saved, ...unsaved.all()].reverse();
  };
  const remove = ({ key, turn }) => {
    if (key) return model.send({ remove: key });
    unsaved.forget(turn);
    show();
  };

  function show() {
    const digits = all();
    const read = digits.map(({ x }) => lookAt(network, x).readAs);
    const focused = [...tiles.querySelectorAll(".dl-own-remove")].indexOf(document.activeElement);
    score.textContent = scoreOf(digits, read);
    tiles.replaceChildren(...digits.slice(0, MOST_SHOWN).map((digit, i) => tile(digit, i, read[i], remove)));
    tiles.hidden = download.hidden = !digits.length;
    putBack.hidden = !model.get("_can_put_back");
    again.hidden = !digits.some(({ state }) => state === "not saved");
    settle();
    const left = tiles.querySelectorAll(".dl-own-remove");
    if (focused >= 0) (left[Math.min(focused, left.length - 1)] ?? putBack).focus();
    else if (putBack.hidden && document.activeElement === putBack) left[0]?.focus();
  }

  const choices = make("div", { class: "dl-own-keep", role: "group", "aria-label": "Keep the drawing as" });
  for (const digit of Array(10).keys())
    choices.append(
      make("button", { class: "dl-button", type: "button", "aria-label": `Keep as ${digit}`, onclick: () => keep(digit) }, String(digit)),
    );
  rove(choices, "button", () => 10)();
  const question = make("p", {}, "Which digit did you mean? Keep the drawing as");
  const choice = make("div", { class: "dl-own-choices" }, question, choices);
  const node = make(
    "section",
    { class: "dl-own", "aria-labelledby": id },
    make("h2", { id }, "Your own test set"),
    problem,
    score,
    tiles,
    make("div", { class: "dl-own-tools" }, putBack, again, download),
    make("p", { class: "dl-caption" }, `Kept in ${model.get("_place")}, on the machine that runs this notebook.`),
  );
  const offer = (there) => {
    for (const each of choices.children) each.setAttribute("aria-disabled", String(!there));
  };
  model.on("msg:custom", receive);
  complain(model.get("_kept_problem"));
  show();
  return {
    choice,
    node,
    offer,
    show,
    end: () => {
      model.off("msg:custom", receive);
      unsaved.end();
    },
  };
}

function tile(digit, i, read, remove) {
  const { x, label, state } = digit;
  const canvas = make("canvas", { "aria-hidden": "true" });
  drawInk(canvas, inkBytes(x), 20, 20);
  const right = read === label;
  const said = [right ? "read rightly" : `read as ${read}`, state].filter(Boolean).join(", ");
  const name = `Remove digit ${i + 1}, kept as ${label}`;
  return make(
    "li",
    { class: "dl-own-tile", "data-right": String(right) },
    make("div", { class: "dl-picture" }, canvas),
    make("p", {}, make("strong", {}, String(label))),
    make("p", { class: "dl-caption" }, said),
    make("button", { class: "dl-button dl-own-remove", type: "button", "aria-label": name, onclick: () => remove(digit) }, "Remove"),
  );
}

function scoreOf(digits, read) {
  if (!digits.length) return "Nothing is kept yet.";
  const right = digits.filter(({ label }, i) => label === read[i]).length;
  const many = digits.length > MOST_SHOWN ? ` Shown are the newest ${MOST_SHOWN}.` : "";
  const words = digits.length === 1 ? "The network reads your one digit" : `The network reads ${right} of your ${digits.length} digits`;
  return `${words} ${digits.length === 1 ? (right ? "rightly" : "wrongly") : "rightly"}.${many}`;
}

/** The oldest first, as the kernel's file has them. */
function inOneFile(digits) {
  const pixels = new Float32Array(PIXELS * digits.length);
  digits.reverse().forEach(({ x }, i) => pixels.set(x, PIXELS * i));
  return [pixels, digits.map(({ label }) => label)];
}

function columnsOf(list) {
  const tops = [...list.children].map(({ offsetTop }) => offsetTop);
  return Math.max(1, tops.filter((top) => top === tops[0]).length);
}
