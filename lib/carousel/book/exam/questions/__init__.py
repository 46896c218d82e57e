"""The questions, a module for each chapter."""
