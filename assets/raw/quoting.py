"""Names and values as SQL, quoted: nothing that a user wrote becomes syntax."""

Constant = str | bool | int | float


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(value: Constant) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + value.replace("'", "''") + "'"
