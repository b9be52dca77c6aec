/** What an empty conversation shows: a greeting, and a few things that can be asked at once. */

import { h } from "./dom.js";
import { lantern } from "./icons.js";

// What is sent: the assistant understands English.
const ASKS = {
  recommend: "What do you recommend for me?",
  gift: "I need a birthday gift for a friend",
  order: "Where is my order?",
  friends: "What do my friends think of this?",
  reviews: "What do the reviews say about this?",
  similar: "Show me something similar",
};

export function welcome({ chat, locale }) {
  const { texts } = locale;
  const names = chat.pageProductId() ? ["friends", "reviews", "similar"] : ["recommend", "gift", "order"];
  const starter = (name) =>
    h("li", {}, h("button.starter", { type: "button", onclick: () => chat.send(ASKS[name]) }, texts.starters?.[name] ?? ASKS[name]));
  return [
    h("div.glow", { "aria-hidden": "true" }, lantern()),
    h("p.hello", {}, texts.hello(chat.name)),
    h("p.invitation", {}, texts.invitation),
    h("ul.starters", {}, ...names.map(starter)),
  ];
}
