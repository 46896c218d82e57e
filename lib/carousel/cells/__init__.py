"""The recurrent cells, one architecture a module: same names, same shapes."""
