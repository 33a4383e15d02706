"""What a result says in one cautious Japanese sentence: a module a result, and their grammar."""
