/** What the reviews of a product come to, aspect by aspect; a tap opens the reviews behind the numbers. */

import { h } from "../dom.js";
import { bar } from "./poll.js";

const FEW = 3;

/** `aspects` have at least one; the most spoken of are first. */
export function aspectsCard(aspects, { chat, locale }) {
  const { texts } = locale;
  const rows = aspects.map((aspect) => drawAspect(aspect, chat, texts));
  const body = h("div.choices", {}, ...rows.slice(0, FEW));
  const card = h("div.card", { role: "group", "aria-label": texts.aspects }, body);
  if (rows.length > FEW) card.append(h("button.textual", { type: "button", onclick: showAll }, texts.showAllAspects(rows.length)));
  function showAll() {
    body.append(...rows.slice(FEW));
    rows[FEW].focus();
    card.lastChild.remove();
  }
  return card;
}

function drawAspect({ name, praised, blamed, payload }, chat, texts) {
  return h(
    "button.answer",
    { type: "button", onclick: () => chat.send(name, { payload }) },
    h("span.choice", {}, name),
    h("span.count", {}, texts.forAndAgainst(praised, blamed)),
    bar(praised, praised + blamed),
  );
}
