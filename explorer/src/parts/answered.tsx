/** An answer of the catalogue: loading, failed, nothing found, or what was found with the ways on from it. */

import type { ComponentChildren } from "preact"
import { at, withValues } from "../address"
import { type Answer, ask, useAsked } from "../api"
import { useWords } from "../words"
import { Asked } from "./asked"
import { LookedAt, Nothing } from "./nothing"
import type { About } from "./question-form"

const WORDS = {
  graph: { en: "As a graph", fr: "En graphe" },
  next: { en: "Next rows", fr: "Lignes suivantes" },
  here: { en: "{n} on this page", fr: "{n} sur cette page" },
}

type Props = {
  about: About
  query: Record<string, string>
  /** What is said beside that nothing was found. */
  instead?: ComponentChildren
  children: (answer: Answer) => ComponentChildren
}

export function Answered({ about, query, instead, children }: Props) {
  const say = useWords(WORDS)
  const key = `${about.name}?${new URLSearchParams(query)}`
  const asked = useAsked(key, (signal) => ask(about.name, query, signal))
  return (
    <Asked of={asked}>
      {(answer) =>
        answer.rows.length === 0 ? (
          <>
            <Nothing coverage={answer.coverage} />
            {instead}
          </>
        ) : (
          <>
            {children(answer)}
            <p class="row onwards">
              {answer.graph.nodes.length > 0 && (
                <a href={at("graph", "", { question: about.name, ...query })}>{say("graph")}</a>
              )}
              {answer.next && <a href={withValues({ offset: offsetOf(answer.next) })}>{say("next")}</a>}
            </p>
            <LookedAt coverage={answer.coverage} />
          </>
        )
      }
    </Asked>
  )
}

/** Whether an answer is all there is, and not a page of it. */
export function isWhole({ next, parameters }: Answer): boolean {
  return !next && !parameters.offset
}

/** Return how a number of what is in an answer's rows is said: of a page as that page's. */
export function useCount(answer: Answer): (n: number) => string {
  const say = useWords(WORDS)
  return (n) => (isWhole(answer) ? String(n) : say("here", { n }))
}

function offsetOf(next: string): string | null {
  return new URLSearchParams(next.split("?")[1]).get("offset")
}
