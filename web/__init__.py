"""The gateway: conversations over HTTP, and the pages. Everything from outside comes in here."""
