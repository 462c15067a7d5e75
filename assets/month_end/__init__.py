"""Month end: what people enter, asked for and read back."""

from assets.month_end.check import Checked, check_entries
from assets.month_end.entered import Trouble
from assets.month_end.template import Template, write_templates

__all__ = ["Checked", "Template", "Trouble", "check_entries", "write_templates"]
