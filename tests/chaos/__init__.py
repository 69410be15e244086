"""Kill -9 at random points under many conversations at once, and what must hold all the same."""
