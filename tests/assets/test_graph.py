"""The asset graph: its keys, edges, partitions and checks do not change unnoticed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import dagster as dg
from syrupy.assertion import SnapshotAssertion

from pipelines.definitions import defs


def test_the_graph_is_the_one_on_record(snapshot: SnapshotAssertion) -> None:
    graph = defs.resolve_asset_graph()
    seen = {
        key.to_user_string(): {
            "reads": sorted(one.to_user_string() for one in graph.get(key).parent_keys),
            "group": graph.get(key).group_name,
            "partitions": _calendar(graph.get(key).partitions_def),
            "checks": sorted(
                check.name for check in graph.asset_check_keys if check.asset_key == key
            ),
        }
        for key in sorted(graph.get_all_asset_keys())
    }
    assert seen == snapshot


def test_every_asset_has_a_description_and_a_group() -> None:
    graph = defs.resolve_asset_graph()
    for key in graph.materializable_asset_keys:
        node = graph.get(key)
        assert node.description, key
        assert node.group_name == key.path[0], key


def test_the_definitions_are_valid_for_dagster_itself(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dagster", "definitions", "validate", "-m", "pipelines.definitions"],
        capture_output=True,
        text=True,
        env=os.environ | {"DAGSTER_HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    # the command itself is superseded by `dg check defs`, which says so
    warned = re.findall(r"\w+Warning: .*", done.stderr)
    assert all("definitions_validate_command" in one for one in warned), warned


def _calendar(partitions: dg.PartitionsDefinition[str] | None) -> str | None:
    if partitions is None:
        return None
    return "business days" if isinstance(partitions, dg.DailyPartitionsDefinition) else "periods"
