/** What happened when: rows of an answer, as what a picture of time and a list by year show. */

import type { Lang } from "../address"
import type { Answer, Passage } from "../api"
import { bounds, type Span } from "../dates"
import { markOf } from "../marked"
import { among, factsOf } from "../passages"

export type Event = {
  /** Of a thing, or of a moment of it: that a post was taken up, or left. */
  key: string
  id: string
  name: string
  cls: string
  /** As EDTF; null where it has none. */
  date: string | null
  span: Span
  /** Or the status that it is drawn apart by. */
  modality: string
  /** Of a post: that it was taken up, or left. */
  moment: string | null
  /** Who did it for the thing that is asked about; without one, somebody who was in it. */
  via: string | null
  passages: Passage[]
}

/** Lanes of the picture, in this order. */
export const LANES = ["Meeting", "Initiative", "Agreement", "Statement", "Post"] as const

/** Return the events of an answer, of what happens to a thing or in a period, or of what links two. */
export function eventsOf(answer: Answer, lang: Lang): Event[] {
  const moments = answer.columns.find((each) => each.name === "moment")?.values
  return answer.rows.map((row) => {
    const { thing, thing_id: id, date, edge, moment } = row
    const did = [row.did, row.a_did, row.b_did]
    const facts = factsOf(id, answer).filter(
      (each) => each.id === edge || (row.tie && did.includes(each.type)),
    )
    return {
      key: [id, edge, moment].filter(Boolean).join(" "),
      id: String(id),
      name: String(thing),
      cls: String(row.class ?? row.tie),
      date: date ? String(date) : null,
      span: bounds(date),
      modality: markOf(row.modality, row.status) ?? "asserted",
      moment: moments?.[String(moment)]?.[lang] ?? null,
      via: row.via ? String(row.via) : null,
      passages: among([edge, ...facts.map((each) => each.id)], answer),
    }
  })
}

/** Whether its days are known, at least at one end. */
export function dated({ span }: Event): boolean {
  return span.first !== null || span.last !== null
}

/** Return events by the year they begin in, or end in where no more is known, in the order of time. */
export function byYear(events: readonly Event[]): [string, Event[]][] {
  const day = ({ span }: Event) => span.first ?? span.last ?? ""
  const sorted = [...events].sort((one, other) => day(one).localeCompare(day(other)))
  return [...Map.groupBy(sorted, (each) => day(each).slice(0, 4))]
}
