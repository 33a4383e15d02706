"""What docs/reliability.md promises, proved on real servers: killed, filled, cut off."""
