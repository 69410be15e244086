"""`python -m torikeshi`: the same as the command `torikeshi`."""

from torikeshi.cli import main

main()
