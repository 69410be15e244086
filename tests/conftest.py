"""Property tests: the same examples every time, and no example fails for taking long on a busy machine."""

from hypothesis import settings

settings.register_profile("torikeshi", deadline=None, derandomize=True, database=None)
settings.load_profile("torikeshi")
