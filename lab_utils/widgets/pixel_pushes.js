import { make, rove } from "./shared.js";
import { push } from "./dense_network.js";
import { drawSigned, signed, signedScale } from "./signed_picture.js";
import { listenForChoice } from "./unit_pictures.js";

const LESSON =
  "Around this picture the network is a straight line, because each ReLU either lets through or is silent. So its " +
  "slopes are exact: slope times ink, added up over all pixels, and what the biases add, make the logit. It tells " +
  "what these pixels did in this picture. It is not what the network would say if you changed much of it: then " +
  "other units wake up. And paper pushes nothing here, though a missing stroke can matter.";
const SHOWN_IN_FULL = 0.995;

/** Which pixels push towards which digit: a small picture for each, and the chosen one large. */
export function pixelPushes(classes, side, choose) {
  const small = Array.from({ length: classes }, (_, digit) => {
    const canvas = make("canvas", { "aria-hidden": "true" });
    const value = make("span", { class: "dl-push-value", "aria-hidden": "true" });
    const name = make("strong", { "aria-hidden": "true" }, String(digit));
    const picture = make("div", { class: "dl-picture" }, canvas);
    const node = make("div", { class: "dl-push", role: "option", tabindex: "-1" }, picture, name, value);
    return { node, canvas, value };
  });
  const nodes = small.map(({ node }) => node);
  const list = make("div", { class: "dl-pushes", role: "listbox", "aria-label": "Pixels that push towards each digit" }, ...nodes);
  const inARow = () => Math.max(1, nodes.filter((node) => node.offsetTop === nodes[0].offsetTop).length);
  const settle = rove(list, ".dl-push", inARow);
  listenForChoice(list, nodes, ".dl-push", choose);
  const large = make("canvas", { role: "img" });
  const words = make("p", { class: "dl-push-words" });
  const scale = signedScale("A pixel pushes ");
  const node = make(
    "div",
    { class: "dl-push-side" },
    list,
    make(
      "div",
      { class: "dl-push-detail" },
      make("div", { class: "dl-picture dl-push-large" }, large),
      make("div", {}, words, scale.node, make("p", { class: "dl-caption" }, LESSON)),
    ),
  );
  let said = "";

  const show = (seen, digit) => {
    const pushes = nodes.map((_, each) => push(seen, each));
    const full = fullScale(pushes);
    small.forEach(({ node, canvas, value }, each) => {
      drawSigned(canvas, side, full, (i) => pushes[each].pixels[i]);
      value.textContent = signed(seen.logits[each]);
      node.dataset.answer = each === seen.readAs;
      node.setAttribute("aria-label", `towards ${each}, logit ${signed(seen.logits[each])}`);
      node.setAttribute("aria-selected", String(each === digit));
    });
    settle(nodes[digit]);
    drawSigned(large, side, full, (i) => pushes[digit].pixels[i]);
    said = pushInWords(pushes[digit], seen.logits[digit], digit);
    words.textContent = said;
    large.setAttribute("aria-label", `Pixels that push towards ${digit}, and away from it`);
    scale.show(full);
  };
  return { node, show, inWords: () => said };
}

function pushInWords({ pixels, bias }, logit, digit) {
  const [towards, away] = [1, -1].map((sign) => pixels.reduce((sum, each) => sum + (sign * each > 0 ? each : 0), 0));
  return (
    `Towards ${digit} some pixels push ${signed(towards, 2)}, others ${signed(away, 2)}. ` +
    `The biases add ${signed(bias, 2)}. Together: ${signed(logit, 2)}, the logit of ${digit}.`
  );
}

/** One scale for all pictures, from which on a push has its full colour. */
function fullScale(pushes) {
  const sizes = pushes.flatMap(({ pixels }) => Array.from(pixels, Math.abs)).sort((a, b) => a - b);
  return sizes[Math.floor(SHOWN_IN_FULL * (sizes.length - 1))] || 1;
}
