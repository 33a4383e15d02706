"""The trade's form: a result as ready lines of cells, made once for every page and every file."""
