"""Pages that open offline: one file each, nothing in it that leads outside.

When editing: no `style=` or `on...=` attributes and no address of anything,
the page's own security policy forbids them.
"""
