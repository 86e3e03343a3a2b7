"""What Neo4j Browser shows of ours: a style, a guide and favourites, made from the ontology and the query files alone."""
