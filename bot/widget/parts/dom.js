/** Making elements. Text only ever becomes text: nothing here parses markup. */

const SVG = "http://www.w3.org/2000/svg";

/** h("button.send", { type: "button", onclick: send }, "Send"): attributes that are null or false are left out. */
export function h(name, attributes = {}, ...children) {
  return furnish(document.createElement(tagOf(name)), name, attributes, children);
}

/** The same for a part of a drawing. */
export function svg(name, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG, tagOf(name)), name, attributes, children);
}

/** Put the children in place of what the node holds. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat().filter(isDrawn));
  return node;
}

/** Text for screen readers alone. */
export function unseen(text) {
  return h("span.unseen", {}, text);
}

/** Whether the focus is in this node, across shadow roots. */
export function holdsFocus(node) {
  return node.contains(node.getRootNode().activeElement);
}

function tagOf(name) {
  return name.split(".", 1)[0];
}

function furnish(node, name, attributes, children) {
  const classes = name.split(".").slice(1);
  if (classes.length) node.classList.add(...classes);
  for (const [key, value] of Object.entries(attributes)) setAttribute(node, key, value);
  node.append(...children.flat().filter(isDrawn));
  return node;
}

function setAttribute(node, key, value) {
  if (typeof value === "function") node.addEventListener(key.slice(2), value);
  else if (key === "style" || key.startsWith("on")) throw new TypeError(`${key} would need an unsafe policy`);
  else if (value === true) node.setAttribute(key, "");
  else if (value != null && value !== false) node.setAttribute(key, value);
}

function isDrawn(child) {
  return child != null && child !== false && child !== "";
}
