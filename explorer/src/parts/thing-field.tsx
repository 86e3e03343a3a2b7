/** A field that takes a thing of the graph: typed in French or English, chosen from what has such a name. */

import { useEffect, useId, useRef, useState } from "preact/hooks"
import { useAddress } from "../address"
import { client, got, type Node, type Problem, problemOf, type Schemas, useAsked } from "../api"
import { dateInWords } from "../dates"
import { useLabels } from "../ontology"
import { useWords } from "../words"
import { Dot } from "./thing"

const WORDS = {
  none: { en: "Nothing has such a name.", fr: "Rien ne porte ce nom." },
  found: { en: "{n} found", fr: "{n} trouvés" },
  unchosen: { en: "Choose one of the list.", fr: "Choisissez dans la liste." },
  unanswered: { en: "The server doesn’t answer.", fr: "Le serveur ne répond pas." },
}
const WAIT = 150 // ms after the last key: who types on isn't answered in between
const MOST = 12
const NONE = -1 // no option is chosen yet

export type Entity = Schemas["Entity"]

/** What a text found, or why that couldn't be asked. */
type Found = { text: string; entities: Entity[]; problem: Problem | null }

type Props = {
  label: string
  /** The id that is chosen, "" for none. */
  value: string
  classes?: readonly string[]
  required?: boolean
  choose: (entity: Entity | null) => void
  /** What Enter does with what is typed; without it Enter takes the first that was found. */
  search?: (text: string) => void
}

/** An editable combobox with a list (WAI-ARIA's pattern of that name): arrows, Enter, Escape. */
export function ThingField({ label, value, classes = [], required = false, choose, search }: Props) {
  const say = useWords(WORDS)
  const { lang } = useAddress()
  const id = useId()
  const typed = useName(value)
  const [text, write] = useState<string | null>(null) // null: what is chosen is shown
  const [found, show] = useState<Found | null>(null)
  const first = search ? NONE : 0
  const [active, activate] = useState(first)
  const [asked, askAgain] = useState(0) // a list that was closed opens anew
  const entered = useRef("") // what Enter was pressed on before its list had come
  const input = useRef<HTMLInputElement>(null)
  const among = classes.join()
  const wanted = text?.trim() ?? ""
  const list = found?.text === wanted ? found : null // never one of what was typed before

  useEffect(() => {
    if (!wanted) return show(null)
    const stop = new AbortController()
    const query = { q: wanted, lang, limit: MOST, ...(among && { class: among.split(",") as never }) }
    const answered = (entities: Entity[], problem: Problem | null) => {
      if (stop.signal.aborted) return
      activate(first)
      if (entered.current === wanted && entities[0]) take(entities[0])
      else show({ text: wanted, entities, problem })
    }
    const timer = setTimeout(() => {
      got(client.GET("/v1/entities", { params: { query }, signal: stop.signal })).then(
        (page) => answered(page.entities, null),
        (error) => stop.signal.aborted || answered([], problemOf(error)),
      )
    }, WAIT)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [wanted, among, lang, asked])
  useEffect(() => {
    // a form isn't sent with what only looks chosen
    input.current?.setCustomValidity(wanted && !search ? say("unchosen") : "")
  })

  const take = (entity: Entity | null) => {
    entered.current = ""
    write(null)
    show(null)
    choose(entity)
  }
  const enter = () => {
    const chosen = list?.entities[active]
    if (chosen) take(chosen)
    else if (search && wanted) {
      write(null)
      search(wanted)
    } else if (text === "") take(null)
    else if (wanted && !list) entered.current = wanted
    else return false // what else is filled in may be sent
    return true
  }
  const press = (event: KeyboardEvent) => {
    const all = list?.entities.length ?? 0
    if (event.key === "Enter") {
      if (!enter()) return
    } else if (event.key === "ArrowDown" && wanted && !list) askAgain(asked + 1)
    else if (event.key === "ArrowDown" && all) activate((active + 1) % all)
    else if (event.key === "ArrowUp" && all) activate((active <= 0 ? all : active) - 1)
    else if (event.key === "Escape" && list) show(null)
    else return
    event.preventDefault()
  }
  const open = list !== null && list.entities.length > 0
  const problem = list?.problem
  const nothing = problem ? problem.detail || say("unanswered") : say("none")
  return (
    <div class="field thing-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={input}
        role="combobox"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={list?.entities[active] ? `${id}-${active}` : undefined}
        required={required}
        value={text ?? typed}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={() => {
          if (text === "") take(null)
          show(null)
        }}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} hidden={!open}>
        {list?.entities.map((each, place) => (
          <Option key={each.id} id={`${id}-${place}`} entity={each} active={place === active} take={take} />
        ))}
      </div>
      <span class="hidden" role="status">
        {list && (list.entities.length ? say("found", { n: list.entities.length }) : nothing)}
      </span>
      {list?.entities.length === 0 && <p class="note">{nothing}</p>}
    </div>
  )
}

type OptionProps = { id: string; entity: Entity; active: boolean; take: (entity: Entity) => void }

function Option({ id, entity, active, take }: OptionProps) {
  const labels = useLabels()
  const { lang } = useAddress()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the keys
    <div
      id={id}
      role="option"
      aria-selected={active}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => take(entity)}
    >
      <Dot cls={entity.class} /> {nameOf(entity, lang)}{" "}
      <small>{entity.about ? dateInWords(entity.about, lang) : labels.ofClass(entity.class)}</small>
    </div>
  )
}

export function nameOf(entity: Pick<Entity, "name" | "name_en" | "name_fr">, lang: "en" | "fr"): string {
  return (lang === "en" ? entity.name_en : entity.name_fr) ?? entity.name
}

/** Return the name of a node of a picture, as the rows of its answer have it. */
export function shownName({ id, name, properties }: Node, lang: "en" | "fr"): string {
  return String(properties[`name_${lang}`] ?? name ?? id)
}

/** Return the name of a thing by its id; the id until it is known, and a name as it is. */
export function useName(id: string): string {
  const { lang } = useAddress()
  const asked = useAsked(`name ${id}`, async (signal) => {
    const [cls = "", ...slug] = id.split("/")
    if (!id.includes("/")) return null
    const path = { class_: cls, slug: slug.join("/") }
    return got(client.GET("/v1/entities/{class_}/{slug}", { params: { path }, signal }))
  })
  return asked.state === "there" && asked.value ? nameOf(asked.value, lang) : id
}
