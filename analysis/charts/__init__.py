"""Pictures of results: Vega-Lite specifications, drawn here as SVG or PNG."""
