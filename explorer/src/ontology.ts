/** What the graph is made of, for those who look at it: labels of classes, relations and codes, and colours. */

import { createContext } from "preact"
import { useContext } from "preact/hooks"
import { type Lang, useAddress } from "./address"
import type { Schemas } from "./api"

export type Ontology = Schemas["OntologyAbout"]

export const OntologyContext = createContext<Ontology | null>(null)

export type Labels = {
  /** The class's name, in the language that is shown. */
  ofClass: (name: string) => string
  ofRelation: (type: string) => string
  /** What a claim says, by its predicate. */
  ofPredicate: (name: string) => string
  /** A code's label: of the list that its column or property names, else of any that has it; else the code. */
  ofCode: (list: string, code: string) => string
  color: (cls: string) => string
  lang: Lang
  ontology: Ontology
}

export function useLabels(): Labels {
  const ontology = useContext(OntologyContext)
  if (!ontology) throw new Error("useLabels outside WithOntology")
  const { lang } = useAddress()
  const cls = (name: string) => ontology.classes.find((each) => each.name === name)
  return {
    ofClass: (name) => cls(name)?.label[lang] ?? name,
    ofRelation: (type) => ontology.relations.find((each) => each.type === type)?.label[lang] ?? type,
    ofPredicate: (name) => ontology.predicates[name]?.[lang] ?? name,
    ofCode: (list, code) => {
      const lists = [ontology.codes[list] ?? {}, ...Object.values(ontology.codes)]
      return lists.find((each) => code in each)?.[code]?.[lang] ?? code
    },
    color: (name) => cls(name)?.color ?? "#888888",
    lang,
    ontology,
  }
}
