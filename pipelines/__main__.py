"""The `deskmark` command: carries out one command line and answers with an exit code."""

import sys

import typer
from typer.exceptions import TyperException

DONE, USAGE, STOPPED = 0, 2, 130


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Chinese must not fail on a terminal set otherwise
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(answer(sys.argv[1:]))


def answer(arguments: list[str]) -> int:
    """Exit codes: 0 done; 1 the data need a person; 2 wrong usage or settings."""
    from pipelines.cli.app import app

    try:
        return app(arguments or ["--help"], prog_name="deskmark", standalone_mode=False) or DONE
    except TyperException as error:
        return _say(error.format_message(), error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        return _say("Stopped.", STOPPED)
    except OSError as error:
        if error.filename is None:
            raise
        return _say(f"{error.filename}: {error.strerror}.", USAGE)
    except Exception as error:
        from metrics.documents import Problem  # here, because `--help` must not wait for it

        if not isinstance(error, Problem):
            raise
        return _say(str(error), getattr(error, "exit_code", USAGE))


def _say(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
