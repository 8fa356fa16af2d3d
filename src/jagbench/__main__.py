"""`python -m jagbench` is the command line."""

from jagbench.cli import main

if __name__ == "__main__":
    main()
