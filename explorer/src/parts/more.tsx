/** A list that comes in pages: what is there, and the way to more. How many pages are shown is in the address. */

import type { ComponentChildren } from "preact"
import { useAddress, withValues } from "../address"
import { type Paged, type Pages, usePages } from "../api"
import { useWords } from "../words"
import { Asked } from "./asked"

const WORDS = { more: { en: "More", fr: "Suite" } }

/** Ask for the pages of a list that the address wants by its parameter `name`, and for `least` at any rate. */
export function useShownPages<T extends Paged>(path: string, name: string, least = 1): Pages<T> {
  const { params } = useAddress()
  return usePages<T>(path, Math.max(least, Number(params.get(name)) || 0))
}

type Props<T> = { of: Pages<T>; name: string; children: (pages: T[]) => ComponentChildren }

/** Shows the pages that are there, and a link to one more. */
export function More<T extends Paged>({ of: { pages, asked }, name, children }: Props<T>) {
  const say = useWords(WORDS)
  return (
    <>
      {pages.length > 0 && children(pages)}
      {pages.at(-1)?.next && (
        <p class="more">
          <a href={withValues({ [name]: String(pages.length + 1) })}>{say("more")}</a>
        </p>
      )}
      <Asked of={asked}>{() => null}</Asked>
    </>
  )
}
