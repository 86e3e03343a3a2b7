/** Annotated files in, the report out: what was read, what became of it, and what is wrong, with file and line. */

import type { TargetedEvent } from "preact"
import { useRef, useState } from "preact/hooks"
import { at } from "../address"
import { type Problem, problemOf, type Schemas, send } from "../api"
import { useLabels } from "../ontology"
import { Failed, TokenForm } from "../parts/asked"
import { Page } from "../parts/page"
import { useWords } from "../words"

const WORDS = {
  title: { en: "Upload annotated files", fr: "Envoyer des fichiers annotés" },
  lead: {
    en: "Annotations of brat, doccano, INCEpTION, Label Studio, Prodigy, WebAnno, as Web Annotation or Turtle, with the texts they are of, and metadata.csv.",
    fr: "Des annotations de brat, doccano, INCEpTION, Label Studio, Prodigy, WebAnno, en Web Annotation ou en Turtle, avec leurs textes, et metadata.csv.",
  },
  files: { en: "files, chosen or dropped here", fr: "fichiers, choisis ou déposés ici" },
  send: { en: "Send", fr: "Envoyer" },
  sending: { en: "Sending {n} files …", fr: "Envoi de {n} fichiers…" },
  clear: { en: "Choose others", fr: "En choisir d’autres" },
  report: { en: "Report", fr: "Bilan" },
  loaded_all: { en: "All of it is in the graph.", fr: "Tout est dans le graphe." },
  loaded_part: { en: "A part of it is in the graph.", fr: "Une partie est dans le graphe." },
  loaded_nothing: { en: "Nothing of it is in the graph.", fr: "Rien n’est dans le graphe." },
  read: { en: "What was read", fr: "Ce qui a été lu" },
  what: { en: "what", fr: "quoi" },
  n: { en: "read", fr: "lus" },
  mapped: { en: "used", fr: "utilisés" },
  unmapped: { en: "of no label known here", fr: "d’un label inconnu ici" },
  refused: { en: "refused", fr: "refusés" },
  documents: { en: "articles", fr: "articles" },
  spans: { en: "spans", fr: "empans" },
  arcs: { en: "arcs", fr: "arcs" },
  attributes: { en: "attributes", fr: "attributs" },
  links: { en: "links", fr: "liens" },
  things: { en: "things", fr: "choses" },
  claims: { en: "claims", fr: "assertions" },
  articles: { en: "Articles", fr: "Articles" },
  added: { en: "added", fr: "ajoutés" },
  changed: { en: "changed", fr: "modifiés" },
  unchanged: { en: "as they were", fr: "inchangés" },
  removed: { en: "removed", fr: "retirés" },
  without_text: { en: "without their text", fr: "sans leur texte" },
  changes: { en: "What this changed in the graph", fr: "Ce que cela a changé dans le graphe" },
  problems: { en: "What is wrong", fr: "Ce qui ne va pas" },
  severity: { en: "severity", fr: "gravité" },
  left: { en: "refused", fr: "refusé" },
  warning: { en: "warning", fr: "avertissement" },
  file: { en: "file", fr: "fichier" },
  line: { en: "line", fr: "ligne" },
  annotation: { en: "annotation", fr: "annotation" },
  message: { en: "message", fr: "message" },
  hint: { en: "what to do", fr: "que faire" },
  fine: { en: "No problems.", fr: "Aucun problème." },
}
const READ = ["documents", "spans", "arcs", "attributes", "links", "things", "claims"] as const
const OUTCOMES = ["added", "changed", "unchanged", "removed", "refused", "without_text"] as const
const COLUMNS = ["severity", "file", "line", "annotation", "message", "hint"] as const

type Loaded = Schemas["Loaded"]

export default function Upload() {
  const say = useWords(WORDS)
  const [files, choose] = useState<File[]>([])
  const [sending, wait] = useState(false)
  const [report, show] = useState<Loaded | null>(null)
  const [problem, fail] = useState<Problem | null>(null)
  const busy = useRef(false) // at once, where what is shown follows a moment later
  const sent = async () => {
    if (busy.current || !files.length) return
    busy.current = true
    wait(true)
    fail(null)
    show(null)
    try {
      show(await send(files))
      choose([]) // what has arrived isn't sent again by a second press
    } catch (error) {
      fail(problemOf(error))
    }
    busy.current = false
    wait(false)
  }
  return (
    <Page title={say("title")} lead={<p class="lead">{say("lead")}</p>}>
      <Chooser files={files} sending={sending} choose={choose} sent={sent} />
      {problem && <Failed problem={problem} again={sent} />}
      {problem?.status === 403 && <TokenForm done={sent} />}
      {report && <Report report={report} />}
    </Page>
  )
}

type ChooserProps = { files: File[]; sending: boolean; choose: (files: File[]) => void; sent: () => void }

function Chooser({ files, sending, choose, sent }: ChooserProps) {
  const say = useWords(WORDS)
  const add = (list: FileList | null | undefined) => choose([...files, ...(list ?? [])])
  const picked = (event: TargetedEvent<HTMLInputElement>) => {
    add(event.currentTarget.files)
    event.currentTarget.value = "" // the same file may be chosen again after it was mended
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    if (!sending) add(event.dataTransfer?.files)
  }
  return (
    <form
      class="upload"
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      onSubmit={(event) => {
        event.preventDefault()
        sent()
      }}
    >
      <label class="field">
        {say("files")}
        <input type="file" multiple onChange={picked} disabled={sending} />
      </label>
      <ul>
        {files.map((each, place) => (
          <li key={`${place} ${each.name}`}>{each.name}</li>
        ))}
      </ul>
      <p class="row">
        <button type="submit" disabled={sending || !files.length}>
          {say("send")}
        </button>
        {files.length > 0 && !sending && (
          <button type="button" onClick={() => choose([])}>
            {say("clear")}
          </button>
        )}
        <span role="status">{sending && say("sending", { n: files.length })}</span>
      </p>
    </form>
  )
}

function Report({ report }: { report: Loaded }) {
  const say = useWords(WORDS)
  return (
    <section role="status">
      <h2>{say("report")}</h2>
      <p>
        <strong>{say(`loaded_${report.loaded}`)}</strong>{" "}
        {report.load && (
          <a href={at("question", "changes", { load: report.load, asked: "1" })}>{say("changes")}</a>
        )}
      </p>
      <Outcome outcome={report.outcome} />
      <Problems problems={report.problems} />
      <Read read={report.read} />
    </section>
  )
}

/** The articles by what became of them; those that are in the graph are links. */
function Outcome({ outcome }: { outcome: Loaded["outcome"] }) {
  const say = useWords(WORDS)
  const of = (name: string) => (outcome[name] ?? []) as string[]
  return (
    <dl class="what">
      {OUTCOMES.filter((name) => of(name).length).map((name) => (
        <div key={name}>
          <dt>
            {say("articles")}, {say(name)} ({of(name).length})
          </dt>
          {of(name).map((each) => (
            <dd key={each}>
              {name === "removed" || name === "refused" ? each : <a href={at("article", each)}>{each}</a>}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}

function Problems({ problems }: Pick<Loaded, "problems">) {
  const say = useWords(WORDS)
  if (!problems.length) return <p class="note">{say("fine")}</p>
  const told = (name: (typeof COLUMNS)[number], each: Loaded["problems"][number]) =>
    name === "severity" ? say(each.severity === "refused" ? "left" : "warning") : (each[name] ?? "")
  return (
    <>
      <h3>{say("problems")}</h3>
      <Table caption={say("problems")} head={COLUMNS.map((name) => say(name))}>
        {problems.map((each) => COLUMNS.map((name) => told(name, each)))}
      </Table>
    </>
  )
}

/** How much of each sort of annotation was read, and what became of it. */
function Read({ read }: Pick<Loaded, "read">) {
  const say = useWords(WORDS)
  const { lang } = useLabels()
  const shown = READ.filter((name) => read[name]?.read)
  const cell = (value: unknown) =>
    typeof value === "number"
      ? value.toLocaleString(lang)
      : Object.entries((value ?? {}) as Record<string, number>)
          .map(([name, count]) => `${name}: ${count.toLocaleString(lang)}`)
          .join(", ")
  if (!shown.length) return null
  return (
    <>
      <h3>{say("read")}</h3>
      <Table
        caption={say("read")}
        head={(["what", "n", "mapped", "unmapped", "refused"] as const).map((name) => say(name))}
      >
        {shown.map((name) => [
          say(name),
          ...["read", "mapped", "unmapped", "refused"].map((each) => cell(read[name]?.[each])),
        ])}
      </Table>
    </>
  )
}

type TableProps = { caption: string; head: string[]; children: (string | number)[][] }

function Table({ caption, head, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="table" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((each) => (
              <th key={each} scope="col">
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {children.map((row, place) => (
            <tr key={place}>
              {row.map((each, column) => (
                <td key={head[column]}>{each}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
