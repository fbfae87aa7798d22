import { make } from "./shared.js";

/**
 * A slider and a number field for one number, each with its name.
 *
 * The slider reaches from `low` to `high`; the field takes all that is within `ends`. `places` maps a number to
 * the slider and back, for a scale that is not even. `change(value)` is called while somebody drags or types.
 */
export function numberField({ name, low, high, step, ends, places = EVEN, change }) {
  const [least, most] = ends;
  const slider = make("input", {
    type: "range",
    class: "dl-slider",
    min: places.to(low),
    max: places.to(high),
    step: places === EVEN ? step : "any",
    "aria-label": `${name}, slider`,
  });
  const field = make("input", {
    type: "number",
    class: "dl-number",
    min: least,
    max: most,
    step,
    "aria-label": name,
  });
  const within = (value) => Math.min(most, Math.max(least, value));
  const rounded = (value) => Number(value.toPrecision(6));
  slider.addEventListener("input", () => change(rounded(places.from(Number(slider.value)))));
  field.addEventListener("input", () => {
    const value = field.valueAsNumber;
    const fits = Number.isFinite(value) && value === within(value);
    field.setAttribute("aria-invalid", String(!fits));
    if (fits) change(value);
  });
  // What is too large becomes the largest, and nothing becomes what it was.
  field.addEventListener("change", () => {
    if (Number.isFinite(field.valueAsNumber)) change(within(field.valueAsNumber));
    field.setAttribute("aria-invalid", "false");
    show(shown);
  });
  let shown = low;
  const show = (value) => {
    shown = value;
    slider.value = places.to(value);
    slider.setAttribute("aria-valuetext", String(value));
    // Somebody who types "1." is not to find "1".
    if (field.valueAsNumber !== value) field.value = value;
  };
  return { slider, field, show };
}

const EVEN = { to: (value) => value, from: (place) => place };

/** Equal steps of a slider are equal factors of the number. */
export const BY_FACTORS = {
  to: (value) => Math.log10(value),
  from: (place) => Number((10 ** place).toPrecision(2)),
};

/** A button that is on or off: `toggle(on)` is called with what it shall be. */
export function switchButton(name, toggle) {
  const knob = make("span", { class: "dl-switch-track", "aria-hidden": "true" });
  const button = make("button", { type: "button", class: "dl-switch", role: "switch" }, knob, name);
  button.addEventListener("click", () => toggle(button.getAttribute("aria-checked") !== "true"));
  return { button, show: (on) => button.setAttribute("aria-checked", String(on)) };
}
