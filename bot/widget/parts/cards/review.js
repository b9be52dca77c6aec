/** Reviews that this shopper may read; those of friends are marked. */

import { h, unseen } from "../dom.js";
import { icon, stars } from "../icons.js";

const FEW = 3;
const LONG = 240; // characters from which a review is folded

export function reviewList(reviews, { locale }) {
  const { texts } = locale;
  const items = reviews.map((review) => h("li", {}, drawReview(review, locale)));
  const list = h("ul.reviews", { "aria-label": texts.reviewList }, ...items.slice(0, FEW));
  if (items.length <= FEW) return h("div.card", {}, list);
  const all = h("button.textual", { type: "button", onclick: showAll }, texts.showAllReviews(items.length));
  function showAll() {
    list.append(...items.slice(FEW));
    items[FEW].tabIndex = -1;
    items[FEW].focus();
    all.remove();
  }
  return h("div.card", {}, list, all);
}

function drawReview(review, locale) {
  const { texts } = locale;
  const name = review.author || texts.customer;
  return h(
    "article.review",
    {},
    h(
      "div.by",
      {},
      h(review.is_friend ? "span.initial.friend" : "span.initial", { "aria-hidden": "true" }, [...name][0]),
      h("b", {}, name),
      review.is_friend && h("span.badge.friend", {}, icon("people"), texts.friend),
      review.like_minded && h("span.badge", {}, texts.likeMinded),
      review.verified && h("span.badge", {}, icon("check"), texts.verified),
      review.sponsored && h("span.badge.sponsored", {}, texts.sponsored),
      review.language && h("span.badge", {}, texts.inLanguage(locale.language(review.language))),
      review.suspected && h("span.badge.bad", {}, icon("warn"), texts.suspected),
    ),
    h("p.when", {}, stars(review.rating, texts.stars(locale.number(review.rating))), h("time", { datetime: review.date }, locale.day(review.date))),
    ...words(review, name, texts),
  );
}

function words({ text, language }, name, texts) {
  if (!text) return [];
  const said = h("p.words", language ? { lang: language } : {}, text);
  if (text.length <= LONG) return [said];
  said.classList.add("folded");
  const label = h("span", {}, texts.more);
  const more = h("button.textual", { type: "button", "aria-expanded": "false", onclick: turn }, label, unseen(` (${name})`));
  function turn() {
    const folded = said.classList.toggle("folded");
    more.setAttribute("aria-expanded", String(!folded));
    label.textContent = folded ? texts.more : texts.fewer;
  }
  return [said, more];
}
