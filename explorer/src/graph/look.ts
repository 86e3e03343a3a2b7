/** How things and facts are drawn: a class by its colour and shape, and what isn't a plain fact by its line. */

import type { StylesheetJson } from "cytoscape"
import type { Ontology } from "../ontology"

/** Corners of each class's shape, from -1 to 1, for the legend and for Cytoscape; a class without is round. */
const SHAPES: Record<string, string> = {
  State: "-1 -0.75 1 -0.75 1 0.75 -1 0.75",
  Organization: "-0.5 -0.9 0.5 -0.9 1 0 0.5 0.9 -0.5 0.9 -1 0",
  Party: "-0.4 -1 0.4 -1 1 -0.4 1 0.4 0.4 1 -0.4 1 -1 0.4 -1 -0.4",
  Post: "-0.9 -0.9 0.9 -0.9 0.9 0.3 0 1 -0.9 0.3",
  Meeting: "0 -1 1 0 0 1 -1 0",
  Initiative: "0 -1 1 0.8 -1 0.8",
  Agreement: "-1 -0.9 0.4 -0.9 1 -0.3 1 0.9 -1 0.9",
  Statement: "-0.5 -0.7 1 -0.7 0.5 0.7 -1 0.7",
  Claim: "-1 -0.7 0.5 -0.7 1 0.7 -0.5 0.7",
  Domain: "0 -1 0.3 -0.3 1 0 0.3 0.3 0 1 -0.3 0.3 -1 0 -0.3 -0.3",
  Place: "-1 -0.8 1 -0.8 0 1",
  Article: "-0.7 -1 0.7 -1 0.7 1 -0.7 1",
}

export function corners(cls: string): string | null {
  return SHAPES[cls] ?? null
}

/** Return Cytoscape's style sheet in the colours of the page as they are now, light or dark. */
export function look(ontology: Ontology): StylesheetJson {
  const [ink, ground, soft, accent] = ["--ink", "--ground", "--soft", "--link"].map(resolved) as [
    string,
    string,
    string,
    string,
  ]
  return [
    {
      selector: "core",
      style: { "outside-texture-bg-color": ground, "active-bg-color": accent, "active-bg-size": 12 } as never,
    },
    {
      selector: "node",
      style: {
        // what has many facts is larger, so that one finds one's way from afar
        width: "mapData(degree, 0, 40, 26, 70)",
        height: "mapData(degree, 0, 40, 26, 70)",
        "border-width": 1.5,
        "border-color": soft,
        label: "data(label)",
        color: ink,
        "font-size": "mapData(degree, 0, 40, 11, 34)",
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-wrap": "wrap",
        "text-max-width": "140px",
        "text-outline-color": ground,
        "text-outline-width": 2,
        "min-zoomed-font-size": 6,
      },
    },
    ...ontology.classes.map(({ name, color }) => ({
      selector: `node[cls = "${name}"]`,
      style: { "background-color": color, ...shape(name) },
    })),
    {
      selector: "edge",
      style: {
        width: 1.5,
        "line-color": soft,
        "curve-style": "bezier",
        "target-arrow-shape": "triangle",
        "target-arrow-color": soft,
        label: "data(label)",
        color: ink,
        "font-size": 9,
        "text-rotation": "autorotate",
        "text-outline-color": ground,
        "text-outline-width": 2,
        "min-zoomed-font-size": 8,
      },
    },
    {
      selector: 'edge[basis = "inferred"]',
      style: {
        "line-color": ground,
        "line-outline-width": 1.2,
        "line-outline-color": soft,
        "target-arrow-fill": "hollow",
        opacity: 0.75,
      },
    },
    {
      selector: 'edge[modality = "planned"]',
      style: { "line-style": "dashed", "line-dash-pattern": [8, 5] },
    },
    { selector: 'edge[modality = "proposed"]', style: { "line-style": "dotted" } },
    { selector: 'node[modality = "planned"]', style: { "border-style": "dashed", "border-width": 3 } },
    { selector: 'node[modality = "proposed"]', style: { "border-style": "dotted", "border-width": 3 } },
    { selector: 'node[modality = "cancelled"]', style: { "border-style": "double", "border-width": 5 } },
    {
      selector: ".pinned",
      style: { "outline-width": 2, "outline-offset": 3, "outline-color": soft } as never,
    },
    { selector: "node.chosen", style: { "border-color": accent, "border-width": 5, "font-weight": "bold" } },
    {
      selector: "edge.chosen",
      style: { width: 4, "line-color": accent, "target-arrow-color": accent, "z-index": 10, opacity: 1 },
    },
    { selector: ".filtered", style: { display: "none" } },
  ]
}

function shape(cls: string) {
  const points = corners(cls)
  return points
    ? { shape: "polygon" as const, "shape-polygon-points": points }
    : { shape: "ellipse" as const }
}

/** Return a colour of the page's style sheet as it is now: Cytoscape knows neither variables nor light-dark(). */
export function resolved(variable: string): string {
  const probe = document.createElement("span")
  probe.style.color = `var(${variable})`
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
