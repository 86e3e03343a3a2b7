/** A thing's profile: what it is, since when, what facts tie it to, each with its sentence, and who mentions it. */

import { useCallback, useEffect, useState } from "preact/hooks"
import { type Address, at, replace } from "../address"
import { client, got, MOST_FACTS, MOST_ROWS, type Schemas, useAsked } from "../api"
import { dateInWords } from "../dates"
import { useLabels } from "../ontology"
import { Asked } from "../parts/asked"
import { Described } from "../parts/described"
import { More, useShownPages } from "../parts/more"
import { useLoaded } from "../parts/nothing"
import { Page } from "../parts/page"
import { KindOf } from "../parts/thing"
import { nameOf } from "../parts/thing-field"
import { AnswerSection, addressOf, Facts, type Show } from "../thing/facts"
import { ACTORS, PARTIES, QUESTIONS, SECTIONS, type Section } from "../thing/sections"
import { quoted, useWords } from "../words"

const WORDS = {
  inOther: { en: "in French", fr: "en anglais" },
  aliases: { en: "also called", fr: "aussi nommé" },
  date: { en: "date", fr: "date" },
  written: { en: "as written", fr: "comme écrit" },
  status: { en: "status", fr: "statut" },
  format: { en: "format", fr: "format" },
  mode: { en: "mode", fr: "mode" },
  ordinal: { en: "number", fr: "numéro" },
  wikidata: { en: "Wikidata", fr: "Wikidata" },
  reported: { en: "reported", fr: "dans la presse" },
  number: { en: "articles: {n}", fr: "articles : {n}" },
  further: { en: "Look further", fr: "Aller plus loin" },
  met: { en: "Who met whom", fr: "Qui a rencontré qui" },
  between: { en: "What links it with …", fr: "Ce qui le lie à…" },
  timeline: { en: "Timeline", fr: "Chronologie" },
  graph: { en: "As a graph", fr: "En graphe" },
  path: { en: "Paths from here", fr: "Chemins depuis ici" },
  matrix: { en: "Matrix of its partners", fr: "Matrice de ses partenaires" },
  claims: { en: "All claims about it", fr: "Toutes les assertions à son sujet" },
  articles: { en: "Articles that mention it", fr: "Articles qui en parlent" },
}
const MOST = 20 // articles, and those of each page that follows

type Profile = Schemas["Profile"]

export default function Thing({ address }: { address: Address }) {
  const { lang, rest: id } = address
  const asked = useAsked(`thing ${id} ${lang}`, (signal) => {
    const [class_ = "", ...slug] = id.split("/")
    const params = { path: { class_, slug: slug.join("/") }, query: { lang } }
    return got(client.GET("/v1/entities/{class_}/{slug}", { params, signal }))
  })
  const [shown, note] = useState<Record<string, string[]>>({})
  const show = useCallback<Show>((section, facts) => note((all) => ({ ...all, [section]: facts })), [])
  const found = asked.state === "there" ? asked.value : null
  const title = found ? nameOf(found, lang) : id
  const edges = [...new Set(Object.values(shown).flat())].slice(0, MOST_FACTS)
  const saved = { path: "/v1/graph", body: { nodes: [id], edges, title, lang }, name: id.replace("/", "-") }
  return (
    <Page title={title} saved={found ? saved : undefined} lead={found && <Lead about={found} />}>
      <Asked of={asked}>
        {(about) =>
          about.id === id ? (
            <>
              <What about={about} />
              <Further about={about} />
              <Sections about={about} show={show} />
              <Articles about={about} />
            </>
          ) : (
            <Moved to={about.id} address={address} />
          )
        }
      </Asked>
    </Page>
  )
}

/** The id was merged into another: that one's address stands in its place. */
function Moved({ to, address }: { to: string; address: Address }) {
  useEffect(() => replace(at("thing", to, Object.fromEntries(address.params))), [to])
  return null
}

function Lead({ about }: { about: Profile }) {
  return (
    <p class="lead">
      <KindOf cls={about.class} kind={about.kind} />
    </p>
  )
}

/** Names, dates and codes, and how much is told of it. */
function What({ about }: { about: Profile }) {
  const say = useWords(WORDS)
  const { lang, ofCode } = useLabels()
  const { edtf, date_text: written, status, format, mode, ordinal, wikidata } = about.properties
  const other = lang === "en" ? about.name_fr : about.name_en
  const names = about.aliases.filter((each) => ![about.name, other, nameOf(about, lang)].includes(each))
  const code = (list: string, value: unknown) => value && ofCode(list, String(value))
  return (
    <Described
      by={[
        [say("inOther"), other !== nameOf(about, lang) && other],
        [say("aliases"), names.join(", ")],
        [say("date"), edtf && dateInWords(String(edtf), lang)],
        [say("written"), written && quoted(String(written))],
        [say("status"), code("status", status)],
        [say("format"), code("format", format)],
        [say("mode"), code("mode", mode)],
        [say("ordinal"), ordinal],
        [say("wikidata"), wikidata],
        [say("reported"), useReported(about.id)],
      ]}
    />
  )
}

/** Return how many articles mention a thing, and of which time they are; null until that is known. */
function useReported(id: string): string | null {
  const say = useWords(WORDS)
  const { lang } = useLabels()
  const loaded = useLoaded({ of: id, limit: MOST_ROWS })
  if (loaded.state !== "there") return null
  const { rows } = loaded.value
  const n = rows.reduce((sum, each) => sum + (each.articles ?? 0), 0)
  const dates = rows.flatMap((each) => [each.issued_first, each.issued_last]).filter((each) => each != null)
  const days = dates.sort()
  const [first, last] = [days[0], days.at(-1)]
  const period = first && dateInWords(first === last ? first : `${first}/${last}`, lang)
  return [say("number", { n }), period].filter(Boolean).join(", ")
}

/** The other views, with this thing filled in. */
function Further({ about: { id, class: cls } }: { about: Profile }) {
  const say = useWords(WORDS)
  const links: [keyof typeof WORDS, string, boolean][] = [
    ["met", at("met", "", { a: id }), ACTORS.includes(cls)],
    ["between", at("between", "", { a: id }), ACTORS.includes(cls)],
    ["timeline", at("timeline", "", { of: id }), cls !== "Statement"],
    ["graph", at("graph", "", { ids: id }), true],
    ["path", at("path", "", { a: id }), true],
    ["matrix", at("matrix", "", { of: id }), PARTIES.includes(cls)],
    ["claims", at("question", "evidence", { of: id }), true],
  ]
  return (
    <nav class="further" aria-label={say("further")}>
      <ul class="row">
        {links
          .filter(([, , fits]) => fits)
          .map(([word, href]) => (
            <li key={word}>
              <a href={href}>{say(word)}</a>
            </li>
          ))}
      </ul>
    </nav>
  )
}

/** Its facts: what questions tell of its class, then the rest by kind. */
function Sections({ about, show }: { about: Profile; show: Show }) {
  const totals = new Map(about.facts.map((each) => [`${each.type} ${each.direction}`, each.total]))
  return (
    <>
      {QUESTIONS.filter((each) => each.classes.includes(about.class)).map((each) => (
        <AnswerSection key={each.name} id={about.id} question={each} show={show} />
      ))}
      {sectionsOf(about).map((each) => (
        <Facts
          key={`${each.type} ${each.direction} ${each.cls ?? ""}`}
          id={about.id}
          section={each}
          total={totals.get(`${each.type} ${each.direction}`) ?? 0}
          show={show}
        />
      ))}
    </>
  )
}

/** Return the sections that a thing has facts for, in order; a type of fact that none is made for comes last. */
function sectionsOf(about: Profile): Section[] {
  const has = (each: Section) =>
    about.facts.some((fact) => fact.type === each.type && fact.direction === each.direction)
  const others = about.facts.filter(
    (fact) => !SECTIONS.some((each) => each.type === fact.type && each.direction === fact.direction),
  )
  return [
    ...SECTIONS.filter((each) => has(each) && !each.told?.includes(about.class)),
    ...others.map(({ type, direction, label }) => ({ type, direction, heading: label })),
  ]
}

function Articles({ about }: { about: Profile }) {
  const say = useWords(WORDS)
  const { lang } = useLabels()
  const list = useShownPages<Schemas["Tellings"]>(`${addressOf(about.id)}/articles?limit=${MOST}`, "articles")
  return (
    <section>
      <h2>{say("articles")}</h2>
      <More of={list} name="articles">
        {(pages) => (
          <ul class="things">
            {pages
              .flatMap((each) => each.articles)
              .map((each) => (
                <li key={each.id}>
                  <a href={at("article", each.id)}>{each.title}</a>{" "}
                  <span class="note">
                    {[
                      each.publisher,
                      each.issued && dateInWords(each.issued, lang),
                      each.forms.map(quoted).join(" "),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </li>
              ))}
          </ul>
        )}
      </More>
    </section>
  )
}
