/** The messages of the current conversation, the oldest on top; what follows the newest one stands below it. */

import { fill, h } from "./dom.js";
import { Handoff } from "./handoff.js";
import { icon } from "./icons.js";
import { Row } from "./message.js";
import { welcome } from "./welcome.js";

const NEAR = 90; // pixels from the end that still count as being there
const TOP = 60;

export class Log {
  #rows = new Map();
  #shownId = undefined;
  #atEnd = true;
  #fetching = false;
  #firstKey = "";
  #lastKey = "";
  #offered = null;
  #greeted = null;

  constructor(look) {
    const { texts } = look.locale;
    this.look = look;
    this.earlier = h("button.textual.earlier", { type: "button", onclick: () => this.#fetchEarlier() }, texts.earlier);
    this.list = h("div.list", { role: "log", "aria-label": texts.log });
    this.typing = h("div.typing", { "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.replies = h("div.replies", { role: "group", "aria-label": texts.quickReplies });
    this.handoff = new Handoff(look);
    this.empty = h("div.empty");
    this.scroller = h(
      "div.scroller",
      { tabindex: "0", role: "group", "aria-label": texts.log, onscroll: () => this.#scrolled() },
      this.empty,
      this.earlier,
      this.list,
      this.typing,
      this.replies,
      this.handoff.node,
    );
    this.toEnd = h("button.newest", { type: "button", "aria-label": texts.newest, onclick: () => (this.#jump(), this.scroller.focus()) }, icon("down"));
    this.node = h("div.log", {}, this.scroller, this.toEnd);
    const stay = new ResizeObserver(() => this.#atEnd && this.#jump());
    for (const node of [this.scroller, this.list]) stay.observe(node);
  }

  update() {
    const { chat } = this.look;
    const entries = [...(chat.thread?.messages ?? []), ...chat.pending];
    const switched = this.#isOther(chat.currentId);
    const height = this.scroller.scrollHeight;
    const first = entries.length ? keyOf(entries[0]) : "";
    const prepended = !switched && this.#firstKey && first !== this.#firstKey;
    if (switched || prepended) this.#hush();
    this.#draw(entries);
    this.#drawEnds(entries, chat);
    if (prepended) this.scroller.scrollTop += this.scroller.scrollHeight - height;
    else if (this.#isNews(entries.at(-1)) || switched || this.#atEnd) this.#toBottom();
    this.#firstKey = first;
  }

  /** Whether another conversation is shown from now on; one that has just begun stays what it was. */
  #isOther(id) {
    const began = this.#shownId === null && id !== null && this.#rows.size > 0;
    const other = id !== this.#shownId && !began;
    this.#shownId = id;
    if (other) {
      this.#rows.clear();
      fill(this.list);
      this.#atEnd = true;
    }
    return other;
  }

  /** Whether the shopper has just written this: then they want to see it. */
  #isNews(newest) {
    const key = newest ? keyOf(newest) : "";
    const anew = key !== this.#lastKey;
    this.#lastKey = key;
    return anew && key !== "" && authorOf(newest) === "shopper";
  }

  #draw(entries) {
    const keys = new Set(entries.map(keyOf));
    for (const [key, row] of this.#rows) {
      if (!keys.has(key)) row.node.remove(), this.#rows.delete(key);
    }
    let before = null;
    entries.forEach((entry, number) => {
      const row = this.#rowOf(keyOf(entry));
      row.update(entry, this.#placeOf(entries, number));
      const expected = before ? before.nextSibling : this.list.firstChild;
      if (expected !== row.node) this.list.insertBefore(row.node, expected);
      before = row.node;
    });
  }

  #rowOf(key) {
    if (!this.#rows.has(key)) this.#rows.set(key, new Row(this.look));
    return this.#rows.get(key);
  }

  #placeOf(entries, number) {
    const [before, entry, after] = [entries[number - 1], entries[number], entries[number + 1]];
    const day = this.look.locale.dayOf(entry.at);
    const newDay = !before || this.look.locale.dayOf(before.at) !== day;
    const first = newDay || authorOf(before) !== authorOf(entry);
    return { day: newDay ? day : "", first, last: !after || authorOf(after) !== authorOf(entry) };
  }

  #drawEnds(entries, chat) {
    this.earlier.hidden = !chat.thread?.hasEarlier;
    const isNew = entries.length === 0 && !(chat.current?.last_seq > 0);
    this.#greet(isNew ? chat.name : null);
    this.typing.toggleAttribute("data-on", Boolean(chat.typing));
    this.#offer(entries.at(-1));
    this.handoff.update();
  }

  /** Greet whom the server says is here, which may become known when the greeting is already shown; null for nobody. */
  #greet(name) {
    if (name === this.#greeted) return;
    this.#greeted = name;
    fill(this.empty, ...(name === null ? [] : welcome(this.look)));
  }

  /** Quick replies belong to the newest message alone. */
  #offer(newest) {
    const offered = newest?.reply?.quick_replies ?? [];
    const mark = offered.length ? keyOf(newest) + JSON.stringify(offered) : "";
    if (mark === this.#offered) return;
    this.#offered = mark;
    const { chat } = this.look;
    const buttons = offered.map(({ title, payload }) =>
      h("button.chip", { type: "button", onclick: () => chat.send(title, { payload }) }, title),
    );
    fill(this.replies, ...buttons);
    this.replies.hidden = !buttons.length;
  }

  async #fetchEarlier() {
    if (this.#fetching || !this.look.chat.thread?.hasEarlier) return;
    this.#fetching = true;
    await this.look.chat.fetchEarlier().catch(() => {});
    this.#fetching = false;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    this.toEnd.toggleAttribute("data-on", !this.#atEnd);
    if (scrollTop < TOP && scrollHeight > clientHeight) this.#fetchEarlier();
  }

  #jump() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  // To the end; but an answer that is higher than the window is read from its beginning.
  #toBottom() {
    const { scroller, list } = this;
    const newest = list.lastElementChild;
    const high = newest && scroller.scrollHeight - newest.offsetTop > scroller.clientHeight + NEAR;
    this.#atEnd = !high;
    scroller.scrollTop = high ? newest.offsetTop - TOP : scroller.scrollHeight;
  }

  // What was said before is not read out when it is fetched; what comes after that is.
  #hush() {
    this.list.setAttribute("aria-live", "off");
    setTimeout(() => this.list.removeAttribute("aria-live"), 500);
  }
}

/** A message of this shopper keeps its key when the server confirms it. */
function keyOf(entry) {
  return authorOf(entry) === "shopper" && entry.client_id ? `c${entry.client_id}` : `s${entry.seq}`;
}

function authorOf(entry) {
  return entry.author ?? "shopper";
}
