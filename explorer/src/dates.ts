/** Dates as people read them. The graph's are EDTF: `2024-02-29`, `2024-02`, `2024`, `2024~`, `../2024-02-29`, `2024-11-20/2024-11-22`. */

import type { Lang } from "./address"

const WORDS = {
  until: { en: "until {day}", fr: "jusqu’au {day}" },
  from: { en: "from {day}", fr: "à partir du {day}" },
  about: { en: "about {day}", fr: "vers {day}" },
  to: { en: "{from} to {to}", fr: "du {from} au {to}" },
}

/** Return an EDTF date in words; what isn't one of the shapes above comes back as it is. */
export function dateInWords(edtf: string, lang: Lang): string {
  const parts = edtf.split("/")
  const [from = "", to = ""] = parts
  const day = (text: string) => dayInWords(text, lang)
  if (parts.length === 1) return day(from)
  if (open(from)) return WORDS.until[lang].replace("{day}", day(to))
  if (open(to)) return WORDS.from[lang].replace("{day}", day(from))
  return WORDS.to[lang].replace("{from}", day(from)).replace("{to}", day(to))
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
  return doubt ? WORDS.about[lang].replace("{day}", shown) : shown
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
