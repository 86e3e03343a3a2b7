/** Dates as people read them. The graph's are EDTF: `2024-02-29`, `2024-02`, `2024`, `2024~`, `../2024-02-29`, `2024-11-20/2024-11-22`. */

import type { Lang } from "./address"

const ABOUT = { en: "about ", fr: "vers " }
/** What stands before a date: in French another word before a day than before a month or year. */
const BEFORE = {
  en: { until: "until ", since: "from ", from: "", to: "to " },
  frDay: { until: "jusqu’au ", since: "à partir du ", from: "du ", to: "au " },
  fr: { until: "jusqu’en ", since: "à partir de ", from: "de ", to: "à " },
}

/** Return an EDTF date in words; what isn't one of the shapes above comes back as it is. */
export function dateInWords(edtf: string, lang: Lang): string {
  const parts = edtf.split("/")
  const [from = "", to = ""] = parts
  if (parts.length === 1) return dayInWords(from, lang)
  if (open(from)) return after("until", to, lang)
  if (open(to)) return after("since", from, lang)
  return `${after("from", from, lang)} ${after("to", to, lang)}`
}

function after(word: keyof typeof BEFORE.en, text: string, lang: Lang): string {
  const words = lang === "fr" && /^\d{4}-\d\d-\d\d/.test(text) ? BEFORE.frDay : BEFORE[lang]
  return (words[word] + dayInWords(text, lang)).replace(/\bde (?=[ao])/, "d’")
}

function open(text: string): boolean {
  return text === "" || text === ".."
}

function dayInWords(text: string, lang: Lang): string {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)$/.exec(text)
  if (!found) return text
  const [, year, month, day, doubt] = found
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)))
  const shown = new Intl.DateTimeFormat(lang, {
    timeZone: "UTC",
    year: "numeric",
    ...(month && { month: "long" }),
    ...(day && { day: "numeric" }),
  }).format(date)
  const said = lang === "fr" ? shown.replace(/^1 /, "1er ") : shown
  return doubt ? ABOUT[lang] + said : said
}

/** The first and the last ISO day; null is open. */
export type Span = { first: string | null; last: string | null }

/** Return the first and the last day that an EDTF date may mean; both open where it is none. */
export function bounds(edtf: unknown): Span {
  if (typeof edtf !== "string") return { first: null, last: null }
  const [from = "", to = from] = edtf.split("/")
  return { first: dayOf(from, "first"), last: dayOf(to, "last") }
}

function dayOf(text: string, end: "first" | "last"): string | null {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?$/.exec(text)
  if (!found) return null
  const [, year, month = end === "first" ? "01" : "12", exact] = found
  const lastOfMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return `${year}-${month}-${exact ?? (end === "first" ? "01" : lastOfMonth)}`
}
