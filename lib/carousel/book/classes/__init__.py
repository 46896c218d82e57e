"""The exercises for classes: exports to otter-grader and to nbgrader."""
