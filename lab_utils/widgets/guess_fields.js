import { make } from "./shared.js";

// What a guess can be given with. Each has `show(guess, isFixed)`, and `words(guess)` for what was given.

// Choices of so few letters in all stand side by side.
const SHORT = 40;

/** One of several, as radio buttons. */
export function choiceField({ id, options, guess }) {
  const radios = options.map((value) => {
    const onchange = () => guess(value);
    const radio = make("input", { type: "radio", name: `${id}-choice`, value, onchange });
    return { radio, node: make("label", { class: "dl-guess" }, radio, make("span", {}, value)) };
  });
  const node = make(
    "div",
    { class: "dl-guesses", role: "radiogroup", "aria-labelledby": id, "data-short": String(options.join("").length <= SHORT) },
    ...radios.map(({ node }) => node),
  );
  const show = (value, isFixed) => {
    for (const { radio } of radios) {
      radio.checked = radio.value === value;
      radio.disabled = isFixed;
    }
  };
  return { node, show, words: (value) => `Your guess: ${value}.` };
}

/** A number, taken when somebody leaves the field or presses Enter. */
export function numberGuess({ id, question, unit, guess }) {
  const hint = make("span", { class: "dl-caption", id: `${id}-hint` });
  const field = make("input", {
    type: "number",
    step: "any",
    class: "dl-number",
    "aria-label": question,
    "aria-describedby": `${id}-hint`,
    placeholder: "?",
  });
  const take = () => {
    // A field that holds what is no number is empty, and says so itself.
    const wrong = field.validity.badInput;
    field.setAttribute("aria-invalid", String(wrong));
    hint.textContent = wrong ? "Write a number, such as 12 or 0.5." : "";
    if (Number.isFinite(field.valueAsNumber)) guess(field.valueAsNumber);
    else if (!wrong) guess(null);
  };
  field.addEventListener("change", take);
  field.addEventListener("keydown", (event) => event.key === "Enter" && take());
  const node = make("div", { class: "dl-field" }, field, make("span", {}, unit), hint);
  const show = (value, isFixed) => {
    field.disabled = isFixed;
    if (value !== null) field.value = value;
  };
  return { node, show, words: (value) => `Your guess: ${value.toLocaleString("en")} ${unit}`.trim() + "." };
}

/** All in some order, moved up and down; who moves nothing can say that it is right as it stands. */
export function orderField({ id, options, guess }) {
  const list = make("ol", { class: "dl-order", "aria-labelledby": id });
  const keep = make("button", { class: "dl-button", type: "button", onclick: () => guess([...order]) }, "This is my order");
  const node = make("div", { class: "dl-guesses" }, list, keep);
  let order = [...options];
  let fixed = false;

  const move = (place, by) => {
    const to = place + by;
    if (fixed || to < 0 || to >= order.length) return;
    [order[place], order[to]] = [order[to], order[place]];
    guess([...order]);
    draw();
    // Whoever moves by keyboard goes with what is moved.
    list.children[to].querySelector(by < 0 ? ".dl-up" : ".dl-down").focus();
  };
  const button = (place, by, text, name) =>
    make(
      "button",
      {
        class: `dl-button ${by < 0 ? "dl-up" : "dl-down"}`,
        type: "button",
        onclick: () => move(place, by),
        "aria-label": `move ${order[place]} ${name}`,
        "aria-disabled": String(fixed || place + by < 0 || place + by >= order.length),
      },
      text,
    );
  const draw = () =>
    list.replaceChildren(
      ...order.map((item, place) =>
        make(
          "li",
          {},
          make("span", { class: "dl-place", "aria-hidden": "true" }, `${place + 1}.`),
          make("span", {}, item),
          button(place, -1, "\u2191", "up"),
          button(place, 1, "\u2193", "down"),
        ),
      ),
    );
  const show = (value, isFixed) => {
    const changed = value !== null && value.join() !== order.join();
    if (changed) order = [...value];
    const redraw = changed || isFixed !== fixed || !list.childElementCount;
    fixed = isFixed;
    if (redraw) draw();
    keep.hidden = fixed || value !== null;
  };
  return { node, show, words: (value) => `Your guess: ${value.join(", ")}.` };
}
