"""`make load`: many people answer at once on real servers; measured, never asserted in a test."""
