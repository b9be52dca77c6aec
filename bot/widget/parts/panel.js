/** The window of the chat: its head, the conversation or the list of them, and the ways of the keyboard through it. */

import { Banner } from "./banner.js";
import { Composer } from "./composer.js";
import { fill, h } from "./dom.js";
import { icon, lantern } from "./icons.js";
import { Log } from "./log.js";
import { Picker } from "./picker.js";

const REACHABLE = 'a[href], button:not([disabled]), input, textarea, [tabindex="0"]';

export class Panel {
  /** `look` is `{chat, locale, links}`; `close` is called when the shopper has had enough. */
  constructor(look, { heading, close }) {
    const { texts } = look.locale;
    this.look = look;
    this.close = close;
    this.log = new Log(look);
    this.composer = new Composer(look);
    this.banner = new Banner(look);
    this.picker = new Picker(look, (id) => this.#pick(id));
    this.title = h("h2", { id: "title" }, heading || texts.heading);
    this.subtitle = h("p.subtitle");
    this.toList = headButton("list", texts.conversations, () => this.#showList(true));
    this.toTalk = headButton("back", texts.back, () => this.#showList(false));
    this.aloud = h("p.unseen", { role: "status" });
    this.talk = h("div.talk", {}, this.log.node, this.composer.node);
    this.node = h(
      "section.panel",
      { role: "dialog", "aria-modal": "true", "aria-labelledby": "title", id: "panel", hidden: true, onkeydown: (event) => this.#key(event) },
      h(
        "header.head",
        {},
        h("span.sign", { "aria-hidden": "true" }, lantern()),
        h("div.names", {}, this.title, this.subtitle),
        this.toTalk,
        this.toList,
        headButton("close", texts.closeChat, close),
      ),
      this.banner.node,
      this.talk,
      this.picker.node,
      this.aloud,
    );
    this.heading = heading;
    this.#showList(false);
  }

  get listShown() {
    return !this.picker.node.hidden;
  }

  update() {
    for (const part of [this.banner, this.log, this.composer, this.picker]) part.update();
    const { chat, locale } = this.look;
    const { subtitle, typing } = locale.texts;
    const away = chat.status === "online" || chat.status === "asleep" ? null : chat.status === "connecting" ? "connecting" : "offline";
    setText(this.subtitle, this.listShown ? "" : subtitle[away ?? chat.current?.status ?? "bot"]);
    setText(this.aloud, chat.typing ? (typing[chat.typing] ?? typing.assistant) : "");
  }

  focus() {
    if (this.listShown) this.picker.focus();
    else this.composer.focus();
  }

  #pick(id) {
    this.look.chat.enter(id).catch(() => {});
    this.#showList(false);
    this.composer.focus();
  }

  #showList(on) {
    const { texts } = this.look.locale;
    this.picker.node.hidden = !on;
    this.talk.hidden = on;
    this.toTalk.hidden = !on;
    this.toList.hidden = on;
    setText(this.title, on ? texts.conversations : this.heading || texts.heading);
    if (on) this.picker.open();
    else if (!this.node.hidden) this.toList.focus();
    this.look.chat.changed();
    this.look.chat.markRead();
  }

  #key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (this.listShown) this.#showList(false);
      else this.close();
    }
    if (event.key === "Tab") this.#keepInside(event);
  }

  // The window is a dialog: whoever walks through it with the Tab key stays in it until they close it.
  #keepInside(event) {
    const reachable = [...this.node.querySelectorAll(REACHABLE)].filter((node) => node.checkVisibility());
    const [first, last] = [reachable[0], reachable.at(-1)];
    const here = this.node.getRootNode().activeElement;
    const leaves = event.shiftKey ? here === first : here === last;
    if (!leaves) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}

function headButton(name, label, onclick) {
  return h("button.round", { type: "button", "aria-label": label, title: label, onclick }, icon(name));
}

function setText(node, text) {
  if (node.textContent !== text) fill(node, text);
}
