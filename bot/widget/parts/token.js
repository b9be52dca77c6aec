/** The host shop's word on who the shopper is: a short-lived JWT, fetched anew when it has run out. */

const SPARE_S = 15; // a token this near to its end may not survive the way

export class TokenExpired extends Error {}

export class Token {
  #asking = null;

  /** `token` may be "", and so may `url`, which answers `{"token": …}`: null when nobody is signed in. */
  constructor(token, url) {
    this.token = token || null;
    this.url = url || null;
    this.refused = token == null && url != null; // nothing to begin with: ask
  }

  /** The token, or null for a guest. Raises TokenExpired when it has run out and there is nowhere to ask. */
  async current() {
    if (!this.refused && !this.#hasRunOut()) return this.token;
    if (this.url === null && this.token === null) return null;
    if (this.url === null) throw new TokenExpired("the token has run out, and data-token-url is not set");
    this.#asking ??= this.#ask();
    return this.#asking;
  }

  /** The server takes it for expired: ask for another one next time. */
  refuse() {
    this.refused = true;
  }

  /** Whether it is known who is signed in, be the token as old as it may. */
  get isKnown() {
    return this.token !== null || this.url === null || !this.refused;
  }

  /** The customer's id that the token names; null for a guest. */
  get owner() {
    return read(this.token)?.sub ?? null;
  }

  async #ask() {
    try {
      this.token = await fetchToken(this.url);
      this.refused = false;
      return this.token;
    } finally {
      this.#asking = null;
    }
  }

  #hasRunOut() {
    const end = read(this.token)?.exp;
    return end !== undefined && end - SPARE_S < Date.now() / 1000;
  }
}

async function fetchToken(url) {
  const answer = await fetch(url, { credentials: "include", headers: { accept: "application/json" }, cache: "no-store" });
  if (answer.status === 401 || answer.status === 403) return null;
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()).token || null;
}

function read(token) {
  try {
    const claims = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(claims), (letter) => letter.charCodeAt(0))));
  } catch {
    return null; // not ours to judge: the server does
  }
}
