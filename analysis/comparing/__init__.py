"""くらべる: surveys beside each other, and the groups of one."""
