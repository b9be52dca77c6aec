/** The chat as it stands: who is here, the conversations, what is on its way. Views read it, and are told of changes. */

import { Connection } from "./connection.js";
import { Memory, Outbox } from "./memory.js";
import { Sending } from "./sending.js";
import { Thread } from "./thread.js";
import { Token } from "./token.js";

const WINDOW = 30; // messages fetched at once
const TYPING_LASTS_MS = 30_000;

export class Chat {
  #views = new Set();
  #told = false;
  #threads = new Map();
  #typing = new Map(); // conversation id -> {author, timer}
  #arrived = false;
  #claimed = false; // whether it is certain whose browser this is
  #since = new Date().toISOString(); // when they came

  constructor({ server, token, tokenUrl, pageProductId = () => null }) {
    this.memory = new Memory(server);
    this.outbox = new Outbox(this.memory);
    this.token = new Token(token, tokenUrl);
    this.pageProductId = pageProductId;
    this.conversations = new Map();
    this.currentId = null;
    this.name = "";
    this.textLimit = 2000;
    this.isRead = () => false; // whether the shopper is looking at the current conversation
    this.connection = new Connection(server, {
      credentials: () => this.#credentials(),
      hear: (event, data) => this.#hear(event, data),
      statusChanged: () => this.#forgetTyping(),
    });
    this.sending = new Sending(this);
    this.unwatch = this.memory.watch("outbox", () => this.changed());
    if (this.token.isKnown) this.#claim();
  }

  /** Call `view` soon after anything has changed, once for many changes. */
  subscribe(view) {
    this.#views.add(view);
  }

  changed() {
    if (this.#told) return;
    this.#told = true;
    queueMicrotask(() => {
      this.#told = false;
      for (const view of this.#views) view();
    });
  }

  get status() {
    return this.connection.status;
  }

  get current() {
    return this.conversations.get(this.currentId) ?? null;
  }

  get thread() {
    return this.#threads.get(this.currentId) ?? null;
  }

  /** What was written here and is not confirmed yet. */
  get pending() {
    const mine = this.outbox.list().filter((entry) => this.#claimed || entry.at >= this.#since);
    return mine.filter((entry) => (entry.conversation_id || null) === this.currentId);
  }

  /** Who is writing in the current conversation: "assistant", "staff" or null. */
  get typing() {
    return this.#typing.get(this.currentId)?.author ?? null;
  }

  get unread() {
    return [...this.conversations.values()].reduce((sum, conversation) => sum + this.unreadIn(conversation), 0);
  }

  unreadIn({ id, last_seq: last, read_seq: read }) {
    const thread = this.#threads.get(id);
    if (!thread || thread.last < last) return Math.max(0, last - read);
    return thread.messages.filter((message) => message.seq > read && message.author !== "shopper").length;
  }

  /** Whether there is a reason to connect before the shopper opens the chat. */
  get isKnown() {
    return Boolean(this.token.token || this.token.url || this.memory.get("session"));
  }

  connect() {
    if (!this.#claimed) this.token.current().then(() => this.#claim(), ignore);
    this.connection.connect();
  }

  close() {
    this.unwatch();
    this.#views.clear();
    this.connection.close();
  }

  /** Somebody else is here now: another token, or none. */
  identify(token, tokenUrl) {
    this.token = new Token(token, tokenUrl);
    this.#since = new Date().toISOString();
    this.#claimed = false;
    if (this.token.isKnown) this.#claim();
    this.connection.restart();
  }

  /** `payload` is that of the quick reply that was chosen; `contact` is left with a message for a human. */
  send(text, { payload = null, contact = null } = {}) {
    const id = this.#arrived ? this.currentId : (this.currentId ?? "");
    const entry = { conversation_id: id, text, payload, contact, page_product_id: this.pageProductId() };
    this.outbox.add({ ...entry, at: new Date().toISOString() });
    this.changed();
    this.connect();
    return this.sending.flush();
  }

  /** Read this conversation from now on; null for a new one, which begins with its first message. */
  async enter(id) {
    this.currentId = id;
    this.memory.set("current", id);
    this.changed();
    if (id !== null) await this.catchUp(id);
  }

  /** Fetch what the current conversation has gained since it was last fetched. */
  async catchUp(id) {
    const known = this.#threads.get(id);
    const after = known?.last ?? Math.max(0, (this.conversations.get(id)?.last_seq ?? 0) - WINDOW);
    await this.#fetch(id, after);
    this.markRead();
  }

  async fetchEarlier() {
    const { currentId: id, thread } = this;
    if (thread?.hasEarlier) await this.#fetch(id, Math.max(0, thread.after - WINDOW));
  }

  /** Put a message that the server has confirmed in its place. */
  async place(message) {
    const id = message.conversation_id;
    if (message.author !== "shopper") this.#stopTyping(id);
    if (!this.#threadOf(id, message.seq - 1).take(message)) return this.catchUp(id).catch(ignore);
    this.#confirm(message);
    const conversation = this.conversations.get(id);
    if (conversation) this.#learn({ ...conversation, last_seq: Math.max(conversation.last_seq, message.seq) });
    this.changed();
    this.markRead();
  }

  /** Tell the server how far the shopper has read, if they are looking. */
  markRead() {
    const { current, thread } = this;
    if (!current || !thread || !this.isRead() || this.unreadIn(current) === 0) return;
    this.#learn({ ...current, read_seq: thread.last });
    this.ask("read", { conversation_id: current.id, seq: thread.last }).catch(ignore);
  }

  /** Fetch the list of conversations again. */
  async fetchList() {
    const { conversations } = await this.ask("list");
    for (const conversation of conversations) this.#learn(conversation);
  }

  /** Start a conversation; give its id. Raises Refusal. */
  async start() {
    const { conversation } = await this.ask("start");
    this.#learn(conversation);
    return conversation.id;
  }

  /** Go on with the assistant instead of waiting for a person. Raises Refusal. */
  async resume(id) {
    const { conversation } = await this.ask("resume", { conversation_id: id });
    this.#learn(conversation);
  }

  ask(event, data) {
    return this.connection.ask(event, data);
  }

  saysTyping(on) {
    if (this.currentId && this.status === "online") this.ask("typing", { conversation_id: this.currentId, on }).catch(ignore);
  }

  async #credentials() {
    const token = await this.token.current();
    this.#claim();
    return { token, session: this.memory.get("session") };
  }

  #claim() {
    this.#claimed = true;
    this.changed();
    if (!this.memory.claim(this.token.owner, this.#since)) return;
    this.conversations.clear();
    this.#threads.clear();
    this.currentId = null;
    this.#arrived = false;
  }

  #hear(event, data) {
    if (event === "welcome") this.#arrive(data).catch(ignore);
    if (event === "expired") this.token.refuse();
    if (event === "message") this.place(data);
    if (event === "typing") this.#hearTyping(data);
    if (event === "status") this.#learn({ ...this.conversations.get(data.conversation_id), status: data.status });
    if (event === "conversation") this.#learn(data);
    this.changed();
  }

  async #arrive({ session, name, conversations, limits }) {
    this.memory.set("session", session);
    this.name = name || "";
    this.textLimit = limits?.text ?? this.textLimit;
    this.conversations = new Map(conversations.map((conversation) => [conversation.id, conversation]));
    for (const id of this.#threads.keys()) if (!this.conversations.has(id)) this.#threads.delete(id);
    const id = this.#chooseCurrent();
    this.outbox.move("", id);
    this.#arrived = true;
    await this.enter(id).catch(ignore);
    await this.sending.flush();
  }

  // The conversation that was open; else the one last read; else the newest that still goes on.
  #chooseCurrent() {
    const begins = this.outbox.list().some((entry) => entry.conversation_id === null);
    if (this.currentId === null && (this.#arrived || begins)) return null; // a new one is about to begin
    const wanted = this.currentId ?? this.memory.get("current");
    if (this.conversations.has(wanted)) return wanted;
    const going = [...this.conversations.values()].filter((conversation) => conversation.status !== "closed");
    return going.sort(newestFirst)[0]?.id ?? null;
  }

  async #fetch(id, after) {
    const thread = this.#threadOf(id, after);
    let from = after;
    for (;;) {
      const { conversation, messages } = await this.ask("open", { conversation_id: id, after_seq: from });
      this.#learn(conversation);
      thread.fetched(after, messages);
      messages.forEach((message) => this.#confirm(message));
      this.changed();
      const reached = Math.max(from, ...messages.map((message) => message.seq));
      if (reached === from || reached >= conversation.last_seq) return;
      from = reached;
    }
  }

  #confirm({ author, client_id: clientId }) {
    if (author === "shopper") this.outbox.remove(clientId);
  }

  #threadOf(id, after) {
    if (!this.#threads.has(id)) this.#threads.set(id, new Thread(after));
    return this.#threads.get(id);
  }

  #learn(conversation) {
    if (!conversation?.id) return;
    const read = Math.max(conversation.read_seq, this.conversations.get(conversation.id)?.read_seq ?? 0);
    this.conversations.set(conversation.id, { ...conversation, read_seq: read });
    this.changed();
  }

  #hearTyping({ conversation_id: id, on, author }) {
    if (author === "shopper") return;
    this.#stopTyping(id);
    if (on) this.#typing.set(id, { author, timer: setTimeout(() => this.#stopTyping(id), TYPING_LASTS_MS) });
  }

  #forgetTyping() {
    for (const id of this.#typing.keys()) this.#stopTyping(id);
    this.changed();
  }

  #stopTyping(id) {
    clearTimeout(this.#typing.get(id)?.timer);
    if (this.#typing.delete(id)) this.changed();
  }
}

export function newestFirst(one, other) {
  return Date.parse(other.updated_at) - Date.parse(one.updated_at);
}

function ignore() {
  // Lost on the way: the next welcome fetches and sends what is missing.
}
