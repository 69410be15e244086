"""The stories of this folder are tests, each by its name."""

from torikeshi.stories.pytest_plugin import pytest_collect_file

__all__ = ["pytest_collect_file"]
