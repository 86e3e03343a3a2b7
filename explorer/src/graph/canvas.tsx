/** The drawing: Cytoscape.js, held to what the address says; what is dragged or clicked on goes back there. */

import type { Core, ElementDefinition, NodeSingular } from "cytoscape"
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks"
import { useLabels } from "../ontology"
import { useWords } from "../words"
import { look, resolved } from "./look"
import { drawing, type Picture } from "./picture"
import type { Position } from "./state"

const WORDS = {
  picture: {
    en: "Graph of {things} things and {facts} facts; the list beside it has the same in words",
    fr: "Graphe de {things} choses et {facts} faits ; la liste à côté dit la même chose en mots",
  },
  closer: { en: "Zoom in", fr: "Agrandir" },
  farther: { en: "Zoom out", fr: "Réduire" },
  fit: { en: "Fit", fr: "Tout voir" },
  layout: { en: "Lay out again", fr: "Redisposer" },
  pin: { en: "Pin the chosen thing", fr: "Épingler la chose choisie" },
}
const SMALL = 100 // things; what is more is laid out without moving pictures
const STEP = 1.3
const PADDING = 40
const LENGTH = 150 // of an edge, in the picture's own measure
const LONGEST = 60 // characters of a name; a statement's is a whole sentence

type Props = {
  picture: Picture
  /** Ids of what filters leave. */
  shown: Set<string>
  pins: Map<string, Position>
  chosen: string | null
  choose: (id: string | null) => void
  pin: (id: string, position: Position | null) => void
}

export function Canvas({ picture, shown, pins, chosen, choose, pin }: Props) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const place = useRef<HTMLDivElement>(null)
  const [cy, set] = useState<Core | null>(null)
  const [busy, work] = useState(true)

  useEffect(() => {
    let made: Core | null = null
    let wanted = true
    drawing.then(({ default: cytoscape }) => {
      if (!wanted) return
      made = cytoscape({
        container: place.current,
        style: look(labels.ontology),
        minZoom: 0.05,
        maxZoom: 4,
        textureOnViewport: true,
        boxSelectionEnabled: false,
        autounselectify: true,
      })
      made.on("tap", (event) => choose(event.target === made ? null : event.target.id()))
      made.on("dragfree", "node", ({ target }) => pin(target.id(), target.position()))
      set(made)
    })
    return () => {
      wanted = false
      made?.destroy()
    }
  }, [])

  useEffect(() => {
    if (!cy) return
    const dress = () => {
      cy.style(look(labels.ontology))
      // its own, so that a picture printed from the dark page has the ground that its letters are for
      if (place.current) place.current.style.backgroundColor = resolved("--ground")
    }
    dress()
    const system = matchMedia("(prefers-color-scheme: dark)")
    system.addEventListener("change", dress)
    addEventListener("theme", dress)
    return () => {
      system.removeEventListener("change", dress)
      removeEventListener("theme", dress)
    }
  }, [cy])

  // layout effects: the drawing never says another thing than the page around it
  useLayoutEffect(() => {
    if (!cy) return
    const old = new Map(cy.nodes().map((each) => [each.id(), { ...each.position() }]))
    const added = sync(cy, elements(picture, labels.ofRelation))
    if (added.length === 0) return work(false)
    work(true)
    scatter(cy, added)
    arrange(cy, { fixed: old.size ? old : pins, grown: old.size > 0, done: () => work(false) })
  }, [cy, picture])

  useLayoutEffect(() => {
    cy?.batch(() => {
      for (const each of cy.elements()) each.toggleClass("filtered", !shown.has(each.id()))
    })
  }, [cy, shown])

  useLayoutEffect(() => {
    cy?.batch(() => {
      for (const each of cy.nodes()) {
        const position = pins.get(each.id())
        each.toggleClass("pinned", Boolean(position))
        if (position) each.position(position)
      }
    })
  }, [cy, pins, picture])

  useLayoutEffect(() => {
    if (!cy) return
    cy.elements(".chosen").removeClass("chosen")
    const found = chosen ? cy.getElementById(chosen) : cy.collection()
    found.addClass("chosen")
    if (found.nonempty() && !inView(cy, found.renderedBoundingBox())) cy.center(found)
  }, [cy, chosen, picture])

  const zoom = (by: number) =>
    cy?.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } })
  const again = () => {
    if (!cy) return
    work(true)
    arrange(cy, { fixed: pins, grown: false, done: () => work(false) })
  }
  const togglePin = (id: string) => pin(id, pins.has(id) ? null : (cy?.getElementById(id).position() ?? null))
  const facts = [...picture.facts.keys()].filter((each) => shown.has(each)).length
  return (
    <div class="canvas">
      <div class="row">
        <button type="button" onClick={() => zoom(STEP)} aria-label={say("closer")} title={say("closer")}>
          +
        </button>
        <button
          type="button"
          onClick={() => zoom(1 / STEP)}
          aria-label={say("farther")}
          title={say("farther")}
        >
          −
        </button>
        <button type="button" onClick={() => cy?.fit(cy.elements(":visible"), PADDING)}>
          {say("fit")}
        </button>
        <button type="button" onClick={again}>
          {say("layout")}
        </button>
        {chosen && picture.things.has(chosen) && (
          <button type="button" aria-pressed={pins.has(chosen)} onClick={() => togglePin(chosen)}>
            {say("pin")}
          </button>
        )}
      </div>
      <div
        class="drawing"
        id="__________cytoscape_stylesheet" // Cytoscape.js would add a style element of this id, which the policy stops; its rule is in style.css
        ref={place}
        role="img"
        aria-label={say("picture", { things: shown.size - facts, facts })}
        aria-busy={busy}
      />
    </div>
  )
}

/** Take out what isn't there any more, add what is new, and name the rest anew; return the ids of new things. */
function sync(cy: Core, wanted: ElementDefinition[]): string[] {
  const ids = new Set(wanted.map((each) => each.data.id))
  const fresh = wanted.filter((each) => cy.getElementById(String(each.data.id)).empty())
  cy.batch(() => {
    cy.remove(cy.elements().filter((each) => !ids.has(each.id())))
    for (const each of wanted) cy.getElementById(String(each.data.id)).data(each.data)
    cy.add(fresh)
  })
  return fresh.flatMap((each) => (each.group === "nodes" ? [String(each.data.id)] : []))
}

function elements({ things, facts }: Picture, ofRelation: (type: string) => string): ElementDefinition[] {
  const degrees = new Map<string, number>()
  for (const each of facts.values())
    for (const end of [each.source, each.target]) degrees.set(end, (degrees.get(end) ?? 0) + 1)
  return [
    ...[...things.values()].map(({ id, name, cls, modality }) => ({
      group: "nodes" as const,
      data: { id, label: short(name), cls, modality, degree: degrees.get(id) ?? 0 },
    })),
    ...[...facts.values()].map(({ id, type, source, target, modality, basis }) => ({
      group: "edges" as const,
      data: { id, label: ofRelation(type), source, target, modality, basis },
    })),
  ]
}

function short(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST).trimEnd()}…` : name
}

/** Put new things around a neighbour that is there, or around the middle: the layout begins from there. */
function scatter(cy: Core, added: string[]): void {
  const fresh = new Set(added)
  const middle = { x: 0, y: 0 }
  added.forEach((id, place) => {
    const node = cy.getElementById(id)
    const near = node
      .neighborhood("node")
      .toArray()
      .find((each) => !fresh.has(each.id())) as NodeSingular | undefined
    const { x, y } = near?.position() ?? middle
    const turn = (2 * Math.PI * place) / added.length
    const far = near ? LENGTH : LENGTH * Math.sqrt(added.length)
    node.position({ x: x + far * Math.cos(turn), y: y + far * Math.sin(turn) })
  })
}

type Arranged = { fixed: Map<string, Position>; grown: boolean; done: () => void }

/** Lay out what is shown: what is fixed stays, and of a picture that has grown all that was there. */
function arrange(cy: Core, { fixed, grown, done }: Arranged): void {
  const seen = cy.elements(":visible")
  const still = [...fixed].filter(([id]) => seen.getElementById(id).nonempty())
  const options = {
    name: "fcose",
    quality: "default",
    nodeDimensionsIncludeLabels: true,
    nodeSeparation: 150,
    randomize: !grown,
    animate: grown && small(cy),
    animationDuration: 300,
    padding: PADDING,
    packComponents: false,
    idealEdgeLength: () => LENGTH,
    nodeRepulsion: () => 50_000,
    ...(still.length > 0 && {
      fixedNodeConstraint: still.map(([nodeId, position]) => ({ nodeId, position })),
    }),
  }
  const layout = seen.layout(options as never)
  layout.one("layoutstop", () => {
    cy.batch(() => {
      for (const [id, position] of still) cy.getElementById(id).position(position)
    })
    done()
  })
  repeatably(() => layout.run())
}

/** Run with random numbers that are the same each time: the same address is to give the same picture, and fcose takes no seed. */
function repeatably(run: () => void): void {
  const { random } = Math
  let last = 1
  Math.random = () => {
    last = (last * 16_807) % 2_147_483_647
    return last / 2_147_483_647
  }
  try {
    run()
  } finally {
    Math.random = random
  }
}

function small(cy: Core): boolean {
  return cy.nodes().length <= SMALL && !matchMedia("(prefers-reduced-motion: reduce)").matches
}

function inView(cy: Core, box: { x1: number; y1: number; x2: number; y2: number }): boolean {
  return box.x1 >= 0 && box.y1 >= 0 && box.x2 <= cy.width() && box.y2 <= cy.height()
}
