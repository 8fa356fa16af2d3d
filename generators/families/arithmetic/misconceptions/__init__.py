"""Wrong ways to calculate, one module for each group of skills.

Sources: Brown, J. S. and Burton, R. R. (1978), Diagnostic models for procedural bugs in basic mathematical
skills, Cognitive Science 2; VanLehn, K. (1990), Mind Bugs; Resnick, L. B. and others (1989), Conceptual
bases of arithmetic errors: the case of decimal fractions, Journal for Research in Mathematics Education 20;
Ashlock, R. B. (2010), Error Patterns in Computation; and what was published of language models.
"""
