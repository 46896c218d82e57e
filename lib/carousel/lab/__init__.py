"""Training, and what it has found: tasks, the loop, many runs, results, intervals."""
