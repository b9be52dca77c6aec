/** The cart as it stands. */

import { h } from "../dom.js";
import { icon } from "../icons.js";

export function cartCard(cart, { locale }) {
  const { texts } = locale;
  const money = (cents) => locale.money(cents, cart.currency);
  const title = h("p.kind", {}, icon("bag"), h("b", {}, texts.cart));
  if (!cart.lines.length) return h("div.card.cart", { role: "group", "aria-label": texts.cart }, title, h("p.note", {}, texts.emptyCart));
  return h(
    "div.card.cart",
    { role: "group", "aria-label": texts.cart },
    title,
    h("ul.lines", {}, ...cart.lines.map((line) => drawLine(line, money))),
    h(
      "dl.sums",
      {},
      sum(texts.subtotal, money(cart.subtotal_cents)),
      cart.discount_cents > 0 && sum(texts.discount, `−${money(cart.discount_cents)}`, "less"),
      sum(texts.shipping, cart.shipping_cents > 0 ? money(cart.shipping_cents) : texts.free),
      sum(texts.total, money(cart.total_cents), "all"),
    ),
  );
}

function drawLine({ title, options, quantity, line_total_cents: cents }, money) {
  return h(
    "li",
    {},
    h("span.quantity", {}, `${quantity} ×`),
    h("span.what", {}, title, options && h("small", {}, options)),
    h("span.cost", {}, money(cents)),
  );
}

function sum(name, value, kind = "part") {
  return h(`div.${kind}`, {}, h("dt", {}, name), h("dd", {}, value));
}
