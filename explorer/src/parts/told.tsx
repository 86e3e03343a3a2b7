/** What a line rests on: its sentence, its passage, one click from it in its article, and how it may be cited. */

import { at, useAddress } from "../address"
import type { Passage } from "../api"
import { dateInWords } from "../dates"
import { useLabels } from "../ontology"
import { quoted, useWords } from "../words"

const WORDS = {
  sources: { en: "{n} independent sources", fr: "{n} sources indépendantes" },
  read: { en: "Read it in the article", fr: "Lire dans l’article" },
  all: { en: "All passages", fr: "Tous les passages" },
  without: {
    en: "No passage: from a reference table or inferred",
    fr: "Sans passage : table de référence ou déduction",
  },
}

/** A fact or claim as a sentence, its quote behind it. */
export function Told({ passage, sentence = true }: { passage: Passage; sentence?: boolean }) {
  const say = useWords(WORDS)
  const { lang } = useAddress()
  const { quote, article, char_start: start, char_end: end, modality } = passage
  const place = article && at("article", article, { start: text(start), end: text(end) })
  const told = passage.fact ?? passage.claim
  return (
    <div class={`told ${modality ?? ""} ${passage.basis ?? ""}`}>
      {sentence && passage.sentence && <p class="sentence">{passage.sentence}</p>}
      {quote && place && (
        <blockquote>
          <a href={place} title={say("read")}>
            {quoted(quote)}
          </a>
        </blockquote>
      )}
      <p class="source">
        {article ? (
          <a href={place ?? ""}>
            {[
              passage.publisher,
              passage.issued && dateInWords(passage.issued, lang),
              passage.title ?? article,
            ]
              .filter(Boolean)
              .join(", ")}
          </a>
        ) : (
          say("without")
        )}
        <Marks modality={modality} basis={passage.basis} />
        {(passage.sources ?? 0) > 1 && (
          <span class="mark">{say("sources", { n: passage.sources ?? 0 })}</span>
        )}
        {told && <a href={at("question", "evidence", { of: told })}>{say("all")}</a>}
      </p>
    </div>
  )
}

/** How far something is said, and how it was read. */
export function Marks({ modality, basis }: Pick<Passage, "modality" | "basis">) {
  const labels = useLabels()
  return (
    <>
      {modality && <span class={`mark ${modality}`}>{labels.ofCode("modality", modality)}</span>}
      {basis && basis !== "explicit" && <span class="mark">{labels.ofCode("basis", basis)}</span>}
    </>
  )
}

/** A fact or claim as a sentence that opens to its passage: for lists. */
export function Sentence({ passage }: { passage: Passage }) {
  return (
    <details class="rests-on">
      <summary>{passage.sentence}</summary>
      <Told passage={passage} sentence={false} />
    </details>
  )
}

function text(value: number | null | undefined): string | null {
  return value == null ? null : String(value)
}
