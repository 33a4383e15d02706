"""Sample design: from a register's counts and a wanted precision to letters per stratum."""
