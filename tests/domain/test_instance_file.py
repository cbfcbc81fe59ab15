"""Instances from files: the same values and faults as from the whole document, for little memory."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from scheduler.domain.errors import InvalidInstance
from scheduler.domain.instance import Family, Instance
from scheduler.domain.instance_file import load_instance
from scheduler.domain.instance_json import instance_to_json, parse_instance
from tests.builders.instances import a_family, a_group, an_adult, an_instance
from tests.domain.test_instance_json import MINIMAL, changed
from tests.strategies import instances


def written(tmp_path: Path, raw: Any) -> Path:
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(instances())
def test_a_file_is_read_as_its_document(tmp_path: Path, instance: Instance) -> None:
    assert load_instance(written(tmp_path, instance_to_json(instance))) == instance


def test_families_may_come_before_what_they_name(tmp_path: Path) -> None:
    raw = dict(sorted(MINIMAL.items(), key=lambda item: item[0] != "families"))
    assert next(iter(raw)) == "families"
    assert load_instance(written(tmp_path, raw)) == parse_instance(MINIMAL)


@pytest.mark.parametrize(
    "raw",
    [
        changed("families", MINIMAL["families"] * 2),
        changed("families", [None, *MINIMAL["families"], 3]),
        changed("families", {}),
        changed("families[0].groups", ["nobody"]),
        changed("families[0].groups", "g1"),
        changed("families[0].colour", "red"),
        changed("families[0].adults[0].weekly", [["mon", "17:00", "25:00", "yes"]]),
        changed("families[0].past", [True, True]),
        {key: value for key, value in MINIMAL.items() if key != "families"},
        [],
    ],
)
def test_a_file_has_the_faults_of_its_document(tmp_path: Path, raw: Any) -> None:
    with pytest.raises(InvalidInstance) as expected:
        parse_instance(raw)
    with pytest.raises(InvalidInstance) as found:
        load_instance(written(tmp_path, raw))
    assert found.value.faults == expected.value.faults
    assert gc.isenabled()


def test_what_families_have_in_common_is_there_once(tmp_path: Path) -> None:
    families = tuple(
        a_family(f"f{n}", an_adult(features=frozenset({"step_free"})), groups=frozenset({"g1"}), past=(1, 2))
        for n in range(2)
    )
    loaded = load_instance(
        written(tmp_path, instance_to_json(an_instance(groups=(a_group(),), families=families)))
    )

    def shared(family: Family) -> list[int]:
        (adult,) = family.adults
        parts = (family.groups, family.zone, family.past, adult.formats, adult.features, adult.dates)
        return [id(part) for part in (*parts, *adult.weekly.values())]

    one, other = loaded.families
    assert shared(one) == shared(other)


def test_a_list_and_a_text_of_the_same_letters_are_told_apart(tmp_path: Path) -> None:
    """Lists that were read are remembered; what is no list is not taken for one of them."""
    raw = changed("families[0].adults[0].features", ["a", "b"])
    raw["families"].append(
        {**raw["families"][0], "id": "f2", "adults": [{**raw["families"][0]["adults"][0]}]}
    )
    raw["families"][1]["adults"][0]["features"] = "ab"
    with pytest.raises(InvalidInstance) as found:
        load_instance(written(tmp_path, raw))
    assert found.value.faults == (("families[1].adults[0].features", "expected a list"),)
