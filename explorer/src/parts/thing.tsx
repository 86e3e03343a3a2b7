/** A thing of the graph, as a link to its profile, with its class's colour. */

import { thingAt } from "../address"
import { useLabels } from "../ontology"

/** Names of things, by id. */
export type Names = ReadonlyMap<string, string>

export function ThingLink({ id, name, cls }: { id: string; name: string; cls?: string }) {
  return (
    <a class="thing" href={thingAt(id)}>
      {cls && (
        <>
          <Dot cls={cls} />{" "}
        </>
      )}
      {name}
    </a>
  )
}

/** What something is: its class and, where it has one, its kind. */
export function KindOf({ cls, kind }: { cls: string; kind?: string | null }) {
  const labels = useLabels()
  const of = labels.ofClass(cls)
  return <span class="note">{kind ? `${of}, ${labels.ofCode(`${cls}.kind`, kind)}` : of}</span>
}

/** A class's colour, and its name for those who don't see it. */
export function Dot({ cls }: { cls: string }) {
  const labels = useLabels()
  return (
    <svg class="dot" viewBox="0 0 10 10" role="img" aria-label={labels.ofClass(cls)}>
      <title>{labels.ofClass(cls)}</title>
      <circle cx="5" cy="5" r="5" fill={labels.color(cls)} />
    </svg>
  )
}
