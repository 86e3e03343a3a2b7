/** Languages as people name them. */

import type { Lang } from "./address"

/** Return the name of a language by its tag, such as `fr`; what is no tag comes back as it is. */
export function languageInWords(tag: string, lang: Lang): string {
  try {
    return new Intl.DisplayNames(lang, { type: "language" }).of(tag) ?? tag
  } catch {
    return tag
  }
}
