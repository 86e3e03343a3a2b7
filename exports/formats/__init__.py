"""The formats, each a module; what a module says of itself is what the docs say of its format."""
