/** The graph: an answer's picture, or chosen things with all facts among them; it grows, is filtered, pinned, played, shared. */

import { useMemo, useRef, useState } from "preact/hooks"
import { type Address, at } from "../address"
import { client, got, MOST_THINGS, type Reply, useAsked } from "../api"
import type { Span } from "../dates"
import { Canvas } from "../graph/canvas"
import { Filters } from "../graph/filters"
import { List } from "../graph/listed"
import { Panel } from "../graph/panel"
import { Period } from "../graph/period"
import { daysOf, EMPTY, left, load, type Picture } from "../graph/picture"
import { choose, filter, pin, type State, show, stateOf, within } from "../graph/state"
import { Asked } from "../parts/asked"
import { Page } from "../parts/page"
import { ThingField } from "../parts/thing-field"
import { useWords } from "../words"

const WORDS = {
  title: { en: "Graph", fr: "Graphe" },
  of: { en: "The picture of an answer:", fr: "L’image d’une réponse :" },
  add: { en: "Add a thing", fr: "Ajouter une chose" },
  start: {
    en: "Add a thing to begin with, and go on from its neighbours; or look at the picture of an answer:",
    fr: "Ajoutez une chose pour commencer, puis continuez par ses voisins ; ou regardez l’image d’une réponse :",
  },
  filters: { en: "What is shown, and how it is drawn", fr: "Ce qui est affiché, et comment" },
  count: {
    en: "{things} of {of} things, {facts} of {all} facts are shown.",
    fr: "{things} choses sur {of} et {facts} faits sur {all} sont affichés.",
  },
  unknown: { en: "Not in the graph: {ids}", fr: "Absents du graphe : {ids}" },
  most: {
    en: "At most {most} things fit in a picture; {n} were left out. Hide some to see others.",
    fr: "Une image tient au plus {most} choses ; {n} n’y sont pas. Masquez-en pour en voir d’autres.",
  },
  empty: { en: "Nothing to draw in this answer.", fr: "Rien à dessiner dans cette réponse." },
}
/** Questions whose examples are links to begin with. */
const EXAMPLES = ["who-met-whom", "ties-between", "paths"]

export default function Graph({ address }: { address: Address }) {
  const state = useMemo(() => stateOf(address), [String(address.params), address.lang])
  const key = JSON.stringify([state.question ?? state.ids, state.query])
  const asked = useAsked(key, (signal) => load(state, address.lang, signal))
  const last = useLast(asked)
  const picture = (asked.state === "failed" ? null : last) ?? EMPTY
  return <Drawn state={state} asked={asked} picture={picture} />
}

/** Return what was there last, while something else is asked for: a picture that grows doesn't go away in between. */
function useLast<T>(asked: Reply<T>): T | null {
  const last = useRef<T | null>(null)
  if (asked.state === "there") last.current = asked.value
  return last.current
}

type DrawnProps = { state: State; asked: Reply<Picture>; picture: Picture }

function Drawn({ state, asked, picture }: DrawnProps) {
  const say = useWords(WORDS)
  const [sliding, slide] = useState<Span | null>(null) // the address gets a period once it is let go
  const { first, last } = sliding ?? state
  const shown = useMemo(() => left(picture, { ...state, first, last }), [picture, state, first, last])
  const all = [...picture.things.keys()]
  const things = all.filter((each) => shown.has(each))
  const facts = [...picture.facts.values()].filter((each) => shown.has(each.id))
  const days = useMemo(() => daysOf(picture), [picture])
  const look = (period: Span, settled: boolean) => {
    slide(settled ? null : period)
    if (settled) within(period)
  }
  const panel = useRef<HTMLElement>(null)
  const chooseInList = (id: string) => {
    choose(id)
    panel.current?.focus() // which may be out of sight, or far away by ear
  }
  // while more is asked for, the address is ahead of the picture
  const now =
    state.question || asked.state === "there"
      ? all.filter((each) => picture.things.get(each)?.cls !== "Article") // which POST /v1/graph doesn't have
      : state.ids
  const without = (id: string) => now.filter((each) => each !== id)
  const does = {
    add: (ids: string[], chosen = state.chosen) => show(state, [...now, ...ids], chosen),
    hide: (id: string) => show(state, without(id), null),
    only: (id: string) => {
      const around = facts.filter((each) => each.source === id || each.target === id)
      show(state, [id, ...around.flatMap((each) => [each.source, each.target])], id)
    },
  }
  const part = {
    nodes: things,
    edges: facts.map((each) => each.id),
    title: picture.title ?? say("title"),
    lang: state.query.lang,
  }
  const whole = things.length === all.length && facts.length === picture.facts.size
  // an answer as it came has more than things and facts: claims, and its own columns
  const saved =
    state.question && whole
      ? { path: `/v1/queries/${state.question}?${new URLSearchParams(state.query)}`, name: state.question }
      : { path: "/v1/graph", body: part, name: "graph" }
  return (
    <Page
      title={say("title")}
      saved={things.length ? saved : undefined}
      lead={state.question && picture.title && <Of state={state} title={picture.title} />}
    >
      <ThingField label={say("add")} value="" choose={(found) => found && does.add([found.id], found.id)} />
      {asked.state !== "there" && <Asked of={asked}>{() => null}</Asked>}
      {picture.unknown.length > 0 && (
        <p class="note">{say("unknown", { ids: picture.unknown.join(", ") })}</p>
      )}
      {state.over > 0 && <p role="alert">{say("most", { most: MOST_THINGS, n: state.over })}</p>}
      {all.length === 0 ? (
        asked.state === "there" && <Start state={state} />
      ) : (
        <div class="graph">
          <div>
            <Canvas {...{ picture, shown, choose }} pins={state.pins} chosen={state.chosen} pin={pin} />
            <p class="note" role="status">
              {say("count", {
                things: things.length,
                of: all.length,
                facts: facts.length,
                all: picture.facts.size,
              })}
            </p>
            <Period {...{ days, first, last, look }} />
          </div>
          <div>
            <Panel picture={picture} chosen={state.chosen} does={does} place={panel} />
            <details class="filters" open>
              <summary>{say("filters")}</summary>
              <Filters picture={picture} without={state.without} filter={filter} />
            </details>
            <List {...{ picture, shown }} chosen={state.chosen} choose={chooseInList} />
          </div>
        </div>
      )}
    </Page>
  )
}

function Of({ state: { question, query }, title }: { state: State; title: string }) {
  const say = useWords(WORDS)
  return (
    <p class="lead">
      {say("of")} <a href={at("question", question ?? "", { ...query, asked: "1" })}>{title}</a>
    </p>
  )
}

/** Nothing is shown yet, or an answer has nothing to draw. */
function Start({ state }: { state: State }) {
  const say = useWords(WORDS)
  const lang = state.query.lang === "en" ? "en" : "fr"
  const asked = useAsked("catalogue", (signal) => got(client.GET("/v1/queries", { signal })))
  if (state.question) return <p class="nothing">{say("empty")}</p>
  return (
    <>
      <p>{say("start")}</p>
      <Asked of={asked}>
        {({ queries }) => (
          <ul>
            {queries
              .filter((each) => EXAMPLES.includes(each.name))
              .map(({ name, title, example }) => (
                <li key={name}>
                  <a href={at("graph", "", { question: name, ...(example as Record<string, string>) })}>
                    {title[lang]}: {Object.values(example).join(", ")}
                  </a>
                </li>
              ))}
          </ul>
        )}
      </Asked>
    </>
  )
}
