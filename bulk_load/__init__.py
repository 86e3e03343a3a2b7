"""An empty database from a whole corpus: files that Neo4j's own import takes in, made in stages that need little memory.

Each stage is a pure function of a piece of the corpus, or of a part of the graph by key (parallel.py of graph_loader
divides the work); what one leaves for the next lies on the disk (spill.py). What decides is graph_loader's, as in any
load, and so the graph is the same.
"""
