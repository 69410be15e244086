"""Errors: all reasons at once as one text, and as JSON with the first on top."""

from decision import FactsError, FieldError, PolicyError


def error() -> FactsError:
    return FactsError((FieldError("now", "`now` is missing"), FieldError(None, "no object")))


def test_the_text_of_an_error_has_every_reason():
    assert str(error()) == "`now` is missing; no object"


def test_an_error_in_json_has_the_first_reason_on_top_and_all_in_order():
    assert error().as_json() == {
        "error": {
            "field": "now",
            "message": "`now` is missing",
            "errors": [
                {"field": "now", "message": "`now` is missing"},
                {"field": None, "message": "no object"},
            ],
        }
    }


def test_the_reasons_are_kept_as_they_are():
    assert [one.field for one in error().errors] == ["now", None]


def test_a_defect_of_a_file_is_no_error_in_facts():
    assert not issubclass(PolicyError, FactsError) and issubclass(PolicyError, ValueError)
