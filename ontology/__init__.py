"""What the graph is made of, as data: classes, properties, roles, code lists, functions and reference tables.

- ``model`` and ``load``: ``load()`` gives the classes, properties, roles, attributes and code lists.
- ``source``: ``graph()`` and ``shapes()``, the same as RDF and SHACL.
- ``functions``: the functions of posts and bodies, recognised in French and English.
- ``reference``: known states, bodies, places and domains by name, code or link.
- ``text``: ``fold()`` and ``slug()``, the one way names are compared.
"""
