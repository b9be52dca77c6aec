/** The messages of one conversation, in order and each once, as far as they have been fetched. */

export class Thread {
  #bySeq = new Map();

  /** `after`: nothing up to this number has been fetched. */
  constructor(after = 0) {
    this.after = after;
    this.last = after;
  }

  get hasEarlier() {
    return this.after > 0;
  }

  get messages() {
    return [...this.#bySeq.values()].sort((one, other) => one.seq - other.seq);
  }

  /** Take a message that was just sent. False when one before it is missing; a number that is known is replaced. */
  take(message) {
    if (message.seq > this.last + 1) return false;
    if (message.seq > this.after) this.#put(message);
    return true;
  }

  /** Take what the server answered to "what came after this number?". */
  fetched(after, messages) {
    for (const message of messages) this.#put(message);
    this.after = Math.min(this.after, after);
  }

  #put(message) {
    this.#bySeq.set(message.seq, message);
    this.last = Math.max(this.last, message.seq);
  }
}
