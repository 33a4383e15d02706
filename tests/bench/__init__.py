"""How fast the analysis is, as ratios to a plain way measured in the same run."""
