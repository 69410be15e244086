"""Hand-over to a person: from then on the bot is silent, until the person or the customer ends it."""
