"""Look up: the shop's orders, who may see them, their facts, their import and the demo shop."""
