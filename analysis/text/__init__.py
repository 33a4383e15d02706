"""Japanese free text: words, themes, intents, masking; offline, and the same every time."""
