"""How an item is put into words: templates, numerals, sentences and word lists of every language."""
