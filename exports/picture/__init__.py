"""An answer's graph as a picture: read, laid out, its boxes pushed apart, and drawn on a sheet as SVG."""
