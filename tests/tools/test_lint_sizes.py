"""What counts as too long."""

import lint_sizes


def function_of(lines: int, docstring: str = "") -> str:
    return f"def f():\n{docstring}" + "    x = 1\n" * (lines - 1)


def test_a_function_of_thirty_lines_is_short_enough():
    assert list(lint_sizes.complaints("a.py", function_of(30))) == []
    assert list(lint_sizes.complaints("a.py", function_of(31))) == ["a.py:1: `f` has 31 lines, at most 30"]


def test_a_docstring_does_not_count():
    source = function_of(30, '    """One.\n\n    Two.\n    """\n')
    assert list(lint_sizes.complaints("a.py", source)) == []


def test_a_function_inside_another_is_measured_too():
    source = "class A:\n    async def g(self):\n" + "        x = 1\n" * 30
    assert [line for line, _, _ in lint_sizes.long_functions(source)] == [2]


def test_a_long_file_needs_a_reason():
    long = "x = 1\n" * 251
    assert len(list(lint_sizes.complaints("a.py", long))) == 1
    assert list(lint_sizes.complaints("a.py", "# long file: one table\n" + long)) == []
    assert len(list(lint_sizes.complaints("a.py", "# long file:\n" + long))) == 1


def test_made_and_installed_files_are_left_out(tmp_path):
    for name in ["a/b.py", ".venv/c.py", "x/.venv/c.py", "x/node_modules/d.py", "o/migrations/e.py"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [str(path.relative_to(tmp_path)) for path in lint_sizes.python_files(tmp_path)] == ["a/b.py"]
