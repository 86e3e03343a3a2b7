/** The facts of a thing in a reader's order: which of them stand together, and under which heading. */

import type { Lang } from "../address"

export type Section = {
  type: string
  direction: "out" | "in"
  /** Only facts with things of this class, where one type of fact ties it to several kinds of things. */
  cls?: string
  /** Classes of things whose question tells this better; then the question's answer stands for these facts. */
  told?: readonly string[]
  heading: Record<Lang, string>
}

/** A question that stands for facts of a class: more than they tell, such as the meetings of a state's ministers. */
export type Question = {
  name: string
  parameter: string
  query?: Record<string, string>
  classes: readonly string[]
  heading: Record<Lang, string>
}

export const PARTIES: readonly string[] = ["State", "Organization"]
/** Who can meet somebody. */
export const ACTORS: readonly string[] = ["Official", "Post", ...PARTIES]

export const QUESTIONS: readonly Question[] = [
  {
    name: "career",
    parameter: "official",
    classes: ["Official"],
    heading: { en: "Posts held", fr: "Postes occupés" },
  },
  {
    name: "roster",
    parameter: "party",
    classes: PARTIES,
    heading: { en: "Officials", fr: "Responsables" },
  },
  {
    name: "meetings-of",
    parameter: "of",
    query: { inferred: "true" },
    classes: ACTORS,
    heading: { en: "Meetings", fr: "Réunions" },
  },
]

export const SECTIONS: readonly Section[] = [
  out("HELD_POST", "Posts held", "Postes occupés", { told: ["Official"] }),
  into("HELD_POST", "Holders", "Titulaires"),
  out("POST_IN", "Post in", "Poste au sein de"),
  out("ATTENDED", "Meetings", "Réunions", { told: ["Official"] }),
  into("ATTENDED", "People who took part", "Personnes présentes"),
  out("REPRESENTED_AT", "Meetings", "Réunions", { told: ["Post"] }),
  into("REPRESENTED_AT", "Posts represented", "Postes représentés"),
  out("PARTICIPATES_IN", "Meetings", "Réunions", { cls: "Meeting", told: PARTIES }),
  into("PARTICIPATES_IN", "Participants", "Participants"),
  out("HOSTED", "Meetings hosted", "Réunions accueillies", { cls: "Meeting", told: PARTIES }),
  into("HOSTED", "Hosts", "Hôtes"),
  out("SESSION_OF", "Session of", "Session de"),
  into("SESSION_OF", "Sessions", "Sessions"),
  out("WITHIN", "Held within", "Dans le cadre de"),
  into("WITHIN", "Meetings within it", "Réunions dans ce cadre"),
  out("ON_SIDELINES_OF", "On the sidelines of", "En marge de"),
  into("ON_SIDELINES_OF", "Meetings on its sidelines", "Réunions en marge"),
  out("FOLLOWS", "Follows", "Fait suite à"),
  into("FOLLOWS", "Followed by", "Suites"),
  out("TOOK_PLACE_IN", "Place", "Lieu"),
  into("TOOK_PLACE_IN", "What took place here", "Ce qui s’y est tenu"),
  out("LOCATED_IN", "Located in", "Situé en"),
  into("LOCATED_IN", "Places", "Lieux"),
  out("CONCERNS", "Subjects", "Sujets"),
  into("CONCERNS", "What concerns it", "Ce qui porte dessus"),
  into("STATED", "Stated by", "Déclaration de"),
  out("STATED_AT", "Stated at", "Faite lors de"),
  into("STATED_AT", "Statements made there", "Déclarations faites lors de la réunion"),
  out("PARTICIPATES_IN", "Initiatives", "Initiatives", { cls: "Initiative" }),
  out("HOSTED", "Initiatives hosted", "Initiatives accueillies", { cls: "Initiative" }),
  out("PARTY_TO", "Agreements", "Accords"),
  into("PARTY_TO", "Parties", "Parties"),
  out("SIGNED", "Agreements signed", "Accords signés"),
  into("SIGNED", "Signed by", "Signataires"),
  out("PROPOSED", "Proposals", "Propositions"),
  into("PROPOSED", "Proposed by", "Proposé par"),
  out("PRESENTED_AT", "Presented at", "Présenté lors de"),
  into("PRESENTED_AT", "What was presented there", "Ce qui y a été présenté"),
  out("UNDER_FRAMEWORK", "Under the framework of", "Relève de"),
  into("UNDER_FRAMEWORK", "Under this framework", "Ce qui en relève"),
  out("MEMBER_OF", "Member of", "Membre de"),
  into("MEMBER_OF", "Members", "Membres"),
  out("PART_OF", "Part of", "Fait partie de"),
  into("PART_OF", "Bodies that are part of it", "Organismes qui en font partie"),
  into("POST_IN", "Posts", "Postes"),
  out("STATED", "Statements", "Déclarations"),
  out("ADDRESSED_TO", "Addressed to", "Adressée à"),
  into("ADDRESSED_TO", "What was addressed to it", "Ce qui lui a été adressé"),
  out("ABOUT", "About", "Au sujet de"),
  into("ABOUT", "Statements about it", "Déclarations à ce sujet"),
]

type Narrowed = Pick<Section, "cls" | "told">

function out(type: string, en: string, fr: string, narrowed: Narrowed = {}): Section {
  return { type, direction: "out", heading: { en, fr }, ...narrowed }
}

function into(type: string, en: string, fr: string, narrowed: Narrowed = {}): Section {
  return { type, direction: "in", heading: { en, fr }, ...narrowed }
}
