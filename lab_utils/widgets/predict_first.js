import { freshId, listen, make, mount, tell } from "./shared.js";
import { choiceField, numberGuess, orderField } from "./guess_fields.js";

const OPEN = "No guess yet. Nothing waits for it.";
const CHANGEABLE = "You can change it until the answer is shown.";
const SETTLED = "You gave it before the answer was shown, so it stays.";
const FIELDS = { choice: choiceField, number: numberGuess, order: orderField };

function render({ model, el }) {
  const id = freshId("predict");
  const { root, say } = mount(el, "predict", "Predict first");
  const guess = (value) => tell(model, { guess: value });
  const question = model.get("_question");
  const details = { id, question, options: model.get("_options"), unit: model.get("_unit"), guess };
  const field = FIELDS[model.get("_kind")](details);
  const state = make("p", { class: "dl-predict-state dl-caption" });
  const answer = make("p", { class: "dl-predict-answer" });
  const because = make("p", {});
  const note = make("p", { class: "dl-caption" });
  const result = make("div", { class: "dl-predict-result" }, answer, because);
  root.append(
    make("p", { class: "dl-predict-title" }, "Predict first"),
    make("p", { class: "dl-predict-question", id }, question),
    field.node,
    state,
    result,
    note,
  );

  function update() {
    const value = model.get("guess");
    const shown = model.get("_revealed");
    const isFixed = shown.length > 0 || model.get("_settled");
    field.show(value, isFixed);
    answer.textContent = shown[0] ?? "";
    because.textContent = shown[1] ?? "";
    result.hidden = !shown.length;
    state.textContent = value === null ? OPEN : `${field.words(value)} ${isFixed ? SETTLED : CHANGEABLE}`;
    state.hidden = shown.length > 0;
    note.textContent = model.get("_note");
    note.hidden = !note.textContent;
  }

  update();
  const endings = [
    listen(model, "guess _settled _note", () => (update(), model.get("_revealed").length || say(state.textContent))),
    listen(model, "_revealed", () => (update(), say(answer.textContent))),
  ];
  return () => endings.forEach((end) => end());
}

export default { render };
