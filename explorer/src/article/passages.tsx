/** The claims of an article, by the passage that they rest on, in the order of its text. */

import { at, withValues } from "../address"
import type { Schemas } from "../api"
import { dateInWords } from "../dates"
import { type Labels, useLabels } from "../ontology"
import { type Names, ThingLink } from "../parts/thing"
import { Marks } from "../parts/told"
import { quoted, useWords } from "../words"
import type { Span } from "./text"

const WORDS = {
  choose: { en: "Show it in the text", fr: "Le montrer dans le texte" },
  by: { en: "according to", fr: "selon" },
  all: { en: "All passages of the fact", fr: "Tous les passages du fait" },
}

export type Claim = Schemas["ClaimAbout"]
export type Passage = { span: Span | null; quote: string | null; claims: Claim[] }

/** Return claims by their passages, in the order that they come; what has no place in the text stands together. */
export function passagesOf(claims: readonly Claim[]): Passage[] {
  const found = new Map<string, Passage>()
  for (const each of claims) {
    const { char_start: start, char_end: end, quote } = each
    const place = `${start} ${end}`
    const passage = found.get(place) ?? {
      span: start === null || end === null ? null : { start, end },
      quote,
      claims: [],
    }
    passage.claims.push(each)
    found.set(place, passage)
  }
  return [...found.values()]
}

export function Passages({ passages, names }: { passages: readonly Passage[]; names: Names }) {
  const say = useWords(WORDS)
  return (
    <>
      {passages.map(({ span, quote, claims }) => (
        <section class="told" key={span ? `${span.start}-${span.end}` : "nowhere"}>
          {quote && (
            <blockquote>
              {span ? (
                <a
                  href={withValues({ start: String(span.start), end: String(span.end) })}
                  title={say("choose")}
                >
                  {quoted(quote)}
                </a>
              ) : (
                quoted(quote)
              )}
            </blockquote>
          )}
          <ul class="claims">
            {claims.map((each) => (
              <Line key={each.id} claim={each} names={names} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Line({ claim, names }: { claim: Claim; names: Names }) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const end = (id: string | null) => id && (names.get(id) ?? id)
  const said = [
    end(claim.subject),
    labels.ofPredicate(claim.predicate),
    end(claim.object) ?? valueInWords(claim, labels),
  ]
  const things = [claim.subject, claim.object].filter((each) => each !== null)
  return (
    <li>
      {said.filter(Boolean).join(" ")}
      <p class="source">
        <Marks modality={claim.modality} basis={claim.basis} />
        {claim.attributed_to.length > 0 && (
          <span>
            {say("by")} <Things ids={claim.attributed_to} names={names} />
          </span>
        )}
        <Things ids={things} names={names} />
        <a href={at("question", "evidence", { of: claim.edge ?? claim.id })}>{say("all")}</a>
      </p>
    </li>
  )
}

/** Return what a claim says where that is no thing: a date, a code of a list, or words. */
function valueInWords({ predicate, value }: Claim, labels: Labels): string {
  return value === null ? "" : labels.ofCode(predicate, dateInWords(value, labels.lang))
}

function Things({ ids, names }: { ids: readonly string[]; names: Names }) {
  return (
    <>
      {ids.map((id) => {
        const name = names.get(id)
        return name && <ThingLink key={id} id={id} name={name} />
      })}
    </>
  )
}
