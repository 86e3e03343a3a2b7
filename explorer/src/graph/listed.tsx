/** The picture in words: each thing and fact that is shown, to be chosen; what who doesn't see it, or has no mouse, uses. */

import { markOf } from "../marked"
import { useLabels } from "../ontology"
import { useWords } from "../words"
import type { Fact, Picture, Thing } from "./picture"

const WORDS = {
  list: { en: "The same as a list", fr: "La même chose en liste" },
  things: { en: "{n} things", fr: "{n} choses" },
  facts: { en: "{n} facts", fr: "{n} faits" },
}

type Props = {
  picture: Picture
  shown: Set<string>
  chosen: string | null
  choose: (id: string) => void
}

export function List({ picture, shown, chosen, choose }: Props) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const things = [...picture.things.values()]
    .filter((each) => shown.has(each.id))
    .sort((one, other) => one.name.localeCompare(other.name))
  const facts = [...picture.facts.values()].filter((each) => shown.has(each.id))
  const name = (id: string) => picture.things.get(id)?.name ?? id
  const inWords = ({ passage, source, type, target }: Fact) =>
    passage?.fact ? passage.sentence : `${name(source)} ${labels.ofRelation(type)} ${name(target)}`
  const button = (id: string, text: string) => (
    <li key={id}>
      <button type="button" aria-pressed={id === chosen} onClick={() => choose(id)}>
        {text}
      </button>
    </li>
  )
  const ofThing = ({ name, cls, modality }: Thing) => {
    const mark = markOf(modality)
    return `${name} (${labels.ofClass(cls)}${mark ? `, ${labels.ofCode("status", mark)}` : ""})`
  }
  return (
    <details class="list" open>
      <summary>{say("list")}</summary>
      <h2>{say("things", { n: things.length })}</h2>
      <ul>{things.map((each) => button(each.id, ofThing(each)))}</ul>
      <h2>{say("facts", { n: facts.length })}</h2>
      <ul>{facts.map((each) => button(each.id, inWords(each)))}</ul>
    </details>
  )
}
