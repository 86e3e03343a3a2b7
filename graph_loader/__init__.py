"""From an annotated article to claims and facts in Neo4j.

The flow, one direction: reader → Document → things and claims → identity → facts → Neo4j.
"""
