/** Dates as people read them. The graph's are EDTF: `2024-02-29`, `2024-02`, `2024`, `2024~`, `../2024-02-29`, `2024-11-20/2024-11-22`, `2024-21` (spring). */

import type { Lang } from "./address"

/** What a field takes that asks for a day, month or year. */
export const DATE_FIELD = { placeholder: "2024-02", pattern: "(\\d{4})(-\\d{2})?(-\\d{2})?" }

const ABOUT = { en: "about ", fr: "vers " }
/** What stands before a date: in French another word before a day or the spring than before a month or year. */
const BEFORE = {
  en: { until: "by ", since: "from ", from: "", to: "to " },
  frDay: { until: "au plus tard le ", since: "à partir du ", from: "du ", to: "au " },
  frSeason: { until: "au plus tard à l’", since: "à partir de l’", from: "de l’", to: "à l’" },
  fr: { until: "au plus tard en ", since: "à partir de ", from: "de ", to: "à " },
}
/** Where EDTF has a month, it may have one of these; each with its first and last month. */
const SEASONS: Record<string, { en: string; fr: string; first: string; last: string }> = {
  21: { en: "spring", fr: "printemps", first: "03", last: "05" },
  22: { en: "summer", fr: "été", first: "06", last: "08" },
  23: { en: "autumn", fr: "automne", first: "09", last: "11" },
  24: { en: "winter", fr: "hiver", first: "12", last: "12" }, // as the graph's own dates have it
}

/** Return an EDTF date in words; what isn't one of the shapes above comes back as it is. */
export function dateInWords(edtf: string, lang: Lang): string {
  if (!isDate(edtf)) return edtf
  const [from = "", to] = edtf.split("/")
  if (to === undefined) return dayInWords(from, lang)
  if (open(from)) return after("until", to, lang)
  if (open(to)) return after("since", from, lang)
  return `${after("from", from, lang)} ${after("to", to, lang)}`
}

function after(word: keyof typeof BEFORE.en, text: string, lang: Lang): string {
  const words = lang === "fr" ? BEFORE[frenchBefore(text)] : BEFORE.en
  return (words[word] + dayInWords(text, lang)).replace(/\bde (?=[ao])/, "d’")
}

function frenchBefore(text: string): keyof typeof BEFORE {
  const { month = "", day } = read(text) ?? {}
  if (day || SEASONS[month]?.fr === "printemps") return "frDay"
  return month in SEASONS ? "frSeason" : "fr"
}

function isDate(edtf: string): boolean {
  const parts = edtf.split("/")
  const known = parts.filter((each) => !open(each))
  return parts.length <= 2 && known.length > 0 && known.every(read)
}

function open(text: string): boolean {
  return text === "" || text === ".."
}

type Parts = { year: string; month?: string; day?: string; doubt?: string }

/** Return the parts of a day, month, season or year; null where a text is none. */
function read(text: string): Parts | null {
  const found =
    /^(?<year>\d{4})(?:-(?<month>0[1-9]|1[0-2])(?:-(?<day>\d\d))?)?(?<doubt>[~?%]?)$/.exec(text) ??
    /^(?<year>\d{4})-(?<month>2[1-4])$/.exec(text)
  const parts = found?.groups as Parts | undefined
  if (!parts || Number(parts.day ?? 1) < 1) return null
  return Number(parts.day ?? 1) <= lastOfMonth(parts) ? parts : null
}

function lastOfMonth({ year, month = "12" }: Parts): number {
  return new Date(Date.UTC(Number(year), Number(SEASONS[month]?.last ?? month), 0)).getUTCDate()
}

function dayInWords(text: string, lang: Lang): string {
  const parts = read(text)
  if (!parts) return text
  const { year, month, day, doubt } = parts
  const season = SEASONS[month ?? ""]
  if (season) return `${season[lang]} ${year}`
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
  if (typeof edtf !== "string" || !isDate(edtf)) return { first: null, last: null }
  const [from = "", to = from] = edtf.split("/")
  return { first: dayOf(from, "first"), last: dayOf(to, "last") }
}

function dayOf(text: string, end: "first" | "last"): string | null {
  const parts = read(text)
  if (!parts) return null
  const { year, month = end === "first" ? "01" : "12", day } = parts
  const exact = day ?? (end === "first" ? "01" : lastOfMonth(parts))
  return `${year}-${SEASONS[month]?.[end] ?? month}-${exact}`
}
