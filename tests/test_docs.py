"""Documents cannot rot: what they must name, they name."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

README = Path("README.md").read_text()


def test_the_map_of_the_readme_has_every_room() -> None:
    rooms = {path.parent.name for path in Path().glob("*/__init__.py")} | {"data", "docs"}
    mapped = set(re.findall(r"^\| `(\w+)` \|", README, flags=re.MULTILINE))
    assert mapped == rooms


def test_every_link_between_documents_leads_somewhere() -> None:
    for document in [Path("README.md"), *Path("docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), f"{document} links to {target}"


def test_conversations_and_held_out_stories_are_as_many_as_is_said() -> None:
    said = Path("docs/dialogue.md").read_text()
    for words, folder in (
        (r"\| (\d+) conversations", "tests/dialogue/conversations"),
        (r"(\d+) held-out stories", "tests/dialogue/heldout_stories"),
    ):
        stories = sum(file.read_text().count("\n- story:") for file in Path(folder).glob("*.yml"))
        assert re.findall(words, said) == [str(stories)], folder


def test_the_lock_names_no_address() -> None:
    assert not re.search(r"https?://", Path("requirements.txt").read_text())


def test_the_lock_has_every_dependency() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", Path("requirements.txt").read_text(), flags=re.MULTILINE))
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(locked[requirement.name]), f"run `make lock`: {requirement}"


def test_continuous_integration_runs_what_the_readme_says() -> None:
    command = re.search(r"^(make .*test)\b", README, flags=re.MULTILINE)
    assert command is not None
    assert Path(".ci/run").read_text().rstrip().endswith(f"\n{command[1]}")
