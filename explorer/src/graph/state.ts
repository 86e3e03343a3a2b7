/** What the graph view shows, as its address has it: which things, where some are pinned, what is filtered out, what is chosen. */

import { type Address, at, go, read, replace, withValues } from "../address"
import { MOST_THINGS } from "../api"
import type { Span } from "../dates"

export type Position = { x: number; y: number }

export type State = {
  /** Ids of things, each once; none where the address has a question. */
  ids: string[]
  /** How many more the address has than can be shown. */
  over: number
  /** A question whose answer is shown, and what is asked. */
  question: string | null
  query: Record<string, string>
  pins: Map<string, Position>
  /** Values of facets that are filtered out, such as `modality.planned`. */
  without: Set<string>
  /** First and last ISO day that is looked at; null where it is open. */
  first: string | null
  last: string | null
  /** The id of the thing or fact that the panel is about. */
  chosen: string | null
}

/** This view's own parameters; a question has none of these names. */
const OWN = ["ids", "question", "pin", "without", "first", "last", "chosen", "lang"]

export function stateOf({ params, lang }: Address): State {
  const ids = [...new Set(params.getAll("ids"))]
  const query = Object.fromEntries([...params].filter(([name]) => !OWN.includes(name)))
  return {
    ids: ids.slice(0, MOST_THINGS),
    over: Math.max(0, ids.length - MOST_THINGS),
    question: params.get("question"),
    query: { ...query, lang },
    pins: new Map(params.getAll("pin").flatMap(pinned)),
    without: new Set(params.getAll("without")),
    first: params.get("first"),
    last: params.get("last"),
    chosen: params.get("chosen"),
  }
}

/** Show these things: an answer's picture becomes one of things. */
export function show(state: State, ids: Iterable<string>, chosen: string | null): void {
  const kept = new Set(ids)
  go(
    at("graph", "", {
      ids: [...kept],
      pin: pins([...state.pins].filter(([id]) => kept.has(id))),
      without: [...state.without],
      first: state.first,
      last: state.last,
      chosen,
    }),
  )
}

/** Choose what the panel is about. */
export function choose(id: string | null): void {
  replace(withValues({ chosen: id }))
}

/** Pin a thing where it is, or where it was dragged to; null lets it go. */
export function pin(id: string, position: Position | null): void {
  const others = [...here().pins].filter(([each]) => each !== id)
  replace(withValues({ pin: pins(position ? [...others, [id, position]] : others) }))
}

/** Show what has a value of a facet, such as `modality.planned`, or don't. */
export function filter(value: string, shown: boolean): void {
  const others = [...here().without].filter((each) => each !== value)
  replace(withValues({ without: shown ? others : [...others, value] }))
}

/** Look at a period. */
export function within({ first, last }: Span): void {
  replace(withValues({ first, last }))
}

function here(): State {
  return stateOf(read(location.hash))
}

function pins(positions: [string, Position][]): string[] {
  return positions.map(([id, { x, y }]) => `${id}@${Math.round(x)},${Math.round(y)}`)
}

function pinned(text: string): [string, Position][] {
  const found = /^(.+)@(-?\d+),(-?\d+)$/.exec(text)
  return found?.[1] ? [[found[1], { x: Number(found[2]), y: Number(found[3]) }]] : []
}
