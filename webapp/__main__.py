"""`python -m webapp NAME`: every command of the product behind `./run`."""

from webapp.cli import cli

if __name__ == "__main__":
    cli()
