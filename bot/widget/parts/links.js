/** Addresses that come from outside. Only http(s) is ever followed; everything else is drawn as text or not at all. */

import { h } from "./dom.js";

const ADDRESS = /https?:\/\/[^\s<>"'，。！？、）】》]+/gi;
const TRAILING = /[.,;:!?)\]]+$/;

export class Links {
  /** `server` is what paths are relative to: pictures and product pages that the chat's own server shows. */
  constructor(server) {
    this.server = server;
  }

  /** The absolute address; null for what is no http(s) address, or hides its host behind a user name. */
  resolve(address) {
    if (typeof address !== "string" || !address.trim()) return null;
    try {
      const url = new URL(address, this.server);
      return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : null;
    } catch {
      return null;
    }
  }

  /** An <a> when the address can be followed, else a <span> of the same look. */
  anchor(name, address, ...children) {
    const href = this.resolve(address);
    if (href === null) return h(name.replace(/^a/, "span"), {}, ...children);
    if (new URL(href).origin === location.origin) return h(name, { href }, ...children);
    return h(name, { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
  }

  /** An <img> of nothing that a reader must know; null when the address cannot be followed. */
  picture(address, size) {
    const src = this.resolve(address);
    const drop = (event) => event.target.remove(); // a picture that is gone leaves no broken one behind
    return src && h("img", { src, alt: "", width: size, height: size, loading: "lazy", decoding: "async", draggable: "false", onerror: drop });
  }

  /** The text as nodes; http(s) addresses in it can be followed. */
  linkify(text) {
    const nodes = [];
    let from = 0;
    for (const { 0: found, index } of text.matchAll(ADDRESS)) {
      const address = found.replace(TRAILING, "");
      nodes.push(text.slice(from, index), this.anchor("a", address, address));
      from = index + address.length;
    }
    return [...nodes, text.slice(from)].filter(Boolean);
  }
}
