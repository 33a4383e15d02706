"""ワークショップ: one evening of people, tables, ideas and votes (DESIGN §7)."""
