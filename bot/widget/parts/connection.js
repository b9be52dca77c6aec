/** The socket to the server: it comes back by itself, and says how it is. The words on it: docs/chat.md. */

import { io } from "./socket.io.js";
import { TokenExpired } from "./token.js";

const ANSWER_MS = 12_000;
const EVENTS = ["message", "typing", "status", "conversation"];

/** The server said no; `code` is one of docs/chat.md, or `unreachable` when nothing was heard at all. */
export class Refusal extends Error {
  constructor({ code, message, retry_after_s: retryAfterS }) {
    super(message || code);
    this.code = code;
    this.retryAfterS = retryAfterS;
  }
}

/**
 * `status`: "asleep" before the first connect, "connecting", "online" from the server's welcome on, "offline" when it
 * was lost and is being sought, "expired" when the sign-in has run out, "refused" when the server wants no talk.
 */
export class Connection {
  #socket = null;
  #retry = 0;

  /** `credentials` gives `{token, session}`; `hear(event, data)` is told of every server event, `welcome` among them. */
  constructor(server, { credentials, hear, statusChanged }) {
    this.status = "asleep";
    this.server = new URL(server);
    this.credentials = credentials;
    this.hear = hear;
    this.statusChanged = statusChanged;
    this.wake = () => document.visibilityState === "visible" && this.#hurry();
  }

  connect() {
    if (this.#socket) return;
    this.#become("connecting");
    this.#socket = this.#makeSocket();
    addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    this.#socket.connect();
  }

  close() {
    clearTimeout(this.#retry);
    removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    this.#socket?.removeAllListeners().disconnect();
    this.#socket = null;
    this.#become("asleep");
  }

  /** Begin again with new credentials. */
  restart() {
    if (!this.#socket) return;
    this.close();
    this.connect();
  }

  /** Send an event; give what was acknowledged. Raises Refusal. */
  async ask(event, data = {}) {
    if (this.status !== "online") throw new Refusal({ code: "unreachable" });
    let answer;
    try {
      answer = await this.#socket.timeout(ANSWER_MS).emitWithAck(event, data);
    } catch (error) {
      throw new Refusal({ code: "unreachable", message: String(error) });
    }
    if (answer?.ok) return answer;
    throw new Refusal(answer?.error ?? { code: "unavailable" });
  }

  #makeSocket() {
    const path = `${this.server.pathname.replace(/\/$/, "")}/socket.io/`;
    const socket = io(`${this.server.origin}/chat`, {
      path,
      transports: ["websocket"],
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: 400,
      reconnectionDelayMax: 8000,
      auth: (say) => this.credentials().then(say, (error) => this.#cannotSayWho(error)),
    });
    socket.on("welcome", (data) => {
      this.#become("online");
      this.hear("welcome", data);
    });
    for (const event of EVENTS) socket.on(event, (data) => this.hear(event, data));
    socket.on("disconnect", (reason) => this.#lost(reason === "io server disconnect"));
    socket.on("connect_error", (error) => this.#notLetIn(error));
    socket.io.on("reconnect_attempt", () => this.#become("offline"));
    return socket;
  }

  #lost(sentAway) {
    this.#become("offline");
    if (sentAway) this.#tryLater(1);
  }

  #notLetIn(error) {
    if (this.#socket.active) return this.#become("offline"); // the line is down; it is tried again by itself
    const code = error.data?.error?.code ?? error.data?.code ?? error.message;
    if (code === "expired" || code === "not_allowed") this.hear("expired"); // another token may be better
    if (code === "not_allowed") return this.#become("refused");
    else this.#become("offline");
    this.#tryLater(error.data?.error?.retry_after_s ?? error.data?.retry_after_s ?? 2);
  }

  #cannotSayWho(error) {
    this.#socket?.disconnect();
    if (error instanceof TokenExpired) return this.#become("expired");
    this.#become("offline");
    this.#tryLater(3);
  }

  #tryLater(afterS) {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#socket?.connect(), afterS * 1000);
  }

  // A network that is back, or a window that is looked at again, need not wait for the next attempt.
  #hurry() {
    if (this.status === "offline") this.#socket.disconnect().connect();
  }

  #become(status) {
    if (status === this.status) return;
    this.status = status;
    this.statusChanged(status);
  }
}
