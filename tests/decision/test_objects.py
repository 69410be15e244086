"""One facts object from JSON text, or an error without a field that says what the text is."""

import pytest

from decision import FactsError, FieldError, read_object


def error_of(text: bytes) -> tuple[FieldError, ...]:
    with pytest.raises(FactsError) as raised:
        read_object(text)
    return raised.value.errors


def test_an_object_is_read_as_it_stands():
    assert read_object('{"goal": "cancel", "n": [1, true, null], "取消": 2.0}'.encode()) == {
        "goal": "cancel",
        "n": [1, True, None],
        "取消": 2.0,
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [(b"[]", "list"), (b"3", "int"), (b'"a"', "str"), (b"null", "NoneType"), (b"true", "bool")],
)
def test_what_is_no_object_is_named_by_its_kind(text, kind):
    assert error_of(text) == (FieldError(None, f"this is no JSON object: it is a {kind}"),)


@pytest.mark.parametrize("text", [b"", b" ", b"{", b"{'a': 1}", b'{"a": 1} x', b"\xff{}", b"[" * 100_000])
def test_what_is_no_json_is_an_error_without_a_field(text):
    (error,) = error_of(text)
    assert error.field is None
    assert error.message.startswith("this is no JSON object: ") and not error.message.endswith("None")


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_have_are_refused_by_name(word):
    (error,) = error_of(f'{{"a": {word}}}'.encode())
    assert error == FieldError(None, f"this is no JSON object: {word} is no JSON value")


def test_a_byte_order_mark_is_named():
    (error,) = error_of(b'\xef\xbb\xbf{"goal": "cancel"}')
    assert error.message.startswith("this is no JSON object: Unexpected UTF-8 BOM")
