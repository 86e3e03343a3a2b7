/** What of the picture is shown, by class, relation, modality and basis; and how each is drawn, which is the legend. */

import { useLabels } from "../ontology"
import { useWords } from "../words"
import { corners } from "./look"
import { counted, FACETS, type Facet, facetLabel, type Picture } from "./picture"

const WORDS = {
  class: { en: "Things", fr: "Choses" },
  relation: { en: "Relations", fr: "Relations" },
  modality: { en: "Said as", fr: "Dit comme" },
  basis: { en: "On what basis", fr: "Sur quel fondement" },
  pinned: { en: "pinned: it stays where it was put", fr: "épinglé : reste là où on l’a mis" },
}
/** How the line of each is drawn; the others are plain. */
const LINES = ["planned", "proposed", "inferred"]

type Props = {
  picture: Picture
  without: Set<string>
  filter: (value: string, shown: boolean) => void
}

export function Filters({ picture, without, filter }: Props) {
  const say = useWords(WORDS)
  return (
    <div class="filters">
      {FACETS.map((facet) => (
        <Choices key={facet} facet={facet} title={say(facet)} {...{ picture, without, filter }} />
      ))}
      <p class="note">
        <svg class="key" viewBox="-1.6 -1.6 3.2 3.2" aria-hidden="true">
          <circle r="0.8" fill="currentColor" />
          <circle r="1.3" fill="none" stroke="currentColor" stroke-width="0.2" />
        </svg>{" "}
        {say("pinned")}
      </p>
    </div>
  )
}

function Choices({ facet, title, picture, without, filter }: Props & { facet: Facet; title: string }) {
  const labels = useLabels()
  const values = counted(picture, facet)
  if (values.length === 0) return null
  return (
    <fieldset>
      <legend>{title}</legend>
      {values.map(([value, count]) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={!without.has(`${facet}.${value}`)}
            onChange={(event) => filter(`${facet}.${value}`, event.currentTarget.checked)}
          />
          {facet === "class" && <Shape cls={value} />}
          {(facet === "modality" || facet === "basis") && <Line of={value} />}
          <span>{facetLabel(facet, value, labels)}</span> <small>{count}</small>
        </label>
      ))}
    </fieldset>
  )
}

/** A class's shape and colour, as they are drawn. */
function Shape({ cls }: { cls: string }) {
  const fill = useLabels().color(cls)
  const points = corners(cls)
  return (
    <svg class="key" viewBox="-1.2 -1.2 2.4 2.4" aria-hidden="true">
      {points ? (
        <polygon points={points} fill={fill} stroke="currentColor" stroke-width="0.12" />
      ) : (
        <circle r="1" fill={fill} stroke="currentColor" stroke-width="0.12" />
      )}
    </svg>
  )
}

/** A fact's line, as it is drawn. */
function Line({ of }: { of: string }) {
  const kind = LINES.includes(of) ? of : "plain"
  return (
    <svg class={`key line ${kind}`} viewBox="0 0 30 10" aria-hidden="true">
      {kind === "inferred" ? <path d="M0 3.5H22M0 6.5H22" /> : <path d="M0 5H22" />}
      <path d="M22 1 29 5 22 9Z" class="head" />
    </svg>
  )
}
