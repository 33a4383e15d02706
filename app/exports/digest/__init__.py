"""The files of the digest: one module a format, all of the same content."""
