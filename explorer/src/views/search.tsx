/** What has such a name: things found by what was typed in French or English, or all of a class. */

import { type Address, at, go } from "../address"
import { MOST_THINGS, type Schemas } from "../api"
import { dateInWords } from "../dates"
import { useLabels } from "../ontology"
import { Asked } from "../parts/asked"
import { More, useShownPages } from "../parts/more"
import { Nothing, useLoaded } from "../parts/nothing"
import { Page } from "../parts/page"
import { KindOf, ThingLink } from "../parts/thing"
import { nameOf } from "../parts/thing-field"
import { quoted, useWords } from "../words"

const WORDS = {
  title: { en: "Search", fr: "Recherche" },
  name: { en: "name, or a part of it", fr: "nom, ou une partie du nom" },
  cls: { en: "class", fr: "classe" },
  all: { en: "all classes", fr: "toutes les classes" },
  search: { en: "Search", fr: "Chercher" },
  also: { en: "also: {names}", fr: "aussi : {names}" },
}

type Entity = Schemas["Entity"]
type Found = Schemas["Entities"]

export default function Search({ address }: { address: Address }) {
  const say = useWords(WORDS)
  const { params, lang } = address
  const [q, cls] = [params.get("q") ?? "", params.get("class") ?? ""]
  const query = new URLSearchParams({ ...(q && { q }), ...(cls && { class: cls }), lang })
  const list = useShownPages<Found>(`/v1/entities?${query}`, "pages")
  const things = list.pages.flatMap((each) => each.entities)
  const title = [say("title"), q && quoted(q)].filter(Boolean).join(" ")
  const body = { nodes: things.slice(0, MOST_THINGS).map((each) => each.id), edges: [], title, lang }
  const saved = things.length ? { path: "/v1/graph", body, name: "search" } : undefined
  return (
    <Page title={title} saved={saved}>
      <Form q={q} cls={cls} />
      <More of={list} name="pages">
        {() =>
          things.length ? (
            <ul class="things">
              {things.map((each) => (
                <Line key={each.id} entity={each} typed={q} />
              ))}
            </ul>
          ) : (
            <Looked />
          )
        }
      </More>
    </Page>
  )
}

function Form({ q, cls }: { q: string; cls: string }) {
  const say = useWords(WORDS)
  const { ontology, ofClass } = useLabels()
  const classes = ontology.classes.filter((each) => each.superclasses.includes("Entity"))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const filled = new FormData(event.currentTarget as HTMLFormElement)
    go(at("search", "", { q: String(filled.get("q")).trim(), class: String(filled.get("class")) }))
  }
  return (
    <form class="row" onSubmit={submit} key={`${q} ${cls}`}>
      <label class="field">
        {say("name")}
        <input type="search" name="q" defaultValue={q} />
      </label>
      <label class="field">
        {say("cls")}
        <select name="class">
          <option value="">{say("all")}</option>
          {classes.map((each) => (
            <option key={each.name} value={each.name} selected={each.name === cls}>
              {ofClass(each.name)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{say("search")}</button>
    </form>
  )
}

function Line({ entity, typed }: { entity: Entity; typed: string }) {
  const say = useWords(WORDS)
  const { lang } = useLabels()
  const names = matching(entity, typed, lang)
  return (
    <li>
      <ThingLink id={entity.id} name={nameOf(entity, lang)} cls={entity.class} />{" "}
      <KindOf cls={entity.class} kind={entity.kind} />
      {entity.about && <span class="note"> · {dateInWords(entity.about, lang)}</span>}
      {names.length > 0 && <p class="note">{say("also", { names: names.join(", ") })}</p>}
    </li>
  )
}

function Looked() {
  return <Asked of={useLoaded()}>{({ coverage }) => <Nothing coverage={coverage} />}</Asked>
}

/** Return the other names of a thing that begin as a word that was typed does. */
function matching(entity: Entity, typed: string, lang: "en" | "fr"): string[] {
  const words = wordsOf(typed)
  const names = [entity.name_en, entity.name_fr, ...entity.aliases].filter((each) => each !== null)
  return [...new Set(names)].filter(
    (name) =>
      name !== nameOf(entity, lang) &&
      wordsOf(name).some((each) => words.some((word) => each.startsWith(word))),
  )
}

/** Return the words of a text without case and accents. */
function wordsOf(text: string): string[] {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  return bare.match(/[\p{L}\p{N}]{2,}/gu) ?? []
}
