"""見本: an invented city, so that a newcomer sees the whole loop before their own data."""
