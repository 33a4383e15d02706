"""図の数字: what the charts of evidence draw, suppressed as what is published must be."""
