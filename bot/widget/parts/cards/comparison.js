/** Products property by property; the names of the products stay at the head, those of the properties at the side. */

import { h } from "../dom.js";
import { price } from "./product.js";

/** `products` has one for each column, or is empty when it is not known which they are. */
export function comparisonCard(rows, products, look) {
  const { texts } = look.locale;
  const columns = products.length ? products.map((product) => head(product, look)) : rows[0].values.map((_, number) => texts.option(number + 1));
  const table = h(
    "table",
    {},
    h("caption.unseen", {}, texts.comparison),
    h("thead", {}, h("tr", {}, h("td", {}), ...columns.map((column) => h("th", { scope: "col" }, column)))),
    h("tbody", {}, ...rows.map((row) => drawRow(row, look))),
  );
  return h("div.card.comparison", { role: "group", tabindex: "0", "aria-label": texts.comparison }, table);
}

function head(product, { locale, links }) {
  return [
    links.picture(product.image, 200),
    links.anchor("a.name", product.url, product.title),
    price(product, locale),
  ].filter(Boolean);
}

/** Each value leads to where it stands; the keyboard only goes to reviews, as the heads lead to the same pages. */
function drawRow({ name, values, field, links: places = [] }, { links }) {
  const cells = values.map((value, column) => {
    if (!places[column]) return h("td", {}, value);
    const cell = links.anchor("a", places[column], value);
    if (field !== "reviews") cell.tabIndex = -1;
    return h("td", {}, cell);
  });
  return h("tr", {}, h("th", { scope: "row" }, name), ...cells);
}
