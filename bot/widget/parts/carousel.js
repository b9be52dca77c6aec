/** Cards side by side: swiped, scrolled, moved by arrows, or walked through with the arrow keys. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

const KEYS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

/** `label` says what the cards are; `cards` are elements that each hold a link or a button. */
export function carousel(label, cards, texts) {
  const track = h("ul.track", { onkeydown: walk, onscroll: () => show() }, ...cards.map((card) => h("li", {}, card)));
  const previous = arrow("back", texts.previous, () => turn(track, -1));
  const next = arrow("onward", texts.next, () => turn(track, 1));
  const show = () => {
    const room = track.scrollWidth - track.clientWidth;
    const from = Math.abs(track.scrollLeft); // negative where the text runs to the left
    setEnabled(previous, from > 4, next);
    setEnabled(next, from < room - 4, previous);
    node.toggleAttribute("data-still", room <= 4);
  };
  const node = h("div.carousel", { role: "group", "aria-label": label }, track, h("div.arrows", {}, previous, next));
  new ResizeObserver(show).observe(track);
  return node;
}

function arrow(name, label, onclick) {
  return h("button.arrow", { type: "button", "aria-label": label, onclick }, icon(name));
}

// A button that goes dead under the finger must not lose the focus to nowhere.
function setEnabled(button, enabled, other) {
  if (!enabled && button.getRootNode().activeElement === button) {
    other.disabled = false;
    other.focus();
  }
  button.disabled = !enabled;
}

function turn(track, direction) {
  const step = track.firstElementChild.getBoundingClientRect().width + 12;
  const cards = Math.max(1, Math.floor(track.clientWidth / step));
  track.scrollBy({ left: direction * sign(track) * step * cards, behavior: pace() });
}

function walk(event) {
  const step = KEYS[event.key];
  const cards = [...this.children];
  const here = cards.findIndex((card) => card.contains(event.target));
  if (step === undefined || here < 0) return;
  event.preventDefault();
  const to = Math.max(0, Math.min(cards.length - 1, here + (Number.isFinite(step) ? step * sign(this) : step)));
  cards[to].querySelector("a, button")?.focus({ preventScroll: true });
  cards[to].scrollIntoView({ behavior: pace(), block: "nearest", inline: "start" });
}

function sign(node) {
  return getComputedStyle(node).direction === "rtl" ? -1 : 1;
}

function pace() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}
