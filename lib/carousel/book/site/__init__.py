"""The Sphinx extensions that make the pages, and what they add to the theme."""
