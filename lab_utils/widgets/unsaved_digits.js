import { freshId } from "./shared.js";

const PATIENCE = 15_000;
const NO_ANSWER =
  "The kernel does not answer, so it is not saved yet: wait until its cell has ended, or download your digits.";

/**
 * Digits on their way into the kernel's file, none of which is lost if it does not answer, or refuses one.
 *
 * `changed(problem)` is called when one of them is in another state, with a sentence if it could not be saved.
 */
export function unsavedDigits(model, changed) {
  const waiting = new Map();
  const send = (turn) => {
    const digit = waiting.get(turn);
    clearTimeout(digit.timer);
    Object.assign(digit, { state: "being saved", timer: setTimeout(() => fail(turn, NO_ANSWER), PATIENCE) });
    // The buffer is handed over, and the digit may have to be sent again.
    model.send({ keep: digit.label, turn }, undefined, [digit.x.slice().buffer]);
    changed("");
  };
  const fail = (turn, problem) => {
    waiting.get(turn).state = "not saved";
    changed(problem);
  };
  const forget = (turn) => {
    clearTimeout(waiting.get(turn)?.timer);
    waiting.delete(turn);
  };
  return {
    keep: (x, label) => {
      // Other views of the same pad hear the same answers.
      const turn = freshId("turn");
      waiting.set(turn, { x: Float32Array.from(x), label, turn });
      send(turn);
    },
    again: () => [...waiting.keys()].forEach(send),
    forget,
    answered: ({ turn, words, refused }) => {
      if (!waiting.has(turn)) return;
      clearTimeout(waiting.get(turn).timer);
      if (refused) fail(turn, words);
      else forget(turn);
    },
    all: () => [...waiting.values()],
    end: () => [...waiting.keys()].forEach(forget),
  };
}
