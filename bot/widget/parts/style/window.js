/** The window: colours and shapes, the launcher, the head, the list of conversations, where the shopper writes. */

export const windowStyle = `
/* Colours, sizes and shapes; a host page sets the --confab-… names on <confab-chat> (docs/widget.md) */
:host {
  color-scheme: light dark;
  --paper: var(--confab-paper, light-dark(#faf6ef, #13141b));
  --surface: var(--confab-surface, light-dark(#fffdf9, #1d1f2a));
  --sunk: var(--confab-sunk, light-dark(#f3ecdf, #262835));
  --ink: var(--confab-ink, light-dark(#231c14, #f2ebdf));
  --soft: var(--confab-soft, light-dark(#655a4c, #b8aea0));
  --line: var(--confab-line, light-dark(#e7dccb, #343744));
  --edge: var(--confab-edge, light-dark(#8f8272, #7b7a80));
  --accent: var(--confab-accent, light-dark(#96400f, #f4b763));
  --on-accent: var(--confab-on-accent, light-dark(#fffaf2, #26180a));
  --tint: var(--confab-tint, light-dark(#fbe7c9, #3a2c19));
  --mine: var(--confab-mine, light-dark(#8a3a0d, #4a3620));
  --on-mine: var(--confab-on-mine, light-dark(#fff8ee, #fdeed6));
  --good: var(--confab-good, light-dark(#23613e, #84d3a4));
  --bad: var(--confab-bad, light-dark(#9c2a20, #ff9f92));
  --star: var(--confab-star, light-dark(#c2710c, #f4b763));
  --star-off: light-dark(#ddd0bc, #444653);
  --flame: light-dark(#f2a93b, #ffd48a);
  --lift: 0 1px 2px light-dark(rgb(70 45 15 / 6%), rgb(0 0 0 / 35%)), 0 6px 18px -10px light-dark(rgb(70 45 15 / 22%), rgb(0 0 0 / 70%));
  --float: 0 2px 6px light-dark(rgb(70 45 15 / 8%), rgb(0 0 0 / 40%)), 0 28px 60px -20px light-dark(rgb(60 36 10 / 38%), rgb(0 0 0 / 85%));
  --sans: var(--confab-font, Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif);
  --serif: var(--confab-heading-font, "Iowan Old Style", "Palatino Linotype", Palatino, "TeX Gyre Pagella", "Book Antiqua", Georgia, "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", serif);
  --round: var(--confab-round, 18px);
  --gap: 16px;
  --picture-light: 1;
  --leap: cubic-bezier(.2, .9, .25, 1.1);
}
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; --picture-light: .9; }
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { --picture-light: .9; } }

*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
p, ul, ol, dl, dd, h2, figure { margin: 0; padding: 0; }
ul { list-style: none; }
/* Each text runs in its own direction, in a layout that runs in that of the page. */
p, li, b, h2, span, small, s, time, label, button, dt, dd, th, td { unicode-bidi: plaintext; text-align: -webkit-match-parent; text-align: match-parent; }
.words { text-align: start; }
button, input, textarea { margin: 0; font: inherit; color: inherit; letter-spacing: inherit; }
button { cursor: pointer; }
button:disabled { cursor: default; }
svg, img { display: block; }
:focus { outline: 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.icon { width: 20px; height: 20px; flex: none; fill: none; stroke: currentcolor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
.icon[data-icon="back"]:dir(rtl), .icon[data-icon="onward"]:dir(rtl) { transform: scaleX(-1); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.lantern { fill: none; stroke: none; }
.lantern .wire { fill: none; stroke: currentcolor; stroke-width: 1.8; stroke-linecap: round; }
.lantern .lid { fill: currentcolor; }
.lantern .glass { fill: currentcolor; opacity: .26; }
.lantern .flame { fill: var(--flame); }

.main { display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 44px; padding: 8px 20px; border: 0; border-radius: 999px; background: var(--accent); color: var(--on-accent); font-weight: 600; transition: filter .15s; }
.main:hover { filter: brightness(1.08); }
.textual { min-height: 32px; padding: 4px 2px; border: 0; background: none; color: var(--accent); font-size: 13px; font-weight: 600; text-decoration: underline; text-decoration-color: transparent; text-underline-offset: 3px; transition: text-decoration-color .15s; }
.textual:hover { text-decoration-color: currentcolor; }
.chip { min-height: 40px; max-width: 100%; padding: 7px 16px; border: 1px solid color-mix(in srgb, var(--accent) 55%, transparent); border-radius: 999px; background: var(--surface); color: var(--accent); font-weight: 550; text-align: start; overflow-wrap: anywhere; transition: background .15s, color .15s; }
.chip:hover { background: var(--tint); }
.chip[aria-pressed="true"] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.badge { display: inline-flex; align-items: center; gap: 4px; padding: 2px 9px; border-radius: 999px; background: var(--sunk); color: var(--soft); font-size: 12px; font-weight: 600; line-height: 1.5; white-space: nowrap; }
.badge .icon { width: 13px; height: 13px; stroke-width: 2.3; }
.badge.friend { background: var(--tint); color: var(--accent); }
.badge.good { color: var(--good); }
.badge.bad { color: var(--bad); }
.badge.moving { background: var(--tint); color: var(--accent); }
.badge.off { text-decoration: line-through; }

@media (forced-colors: active) {
  .main, .chip, .panel, .launcher { border: 1px solid; }
}

@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}

/* The launcher, the window, its head, the banner, the list of conversations */
:host { position: fixed; z-index: 2147483000; inset: auto; inset-block-end: max(20px, env(safe-area-inset-bottom)); inset-inline-end: max(20px, env(safe-area-inset-right)); display: block; margin: 0; font: 400 15px/1.5 var(--sans); font-variant-numeric: tabular-nums; color: var(--ink); text-align: start; -webkit-text-size-adjust: 100%; -webkit-font-smoothing: antialiased; }
:host([position="start"]) { inset-inline: max(20px, env(safe-area-inset-left)) auto; }
:host([position="left"]) { inset-inline: auto; left: max(20px, env(safe-area-inset-left)); right: auto; }
:host([position="right"]) { inset-inline: auto; right: max(20px, env(safe-area-inset-right)); left: auto; }
:host([hidden]) { display: none; }

.launcher { position: relative; display: grid; place-items: center; width: 62px; height: 62px; padding: 0; border: 0; border-radius: 22px; background: linear-gradient(150deg, light-dark(#35304f, #2c2a40), light-dark(#1b1d30, #1b1c28)); color: #f6d9a8; box-shadow: var(--float), inset 0 0 0 1px rgb(255 220 160 / 16%); transition: translate .2s var(--leap), box-shadow .2s; }
.launcher > * { grid-area: 1 / 1; }
.launcher::before { content: ""; grid-area: 1 / 1; width: 44px; height: 44px; margin-top: 6px; border-radius: 50%; background: radial-gradient(circle, rgb(255 190 90 / 55%), transparent 68%); transition: scale .3s, opacity .3s; }
.launcher:hover { translate: 0 -2px; }
.launcher:hover::before { scale: 1.35; }
.launcher:focus-visible { outline-offset: 3px; }
.launcher .lantern { width: 34px; height: 34px; transition: scale .2s, opacity .2s; }
.launcher .lantern .glass { fill: #ffcf86; opacity: .34; }
.launcher .lantern .flame { fill: #ffd899; }
.launcher .icon { width: 26px; height: 26px; opacity: 0; scale: .6; transition: scale .2s, opacity .2s; }
:host([open]) .launcher .lantern, :host([open]) .launcher::before { opacity: 0; scale: .6; }
:host([open]) .launcher .icon { opacity: 1; scale: 1; }
.unread { position: absolute; top: -5px; inset-inline-end: -5px; display: grid; place-items: center; min-width: 23px; height: 23px; padding: 0 6px; border: 2px solid var(--paper); border-radius: 999px; background: light-dark(#9c2a20, #ff9f92); color: light-dark(#fff, #2a0d09); font-size: 12px; font-weight: 700; line-height: 1; animation: pop .35s var(--leap); }
.unread:empty, :host([open]) .unread { display: none; }

.panel { position: absolute; inset-block-end: 78px; inset-inline-end: 0; display: flex; flex-direction: column; width: min(420px, 100vw - 40px); height: min(720px, var(--seen-height) - 120px); border: 1px solid var(--line); border-radius: 26px; background: var(--paper); box-shadow: var(--float); overflow: hidden; transform-origin: 100% 100%; animation: rise .28s var(--leap); }
:host([position="start"]) .panel, :host([position="left"]) .panel { inset-inline: 0 auto; transform-origin: 0 100%; }
:host([position="left"]) .panel { left: 0; right: auto; }
:host([position="right"]) .panel { left: auto; right: 0; }
.panel:dir(rtl) { transform-origin: 0 100%; }

.head { position: relative; display: flex; align-items: center; gap: 12px; flex: none; padding: 14px 12px 14px 16px; border-block-end: 1px solid var(--line); background: radial-gradient(130% 170% at 12% -60%, var(--tint), transparent 72%), var(--surface); }
.head:dir(rtl) { padding: 14px 16px 14px 12px; background: radial-gradient(130% 170% at 88% -60%, var(--tint), transparent 72%), var(--surface); }
.sign { display: grid; place-items: center; flex: none; width: 44px; height: 44px; border-radius: 15px; background: linear-gradient(150deg, #35304f, #1b1d30); color: #f6d9a8; box-shadow: inset 0 0 0 1px rgb(255 220 160 / 16%); }
.sign .lantern { width: 27px; height: 27px; }
.sign .lantern .glass { fill: #ffcf86; opacity: .4; }
.sign .lantern .flame { fill: #ffd899; }
.names { flex: 1; min-width: 0; }
h2 { overflow: hidden; font: 600 18px/1.25 var(--serif); letter-spacing: -.01em; text-overflow: ellipsis; white-space: nowrap; }
.subtitle { overflow: hidden; color: var(--soft); font-size: 13px; line-height: 1.4; text-overflow: ellipsis; white-space: nowrap; }
.subtitle:empty { display: none; }
.round { display: grid; place-items: center; flex: none; width: 42px; height: 42px; margin-inline-start: -8px; padding: 0; border: 0; border-radius: 50%; background: transparent; color: var(--soft); transition: background .15s, color .15s; }
.round:hover { background: var(--sunk); color: var(--ink); }
.names + .round, .names + [hidden] + .subtitle:empty { display: none; }
.round { margin-inline-start: 0; }

.banner { display: flex; flex: none; align-items: center; gap: 10px; padding: 9px 16px; border-block-end: 1px solid var(--line); background: var(--tint); color: var(--ink); font-size: 13px; line-height: 1.4; }
.banner:empty { display: none; }
.banner span { flex: 1; }
.banner[data-status="back"] { color: var(--good); font-weight: 600; }
.banner .icon { width: 17px; height: 17px; }
.pulse { flex: none; width: 9px; height: 9px; border-radius: 50%; background: var(--star); animation: breathe 1.4s ease-in-out infinite; }

.talk { display: flex; flex: 1; flex-direction: column; min-height: 0; }
.picker { display: flex; flex: 1; flex-direction: column; gap: 12px; min-height: 0; padding: 12px; overflow-y: auto; }
.picker .main { margin-block-start: auto; }
.conversations { display: grid; gap: 8px; }
.conversation { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: 2px 12px; width: 100%; min-height: 62px; padding: 11px 15px; border: 1px solid var(--line); border-radius: var(--round); background: var(--surface); text-align: start; transition: border-color .15s; }
.conversation:hover, .conversation[aria-current] { border-color: var(--accent); }
.conversation b { overflow: hidden; font-weight: 600; text-overflow: ellipsis; white-space: nowrap; }
.conversation .when { grid-area: 2 / 1; color: var(--soft); font-size: 13px; }
.conversation .badge { grid-area: 2 / 2; justify-self: end; }
.conversation .count { justify-self: end; padding: 2px 9px; border-radius: 999px; background: var(--accent); color: var(--on-accent); font-size: 12px; font-weight: 650; white-space: nowrap; }
.none { padding: 40px 24px; color: var(--soft); text-align: center; }

@keyframes rise { from { opacity: 0; transform: translateY(14px) scale(.965); } }
@keyframes sheet { from { opacity: 0; transform: translateY(40px); } }
@keyframes pop { from { scale: 0; } }
@keyframes breathe { 50% { opacity: .25; } }

@media (max-width: 599px) {
  :host([open]) { inset: 0; inset-inline: 0; }
  :host([open]) .launcher { display: none; }
  .panel, :host([position]) .panel { position: fixed; inset: var(--seen-top) 0 auto; width: auto; height: var(--seen-height); border: 0; border-radius: 0; animation-name: sheet; }
  .head { padding-block-start: max(12px, env(safe-area-inset-top)); }
  .round { width: 46px; height: 46px; }
}

@media (max-height: 620px) and (min-width: 600px) {
  .panel { inset-block-end: 0; height: calc(var(--seen-height) - 40px); }
  :host([open]) .launcher { display: none; }
}

/* Where the shopper writes, and every other form */
.composer { flex: none; padding: 10px 12px max(12px, env(safe-area-inset-bottom)); border-block-start: 1px solid var(--line); background: var(--surface); }
.write { display: flex; align-items: end; gap: 8px; }
.write .field { position: relative; flex: 1; min-width: 0; border: 1px solid var(--edge); border-radius: 23px; background: var(--paper); transition: border-color .15s, box-shadow .15s; }
.write .field:focus-within { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.write textarea, .mirror { padding: 10px 16px; font: inherit; font-size: 16px; line-height: 24px; overflow-wrap: anywhere; white-space: pre-wrap; }
.mirror { min-height: 44px; max-height: 150px; overflow: hidden; visibility: hidden; }
.write textarea { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; border-radius: inherit; background: none; outline: 0; resize: none; overflow-y: auto; scrollbar-width: none; }
textarea::placeholder, input::placeholder { color: var(--soft); opacity: 1; }
.send { display: grid; place-items: center; flex: none; width: 46px; height: 46px; padding: 0; border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent); transition: background .15s, color .15s, scale .15s; }
.send:disabled { background: var(--sunk); color: var(--edge); }
.send:not(:disabled):active { scale: .93; }
.letters { padding: 0 8px 6px; color: var(--soft); font-size: 12px; text-align: end; }
.letters:empty { display: none; }
.ended { display: grid; gap: 8px; padding: 2px; color: var(--soft); font-size: 13px; text-align: center; }
.ended .main { font-size: 15px; }

.card input, .card textarea { width: 100%; min-height: 44px; padding: 9px 13px; border: 1px solid var(--edge); border-radius: 12px; background: var(--paper); font-size: 16px; }
.card textarea { resize: vertical; }
.card input:focus-visible, .card textarea:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: 0; }
.handoff:empty { display: none; }
.waiting { margin-block-start: 16px; border-color: color-mix(in srgb, var(--accent) 40%, var(--line)); background: radial-gradient(120% 120% at 0 0, var(--tint), transparent 65%), var(--surface); }
.waiting .main { justify-self: start; }
.leave { display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; padding-block-start: 4px; }
.leave .field { display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px; }
.leave label { font-size: 13px; font-weight: 600; }
.wrong { color: var(--bad); font-size: 13px; font-weight: 550; }
.wrong:empty { display: none; }
[aria-invalid="true"] { border-color: var(--bad) !important; }
`;
