"""How well and how fast the bot understands: `python -m bench.nlu` in the bot's environment."""
