/** Brings the outbox to the server, one message after another, in the order in which they were written. */

const PATIENCE_S = 3;
const LASTING = ["invalid", "too_long", "not_found", "not_allowed", "closed"];
const NEEDS_NEW_CONVERSATION = ["not_found", "closed"];

export class Sending {
  #underWay = null;
  #wanted = false;
  #notBefore = 0;

  constructor(chat) {
    this.chat = chat;
  }

  /** Send what waits. Safe to call at any time: it is sent once, whoever calls, from whichever window. */
  flush() {
    this.#wanted = true;
    this.#underWay ??= this.#run();
    return this.#underWay;
  }

  /** Send once more what the server has refused; in a new conversation if its own takes no more. */
  retry(entry) {
    const anew = NEEDS_NEW_CONVERSATION.includes(entry.failed);
    if (anew) this.chat.enter(null);
    this.chat.outbox.change(entry.client_id, { failed: "", ...(anew && { conversation_id: null }) });
    this.chat.changed();
    return this.flush();
  }

  discard(entry) {
    this.chat.outbox.remove(entry.client_id);
    this.chat.changed();
  }

  async #run() {
    while (this.#wanted) {
      this.#wanted = false;
      await alone(() => this.#sendAll());
    }
    this.#underWay = null;
  }

  async #sendAll() {
    while (Date.now() >= this.#notBefore) {
      const entry = this.chat.outbox.list().find((waiting) => !waiting.failed);
      if (!entry) return;
      try {
        await this.#send(entry);
      } catch (error) {
        if (!this.#isFinal(entry, error)) return;
      }
    }
  }

  async #send(entry) {
    const id = entry.conversation_id || (await this.#startFor());
    const { client_id: clientId, text, payload, contact, page_product_id: product } = entry;
    const message = { conversation_id: id, client_id: clientId, text };
    const { seq, at } = contact
      ? await this.chat.ask("contact", { ...message, contact })
      : await this.chat.ask("send", { ...message, payload, page_product_id: product });
    await this.chat.place({ ...message, seq, author: "shopper", at, reply: null });
    this.chat.outbox.remove(clientId);
  }

  // Everything that was written before there was a conversation belongs to the same one.
  async #startFor() {
    const { chat } = this;
    const id = await chat.start();
    chat.outbox.move(null, id);
    if (chat.currentId === null) await chat.enter(id);
    return id;
  }

  /** Whether the next message may go: this one failed for good. Else it stays first, and is tried again. */
  #isFinal(entry, error) {
    if (error.code === "not_allowed" && entry.contact) {
      // Nobody is waited for any more: it goes as a message like any other.
      this.chat.outbox.change(entry.client_id, { contact: null, text: `${entry.text}\n\n${entry.contact}` });
      return true;
    }
    if (LASTING.includes(error.code)) {
      this.chat.outbox.change(entry.client_id, { failed: error.code });
      this.chat.changed();
      return true;
    }
    if (error.code === "expired") {
      this.chat.token.refuse();
      this.chat.connection.restart();
    } else if (error.code !== "unreachable" || this.chat.status === "online") {
      const waitMs = (error.retryAfterS ?? PATIENCE_S) * 1000;
      this.#notBefore = Date.now() + waitMs;
      setTimeout(() => this.flush(), waitMs + 1);
    }
    return false;
  }
}

// Two windows of a shop share one outbox; the browser lets one of them send at a time, where it can.
function alone(work) {
  return navigator.locks ? navigator.locks.request("confab:outbox", work) : work();
}
