/** The frame of a view: its heading, what one can do with what is on screen, and its content. */

import type { ComponentChildren } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"
import { placeOf, read } from "../address"
import { file, type Problem, problemOf } from "../api"
import { useLabels } from "../ontology"
import { useWords } from "../words"
import { Failed } from "./asked"

const WORDS = {
  save: { en: "Save as …", fr: "Enregistrer…" },
  print: { en: "Print", fr: "Imprimer" },
  share: { en: "Copy the address", fr: "Copier l’adresse" },
  copied: { en: "The address is copied.", fr: "L’adresse est copiée." },
  saving: { en: "Writing {name} …", fr: "Écriture de {name}…" },
}

/** What is on screen, as the API gives it in any format: a path, or a path and what is posted to it. */
export type Saved = { path: string; body?: unknown; name: string }

type Props = {
  title: string
  saved?: Saved | undefined
  lead?: ComponentChildren
  children: ComponentChildren
}

/** Where the reader is; where one came first, nothing takes the focus. */
let arrived = placeOf(read(location.hash))

export function Page({ title, saved, lead, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · diplograph`
  }, [title])
  useEffect(() => {
    // whoever reads by ear begins at the top of what is new
    const here = placeOf(read(location.hash))
    if (here !== arrived) heading.current?.focus()
    arrived = here
  }, [])
  return (
    <article class="page">
      <header class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead}
        <Actions saved={saved} />
      </header>
      {children}
    </article>
  )
}

function Actions({ saved }: { saved: Saved | undefined }) {
  const say = useWords(WORDS)
  const [told, tell] = useState("")
  const share = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      tell(say("copied"))
    } catch {
      tell(location.href) // a browser copies only where the connection is safe
    }
  }
  return (
    <div class="actions">
      {saved && <SaveAs saved={saved} tell={tell} />}
      <button type="button" onClick={() => print()}>
        {say("print")}
      </button>
      <button type="button" onClick={share}>
        {say("share")}
      </button>
      <span role="status">{told}</span>
    </div>
  )
}

function SaveAs({ saved, tell }: { saved: Saved; tell: (what: string) => void }) {
  const say = useWords(WORDS)
  const { formats } = useLabels().ontology
  const [problem, fail] = useState<Problem | null>(null)
  const menu = useRef<HTMLDetailsElement>(null)
  const save = async (format: (typeof formats)[number]) => {
    const name = `${saved.name}.${format.ending}`
    menu.current?.removeAttribute("open")
    fail(null)
    tell(say("saving", { name }))
    try {
      const joined = saved.path.includes("?") ? "&" : "?"
      download(await file(`${saved.path}${joined}format=${format.name}`, saved.body), name)
    } catch (error) {
      fail(problemOf(error))
    }
    tell("")
  }
  return (
    <>
      <details class="menu" ref={menu}>
        <summary>{say("save")}</summary>
        <ul>
          {formats.map((each) => (
            <li key={each.name}>
              <button type="button" onClick={() => save(each)}>
                {each.name}
              </button>
            </li>
          ))}
        </ul>
      </details>
      {problem && <Failed problem={problem} />}
    </>
  )
}

function download(content: Blob, name: string): void {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
