"""A model as a second reader: which answer does a reply commit to, where the rules are unsure."""
