// What the lab's widgets share in the browser. docs/decisions/widgets.md says how it reaches it.

/** Make an element: `make("button", { class: "dl-button", onclick: go }, "Go")`. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Return an id that no other widget on the page has: each one has a copy of this module of its own. */
export function freshId(name) {
  return `dl-${name}-${Math.random().toString(36).slice(2)}`;
}

// What is typed stays here, and so do the commands that edit or move within text. Other commands, as
// Ctrl+S for saving, are JupyterLab's.
const EDITING = /^([acvxyz]|Arrow.*|Home|End|Backspace|Delete)$/i;

/**
 * Put a widget into its cell: a named group with the lab's look, whose keys stay inside.
 *
 * Without that JupyterLab takes them: `x` cuts the cell. Returns the root, and `say`, which
 * tells a screen reader what has changed.
 */
export function mount(el, name, label) {
  const status = make("p", { class: "dl-unseen", role: "status" });
  const root = make("div", { class: `dl dl-${name}`, role: "group", "aria-label": label }, status);
  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || EDITING.test(event.key)) event.stopPropagation();
  });
  el.append(root);
  // A no-break space makes the same words a change, so that they are said again.
  const say = (text) => (status.textContent = status.textContent === text ? `${text}\u00a0` : text);
  return { root, say };
}

/**
 * Give many elements one tab stop, and let arrows, Home and End move between them.
 *
 * `columns()` tells how many stand in a row. Returns `settle`, to be called when the elements have
 * changed: it keeps exactly one of them in the tab order.
 */
export function rove(container, selector, columns) {
  const all = () => [...container.querySelectorAll(selector)];
  const settle = (chosen) => {
    const items = all();
    const stop = chosen ?? items.find((item) => item.tabIndex === 0) ?? items[0];
    for (const item of items) item.tabIndex = item === stop ? 0 : -1;
  };
  container.addEventListener("focusin", (event) => {
    const item = event.target.closest(selector);
    if (item) settle(item);
  });
  container.addEventListener("keydown", (event) => {
    const items = all();
    const to = destination(event, items.indexOf(event.target.closest(selector)), items.length, columns());
    if (to === null) return;
    event.preventDefault();
    items[to]?.focus();
  });
  return settle;
}

function destination(event, from, count, columns) {
  const row = Math.floor(from / columns) * columns;
  const to = {
    ArrowRight: from + 1,
    ArrowLeft: from - 1,
    ArrowDown: from + columns,
    ArrowUp: from - columns,
    Home: event.ctrlKey ? 0 : row,
    End: event.ctrlKey ? count - 1 : Math.min(row + columns, count) - 1,
  }[event.key];
  return to === undefined || from < 0 ? null : to < 0 || to >= count ? from : to;
}

/** Call `handler` once after each change of some of the traits; returns what ends it. */
export function listen(model, names, handler) {
  let due = false;
  let ended = false;
  const soon = () => {
    if (!due) queueMicrotask(() => ((due = false), ended || handler()));
    due = true;
  };
  const events = names.split(" ").map((name) => `change:${name}`);
  for (const event of events) model.on(event, soon);
  return () => {
    ended = true;
    for (const event of events) model.off(event, soon);
  };
}

/** Set traits and send them to the kernel. */
export function tell(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

/** Read a trait of bytes as numbers: `numbers(model, "_loss", Float32Array)`. */
export function numbers(model, name, Type) {
  const view = model.get(name);
  return new Type(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** Say a share in percent, never 0 or 100 for what is only near it. */
export function percent(share, digits = 1) {
  const least = 10 ** -digits;
  if (share > 0 && 100 * share < least) return `< ${least} %`;
  if (share < 1 && 100 - 100 * share < least) return `> ${100 - least} %`;
  return `${(100 * share).toFixed(digits)} %`;
}
