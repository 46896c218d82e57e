"""The book: its pictures, live figures, quizzes, claims on trial, and its site."""
