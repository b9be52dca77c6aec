/* Confab's chat: <script src="https://confab.example/widget/widget.js" async></script>. See docs/widget.md. */
(() => {
  const PARTS = "./parts/"; // the server puts the address of this version here, and the names of its parts below
  const ALL = [];
  const NAMES = ["token", "token-url", "lang", "theme", "position", "product-id", "heading", "dir"];

  const tag = document.currentScript ?? document.querySelector('script[src*="/widget/widget.js"]');
  const here = new URL(tag.src);
  const chat = document.querySelector("confab-chat") ?? document.createElement("confab-chat");

  const give = (name, value) => {
    if (value != null && !chat.hasAttribute(name)) chat.setAttribute(name, value);
  };
  for (const name of NAMES) give(name, tag.getAttribute(`data-${name}`));
  give("server", tag.getAttribute("data-server") || new URL("..", here).href);

  // All at once, instead of each after the one that asks for it.
  const address = (part) => new URL(part, new URL(PARTS, here)).href;
  const ahead = ALL.map((part) => Object.assign(document.createElement("link"), { rel: "modulepreload", href: address(part) }));
  document.head.append(...ahead);

  const show = () => {
    if (!chat.isConnected) document.body.append(chat);
  };
  import(address("element.js"))
    .then(() => (document.body ? show() : addEventListener("DOMContentLoaded", show)))
    .catch((error) => console.error("The chat could not be loaded:", error))
    .finally(() => ahead.forEach((link) => link.remove()));
})();
