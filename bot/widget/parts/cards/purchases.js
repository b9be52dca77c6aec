/** What this shopper has bought, and what they are about to buy. */

import { h } from "../dom.js";
import { icon } from "../icons.js";

const TONES = { delivered: "good", cancelled: "off", processed: "moving" };

/** An order: where it is, what is in it, what it cost. */
export function orderCard(order, { locale }) {
  const { texts } = locale;
  const { order_id: id, status, placed_on: day, items, total_cents: cents, currency } = order;
  return h(
    "div.card.order",
    { role: "group", "aria-label": `${texts.order} ${id}` },
    h(
      "div.title",
      {},
      h("p.kind", {}, icon("box"), h("b", {}, `${texts.order} ${id}`)),
      h(`span.badge.${TONES[status] ?? "open"}`, {}, texts.orderStatus[status] ?? status),
    ),
    h("p.when", {}, h("time", { datetime: day }, texts.placedOn(locale.day(day)))),
    h("ul.items", {}, ...items.map((item) => h("li", {}, item))),
    h("p.sum", {}, h("span", {}, texts.total), h("b", {}, locale.money(cents, currency))),
  );
}

/** The cart as it stands. */
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
