"""The logs of other tools: which tool wrote a file, and the replies in it."""
