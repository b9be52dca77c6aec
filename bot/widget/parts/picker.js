/** The shopper's conversations, the newest first, and a new one. */

import { newestFirst } from "./chat.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";

export class Picker {
  /** `pick(id)` is called with the chosen conversation, null for a new one. */
  constructor({ chat, locale }, pick) {
    this.chat = chat;
    this.locale = locale;
    this.pick = pick;
    this.list = h("ul.conversations");
    this.start = h("button.main", { type: "button", onclick: () => pick(null) }, icon("plus"), locale.texts.startNew);
    this.node = h("div.picker", { hidden: true }, this.list, this.start);
  }

  /** Fetch what is new, and draw. */
  async open() {
    this.update();
    this.focus();
    await this.chat.fetchList().catch(() => {});
  }

  update() {
    if (this.node.hidden) return;
    const { chat, locale } = this;
    const focused = this.list.getRootNode().activeElement?.dataset?.conversation;
    const sorted = [...chat.conversations.values()].sort(newestFirst);
    const rows = sorted.map((conversation) => h("li", {}, this.#drawButton(conversation)));
    fill(this.list, ...(rows.length ? rows : [h("li.none", {}, locale.texts.noConversations)]));
    if (focused) this.list.querySelector(`[data-conversation="${CSS.escape(focused)}"]`)?.focus();
  }

  focus() {
    (this.list.querySelector("button") ?? this.start).focus();
  }

  #drawButton(conversation) {
    const { texts } = this.locale;
    const { id, title, status, updated_at: at } = conversation;
    const unread = this.chat.unreadIn(conversation);
    return h(
      "button.conversation",
      { type: "button", "data-conversation": id, "aria-current": id === this.chat.currentId && "true", onclick: () => this.pick(id) },
      h("b", {}, title || texts.untitled),
      h("span.when", {}, this.locale.dayOf(at)),
      texts.status[status] && h("span.badge", {}, texts.status[status]),
      unread > 0 && h("span.count", {}, texts.newMessages(unread)),
    );
  }
}
