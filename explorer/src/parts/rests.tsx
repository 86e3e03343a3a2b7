/** What a line of a list rests on: its sentences and passages, folded where there are many lines. */

import type { Passage } from "../api"
import { useWords } from "../words"
import { Told } from "./told"

const WORDS = {
  one: { en: "What it rests on: one sentence", fr: "Ce sur quoi cela repose : une phrase" },
  many: { en: "What it rests on: {n} sentences", fr: "Ce sur quoi cela repose : {n} phrases" },
}

export function Rests({ passages, open }: { passages: readonly Passage[]; open: boolean }) {
  const say = useWords(WORDS)
  if (!passages.length) return null
  return (
    <details class="rests" open={open}>
      <summary>{passages.length === 1 ? say("one") : say("many", { n: passages.length })}</summary>
      {passages.map((each) => (
        <Told key={each.fact ?? each.claim} passage={each} />
      ))}
    </details>
  )
}
