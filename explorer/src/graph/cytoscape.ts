/** Cytoscape.js with the layout that is used: a chunk of its own, for the views that draw no graph don't need it. */

import cytoscape from "cytoscape"
import fcose from "cytoscape-fcose"

cytoscape.use(fcose)
export default cytoscape
