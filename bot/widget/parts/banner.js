/** Says when the connection is gone, when it is back, and what the shopper can do about it. */

import { fill, h } from "./dom.js";
import { icon } from "./icons.js";

const BACK_FOR_MS = 2500;

export class Banner {
  #shown = "";
  #wasAway = false;

  constructor({ chat, locale }) {
    this.chat = chat;
    this.texts = locale.texts;
    this.node = h("div.banner", { role: "status" });
  }

  update() {
    const status = this.#name();
    if (status === this.#shown) return;
    this.#shown = status;
    this.node.dataset.status = status;
    fill(this.node, ...this.#draw(status));
    if (status === "back") setTimeout(() => this.#settle(), BACK_FOR_MS);
  }

  #name() {
    const { status } = this.chat;
    if (["offline", "expired", "refused"].includes(status)) {
      this.#wasAway = true;
      return status;
    }
    return status === "online" && this.#wasAway ? "back" : "";
  }

  #settle() {
    if (this.chat.status === "online") this.#wasAway = false;
    this.update();
  }

  #draw(status) {
    const { texts, chat } = this;
    const button = (label, onclick) => h("button.textual", { type: "button", onclick }, label);
    if (status === "offline") return [h("i.pulse", { "aria-hidden": "true" }), h("span", {}, texts.offline)];
    if (status === "back") return [icon("check"), h("span", {}, texts.online)];
    if (status === "expired") return [icon("warn"), h("span", {}, texts.expired), button(texts.reload, () => location.reload())];
    if (status === "refused") return [icon("warn"), h("span", {}, texts.refused), button(texts.tryAgain, () => chat.connection.restart())];
    return [];
  }
}
