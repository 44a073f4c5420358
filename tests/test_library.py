"""What `import formcheck` gives."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources
from types import FunctionType

import pytest

import formcheck

HEAVY = ("cv2", "mediapipe", "av")


def modules_after(code: str) -> set[str]:
    """The top-level modules that are loaded once `code` has run in a fresh interpreter."""
    program = f"{code}\nimport sys; print(*{{m.partition('.')[0] for m in sys.modules}})"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(result.stdout.split())


def test_the_library_loads_neither_mediapipe_nor_opencv_nor_av() -> None:
    assert modules_after("from formcheck import *").isdisjoint(HEAVY)


def test_importing_the_package_alone_loads_nothing_large() -> None:
    assert modules_after("import formcheck").isdisjoint({"numpy", "rich", "typer", *HEAVY})


@pytest.mark.parametrize("name", formcheck.__all__)
def test_every_public_name_is_there_and_listed(name: str) -> None:
    assert getattr(formcheck, name) is not None
    assert name in dir(formcheck)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        formcheck.nonsense  # noqa: B018


def test_the_package_says_that_it_is_typed() -> None:
    assert resources.files("formcheck").joinpath("py.typed").is_file()


def test_every_public_class_and_function_has_a_docstring() -> None:
    public = [getattr(formcheck, name) for name in formcheck.__all__]
    defined = [thing for thing in public if isinstance(thing, type | FunctionType)]
    assert [thing.__name__ for thing in defined if not thing.__doc__] == []
