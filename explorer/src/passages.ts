/** Which passages of an answer a row rests on. */

import type { Answer, Passage, Row } from "./api"

/** Return the passages of the claims that a row names, else of its facts, each once, in their order; else the one that it has itself. */
export function passagesOf(row: Row, answer: Answer): Passage[] {
  const claimed = among([row.claim_id, row.other_claim_id], answer)
  const named = claimed.length ? claimed : among([row.edge, row.edges].flat(2), answer)
  return named.length || !row.quote ? named : [ownOf(row)]
}

/** A row's own passage: where what it says is no fact between two things, but of one, such as that it is planned. */
function ownOf({ edge, quote, article, char_start, char_end, modality }: Row): Passage {
  return { fact: edge, sentence: "", quote, article, char_start, char_end, modality } as Passage
}

/** Return the passages of these facts and claims, in their order: of a fact that several claims make, one. */
export function among(ids: readonly unknown[], { evidence }: Answer): Passage[] {
  const found = new Map<unknown, Passage>()
  for (const each of evidence)
    for (const id of [each.claim, each.fact]) if (id && !found.has(id)) found.set(id, each)
  return [...new Set(ids)].flatMap((id) => found.get(id) ?? [])
}

const STANDS = ["HELD_POST", "POST_IN", "PART_OF", "MEMBER_OF"]

/** By which facts these stand for somebody: their posts, whose these are, what those are part of; as far as the picture has them. */
export function standing(ids: readonly string[], answer: Answer): string[] {
  const seen = new Set(ids)
  const facts = new Set<string>()
  for (const id of seen) {
    for (const each of answer.graph.edges.filter(
      ({ source, type }) => source === id && STANDS.includes(type),
    )) {
      facts.add(each.id)
      seen.add(each.target)
    }
  }
  return [...facts]
}

/** The facts of a thing that an answer's picture holds: what each of two had to do with it, of which a row names one. */
export function factsOf(thing: unknown, answer: Answer) {
  return answer.graph.edges.filter((each) => each.source === thing || each.target === thing)
}
