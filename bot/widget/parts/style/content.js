/** What is in the window: bubbles, cards, the greeting, quick replies. */

export const contentStyle = `
.log { position: relative; display: flex; flex: 1; min-height: 0; }
.scroller { flex: 1; min-width: 0; padding: 14px var(--gap) 18px; overflow-x: hidden; overflow-y: auto; overscroll-behavior: contain; scrollbar-width: thin; scrollbar-color: var(--line) transparent; }
.scroller:focus-visible { outline-offset: -3px; }
.earlier { display: block; margin: 0 auto; }
.newest { position: absolute; inset-block-end: 12px; inset-inline-end: 16px; display: grid; place-items: center; width: 40px; height: 40px; padding: 0; border: 1px solid var(--line); border-radius: 50%; background: var(--surface); color: var(--accent); box-shadow: var(--lift); opacity: 0; visibility: hidden; translate: 0 8px; transition: opacity .15s, translate .15s, visibility .15s; }
.newest[data-on] { opacity: 1; visibility: visible; translate: 0; }

.row { padding-block-start: 3px; }
.row[data-first] { padding-block-start: 14px; }
.list .row:first-child { padding-block-start: 0; }
.day { display: flex; align-items: center; gap: 12px; padding-block: 8px 14px; color: var(--soft); font-size: 12px; font-weight: 600; }
.day::before, .day::after { content: ""; flex: 1; height: 1px; background: var(--line); }
.day:empty { display: none; }
.body { position: relative; display: grid; justify-items: start; padding-inline-start: 38px; animation: arrive .26s ease-out; }
.face { position: absolute; inset-block-start: 2px; inset-inline-start: 0; display: grid; place-items: center; width: 30px; height: 30px; border-radius: 11px; background: linear-gradient(150deg, #35304f, #1b1d30); color: #f6d9a8; }
.face .lantern { width: 19px; height: 19px; }
.face .lantern .glass { fill: #ffcf86; opacity: .4; }
.face .lantern .flame { fill: #ffd899; }
.face .icon { width: 17px; height: 17px; }
.row:not([data-first]) .face { display: none; }

.said { min-width: 0; max-width: 100%; }
.said .words { width: fit-content; max-width: 100%; padding: 9px 14px; border: 1px solid var(--line); border-radius: var(--round); background: var(--surface); overflow-wrap: anywhere; white-space: pre-wrap; }
.row[data-first] .said .words { border-start-start-radius: 6px; }
.words a { color: inherit; text-underline-offset: 3px; }
.said a { color: var(--accent); }
[data-author="staff"] .said .words { border-color: color-mix(in srgb, var(--good) 45%, var(--line)); }
[data-author="staff"] .face { background: var(--good); color: var(--paper); }

[data-author="shopper"] .body { justify-items: end; padding-inline: 44px 0; }
[data-author="shopper"] .said .words { border-color: transparent; background: var(--mine); color: var(--on-mine); }
[data-author="shopper"] .said a { color: inherit; }
[data-author="shopper"][data-first] .said .words { border-radius: var(--round); border-start-end-radius: 6px; }
[data-state="waiting"] .said .words { background: color-mix(in srgb, var(--mine) 86%, var(--paper)); }
[data-state="failed"] .said .words { border: 1px solid var(--bad); background: var(--surface); color: var(--ink); }
[data-author="system"] .body { justify-items: center; padding: 4px 20px; }
[data-author="system"] .words { color: var(--soft); font-size: 13px; text-align: center; }

.meta { display: flex; flex-wrap: wrap; align-items: center; gap: 0 10px; padding-inline: 4px; color: var(--soft); font-size: 12px; line-height: 1.5; }
.meta:has(> *) { padding-block-start: 4px; }
.row:not([data-last])[data-state="sent"] .meta > time { display: none; }
.sources, .state { display: inline-flex; align-items: center; gap: 4px; }
.sources .icon, .state .icon { width: 14px; height: 14px; }
[data-state="failed"] .state { color: var(--bad); font-weight: 600; }
.thumbs { display: inline-flex; gap: 2px; }
.thumb { display: grid; place-items: center; width: 30px; height: 30px; padding: 0; border: 0; border-radius: 10px; background: none; color: var(--soft); transition: background .15s, color .15s; }
.thumb:hover { background: var(--sunk); color: var(--ink); }
.thumb[aria-pressed="true"] { background: var(--tint); color: var(--accent); }
.thumb .icon { width: 17px; height: 17px; stroke-width: 1.7; }
.reason { width: 100%; }
.reason:empty { display: none; }
.reason .card { margin-block: 8px; }
.reason .chips { display: flex; flex-wrap: wrap; gap: 6px; }
.reason .chip { min-height: 36px; padding: 5px 13px; font-size: 13px; }
.reason .ask { font-weight: 600; }
.buttons { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; white-space: nowrap; }
.buttons .main { min-height: 40px; }
.thanks { display: flex; align-items: center; gap: 6px; padding: 4px; color: var(--good); font-size: 13px; font-weight: 600; }
.thanks .icon { width: 16px; height: 16px; }

.typing { display: none; gap: 5px; width: fit-content; margin: 14px 0 0; margin-inline-start: 38px; padding: 14px 16px; border: 1px solid var(--line); border-radius: var(--round); border-start-start-radius: 6px; background: var(--surface); }
.typing[data-on] { display: flex; animation: arrive .2s ease-out; }
.typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--star); animation: glow 1.2s ease-in-out infinite; }
.typing i:nth-child(2) { animation-delay: .16s; }
.typing i:nth-child(3) { animation-delay: .32s; }

.replies { display: flex; flex-wrap: wrap; gap: 8px; padding-block-start: 14px; padding-inline-start: 38px; }
.replies .chip { animation: arrive .3s ease-out backwards; }
.replies .chip:nth-child(2) { animation-delay: 50ms; }
.replies .chip:nth-child(n + 3) { animation-delay: 100ms; }

.empty { display: grid; justify-items: center; gap: 6px; padding: 34px 12px 8px; text-align: center; }
.empty:empty { display: none; }
.glow { display: grid; place-items: center; width: 116px; height: 116px; margin-block-end: 8px; border-radius: 50%; background: radial-gradient(circle, color-mix(in srgb, var(--flame) 42%, transparent), transparent 68%); color: light-dark(#4a3a52, #f6d9a8); }
.glow .lantern { width: 62px; height: 62px; }
.glow .flame { transform-origin: 50% 75%; animation: flicker 3.2s ease-in-out infinite; }
.hello { font: 600 23px/1.25 var(--serif); letter-spacing: -.012em; text-wrap: balance; }
.invitation { max-width: 30ch; color: var(--soft); text-wrap: balance; }
.starters { display: grid; gap: 8px; width: 100%; margin-block-start: 22px; }
.starter { width: 100%; min-height: 50px; padding: 11px 16px; border: 1px solid var(--line); border-radius: var(--round); background: var(--surface); font-weight: 500; text-align: start; box-shadow: var(--lift); transition: border-color .15s, translate .15s; }
.starter:hover { border-color: var(--accent); translate: 0 -1px; }

@keyframes arrive { from { opacity: 0; transform: translateY(8px); } }
@keyframes glow { 40% { opacity: .25; transform: scale(.8); } }
@keyframes flicker { 30% { transform: scaleY(1.06) scaleX(.97); } 55% { transform: scaleY(.97); } 75% { transform: scaleY(1.04); } }

/* Products, reviews, polls, orders, the cart, comparisons, links */
.cards { display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; justify-self: stretch; padding-block-start: 8px; }
.said:not(:has(.words)) + .cards { padding-block-start: 0; }
.cards:empty { display: none; }
.card { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; padding: 14px 16px; border: 1px solid var(--line); border-radius: var(--round); background: var(--surface); box-shadow: var(--lift); overflow-wrap: anywhere; }
.kind { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; color: var(--soft); font-size: 13px; font-weight: 600; }
.kind .icon { width: 18px; height: 18px; color: var(--accent); }
.kind b { color: var(--ink); font-size: 15px; font-weight: 650; }
.title .badge { margin-inline-start: auto; }
.order .title { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; }
.when { color: var(--soft); font-size: 13px; }
.note { color: var(--soft); font-size: 13px; }
.note:empty { display: none; }

/* Side by side, to both edges of the window */
.carousel { position: relative; margin-inline: calc(-38px - var(--gap)) calc(-1 * var(--gap)); }
.track { display: flex; gap: 12px; padding: 2px var(--gap) 12px calc(38px + var(--gap)); overflow-x: auto; scroll-snap-type: x mandatory; scroll-padding-inline: calc(38px + var(--gap)) var(--gap); scrollbar-width: none; overscroll-behavior-x: contain; }
.track:dir(rtl) { padding: 2px calc(38px + var(--gap)) 12px var(--gap); }
.track > li { display: flex; flex: none; width: 196px; scroll-snap-align: start; }
.arrows { position: absolute; inset-block-start: 78px; inset-inline: 10px; display: flex; justify-content: space-between; pointer-events: none; }
.arrow { display: grid; place-items: center; width: 38px; height: 38px; padding: 0; border: 1px solid var(--line); border-radius: 50%; background: var(--surface); color: var(--ink); box-shadow: var(--lift); pointer-events: auto; transition: opacity .15s, color .15s; }
.arrow:hover { color: var(--accent); }
.arrow:disabled { opacity: 0; pointer-events: none; }
.carousel[data-still] .arrows { display: none; }
@media (hover: none) { .arrows { display: none; } }

.product { position: relative; display: flex; flex: 1; flex-direction: column; min-width: 0; border: 1px solid var(--line); border-radius: var(--round); background: var(--surface); box-shadow: var(--lift); overflow: hidden; transition: border-color .15s; }
.product:hover { border-color: color-mix(in srgb, var(--accent) 50%, var(--line)); }
.product:has(.name:focus-visible) { outline: 3px solid var(--accent); outline-offset: 1px; }
.picture { position: relative; flex: none; aspect-ratio: 1 / .86; background: var(--sunk); overflow: hidden; }
.picture img { width: 100%; height: 100%; object-fit: cover; transition: scale .4s; }
.picture img, thead img { filter: brightness(var(--picture-light)); }
.product:hover .picture img { scale: 1.04; }
.flag { position: absolute; inset-block-start: 10px; inset-inline-start: 10px; padding: 2px 10px; border-radius: 999px; background: var(--paper); color: var(--ink); font-size: 12px; font-weight: 650; }
.flag.less { background: light-dark(#9c2a20, #ff9f92); color: light-dark(#fff, #2a0d09); }
.facts { display: flex; flex: 1; flex-direction: column; gap: 3px; min-width: 0; padding: 11px 13px 8px; }
.maker { color: var(--soft); font-size: 12px; font-weight: 600; letter-spacing: .03em; }
.product .title { font-size: 15px; font-weight: 600; line-height: 1.32; }
.name { display: -webkit-box; color: var(--ink); overflow: hidden; text-decoration: none; overflow-wrap: anywhere; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
.product a.name { outline: 0; }
.product a.name::after { content: ""; position: absolute; inset: 0; border-radius: inherit; }
.options { color: var(--soft); font-size: 13px; }
.rating { display: flex; align-items: center; gap: 5px; color: var(--soft); font-size: 13px; }
.stars { flex: none; width: 75px; height: 15px; }
.stars .unlit { fill: var(--star-off); }
.stars .lit { fill: var(--star); }
.stars:dir(rtl) { transform: scaleX(-1); }
.price { unicode-bidi: isolate; padding-block-start: 2px; font-size: 16px; font-weight: 680; }
.price s { color: var(--soft); font-size: 13px; font-weight: 450; }
.price.lower { color: light-dark(#9c2a20, #ff9f92); }
.reasons { display: grid; gap: 4px; margin-block-start: 4px; }
.reasons li { display: flex; gap: 7px; padding: 6px 9px; border-radius: 11px; background: var(--tint); color: var(--ink); font-size: 12.5px; line-height: 1.4; }
.reasons .icon { width: 15px; height: 15px; margin-block-start: 1px; color: var(--accent); }
.why { position: relative; display: inline-flex; align-items: center; align-self: start; gap: 5px; min-height: 36px; margin-block-start: auto; margin-inline-start: -3px; padding: 4px; border: 0; border-radius: 9px; background: none; color: var(--accent); font-size: 13px; font-weight: 600; }
.why:hover { text-decoration: underline; text-underline-offset: 3px; }
.why .icon { width: 16px; height: 16px; }
.product.wide { flex-direction: row; }
.wide .picture { align-self: flex-start; width: 128px; margin-block: 10px; margin-inline-start: 10px; border-radius: 12px; aspect-ratio: 1; }
.wide .flag { inset-block-start: 6px; inset-inline-start: 6px; }

.reviews { display: grid; gap: 14px; }
.reviews > li + li { padding-block-start: 14px; border-block-start: 1px solid var(--line); }
.review { display: grid; gap: 5px; }
.by { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; }
.by b { font-weight: 650; }
.initial { display: grid; place-items: center; width: 28px; height: 28px; border-radius: 50%; background: var(--sunk); color: var(--soft); font-size: 13px; font-weight: 650; text-transform: uppercase; }
.initial.friend { background: var(--tint); color: var(--accent); }
.review .when { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; }
.review .words { white-space: pre-line; }
.review .folded { display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 4; }
.review .textual, .card > .textual { justify-self: start; }

.question { padding-block-start: 6px; font: 600 17px/1.3 var(--serif); letter-spacing: -.01em; }
.poll .kind .badge { margin-inline-start: auto; }
.choices { display: grid; gap: 8px; padding-block-start: 4px; }
.answer { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: 3px 10px; width: 100%; min-height: 46px; padding: 9px 14px; border: 1px solid var(--line); border-radius: 13px; background: var(--paper); text-align: start; }
button.answer { border-color: color-mix(in srgb, var(--accent) 50%, transparent); transition: border-color .15s, background .15s; }
button.answer:hover { background: var(--tint); }
.answer[aria-pressed="true"] { border-color: var(--accent); background: var(--tint); }
.choice { font-weight: 550; }
.mark { display: inline-flex; align-items: center; gap: 4px; color: var(--accent); font-size: 12px; font-weight: 650; }
.mark .icon { width: 14px; height: 14px; }
.answer:has(.mark) { grid-template-columns: 1fr auto auto; }
.answer .count { grid-column: -2; color: var(--soft); font-size: 13px; text-align: end; }
.bar { grid-column: 1 / -1; width: 100%; height: 6px; border-radius: 3px; background: var(--star-off); }
.bar rect { fill: var(--star); }
.bar:dir(rtl) { transform: scaleX(-1); }

.items { display: grid; gap: 3px; padding-inline-start: 18px; list-style: disc; }
.items li::marker { color: var(--edge); }
.sum, .sums > div { display: flex; justify-content: space-between; gap: 16px; }
.sum { padding-block-start: 9px; border-block-start: 1px solid var(--line); }
.lines { display: grid; gap: 9px; }
.lines li { display: grid; grid-template-columns: auto 1fr auto; gap: 10px; }
.quantity { color: var(--soft); white-space: nowrap; }
.what small { display: block; color: var(--soft); font-size: 13px; }
.cost { font-weight: 600; white-space: nowrap; }
.sums { display: grid; gap: 3px; padding-block-start: 9px; border-block-start: 1px solid var(--line); color: var(--soft); font-size: 14px; }
.sums .less { color: var(--good); }
.sums .all { padding-block-start: 4px; color: var(--ink); font-size: 16px; font-weight: 680; }

.comparison { margin-inline-start: -38px; padding: 0; overflow-x: auto; scrollbar-width: thin; }
table { border-collapse: separate; border-spacing: 0; font-size: 13.5px; line-height: 1.4; }
th, td { min-width: 112px; max-width: 190px; padding: 9px 12px; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
thead th { font-weight: 600; }
thead img { width: 76px; height: 76px; margin-block-end: 6px; border-radius: 12px; background: var(--sunk); object-fit: cover; }
thead .price { font-size: 14px; }
thead a.name:hover { text-decoration: underline; text-underline-offset: 3px; }
tbody th, thead td { position: sticky; inset-inline-start: 0; z-index: 1; min-width: 92px; background: var(--sunk); color: var(--soft); font-weight: 600; overflow-wrap: normal; }
td a { color: inherit; text-decoration: none; }
td a:hover, td a:not([tabindex]) { text-decoration: underline; text-underline-offset: 3px; }
tbody tr:last-child > * { border-block-end: 0; }

.links { display: grid; gap: 6px; justify-items: start; }
.out { display: inline-flex; align-items: center; gap: 8px; min-height: 40px; padding: 7px 15px 7px 12px; border: 1px solid var(--line); border-radius: 999px; background: var(--surface); color: var(--accent); font-weight: 550; line-height: 1.35; text-decoration: none; transition: border-color .15s; }
a.out:hover { border-color: var(--accent); }
.out .icon { width: 17px; height: 17px; }
`;
