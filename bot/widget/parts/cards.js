/** What an answer shows besides its words, in the order in which it is drawn. */

import { carousel } from "./carousel.js";
import { aspectsCard } from "./cards/aspects.js";
import { comparisonCard } from "./cards/comparison.js";
import { pollCard } from "./cards/poll.js";
import { productCard } from "./cards/product.js";
import { cartCard, orderCard } from "./cards/purchases.js";
import { reviewList } from "./cards/review.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

/** `reply` is that of a Message; `look` is `{chat, locale, links}`. Returns elements, [] for nothing to show. */
export function drawCards(reply, look) {
  const { products = [], reviews = [], aspects = [], orders = [], cart, poll, comparison = [], links = [] } = reply;
  const compared = comparison.length > 0 && comparison[0].values.length === products.length;
  return [
    comparison.length > 0 && comparisonCard(comparison, compared ? products : [], look),
    products.length > 0 && !compared && drawProducts(products, look),
    aspects.length > 0 && aspectsCard(aspects, look),
    reviews.length > 0 && reviewList(reviews, look),
    ...orders.map((order) => orderCard(order, look)),
    cart && cartCard(cart, look),
    poll && pollCard(poll, look),
    links.length > 0 && drawLinks(links, look),
  ].filter(Boolean);
}

function drawProducts(products, look) {
  if (products.length === 1) return productCard(products[0], look, "wide");
  const { texts } = look.locale;
  return carousel(texts.products(products.length), products.map((product) => productCard(product, look)), texts);
}

function drawLinks(links, { locale, links: addresses }) {
  const draw = ({ title, url }) => h("li", {}, addresses.anchor("a.out", url, icon("link"), h("span", {}, title)));
  return h("ul.links", { "aria-label": locale.texts.links }, ...links.map(draw));
}
