/** How the chat looks. Sheets are built here, not written into the page, so that a strict policy lets them be. */

import { contentStyle } from "./style/content.js";
import { windowStyle } from "./style/window.js";

export const sheets = [windowStyle, contentStyle].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});
