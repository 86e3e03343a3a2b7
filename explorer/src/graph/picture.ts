/** The picture: things and facts of an answer, or chosen things and all facts among them; and what of it filters leave. */

import type { Lang } from "../address"
import { ask, client, type Edge, got, type Node, type Passage, ProblemError, UNREACHABLE } from "../api"
import type { Span } from "../dates"
import { markOf } from "../marked"
import type { Labels } from "../ontology"
import type { State } from "./state"
import { during, spansOf } from "./time"

export type Thing = {
  id: string
  name: string
  cls: string
  modality: string | null
  spans: Span[]
  /** An entity has neighbours to show; a claim or an article hasn't. */
  entity: boolean
  /** What a claim rests on. */
  passage: Passage | null
}

export type Fact = {
  id: string
  type: string
  source: string
  target: string
  modality: string | null
  basis: string | null
  spans: Span[]
  properties: Record<string, unknown>
  passage: Passage | null
}

export type Picture = {
  things: Map<string, Thing>
  facts: Map<string, Fact>
  /** Ids that were asked for and aren't in the graph. */
  unknown: string[]
  /** The title of the question that it answers. */
  title: string | null
}

export const FACETS = ["class", "relation", "modality", "basis"] as const
export type Facet = (typeof FACETS)[number]

export const EMPTY: Picture = { things: new Map(), facts: new Map(), unknown: [], title: null }

/** What draws, fetched while the API is asked. */
export const drawing = import("./cytoscape")

/** Ask for what the address says, and wait for what draws it. Throws ProblemError. */
export async function load(state: State, lang: Lang, signal: AbortSignal): Promise<Picture> {
  const [picture] = await Promise.all([asked(state, lang, signal), drawing.catch(missing)])
  return picture
}

function missing(): never {
  throw new ProblemError(UNREACHABLE)
}

async function asked(state: State, lang: Lang, signal: AbortSignal): Promise<Picture> {
  if (state.question) {
    const [answer, { queries }] = await Promise.all([
      ask(state.question, state.query, signal),
      got(client.GET("/v1/queries", { signal })),
    ])
    const about = queries.find((each) => each.name === state.question)
    return made({ unknown: [], ...answer }, about?.title[lang] ?? state.question)
  }
  if (!state.ids.length) return EMPTY
  const body = { nodes: state.ids, edges: null, title: null, lang }
  return made((await got(client.POST("/v1/graph", { body, signal }))) as Told, null)
}

type Told = { graph: { nodes: Node[]; edges: Edge[] }; evidence: Passage[]; unknown: string[] }

function made({ graph, evidence, unknown }: Told, title: string | null): Picture {
  const ofFacts = new Map(evidence.filter((each) => !each.claim).map((each) => [each.fact, each]))
  const ofClaims = new Map(evidence.filter((each) => each.claim).map((each) => [each.claim, each]))
  const thing = (node: Node): Thing => {
    const passage = ofClaims.get(node.id) ?? null
    return {
      id: node.id,
      // what is alleged or denied, by its sentence, which says who made it, never by its bare name
      name: passage?.sentence ?? node.name ?? node.id,
      cls: node.labels[0] ?? "Entity",
      modality: coded(node.properties.modality) ?? markOf(node.properties.status),
      spans: spansOf(node),
      entity: node.labels.includes("Entity"),
      passage,
    }
  }
  const fact = (edge: Edge): Fact => ({
    ...edge,
    modality: coded(edge.properties.modality),
    basis: coded(edge.properties.basis),
    spans: spansOf(edge),
    passage: ofFacts.get(edge.id) ?? ofClaims.get(edge.source) ?? null,
  })
  return {
    things: new Map(graph.nodes.map((each) => [each.id, thing(each)])),
    facts: new Map(graph.edges.map((each) => [each.id, fact(each)])),
    unknown,
    title,
  }
}

function coded(value: unknown): string | null {
  return typeof value === "string" ? value : null
}

/** Return the ids of what filters and the period leave. A fact is there only with both its ends. */
export function left(picture: Picture, { without, first, last }: State): Set<string> {
  const period = { first, last }
  const found = new Set<string>()
  for (const each of picture.things.values()) {
    const off = without.has(`class.${each.cls}`) || without.has(`modality.${each.modality}`)
    if (!off && during(each.spans, period)) found.add(each.id)
  }
  for (const each of picture.facts.values()) {
    const off =
      without.has(`relation.${each.type}`) ||
      without.has(`modality.${each.modality}`) ||
      without.has(`basis.${each.basis}`)
    const ends = found.has(each.source) && found.has(each.target)
    if (ends && !off && during(each.spans, period)) found.add(each.id)
  }
  return found
}

/** Return the values of a facet in the picture, each with how many things (of a class) or facts have it. */
export function counted(picture: Picture, facet: Facet): [string, number][] {
  const counts = new Map<string, number>()
  const count = (value: string | null) => value && counts.set(value, (counts.get(value) ?? 0) + 1)
  if (facet === "class") for (const each of picture.things.values()) count(each.cls)
  else for (const each of picture.facts.values()) count(facet === "relation" ? each.type : each[facet])
  return [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b))
}

export function facetLabel(facet: Facet, value: string, labels: Labels): string {
  if (facet === "class") return labels.ofClass(value)
  return facet === "relation" ? labels.ofRelation(value) : labels.ofCode(facet, value)
}

/** Return all days on which something in the picture begins or ends, in order. */
export function daysOf({ things, facts }: Picture): string[] {
  const spans = [...things.values(), ...facts.values()].flatMap((each) => each.spans)
  const days = new Set(spans.flatMap(({ first, last }) => [first ?? [], last ?? []].flat()))
  return [...days].sort()
}
