/** Thumbs under an answer; a thumb that points down may say why. */

import { fill, h } from "./dom.js";
import { icon } from "./icons.js";

const LONGEST_REASON = 500;

/** Returns `{thumbs, below}`: two buttons, and where the question after the reason appears. */
export function feedback({ conversation_id: id, seq }, { chat, locale }) {
  const { texts } = locale;
  const up = thumb("up", texts.helpful, () => rate(true));
  const down = thumb("thumbDown", texts.notHelpful, () => rate(false));
  const below = h("div.reason");
  const thumbs = h("span.thumbs", {}, up, down);

  function rate(helpful) {
    up.setAttribute("aria-pressed", String(helpful));
    down.setAttribute("aria-pressed", String(!helpful));
    tell(helpful);
    if (helpful) return thank();
    const form = reasonForm(texts, (reason) => (reason && tell(false, reason), thank(), down.focus()));
    fill(below, form);
    form.querySelector("button").focus();
    form.scrollIntoView({ block: "nearest" });
  }

  function tell(helpful, reason = "") {
    chat.ask("feedback", { conversation_id: id, seq, helpful, reason }).catch(() => {
      up.setAttribute("aria-pressed", "false"); // it did not arrive: the thumbs stand as before
      down.setAttribute("aria-pressed", "false");
      fill(below);
    });
  }

  function thank() {
    fill(below, h("p.thanks", { role: "status" }, icon("check"), texts.thanks));
  }

  return { thumbs, below };
}

function thumb(name, label, onclick) {
  return h("button.thumb", { type: "button", "aria-label": label, title: label, "aria-pressed": "false", onclick }, icon(name));
}

function reasonForm(texts, done) {
  const words = h("input", { type: "text", maxlength: LONGEST_REASON, "aria-label": texts.inYourWords, placeholder: texts.inYourWords });
  const chips = texts.reasons.map((reason) =>
    h("button.chip", { type: "button", "aria-pressed": "false", onclick: (event) => toggle(event.currentTarget) }, reason),
  );
  const toggle = (chip) => chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
  const read = () => {
    const pressed = chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.textContent);
    return [...pressed, words.value.trim()].filter(Boolean).join("; ").slice(0, LONGEST_REASON);
  };
  const onsubmit = (event) => (event.preventDefault(), done(read()));
  return h(
    "form.card",
    { onsubmit, "aria-label": texts.whatWasWrong },
    h("p.ask", {}, texts.whatWasWrong),
    h("div.chips", {}, ...chips),
    words,
    h("div.buttons", {}, h("button.main", { type: "submit" }, texts.sendFeedback), h("button.textual", { type: "button", onclick: () => done("") }, texts.skip)),
  );
}
