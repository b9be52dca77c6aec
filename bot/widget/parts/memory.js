/** What this browser remembers of the chat: the guest's session, the conversation last read, unsent messages. */

export class Memory {
  /** `storage` is localStorage or the like; where a browser forbids it, the page's own memory does. */
  constructor(server, storage = openStorage()) {
    this.prefix = `confab:${new URL(server).host}:`;
    this.storage = storage;
  }

  /** The value kept under this name; null for none, and for what is damaged. */
  get(name) {
    try {
      return JSON.parse(this.storage.getItem(this.prefix + name));
    } catch {
      return null;
    }
  }

  set(name, value) {
    try {
      this.storage.setItem(this.prefix + name, JSON.stringify(value));
    } catch {
      // A full or forbidden storage: the chat goes on without being remembered.
    }
  }

  forget(...names) {
    for (const name of names) this.storage.removeItem(this.prefix + name);
  }

  /**
   * Say whose browser this is since that time: a customer's id, null for a guest. What a customer left is never given
   * to anybody else; what a guest left goes with them when they sign in. Returns whether something was forgotten.
   */
  claim(owner, since) {
    const before = this.get("owner");
    this.set("owner", owner);
    if (before === null || before === owner) return false;
    this.forget("session", "current");
    this.set("outbox", (this.get("outbox") ?? []).filter((entry) => entry.at >= since));
    return true;
  }

  /** Call `react` when another window of this shop changes what is kept under this name. */
  watch(name, react) {
    const listen = (event) => event.key === this.prefix + name && react();
    addEventListener("storage", listen);
    return () => removeEventListener("storage", listen);
  }
}

function openStorage() {
  try {
    localStorage.getItem("");
    return localStorage;
  } catch {
    const kept = new Map();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
      removeItem: (key) => kept.delete(key),
    };
  }
}

/** Messages that the server has not confirmed yet, oldest first. They survive a reload; every window sees the same. */
export class Outbox {
  constructor(memory) {
    this.memory = memory;
  }

  /**
   * Entries: `client_id, conversation_id, text, payload, contact, page_product_id, at, failed`. A conversation that is
   * yet to be started is null; "" is the one that goes on, before it is known which that is.
   */
  list() {
    return this.memory.get("outbox") ?? [];
  }

  add(entry) {
    this.memory.set("outbox", [...this.list(), { client_id: newId(), failed: "", ...entry }]);
  }

  change(clientId, changes) {
    this.memory.set("outbox", this.list().map((entry) => (entry.client_id === clientId ? { ...entry, ...changes } : entry)));
  }

  /** Give these entries' messages to another conversation. */
  move(from, to) {
    for (const entry of this.list()) if (entry.conversation_id === from) this.change(entry.client_id, { conversation_id: to });
  }

  remove(clientId) {
    const kept = this.list();
    const left = kept.filter((entry) => entry.client_id !== clientId);
    if (left.length < kept.length) this.memory.set("outbox", left);
  }
}

// crypto.randomUUID is missing on pages without HTTPS.
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
