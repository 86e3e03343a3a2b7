/** The page's own words, in both languages, beside the view that says them; what the graph says comes from the API. */

import { type Lang, useAddress } from "./address"

export type Words = Record<string, Record<Lang, string>>
export type Say<T extends Words> = (word: keyof T, filled?: Record<string, string | number>) => string

/** Return somebody else's words as such. */
export const quoted = (text: string): string => `« ${text} »`

/** Return a way to say the words of a table in the language that is shown; `{name}` in them is filled in. */
export function useWords<const T extends Words>(table: T): Say<T> {
  const { lang } = useAddress()
  return (word, filled = {}) =>
    (table[word] as Record<Lang, string>)[lang].replace(/\{(\w+)\}/g, (whole, name) =>
      String(filled[name] ?? whole),
    )
}
