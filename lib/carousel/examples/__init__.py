"""Small networks whose every number is known: worked, and counterexamples."""
