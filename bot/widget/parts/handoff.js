/** While a person is being looked for: what happens now, a form for those who cannot wait, and the way back. */

import { fill, h } from "./dom.js";
import { icon } from "./icons.js";

export class Handoff {
  #shownFor = null; // the conversation for which the card is drawn
  #backSince = null; // the conversation in which the assistant was called back, with its last message then

  constructor(look) {
    this.look = look;
    this.node = h("div.handoff");
  }

  update() {
    const { current } = this.look.chat;
    const id = current?.status === "waiting" ? current.id : null;
    const isBack = current?.status === "bot" && this.#backSince === `${current.id} ${current.last_seq}`;
    const shown = id ?? (isBack ? "back" : null);
    if (shown === this.#shownFor) return;
    this.#shownFor = shown;
    fill(this.node, ...(id ? [this.#drawCard()] : isBack ? [this.#drawBack()] : []));
    if (isBack) this.node.firstChild.focus();
  }

  #drawBack() {
    return h("p.thanks", { role: "status", tabindex: "-1" }, icon("check"), this.look.locale.texts.assistantBack);
  }

  #drawCard() {
    const { texts } = this.look.locale;
    const open = h("button.main", { type: "button", onclick: () => this.#showForm(open) }, icon("mail"), texts.leaveMessage);
    return h(
      "div.card.waiting",
      { role: "group", "aria-label": texts.waitingTitle },
      h("p.kind", {}, icon("people"), h("b", {}, texts.waitingTitle)),
      h("p", {}, texts.waitingText),
      h("div.buttons", {}, open, this.#makeWayBack()),
    );
  }

  #makeWayBack() {
    const { chat, locale } = this.look;
    const resume = async () => {
      const { id, last_seq: last } = chat.current;
      button.disabled = true;
      this.#backSince = `${id} ${last}`;
      await chat.resume(id).catch(() => (button.disabled = false)); // the banner says that nothing gets through
    };
    const button = h("button.textual", { type: "button", onclick: resume }, locale.texts.backToAssistant);
    return button;
  }

  #showForm(opener) {
    const form = this.#makeForm();
    opener.parentNode.before(form);
    opener.remove();
    form.elements[0].focus();
    form.scrollIntoView({ block: "nearest" });
  }

  #makeForm() {
    const { chat, locale } = this.look;
    const { texts } = locale;
    const email = field("input", "email", texts.email, texts.emailWrong, { type: "email", autocomplete: "email", maxlength: 200 });
    const matter = field("textarea", "matter", texts.matter, texts.matterMissing, { rows: 3, maxlength: chat.textLimit });
    const submit = (event) => {
      event.preventDefault();
      const wrong = [email, matter].filter((part) => !part.check());
      if (wrong.length) return wrong[0].control.focus();
      chat.send(matter.control.value.trim(), { contact: email.control.value.trim() });
      const done = h("p.thanks", { role: "status", tabindex: "-1" }, icon("check"), texts.left);
      form.replaceWith(done);
      done.focus();
    };
    const form = h(
      "form.leave",
      { novalidate: true, onsubmit: submit, "aria-label": texts.leaveMessage },
      email.node,
      matter.node,
      h("button.main", { type: "submit" }, texts.leave),
    );
    return form;
  }
}

/** A labelled control that says what is wrong with it. */
function field(kind, id, label, complaint, attributes) {
  const control = h(kind, { id, required: true, "aria-describedby": `${id}-wrong`, ...attributes });
  const wrong = h("p.wrong", { id: `${id}-wrong`, role: "alert" });
  const check = () => {
    const good = control.value.trim() !== "" && control.checkValidity();
    control.setAttribute("aria-invalid", String(!good));
    fill(wrong, !good && complaint);
    return good;
  };
  return { control, check, node: h("div.field", {}, h("label", { for: id }, label), control, wrong) };
}
