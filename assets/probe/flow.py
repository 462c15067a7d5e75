"""Values as YAML writes them within one line."""

import json

import yaml


def in_one_line(value: object) -> str:
    text = yaml.safe_dump(
        [value], default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**9
    )
    line = text.strip()[1:-1]
    # YAML breaks a text that holds line ends; JSON, which YAML reads too, does not
    return json.dumps(value, ensure_ascii=False) if "\n" in line else line
