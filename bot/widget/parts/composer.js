/** Where the shopper writes. Enter sends, Shift+Enter begins a line; what is being composed (Chinese) is left alone. */

import { fill, h } from "./dom.js";
import { icon } from "./icons.js";

const TELL_FROM = 200; // characters left from which they are told
const TYPING_MS = 3000;

export class Composer {
  #typing = false;
  #silence = 0;

  constructor({ chat, locale }) {
    const { texts } = locale;
    this.chat = chat;
    this.texts = texts;
    this.text = h("textarea", {
      rows: 1,
      "aria-label": texts.message,
      placeholder: texts.placeholder,
      "aria-describedby": "letters",
      enterkeyhint: "send",
      dir: "auto",
      oninput: () => this.#changed(),
      onkeydown: (event) => this.#key(event),
      onblur: () => this.#type(false),
    });
    this.mirror = h("div.mirror", { "aria-hidden": "true" }); // gives the field its height
    this.button = h("button.send", { type: "submit", "aria-label": texts.send, disabled: true }, icon("send"));
    this.letters = h("p.letters", { id: "letters" });
    this.form = h(
      "form.write",
      { onsubmit: (event) => (event.preventDefault(), this.#send()) },
      h("div.field", {}, this.mirror, this.text),
      this.button,
    );
    this.ended = h("div.ended", { hidden: true }, h("p", {}, texts.endedHere));
    this.ended.append(h("button.main", { type: "button", onclick: () => chat.enter(null) }, texts.startNew));
    this.node = h("div.composer", {}, this.letters, this.form, this.ended);
  }

  update() {
    const closed = this.chat.current?.status === "closed";
    const focused = this.form.contains(this.form.getRootNode().activeElement);
    this.form.hidden = closed;
    this.ended.hidden = !closed;
    if (closed && focused) this.ended.lastChild.focus();
    this.text.maxLength = this.chat.textLimit;
  }

  focus() {
    (this.form.hidden ? this.ended.lastChild : this.text).focus({ preventScroll: true });
  }

  #changed() {
    const text = this.text.value;
    this.mirror.textContent = `${text}\n`;
    this.button.disabled = !text.trim();
    const left = this.chat.textLimit - text.length;
    fill(this.letters, left <= TELL_FROM && this.texts.lettersLeft(left));
    this.#type(text.trim() !== "");
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    this.#changed();
    this.chat.send(text);
    this.text.focus();
  }

  #type(on) {
    clearTimeout(this.#silence);
    if (on) this.#silence = setTimeout(() => this.#type(false), TYPING_MS);
    if (on !== this.#typing) this.chat.saysTyping(on);
    this.#typing = on;
  }
}
