/** The shopper's language: the chat's own texts, and how money, days and numbers look. */

const TAGS = { en: "en", zh: "zh-Hans" };

/** The locale for a language tag such as "en-GB" or "zh"; what the chat does not speak becomes English. */
export async function loadLocale(wanted) {
  const asked = String(wanted).slice(0, 2).toLowerCase();
  const language = asked in TAGS ? asked : "en";
  const { texts } = await import(`./texts/${language}.js`);
  return new Locale(texts, TAGS[language], asked === language && isTag(wanted) ? wanted : language);
}

class Locale {
  /** `tag` is what the texts are written in; `region`, as exact as it was asked for, says how numbers are. */
  constructor(texts, tag, region) {
    this.texts = texts;
    this.tag = tag;
    this.region = region;
  }

  money(cents, currency) {
    try {
      return new Intl.NumberFormat(this.region, { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(cents / 100);
    } catch {
      return `${(cents / 100).toFixed(2)} ${currency}`; // a currency that nobody has a sign for
    }
  }

  number(value) {
    return new Intl.NumberFormat(this.region, { maximumFractionDigits: 1 }).format(value);
  }

  /** "German" for the tag of a language; a tag that is none stays as it is. */
  language(tag) {
    return isTag(tag) ? new Intl.DisplayNames([this.region], { type: "language" }).of(tag) : tag;
  }

  /** "20 November 2026" for an ISO date or time; what is none stays as it is. */
  day(text) {
    const date = new Date(text.length === 10 ? `${text}T00:00` : text);
    return Number.isNaN(date.getTime()) ? text : this.#format(date, { dateStyle: "long" });
  }

  /** "Today", "Yesterday", or the day. */
  dayOf(text) {
    const days = Math.round((startOfDay(new Date()) - startOfDay(new Date(text))) / 86_400_000);
    return [this.texts.today, this.texts.yesterday][days] ?? this.#format(new Date(text), { dateStyle: "full" });
  }

  time(text) {
    return this.#format(new Date(text), { timeStyle: "short" });
  }

  #format(date, options) {
    return new Intl.DateTimeFormat(this.region, options).format(date);
  }
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}

function isTag(text) {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
