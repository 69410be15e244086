"""Components of Rasa's pipeline: thin classes round `reading` and the plain modules of `bot`."""
