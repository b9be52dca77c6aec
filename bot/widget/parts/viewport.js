/** On phones the keyboard covers the lower part of the page; the chat keeps to what can be seen. */

/** Tell the styles how much of the window is visible, as `--seen-height` and `--seen-top`; returns what ends it. */
export function followKeyboard(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":host { --seen-height: 100dvh; --seen-top: 0px; }");
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const view = window.visualViewport;
  const follow = () => {
    const { style } = sheet.cssRules[0];
    style.setProperty("--seen-height", `${view.height}px`);
    style.setProperty("--seen-top", `${view.offsetTop}px`);
  };
  view?.addEventListener("resize", follow);
  view?.addEventListener("scroll", follow);
  return () => {
    view?.removeEventListener("resize", follow);
    view?.removeEventListener("scroll", follow);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
