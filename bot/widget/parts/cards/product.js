/** A product: its picture, what it costs and cost, what people think of it, and why it is shown. */

import { h, unseen } from "../dom.js";
import { icon, stars } from "../icons.js";

/** `shape` is "" for a card among others, "wide" for one that stands alone. */
export function productCard(product, look, shape = "") {
  const { locale, links } = look;
  return h(
    `article.product${shape && `.${shape}`}`,
    {},
    h("div.picture", {}, links.picture(product.image, 400), flag(product, locale)),
    h(
      "div.facts",
      {},
      product.brand && h("p.maker", {}, product.brand),
      h("p.title", {}, links.anchor("a.name", product.url, product.title)),
      product.options && h("p.options", {}, product.options),
      product.rating != null && rating(product, locale),
      price(product, locale),
      product.reasons?.length > 0 && reasons(product, look),
      whyButton(product, look),
    ),
  );
}

/** The price, and the higher one before it. */
export function price({ price_cents: cents, was_cents: was, currency }, locale) {
  const { texts } = locale;
  if (!was || was <= cents) return h("p.price", {}, locale.money(cents, currency));
  return h(
    "p.price.lower",
    {},
    h("bdi", {}, unseen(`${texts.now} `), locale.money(cents, currency)),
    " ",
    h("s", {}, unseen(`${texts.was} `), locale.money(was, currency)),
  );
}

function flag({ price_cents: cents, was_cents: was, in_stock: inStock }, { texts }) {
  if (inStock === false) return h("span.flag", {}, texts.soldOut);
  const percent = was > cents ? Math.round((1 - cents / was) * 100) : 0;
  return percent > 0 && h("span.flag.less", {}, texts.less(percent));
}

function rating({ rating: mean, reviews }, locale) {
  const value = locale.number(mean);
  return h(
    "p.rating",
    {},
    stars(mean, locale.texts.stars(value)),
    h("span", { "aria-hidden": "true" }, value),
    reviews > 0 && h("span", {}, h("span", { "aria-hidden": "true" }, `(${locale.number(reviews)})`), unseen(locale.texts.reviews(reviews))),
  );
}

function reasons({ reasons: given }) {
  return h("ul.reasons", {}, ...given.map((reason) => h("li", {}, icon("spark"), h("span", {}, reason))));
}

function whyButton({ title }, { chat, locale }) {
  const { texts } = locale;
  const ask = () => chat.send(`Why do you recommend the ${title}?`); // in English, which the assistant understands
  return h("button.why", { type: "button", "aria-label": `${texts.why} ${title}`, onclick: ask }, icon("spark"), h("span", {}, texts.why));
}
