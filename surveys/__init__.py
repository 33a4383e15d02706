"""The survey itself: tables and rules; it knows no screen, no clock and no DataFrame."""
