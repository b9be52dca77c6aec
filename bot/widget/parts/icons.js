/** The drawings of the chat, all on a field of 24 by 24, drawn with the colour of the text around them. */

import { svg } from "./dom.js";

const LINES = {
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  onward: "M9 5l7 7-7 7",
  list: "M5 7h14M5 12h14M5 17h9",
  plus: "M12 5v14M5 12h14",
  send: "M12 19V5M6 11l6-6 6 6",
  down: "M6 9.5l6 6 6-6",
  clock: "M12 7.5V12l3 2M12 21a9 9 0 100-18 9 9 0 000 18z",
  warn: "M12 8v5M12 16.5v.01M12 3.5L2.8 19.5h18.4z",
  up: "M7 11l4-7.5c1.6 0 2.6 1.2 2.3 2.8L12.8 9.5H18a2 2 0 012 2.3l-1 6.4a2 2 0 01-2 1.8H7zM7 11H4v9h3",
  thumbDown: "M17 13l-4 7.5c-1.6 0-2.6-1.2-2.3-2.8l.5-3.2H6a2 2 0 01-2-2.3l1-6.4A2 2 0 017 4h10zM17 13h3V4h-3",
  check: "M5 12.5l4.5 4.5L19 7.5",
  link: "M10 14a4 4 0 005.7 0l3-3a4 4 0 00-5.7-5.7l-1 1M14 10a4 4 0 00-5.7 0l-3 3a4 4 0 005.7 5.7l1-1",
  people: "M9 11.5a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 19.5c.6-3.4 3.2-5.5 6.5-5.5s5.9 2.1 6.5 5.5M16 4.8a3.5 3.5 0 010 6.4M18.2 14.6c1.7.8 2.9 2.5 3.3 4.9",
  spark: "M12 3.5l1.9 5.3 5.3 1.9-5.3 1.9L12 17.9l-1.9-5.3-5.3-1.9 5.3-1.9zM19 16.5v4M17 18.5h4",
  box: "M4 8l8-4 8 4v8.5l-8 4-8-4zM4 8l8 4 8-4M12 12v8.5",
  bag: "M6 8h12l1 12H5zM9 10.5V7a3 3 0 016 0v3.5",
  poll: "M6 20v-7M12 20V5M18 20v-4",
  scales: "M12 4v16M7 20h10M5 7h14M5 7l-2.5 6a3 3 0 005 0zM19 7l-2.5 6a3 3 0 005 0z",
  mail: "M3.5 6.5h17v11h-17zM3.5 7l8.5 6 8.5-6",
};

const STAR = "M10 1.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z";

export function icon(name) {
  return svg("svg.icon", { viewBox: "0 0 24 24", "aria-hidden": "true", "data-icon": name }, svg("path", { d: LINES[name] }));
}

/** The lantern with which the assistant answers. */
export function lantern() {
  return svg(
    "svg.lantern",
    { viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path.wire", { d: "M12 2.2v2.3M8.2 20.8h7.6" }),
    svg("path.lid", { d: "M8.3 4.7h7.4l1.5 3H6.8z" }),
    svg("path.glass", { d: "M6.6 8.7h10.8c1.2 3.3.7 6.7-1.5 9.8H8.1c-2.2-3.1-2.7-6.5-1.5-9.8z" }),
    svg("path.flame", { d: "M12 10.3c1.9 2 2.5 3.3 2.5 4.5a2.5 2.5 0 01-5 0c0-1.2.6-2.5 2.5-4.5z" }),
  );
}

/** Five stars of which `mean` are lit; `words` is what they say to those who do not see them. */
export function stars(mean, words) {
  const five = (name) => svg(`g.${name}`, {}, ...[0, 20, 40, 60, 80].map((x) => svg("path", { d: STAR, transform: `translate(${x})` })));
  const lit = svg("svg", { width: Math.max(0, Math.min(100, mean * 20)), height: 20 }, five("lit"));
  return svg("svg.stars", { viewBox: "0 0 100 20", role: "img", "aria-label": words }, five("unlit"), lit);
}
