import { make } from "./shared.js";

const SHOWN = { wrong: "Read wrongly", all: "All digits", doubtful: "Marked" };
const ORDERS = {
  "largest loss": "Largest loss",
  "most confident": "Most confident",
  "least confident": "Least confident",
};

/** Which digits to show, and in which order: `choose({ shown })` or `choose({ order })` tells the choice. */
export function whichDigits(id, choose) {
  const radios = Object.entries(SHOWN).map(([value, text]) => {
    const onchange = () => choose({ shown: value });
    const radio = make("input", { type: "radio", name: `${id}-shown`, value, onchange });
    return { radio, node: make("label", { class: "dl-choice" }, radio, make("span", {}, text)) };
  });
  const select = make(
    "select",
    { class: "dl-select", onchange: () => choose({ order: select.value }) },
    ...Object.entries(ORDERS).map(([value, text]) => make("option", { value }, text)),
  );
  const legend = make("legend", { class: "dl-unseen" }, "Which digits");
  const node = make(
    "div",
    { class: "dl-toolbar" },
    make("fieldset", { class: "dl-choices" }, legend, ...radios.map(({ node }) => node)),
    make("label", { class: "dl-field" }, "Sort by ", select),
  );
  const show = (shown, order) => {
    for (const { radio } of radios) radio.checked = radio.value === shown;
    select.value = order;
  };
  return { node, show };
}
