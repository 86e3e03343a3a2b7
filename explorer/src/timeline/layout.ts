/** Where events stand in a picture of time: a lane a class, in each as many rows as it takes for none to cover another. */

import { type ScaleTime, scaleUtc } from "d3-scale"
import type { Span } from "../dates"
import { dated, type Event, LANES } from "./events"

export const ROW = 22 // px
export const HEAD = 22 // px, of a lane: its name
export const OPEN = 28 // px, of the tip of what is open at an end
const LETTER = 6.8 // px, at the size of the labels
const LONGEST = 34 // letters of a label
const DAY = 24 * 60 * 60 * 1000
/** Above so many, labels would only make the picture taller: names are told on hover and focus, and in the list. */
const LABELLED = 80

export type Scale = ScaleTime<number, number>
export type Placed = { event: Event; from: number; to: number; y: number; label: string; before: boolean }
export type Lane = { cls: string; y: number; height: number; placed: Placed[] }

/** Return the scale from days to px: over a period, or else over all that is dated. */
export function scaleOf(events: readonly Event[], period: Span, width: number): Scale {
  const days = events.flatMap(({ span }) => [span.first, span.last]).filter((day) => day !== null)
  const first = Date.parse(period.first ?? min(days))
  const last = Date.parse(period.last ?? max(days)) + DAY
  const around = Math.max((last - first) * 0.02, DAY)
  return scaleUtc()
    .domain([first - around, last + around])
    .range([0, width])
}

/** Return the lanes that have something, one below the other. */
export function lanesOf(events: readonly Event[], scale: Scale): Lane[] {
  const [, width = 0] = scale.range()
  const labelled = events.length <= LABELLED
  let y = 0
  return LANES.flatMap((cls) => {
    const own = events.filter((each) => each.cls === cls && dated(each))
    if (!own.length) return []
    const rows: number[] = []
    const spots = own.map((event) => spotOf(event, scale, labelled, width))
    const placed = spots
      .sort((one, other) => one.left - other.left)
      .map(({ left, right, ...spot }) => {
        const free = rows.findIndex((end) => end < left)
        const row = free < 0 ? rows.length : free
        rows[row] = right
        return { ...spot, y: y + HEAD + row * ROW + ROW / 2 }
      })
    const lane = { cls, y, height: HEAD + rows.length * ROW, placed }
    y += lane.height
    return [lane]
  })
}

type Spot = Omit<Placed, "y"> & { left: number; right: number }

/** Where something begins and ends, and with its label: behind it, or before it where it would leave the picture. */
function spotOf(event: Event, scale: Scale, labelled: boolean, width: number): Spot {
  const { first, last } = event.span
  const at = (day: string, more = 0) => Math.min(width, Math.max(0, scale(Date.parse(day) + more)))
  const [start, end] = [first === null ? null : at(first), last === null ? null : at(last, DAY)]
  const from = start ?? Math.max(0, (end ?? 0) - OPEN)
  const to = Math.max(end ?? Math.min(width, from + OPEN), from + 12)
  const label = labelled ? shortened(event.name) : ""
  const long = label.length * LETTER + 12
  const before = to + long > width && from > long
  return {
    event,
    from,
    to,
    label,
    before,
    left: from - (before ? long : 0),
    right: to + (before ? 0 : long) + 4,
  }
}

/** Cut between words, so that who speaks what they see is understood. */
function shortened(name: string): string {
  if (name.length <= LONGEST) return name
  return `${name.slice(0, Math.max(0, name.lastIndexOf(" ", LONGEST)) || LONGEST)}…`
}

function min(days: readonly string[]): string {
  return days.reduce((one, other) => (one < other ? one : other))
}

function max(days: readonly string[]): string {
  return days.reduce((one, other) => (one > other ? one : other))
}
