/** The explorer: a page of views on the graph, each with an address of its own. */

import { render } from "preact"
import { useEffect, useRef } from "preact/hooks"
import { type Address, at, useAddress } from "./address"
import { UNREACHABLE, useAsked } from "./api"
import { WithOntology } from "./ontology"
import { Failed } from "./parts/asked"
import { Header } from "./parts/header"
import { load } from "./views"
import { useWords } from "./words"

const WORDS = {
  skip: { en: "To the content", fr: "Aller au contenu" },
  missing: { en: "There is no such view", fr: "Cette vue n’existe pas" },
  home: { en: "To the start", fr: "Vers l’accueil" },
}

function App() {
  const say = useWords(WORDS)
  const address = useAddress()
  useEffect(() => {
    document.documentElement.lang = address.lang
  }, [address.lang])
  // not a link: the fragment is the view's address
  const toContent = () => document.querySelector<HTMLElement>("#content")?.focus()
  return (
    <>
      <button type="button" class="skip" onClick={toContent}>
        {say("skip")}
      </button>
      <WithOntology>
        <Header address={address} />
        <main id="content" tabIndex={-1}>
          <Shown address={address} />
        </main>
      </WithOntology>
    </>
  )
}

function Shown({ address }: { address: Address }) {
  const say = useWords(WORDS)
  const { view, rest } = address
  const loaded = useAsked(`view ${view}`, () => load(view))
  const place = `${view}/${rest}`
  const begun = useRef(place)
  useEffect(() => {
    // whoever reads by ear, or scrolled down, begins at the top of what is new; where one came first, nothing is taken
    scrollTo(0, 0)
    if (place !== begun.current) begun.current = ""
    if (!begun.current) document.querySelector<HTMLElement>("#content h1")?.focus()
  }, [place, loaded.state])
  // a script that didn't come isn't asked for again but by loading the page
  if (loaded.state === "failed") return <Failed problem={UNREACHABLE} again={() => location.reload()} />
  if (loaded.state === "loading") return null
  if (!loaded.value)
    return (
      <p class="nothing">
        {say("missing")}. <a href={at("home")}>{say("home")}</a>
      </p>
    )
  const View = loaded.value.default
  return <View address={address} key={place} />
}

const root = document.querySelector("#app")
if (root) render(<App />, root)
