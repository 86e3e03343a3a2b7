/** The header of every view: search, the ways into the graph, language, light or dark. */

import { useLayoutEffect, useState } from "preact/hooks"
import { type Address, at, go, thingAt, withValues } from "../address"
import { kept } from "../kept"
import { useWords } from "../words"
import { ThingField } from "./thing-field"

const WORDS = {
  search: {
    en: "Search: a person, a state, a meeting …",
    fr: "Chercher : une personne, un État, une réunion…",
  },
  views: { en: "Views", fr: "Vues" },
  met: { en: "Who met whom", fr: "Qui a rencontré qui" },
  between: { en: "Between two", fr: "Entre deux" },
  path: { en: "Path", fr: "Chemin" },
  questions: { en: "Questions", fr: "Questions" },
  graph: { en: "Graph", fr: "Graphe" },
  timeline: { en: "Timeline", fr: "Chronologie" },
  matrix: { en: "Matrix", fr: "Matrice" },
  articles: { en: "Articles", fr: "Articles" },
  upload: { en: "Upload", fr: "Envoyer" },
  language: { en: "Français", fr: "English" },
  theme: { en: "Light or dark", fr: "Clair ou sombre" },
  auto: { en: "As the system", fr: "Comme le système" },
  light: { en: "Light", fr: "Clair" },
  dark: { en: "Dark", fr: "Sombre" },
}
const VIEWS = [
  "met",
  "between",
  "path",
  "questions",
  "graph",
  "timeline",
  "matrix",
  "articles",
  "upload",
] as const
const THEMES = ["auto", "light", "dark"] as const
const theme = kept("diplograph-theme", () => localStorage)

export function Header({ address }: { address: Address }) {
  const say = useWords(WORDS)
  const other = address.lang === "fr" ? "en" : "fr"
  return (
    <header class="site-head">
      <a class="brand" href={at("home")}>
        diplograph
      </a>
      <search>
        <ThingField
          label={say("search")}
          value=""
          choose={(found) => found && go(thingAt(found.id))}
          search={(text) => go(at("search", "", { q: text }))}
        />
      </search>
      <nav aria-label={say("views")}>
        <ul>
          {VIEWS.map((each) => (
            <li key={each}>
              <a href={at(each)} aria-current={address.view === each ? "page" : undefined}>
                {say(each)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="choices">
        <a href={withValues({ lang: other })} lang={other} hreflang={other}>
          {say("language")}
        </a>
        <Theme />
      </div>
    </header>
  )
}

function Theme() {
  const say = useWords(WORDS)
  const [chosen, set] = useState(() => theme.get() || "auto")
  // before the next picture is drawn, not after it: none in the other colours, and kept when the page is left at once
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = chosen
    theme.set(chosen)
    dispatchEvent(new Event("theme"))
  }, [chosen])
  return (
    <select aria-label={say("theme")} value={chosen} onChange={(event) => set(event.currentTarget.value)}>
      {THEMES.map((each) => (
        <option key={each} value={each}>
          {say(each)}
        </option>
      ))}
    </select>
  )
}
