/** What this browser remembers of the chat: the guest's session, unsent messages, the conversation last read. */

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
   * Say whose browser this is now: a customer's id, null for a guest. What a customer left is never given to anybody
   * else; what a guest left goes with them when they sign in.
   */
  claim(owner) {
    const before = this.get("owner");
    if (before !== null && before !== owner) this.forget("session", "outbox", "current");
    this.set("owner", owner);
    return before !== null && before !== owner;
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
