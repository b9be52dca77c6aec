/** Messages that the server has not confirmed yet, oldest first. They survive a reload; every window sees the same. */

export class Outbox {
  constructor(memory) {
    this.memory = memory;
  }

  /** Entries: `client_id, conversation_id (null before it is started), text, payload, contact, page_product_id, at, failed`. */
  list() {
    return this.memory.get("outbox") ?? [];
  }

  add(entry) {
    this.memory.set("outbox", [...this.list(), { client_id: newId(), failed: "", ...entry }]);
  }

  change(clientId, changes) {
    this.memory.set("outbox", this.list().map((entry) => (entry.client_id === clientId ? { ...entry, ...changes } : entry)));
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
