import { make } from "./shared.js";

const MEGABYTE = 2 ** 20;

/**
 * Pictures from the disk and the clipboard: chosen, dropped or pasted.
 *
 * On a page of its own a drop and a paste count wherever they happen, in a notebook within `root`.
 * `ask(content, buffers)` is called with a picture, `complain(sentence)` with what is wrong.
 */
export function fileSource(root, megabytes, ask, complain) {
  const area = document.body.dataset.voila ? document.body : root;

  const take = async (file, name = file.name) => {
    if (file.size > megabytes * MEGABYTE) {
      const size = Math.ceil(file.size / MEGABYTE);
      return complain(`${name} has ${size} MB, and a picture may have ${megabytes} MB here; save it smaller, or as JPEG.`);
    }
    try {
      ask({ name }, [await file.arrayBuffer()]);
    } catch {
      complain(`${name} can't be opened; is it a folder, or was it moved?`);
    }
  };

  const input = make("input", { type: "file", accept: "image/*", onchange: () => choose() });
  const choose = () => {
    const [file] = input.files;
    if (file) take(file);
    // So that the same file can be chosen again.
    input.value = "";
  };
  const paste = (event) => {
    const [file] = event.clipboardData.files;
    // A number goes into its field.
    if (!file && event.target.matches("input[type='number']")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!file) return complain("There is no picture in the clipboard; copy one, or take a screenshot of one.");
    // What browsers call a picture that has no name.
    take(file, file.name === "image.png" ? "The pasted picture" : file.name);
  };
  const over = (event) => {
    event.preventDefault();
    root.dataset.dragging = "true";
  };
  const leave = (event) => {
    if (!area.contains(event.relatedTarget)) delete root.dataset.dragging;
  };
  const drop = (event) => {
    event.preventDefault();
    event.stopPropagation();
    delete root.dataset.dragging;
    const [file] = event.dataTransfer.files;
    if (file) take(file);
    else complain("What was dropped is no file; save the picture first, then drop or choose it.");
  };
  const events = { paste, dragover: over, dragleave: leave, drop };
  for (const [name, handler] of Object.entries(events)) area.addEventListener(name, handler);

  const node = make(
    "div",
    { class: "dl-reader-drop" },
    make("label", { class: "dl-reader-choose" }, input, make("span", { class: "dl-button" }, "Choose a picture")),
    make("p", {}, "or drop one here, or paste one from the clipboard"),
    make("p", { class: "dl-caption" }, "One digit, in a dark pen on light paper, or light on dark."),
  );
  const end = () => {
    for (const [name, handler] of Object.entries(events)) area.removeEventListener(name, handler);
  };
  return { node, end };
}

/** Pictures that come with the lab, as buttons. `mark(name)` shows which of them is read. */
export function exampleSource(examples, ask) {
  const addresses = examples.map(({ png }) => URL.createObjectURL(new Blob([png], { type: "image/png" })));
  const buttons = examples.map(({ name }, i) =>
    make(
      "button",
      { class: "dl-reader-example", type: "button", "aria-pressed": "false", onclick: () => ask({ example: i }) },
      make("img", { src: addresses[i], alt: "", onload: () => URL.revokeObjectURL(addresses[i]) }),
      make("span", {}, name),
    ),
  );
  const node = make(
    "div",
    { class: "dl-reader-examples", role: "group", "aria-label": "Pictures of the lab", hidden: !examples.length },
    make("p", {}, "Or take one of these:"),
    make("div", { class: "dl-reader-shelf" }, ...buttons),
  );
  const mark = (chosen) => {
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(examples[i].name === chosen)));
  };
  return { node, mark };
}
