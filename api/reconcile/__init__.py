"""The Reconciliation Service API 0.2: names of a table tied to things of the graph, with what the graph knows of them."""
