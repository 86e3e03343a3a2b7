/** An article: what it is, its text with the passage that was asked for, what it claims and mentions. */

import { type Address, withValues } from "../address"
import { client, got, MOST_FACTS, MOST_THINGS, type Schemas, useAsked } from "../api"
import { Passages, passagesOf } from "../article/passages"
import { type Span, Text } from "../article/text"
import { dateInWords } from "../dates"
import { languageInWords } from "../languages"
import { Asked } from "../parts/asked"
import { Described } from "../parts/described"
import { More, useShownPages } from "../parts/more"
import { Page } from "../parts/page"
import { ThingLink } from "../parts/thing"
import { quoted, useWords } from "../words"

const WORDS = {
  publisher: { en: "publisher", fr: "éditeur" },
  issued: { en: "appeared", fr: "paru" },
  modified: { en: "last changed", fr: "mis à jour" },
  language: { en: "language", fr: "langue" },
  url: { en: "address", fr: "adresse" },
  cites: { en: "cites", fr: "cite" },
  translation_of: { en: "translation of", fr: "traduction de" },
  machine_translated: { en: "translated by", fr: "traduit par" },
  machine: { en: "a machine", fr: "une machine" },
  text: { en: "Text", fr: "Texte" },
  404: { en: "The text isn’t at hand:", fr: "Le texte n’est pas disponible :" },
  403: { en: "The text isn’t given out here:", fr: "Le texte n’est pas donné ici :" },
  passage: { en: "Claims of this passage", fr: "Assertions de ce passage" },
  none: {
    en: "No claim rests on just these words.",
    fr: "Aucune assertion ne repose sur ces seuls mots.",
  },
  all: { en: "All claims of the article", fr: "Toutes les assertions de l’article" },
  claims: { en: "What it claims", fr: "Ce qu’il affirme" },
  mentions: { en: "What it mentions", fr: "Ce dont il parle" },
  cut: {
    en: "This article has more than fits in one file: a file has its first {things} things and {facts} facts.",
    fr: "Cet article a plus qu’un fichier n’en contient : un fichier a ses {things} premières choses et {facts} premiers faits.",
  },
}
const CLAIMS = 100 // of a page
const PAGES = 20 // that are asked for at once: the passage may stand on any

type About = Schemas["ArticlePage"]

export default function Article({ address }: { address: Address }) {
  const say = useWords(WORDS)
  const { rest: id, lang, params } = address
  const asked = useAsked(`article ${id} ${lang}`, (signal) =>
    got(client.GET("/v1/articles/{id}", { params: { path: { id }, query: { lang } }, signal })),
  )
  const path = `/v1/articles/${encodeURIComponent(id)}/claims?limit=${CLAIMS}`
  const list = useShownPages<Schemas["Claims"]>(path, "pages", PAGES)
  const claims = list.pages.flatMap((each) => each.claims)
  const found = asked.state === "there" ? asked.value : null
  const title = found?.name ?? id
  const nodes = (found?.mentions ?? []).slice(0, MOST_THINGS).map((each) => each.id)
  const facts = [...new Set(claims.flatMap((each) => (each.edge && each.object ? [each.edge] : [])))]
  const edges = facts.slice(0, MOST_FACTS)
  const saved = { path: "/v1/graph", body: { nodes, edges, title, lang }, name: id }
  const passages = passagesOf(claims)
  const chosen = spanOf(params)
  return (
    <Page title={title} saved={found ? saved : undefined}>
      <Asked of={asked}>
        {(about) => (
          <>
            <What about={about} lang={lang} />
            <div class="reading">
              <Reading about={about} passages={passages.flatMap(({ span }) => span ?? [])} chosen={chosen} />
              <Claimed about={about} passages={passages} chosen={chosen} list={list} />
            </div>
            <Mentions about={about} />
            {(about.mentions.length > MOST_THINGS || facts.length > MOST_FACTS) && (
              <p class="note">{say("cut", { things: MOST_THINGS, facts: MOST_FACTS })}</p>
            )}
          </>
        )}
      </Asked>
    </Page>
  )
}

function What({ about, lang }: { about: About; lang: "en" | "fr" }) {
  const say = useWords(WORDS)
  const { publisher, issued, modified, language, url, cites, translation_of, machine_translated } =
    about.properties
  const day = (edtf: unknown) => edtf && dateInWords(String(edtf), lang)
  return (
    <Described
      by={[
        [say("publisher"), publisher],
        [say("issued"), day(issued)],
        [say("modified"), day(modified)],
        [say("language"), language && languageInWords(String(language), lang)],
        [say("cites"), [cites ?? []].flat().join(", ")],
        [say("translation_of"), [translation_of ?? []].flat().join(", ")],
        [say("machine_translated"), machine_translated && say("machine")],
        [say("url"), url && <Outside address={String(url)} />],
      ]}
    />
  )
}

/** Where the article was read: a link only where it leads to a web page. */
function Outside({ address }: { address: string }) {
  return /^https?:\/\//i.test(address) ? (
    <a href={address} rel="noreferrer">
      {address}
    </a>
  ) : (
    <span>{address}</span>
  )
}

type ReadingProps = { about: About; passages: readonly Span[]; chosen: Span | null }

/** The text; where it isn't at hand, why not. */
function Reading({ about, passages, chosen }: ReadingProps) {
  const say = useWords(WORDS)
  const asked = useAsked(`text ${about.id}`, (signal) =>
    got(client.GET("/v1/articles/{id}/text", { params: { path: { id: about.id } }, signal })),
  )
  const status = asked.state === "failed" ? asked.problem.status : null
  return (
    <section>
      <h2>{say("text")}</h2>
      {asked.state === "failed" && (status === 403 || status === 404) ? (
        <p class="note">
          {say(status)} <span lang="en">{asked.problem.detail}</span>
        </p>
      ) : (
        <Asked of={asked}>
          {({ text, language }) => (
            <Text text={text} language={language} passages={passages} chosen={chosen} />
          )}
        </Asked>
      )}
    </section>
  )
}

type ClaimedProps = {
  about: About
  passages: ReturnType<typeof passagesOf>
  chosen: Span | null
  list: ReturnType<typeof useShownPages<Schemas["Claims"]>>
}

/** The claims of the passage that was chosen, or all of them. */
function Claimed({ about, passages, chosen, list }: ClaimedProps) {
  const say = useWords(WORDS)
  const names = new Map(about.mentions.map((each) => [each.id, each.name]))
  const shown = chosen
    ? passages.filter(({ span }) => span?.start === chosen.start && span.end === chosen.end)
    : passages
  // the passage may still be on its way
  const complete = list.asked.state === "there" && !list.pages.at(-1)?.next
  return (
    <section>
      <h2>{say(chosen ? "passage" : "claims")}</h2>
      <More of={list} name="pages">
        {() => (
          <>
            <Passages passages={shown} names={names} />
            {shown.length > 0 && chosen && <Citation about={about} quote={shown[0]?.quote ?? null} />}
            {!shown.length && complete && <p class="note">{say("none")}</p>}
            {chosen && (
              <p class="more">
                <a href={withValues({ start: null, end: null })}>{say("all")}</a>
              </p>
            )}
          </>
        )}
      </More>
    </section>
  )
}

/** The passage, ready to be cited. */
function Citation({ about, quote }: { about: About; quote: string | null }) {
  const { publisher, issued, url } = about.properties
  const parts = [publisher, issued, quote && quoted(quote), url].filter(Boolean)
  return <p class="source">{parts.join(", ")}</p>
}

function Mentions({ about }: { about: About }) {
  const say = useWords(WORDS)
  return (
    <section>
      <h2>{say("mentions")}</h2>
      <ul class="things mentions">
        {about.mentions.map((each) => (
          <li key={each.id}>
            <ThingLink id={each.id} name={each.name} cls={each.class} />{" "}
            <span class="note">
              × {each.count} · {each.forms.map(quoted).join(" ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Return the passage that the address asks for; null where it names none. */
function spanOf(params: URLSearchParams): Span | null {
  const [start, end] = [params.get("start"), params.get("end")].map((each) => Number(each ?? Number.NaN))
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end)
  return whole && 0 <= (start as number) && (start as number) < (end as number)
    ? { start: start as number, end: end as number }
    : null
}
