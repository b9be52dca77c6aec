/** An order of this shopper: where it is, what is in it, what it cost. */

import { h } from "../dom.js";
import { icon } from "../icons.js";

const TONES = { delivered: "good", cancelled: "off", processed: "moving" };

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
