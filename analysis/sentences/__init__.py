"""What a result says in one cautious Japanese sentence: a module a result, no more than it knows."""
