"""Reports for programs: as the schema says, and with names that last."""

import json

import jsonschema
import pytest

from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report.record import schema
from symsoft.report.render import entries, render
from tests.projects import GRADIENT, LOG_SOFTMAX, SHIFT, SLIP, write

POINTS = """
page = Derivation("points", title="Points", given=[Lt(c, 20)])
page.refute(Eq(softmax(c * z, name="q")[i], p[i]), "scaled")
page.value(p[i], ["0.26894142", "0.73105858"], "rounded", at={z: [1, 2]})
page.undefined(z[i] / sum_over(z[k], k), "they cancel", at={z: [1, -1]})
"""


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    root = write(
        tmp_path_factory.mktemp("record"),
        a=GRADIENT, b=LOG_SOFTMAX, slip=SLIP, shift=SHIFT, points=POINTS,
    )  # fmt: skip
    library = load(find_project(root))
    assert library.failures == []
    checked = [d.checked(draft=True) for d in library.derivations.values()]
    files = render(entries(library, checked), ["json"])
    assert files.pop("json/derivation.schema.json") == schema()
    return {path[5:-5]: json.loads(content) for path, content in files.items()}


@pytest.fixture(scope="module")
def validator():
    found = json.loads(schema())
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def test_every_record_is_as_the_schema_says(records, validator):
    assert len(records) == 5
    for name, record in records.items():
        assert [error.message for error in validator.iter_errors(record)] == []
        assert record["id"] == name


@pytest.mark.parametrize(("key", "value"), [
    ("status", "perhaps"), ("id", "A B"), ("version", 2), ("steps", [{}]), ("more", 1),
])  # fmt: skip
def test_the_schema_refuses_what_is_else(records, validator, key, value):
    assert not validator.is_valid({**records["shift-invariance"], key: value})


def test_it_refuses_a_record_without_spoken_text(records, validator):
    record = json.loads(json.dumps(records["shift-invariance"]))
    del record["statement"]["spoken"]
    assert not validator.is_valid(record)


def test_a_formula_comes_in_four_forms(records):
    assert records["log-softmax-gradient"]["steps"][1]["right"] == {
        "latex": r"\delta_{ij} - p_j",
        "typst": "δ_(i j) - p_j",
        "text": "δ_ij − p_j",
        "spoken": "delta sub i j minus p sub j",
    }


def test_a_label_survives_an_inserted_step(records, tmp_path):
    step = '.eq(Derivative(z[i] - logsumexp(z), z[j]), "log of a quotient, 100 % exact")'
    assert step in LOG_SOFTMAX
    twice = step + '\n    .eq(Derivative(z[i] - logsumexp(z), z[j]), "the same again")'
    longer = LOG_SOFTMAX.replace(step, twice)
    library = load(find_project(write(tmp_path, a=GRADIENT, b=longer)))
    checked = library.find("log-softmax-gradient").checked()
    files = render(entries(library, [checked]), ["json"])
    new = json.loads(files["json/log-softmax-gradient.json"])
    old = records["log-softmax-gradient"]
    labels = [[s["label"] for s in found["steps"]] for found in (old, new)]
    assert labels[0] == ["log-of-a-quotient-100-exact", "log-sum-exp-has-gradient-p"]
    assert labels[1] == [labels[0][0], "the-same-again", labels[0][1]]


def test_steps_that_speak_of_a_point_are_named_too(records):
    assert [f["label"] for f in records["points"]["findings"]] == [
        "scaled", "rounded", "they-cancel",
    ]  # fmt: skip
