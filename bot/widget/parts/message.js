/** One message as it is drawn. It is drawn anew when it changes; text that only grows, grows where it stands. */

import { drawCards } from "./cards.js";
import { fill, h, unseen } from "./dom.js";
import { feedback } from "./feedback.js";
import { icon, lantern } from "./icons.js";

export class Row {
  #drawn = "";
  #words = null;
  #shown = "";

  /** `look` is `{chat, locale, links}`. */
  constructor(look) {
    this.look = look;
    this.day = h("p.day");
    this.body = h("div.body");
    this.node = h("div.row", {}, this.day, this.body);
  }

  /** `entry` is a Message, or one of the outbox; `day` is "" unless it is the first of its day. */
  update(entry, { day, first, last }) {
    if (this.day.textContent !== day) fill(this.day, day);
    this.node.toggleAttribute("data-first", first);
    this.node.toggleAttribute("data-last", last);
    const { text, ...rest } = entry;
    const drawn = JSON.stringify(rest);
    if (drawn === this.#drawn && text === this.#shown) return;
    if (drawn === this.#drawn && this.#words && text) fill(this.#words, ...this.look.links.linkify(text));
    else this.#draw(entry);
    this.#drawn = drawn;
    this.#shown = text;
  }

  #draw(entry) {
    const author = entry.author ?? "shopper";
    this.node.dataset.author = author;
    this.node.dataset.state = entry.seq ? "sent" : entry.failed ? "failed" : "waiting";
    this.#words = entry.text ? h("p.words", {}, ...this.look.links.linkify(entry.text)) : null;
    fill(this.body, ...(author === "system" ? [this.#words] : this.#drawSaid(entry, author)));
  }

  #drawSaid(entry, author) {
    const { texts } = this.look.locale;
    const name = { shopper: texts.you, staff: texts.staff }[author] ?? texts.assistant;
    const thumbs = author === "assistant" && feedback(entry, this.look);
    return [
      author !== "shopper" && h("span.face", { "aria-hidden": "true" }, author === "staff" ? icon("people") : lantern()),
      h("div.said", {}, unseen(`${name}: `), this.#words),
      entry.reply && h("div.cards", {}, ...drawCards(entry.reply, this.look)),
      h("div.meta", {}, author === "staff" && h("span", {}, name), ...this.#drawState(entry), thumbs && thumbs.thumbs),
      thumbs && thumbs.below,
    ];
  }

  #drawState(entry) {
    const { texts } = this.look.locale;
    if (entry.seq) return [time(entry, this.look.locale), sources(entry, texts)];
    if (!entry.failed) return [h("span.state", {}, icon("clock"), texts.waitingToSend)];
    const { sending } = this.look.chat;
    const again = ["closed", "not_found"].includes(entry.failed) ? texts.sendAnew : texts.tryAgain;
    return [
      h("span.state", {}, icon("warn"), texts.notSent[entry.failed] ?? texts.notSent.invalid),
      h("button.textual", { type: "button", onclick: () => sending.retry(entry) }, again),
      h("button.textual", { type: "button", onclick: () => sending.discard(entry) }, texts.discard),
    ];
  }
}

function time({ at }, locale) {
  return h("time", { datetime: at }, locale.time(at));
}

function sources({ reply }, texts) {
  const count = reply?.handoff ? 0 : (reply?.evidence?.length ?? 0); // a handoff's evidence is for whoever takes over
  return count > 0 && h("span.sources", {}, icon("check"), texts.sources(count));
}
