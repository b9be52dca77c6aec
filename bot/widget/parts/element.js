/** <confab-chat>: the launcher, the window behind it, and what the host page says about them. */

import { Chat } from "./chat.js";
import { fill, h } from "./dom.js";
import { icon, lantern } from "./icons.js";
import { Links } from "./links.js";
import { loadLocale } from "./locale.js";
import { Panel } from "./panel.js";
import { contentStyle } from "./style/content.js";
import { windowStyle } from "./style/window.js";
import { followKeyboard } from "./viewport.js";

const REDRAWN_BY = ["lang", "heading"];
const IDENTITY = ["token", "token-url"];
const OPEN = "confab:open";

// Built here, not written into the page, so that a strict policy lets them be.
const sheets = [windowStyle, contentStyle].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});

export class ConfabChat extends HTMLElement {
  static observedAttributes = [...REDRAWN_BY, ...IDENTITY];

  #chat = null;
  #panel = null;
  #launcher = null;
  #badge = null;
  #stop = [];
  #identified = false;

  constructor() {
    super();
    this.attachShadow({ mode: "open", delegatesFocus: false }).adoptedStyleSheets = sheets;
  }

  get isOpen() {
    return this.#panel !== null && !this.#panel.node.hidden;
  }

  connectedCallback() {
    const server = this.getAttribute("server") || location.origin;
    this.#chat = new Chat({
      server,
      token: this.getAttribute("token"),
      tokenUrl: this.getAttribute("token-url"),
      pageProductId: () => this.getAttribute("product-id") || null,
    });
    this.#chat.isRead = () => this.isOpen && !this.#panel.listShown && document.visibilityState === "visible";
    this.#chat.subscribe(() => this.#update());
    const markRead = () => this.#chat.markRead();
    document.addEventListener("visibilitychange", markRead);
    this.#stop = [followKeyboard(this.shadowRoot), () => document.removeEventListener("visibilitychange", markRead)];
    if (this.#chat.isKnown) this.#chat.connect();
    this.#draw().then(() => this.#wasOpen() && this.#show());
  }

  disconnectedCallback() {
    for (const stop of this.#stop) stop();
    this.#chat.close();
    this.#chat = this.#panel = null;
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#chat || before === now) return;
    if (REDRAWN_BY.includes(name)) return this.#draw();
    if (this.#identified) return; // several attributes that change together are one change
    this.#identified = true;
    queueMicrotask(() => {
      this.#identified = false;
      this.#chat?.identify(this.getAttribute("token"), this.getAttribute("token-url"));
    });
  }

  /** Show the chat and put the cursor where the shopper writes. */
  open() {
    if (!this.isOpen) this.#show();
    this.#panel?.focus();
  }

  close() {
    if (!this.isOpen) return;
    this.#panel.node.hidden = true;
    this.#shown();
    this.#launcher.focus();
  }

  /** Open the chat and ask this in the shopper's name, as a button of the host page may do. */
  ask(text) {
    this.open();
    return this.#chat.send(text);
  }

  async #draw() {
    const chat = this.#chat;
    const locale = await loadLocale(this.getAttribute("lang") || document.documentElement.lang);
    if (chat !== this.#chat) return; // taken off the page meanwhile
    const wasOpen = this.isOpen;
    const look = { chat, locale, links: new Links(this.getAttribute("server") || location.origin) };
    const { texts } = locale;
    this.#panel = new Panel(look, { heading: this.getAttribute("heading"), close: () => this.close() });
    this.#badge = h("span.unread", { "aria-hidden": "true" });
    this.#launcher = h(
      "button.launcher",
      { type: "button", "aria-expanded": "false", "aria-controls": "panel", onclick: () => (this.isOpen ? this.close() : this.open()) },
      lantern(),
      icon("down"),
      this.#badge,
    );
    this.texts = texts;
    fill(this.shadowRoot, h("section.chat", { lang: locale.tag, "aria-label": texts.chat }, this.#panel.node, this.#launcher));
    if (wasOpen) this.#show();
    this.#update();
  }

  #show() {
    if (!this.#panel) return; // it has not come that far yet
    this.#panel.node.hidden = false;
    this.#shown();
    this.#chat.connect();
    this.#chat.markRead();
  }

  #shown() {
    const open = this.isOpen;
    this.#launcher.setAttribute("aria-expanded", String(open));
    this.toggleAttribute("open", open);
    remember(open);
    this.#update();
  }

  #update() {
    if (!this.#panel) return;
    const { unread } = this.#chat;
    const label = this.isOpen ? this.texts.closeChat : this.texts.openChat(unread);
    if (this.#launcher.getAttribute("aria-label") !== label) this.#launcher.setAttribute("aria-label", label);
    fill(this.#badge, unread > 0 && (unread > 99 ? "99+" : String(unread)));
    if (this.isOpen) this.#panel.update();
  }

  // A chat that was open on the last page is open on this one; on a phone it would hide what was chosen.
  #wasOpen() {
    return recall() && matchMedia("(min-width: 600px)").matches;
  }
}

function remember(open) {
  try {
    sessionStorage.setItem(OPEN, open ? "1" : "");
  } catch {
    // Not allowed here: the chat is closed on the next page.
  }
}

function recall() {
  try {
    return sessionStorage.getItem(OPEN) === "1";
  } catch {
    return false;
  }
}

customElements.define("confab-chat", ConfabChat);
