/** When a thing or a fact is there, by the rule that GEXF is written by: its own days, and for a fact those of its ends, too. */

import type { Edge, Node } from "../api"
import { bounds, type Span } from "../dates"

/** Return when something is there, from its start to its end, or where it is attested; nothing where it has no date. */
export function spansOf({ properties }: Node | Edge): Span[] {
  const first = bounds(properties.start).first
  const last = bounds(properties.end).last
  if (first && last && last < first) return [] // of articles that contradict one another
  if (first || last) return [{ first, last }]
  return [properties.attested ?? []].flat().map(bounds).filter(dated)
}

/** Tell whether something is there on a day of a period; what has no date always is. */
export function during(spans: readonly Span[], period: Span): boolean {
  return spans.length === 0 || spans.some((each) => overlap(each, period))
}

function overlap(one: Span, other: Span): boolean {
  return !(before(one.last, other.first) || before(other.last, one.first))
}

function before(last: string | null, first: string | null): boolean {
  return last !== null && first !== null && last < first
}

function dated({ first, last }: Span): boolean {
  return first !== null || last !== null
}
