"""A desk: the folder that a team owns."""
