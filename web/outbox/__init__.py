"""What is to be sent outside: noted in the transaction that wants it, sent afterwards, at least once."""
