/** A question to friends: the asker sees how it stands, the others vote, and may vote anew while it is open. */

import { fill, h, svg } from "../dom.js";
import { icon } from "../icons.js";

const chosen = new Map(); // poll id -> the choice that was made in this window

export function pollCard(poll, { chat, locale }) {
  const { texts } = locale;
  const votes = poll.choices.map((_, number) => poll.votes[number] ?? 0);
  const body = h("div.choices");
  const note = h("p.note", { role: "status" });
  const card = h("div.card.poll", { role: "group", "aria-label": `${texts.poll}: ${poll.question}` }, title(poll, texts), body, note);

  async function vote(number) {
    fill(note);
    try {
      await chat.ask("vote", { poll_id: poll.poll_id, choice: number });
    } catch ({ code }) {
      return fill(note, texts.notCounted[code] ?? texts.notCounted.other);
    }
    const before = chosen.get(poll.poll_id);
    if (before !== number) {
      votes[number] += 1;
      if (before !== undefined) votes[before] -= 1;
    }
    chosen.set(poll.poll_id, number);
    draw();
    fill(note, texts.voted);
    body.children[number].focus();
  }

  function draw() {
    const total = votes.reduce((sum, count) => sum + count, 0);
    const open = poll.open && !poll.mine;
    const told = !open || total > 0;
    const made = chosen.get(poll.poll_id);
    const rows = poll.choices.map((choice, number) => {
      const parts = [h("span.choice", {}, choice), made === number && mark(texts)];
      if (told) parts.push(h("span.count", {}, texts.votes(votes[number])), bar(votes[number], total));
      if (!open) return h("div.answer", {}, ...parts);
      return h("button.answer", { type: "button", "aria-pressed": String(made === number), onclick: () => vote(number) }, ...parts);
    });
    fill(body, ...rows);
  }

  draw();
  return card;
}

function title({ question, open, mine }, texts) {
  return h(
    "div.title",
    {},
    h("p.kind", {}, icon("poll"), mine ? texts.myPoll : texts.poll, h("span.badge", {}, open ? texts.pollOpen : texts.pollClosed)),
    h("p.question", {}, question),
  );
}

function mark(texts) {
  return h("span.mark", {}, icon("check"), texts.yourVote);
}

/** How much of the total the count is. */
export function bar(count, total) {
  const width = total ? (100 * count) / total : 0;
  return svg(
    "svg.bar",
    { viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { width, height: 6 }),
  );
}
