/** Which passages of an answer a row rests on. */

import type { Answer, Passage, Row } from "./api"

/** Return the passages of the facts and claims that a row names, each once, in their order. */
export function passagesOf(row: Row, answer: Answer): Passage[] {
  return among([row.edge, row.edges, row.claim_id, row.other_claim_id].flat(2), answer)
}

/** Return the passages of these facts and claims, in their order. */
export function among(ids: readonly unknown[], answer: Answer): Passage[] {
  const found = new Map(answer.evidence.map((each) => [each.fact ?? each.claim, each]))
  return [...new Set(ids)].flatMap((id) => found.get(id as string) ?? [])
}

/** The facts of a thing that an answer's picture holds: what each of two had to do with it, of which a row names one. */
export function factsOf(thing: unknown, answer: Answer) {
  return answer.graph.edges.filter((each) => each.source === thing || each.target === thing)
}
