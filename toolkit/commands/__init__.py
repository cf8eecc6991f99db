"""The command line, a file for each group of commands; `toolkit/__main__.py` puts them together."""
