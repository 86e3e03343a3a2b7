/** What is chosen in the picture: a thing with its facts, from which the picture grows, or a fact with what it rests on. */

import type { ComponentChildren, Ref } from "preact"
import { useState } from "preact/hooks"
import { useAddress } from "../address"
import { client, got, type Schemas, useAsked } from "../api"
import { dateInWords } from "../dates"
import { markOf } from "../marked"
import { useLabels } from "../ontology"
import { Asked } from "../parts/asked"
import { ThingLink } from "../parts/thing"
import { Told } from "../parts/told"
import { useWords } from "../words"
import type { Fact, Picture, Thing } from "./picture"

const WORDS = {
  none: {
    en: "Choose a thing or a fact, in the picture or in the list.",
    fr: "Choisissez une chose ou un fait, dans l’image ou dans la liste.",
  },
  chosen: { en: "Chosen", fr: "Choisi" },
  hide: { en: "Hide", fr: "Masquer" },
  only: { en: "Only this and its neighbours", fr: "Seulement ceci et ses voisins" },
  facts: { en: "{total} facts, {shown} of them shown", fr: "{total} faits, dont {shown} affichés" },
  from: { en: "from it", fr: "de cette chose" },
  to: { en: "to it", fr: "vers cette chose" },
  already: { en: "already shown", fr: "déjà affiché" },
  ticked: { en: "Show the ticked ({n})", fr: "Afficher les cochés ({n})" },
  page: { en: "Show all on this page ({n})", fr: "Afficher toute la page ({n})" },
  first: { en: "From the first", fr: "Depuis le début" },
  next: { en: "Next page", fr: "Page suivante" },
  start: { en: "since", fr: "depuis" },
  end: { en: "until", fr: "jusqu’à" },
  attested: { en: "attested", fr: "attesté" },
  first_reported: { en: "first reported", fr: "première mention" },
  last_reported: { en: "last reported", fr: "dernière mention" },
}
const DATES = ["start", "end", "attested", "first_reported", "last_reported"] as const
const PAGE = 20 // neighbours at once: a hub has hundreds

type Does = {
  add: (ids: string[]) => void
  hide: (id: string) => void
  only: (id: string) => void
}
type Props = { picture: Picture; chosen: string | null; does: Does; place: Ref<HTMLElement> }

export function Panel({ picture, chosen, does, place }: Props) {
  const say = useWords(WORDS)
  const thing = picture.things.get(chosen ?? "")
  const fact = picture.facts.get(chosen ?? "")
  return (
    <section class="chosen" aria-label={say("chosen")} ref={place} tabIndex={-1}>
      {thing && <OfThing key={thing.id} thing={thing} picture={picture} does={does} />}
      {fact && <OfFact fact={fact} picture={picture} />}
      {!thing && !fact && <p class="note">{say("none")}</p>}
    </section>
  )
}

type OfThingProps = { thing: Thing; picture: Picture; does: Does }

function OfThing({ thing, picture, does }: OfThingProps) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const { id, name, cls, entity, passage } = thing
  const mark = markOf(thing.modality)
  return (
    <>
      <h2>{entity ? <ThingLink id={id} name={name} cls={cls} /> : name}</h2>
      <p class="note">
        {labels.ofClass(cls)}
        {mark && <span class={`mark ${mark}`}>{labels.ofCode("status", mark)}</span>}
      </p>
      <p class="row">
        <button type="button" onClick={() => does.hide(id)}>
          {say("hide")}
        </button>
        <button type="button" onClick={() => does.only(id)}>
          {say("only")}
        </button>
      </p>
      {passage && <Told passage={passage} sentence={false} />}
      {entity && <Groups id={id} picture={picture} add={does.add} />}
    </>
  )
}

type GroupsProps = { id: string; picture: Picture; add: (ids: string[]) => void }

function Groups({ id, picture, add }: GroupsProps) {
  const say = useWords(WORDS)
  const asked = useAsked(`profile ${id}`, (signal) =>
    got(client.GET("/v1/entities/{class_}/{slug}", { params: { path: pathOf(id) }, signal })),
  )
  const around = [...picture.facts.values()].filter((each) => each.source === id || each.target === id)
  return (
    <Asked of={asked}>
      {({ facts }) => (
        <>
          <p>{say("facts", { total: sum(facts.map((each) => each.total)), shown: around.length })}</p>
          {facts.map((each) => (
            <Group key={each.type + each.direction} id={id} of={each} picture={picture} add={add} />
          ))}
        </>
      )}
    </Asked>
  )
}

type GroupProps = GroupsProps & { of: Schemas["FactCount"] }

/** The facts of one relation and direction, asked for when it is opened. */
function Group({ id, of, picture, add }: GroupProps) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const [open, set] = useState(false)
  const out = of.direction === "out"
  return (
    <details class="group" onToggle={(event) => set(event.currentTarget.open)}>
      <summary>
        {!out && <span aria-hidden="true">… </span>}
        {labels.ofRelation(of.type)}
        {out && <span aria-hidden="true"> …</span>}
        <span class="hidden"> ({say(out ? "from" : "to")})</span> <span class="mark">{of.total}</span>
      </summary>
      {open && <Neighbours id={id} of={of} picture={picture} add={add} />}
    </details>
  )
}

function Neighbours({ id, of, picture, add }: GroupProps) {
  const say = useWords(WORDS)
  const { lang } = useAddress()
  const [after, turn] = useState<string | null>(null)
  const query = {
    type: of.type as never,
    direction: of.direction,
    lang,
    limit: PAGE,
    ...(after && { after }),
  }
  const asked = useAsked(`neighbours ${id} ${JSON.stringify(query)}`, (signal) =>
    got(
      client.GET("/v1/entities/{class_}/{slug}/neighbours", {
        params: { path: pathOf(id), query },
        signal,
      }),
    ),
  )
  return (
    <Asked of={asked}>
      {({ neighbours, next }) => (
        <Listed key={after} neighbours={neighbours} picture={picture} add={add}>
          {after && (
            <button type="button" onClick={() => turn(null)}>
              {say("first")}
            </button>
          )}
          {next && (
            <button type="button" onClick={() => turn(new URLSearchParams(next.split("?")[1]).get("after"))}>
              {say("next")}
            </button>
          )}
        </Listed>
      )}
    </Asked>
  )
}

type ListedProps = {
  neighbours: Schemas["Neighbour"][]
  picture: Picture
  add: (ids: string[]) => void
  children: ComponentChildren
}

function Listed({ neighbours, picture, add, children }: ListedProps) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const [ticked, tick] = useState<ReadonlySet<string>>(new Set())
  const others = neighbours.map((each) => each.id).filter((each) => !picture.things.has(each))
  const chosen = others.filter((each) => ticked.has(each))
  const toggle = (id: string) => {
    const now = new Set(ticked)
    if (!now.delete(id)) now.add(id)
    tick(now)
  }
  return (
    <>
      <ul class="neighbours">
        {neighbours.map(({ id, name, class: cls }) => (
          <li key={id}>
            {picture.things.has(id) ? (
              <>
                {name} <small>({say("already")})</small>
              </>
            ) : (
              <label>
                <input type="checkbox" checked={ticked.has(id)} onChange={() => toggle(id)} /> {name}{" "}
                <small>{labels.ofClass(cls)}</small>
              </label>
            )}
          </li>
        ))}
      </ul>
      <p class="row">
        {chosen.length > 0 && (
          <button type="button" onClick={() => add(chosen)}>
            {say("ticked", { n: chosen.length })}
          </button>
        )}
        {others.length > 0 && (
          <button type="button" onClick={() => add(others)}>
            {say("page", { n: others.length })}
          </button>
        )}
        {children}
      </p>
    </>
  )
}

function OfFact({ fact, picture }: { fact: Fact; picture: Picture }) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const { lang } = useAddress()
  const end = (id: string) => {
    const thing = picture.things.get(id)
    return thing?.entity ? <ThingLink id={id} name={thing.name} cls={thing.cls} /> : thing?.name
  }
  const dates = DATES.flatMap((name) =>
    [fact.properties[name] ?? []].flat().map((each) => `${say(name)} ${dateInWords(String(each), lang)}`),
  )
  return (
    <>
      <h2>{labels.ofRelation(fact.type)}</h2>
      <p>
        {end(fact.source)} → {end(fact.target)}
      </p>
      {dates.length > 0 && <p class="note">{dates.join(" · ")}</p>}
      {fact.passage && <Told passage={fact.passage} />}
    </>
  )
}

function pathOf(id: string): { class_: string; slug: string } {
  const [class_ = "", ...slug] = id.split("/")
  return { class_, slug: slug.join("/") }
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}
