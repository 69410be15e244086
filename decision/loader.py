"""Policies from their YAML files: with `deciding`, the one place of this package that touches a disk."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from decision.build import Places, build_policy
from decision.deciding import ALSO_DECIDING, DECIDING, deciding, kept
from decision.errors import PolicyError
from decision.holidays_table import HOLIDAYS
from decision.policies import Policies, in_order
from decision.table import Policy

FOLDER = Path(__file__).resolve().parent.parent / "policies"
FIRST = ("amiami", "amazon")  # the order in which an answer names policies; others follow by name


def load_policies(extra: Path | None = None, folder: Path = FOLDER) -> Policies:
    """All policies of `folder`, and of `extra`, which adds and never replaces; raises `PolicyError`."""
    sources = {path: _own(path) for path in sorted(folder.glob("*.yml"))}
    known = {source["policy"] for source in sources.values()}
    added = {path: _checked(path) for path in (sorted(extra.glob("*.yml")) if extra else ())}
    for path, source in added.items():
        if source["policy"] in known:
            raise PolicyError(f"{path}: `policy` is `{source['policy']}`: that one stands in {folder}")
    return policies_of({**sources, **added})


def load_files(files: Iterable[Path]) -> Policies:
    """The policies of just these files; raises `PolicyError`."""
    return policies_of({path: _read(path) for path in files})


def load_pair(old: Path, new: Path) -> tuple[Policy, Policy]:
    """Two versions of one policy, to be compared; raises `PolicyError`."""
    taken: Places = {}
    pair = _built(old, _read(old), taken), _built(new, _read(new), taken)
    if pair[0].id != pair[1].id:
        raise PolicyError(f"{new}: `policy` is `{pair[1].id}`: allowed is `{pair[0].id}`, as in {old}")
    return pair


def policies_of(sources: Mapping[Path, Mapping[str, Any]]) -> Policies:
    """The policies that `sources` describe, by the file they stand in; raises `PolicyError`."""
    taken: Places = {}
    built = {path: _built(path, source, taken) for path, source in sources.items()}
    seen: dict[tuple[str, date], Path] = {}
    for path, policy in built.items():
        key = (policy.id, policy.valid_from)
        if key in seen:
            names = f"{seen[key].name} and {path.name}"
            raise PolicyError(f"`policy` is defined twice: {policy.id} from {policy.valid_from} in {names}")
        seen[key] = path
    policies = Policies(in_order(built.values(), FIRST))
    for name in policies.ids:
        _agree(policies.versions(name))
    return policies


def _agree(versions: tuple[Policy, ...]) -> None:
    """What all versions of a policy must have alike."""
    first = versions[0]
    for one in versions[1:]:
        if one.version_by != first.version_by:
            raise PolicyError(f"`version_by` of `{one.id}` differs between its versions")
        if one.version_by and one.own != first.own:
            raise PolicyError(
                f"`facts` of `{one.id}` differ between versions that `{one.version_by}` chooses"
            )


def _built(path: Path, source: Mapping[str, Any], taken: Places) -> Policy:
    try:
        return build_policy(source, _version(source), taken)
    except KeyError as error:
        raise PolicyError(f"{path}: `{error.args[0]}` is missing") from error
    except PolicyError as error:
        raise PolicyError(f"{path}: {error}") from error


def _checked(path: Path) -> dict[str, Any]:
    """A shop's file, every mistake told with its place; the project's own are checked before they land."""
    from decision.policy_shape import told  # noqa: PLC0415 - only further shops need it
    from decision.source import read_policy_file  # noqa: PLC0415

    file = read_policy_file(path)
    if mistakes := told(file):
        raise PolicyError("\n".join(mistakes))
    return file.data


def _whole(text: str) -> str:
    return text


def _own(path: Path) -> dict[str, Any]:
    """What decides in a file of the project's own."""
    return kept(path) or read_own(path)


def read_own(path: Path) -> dict[str, Any]:
    """What decides in the file `path` of the project's own, from its YAML; raises `PolicyError`."""
    return _read(path, deciding)


def _read(path: Path, part: Callable[[str], str] = _whole) -> dict[str, Any]:
    import yaml  # noqa: PLC0415 - only what no JSON is kept of needs it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        source = yaml.load(part(path.read_bytes().decode()), Loader=loader)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PolicyError(f"{path}: {error}") from error
    missing = [
        key for key in ("policy", "valid_from", "rows") if not isinstance(source, dict) or key not in source
    ]
    if missing:
        raise PolicyError(f"{path}: `{missing[0]}` is missing")
    return dict(source)


def _version(source: Mapping[str, Any]) -> str:
    """Date and content hash of all that decides; wording does not count."""
    deciding = {key: source.get(key) for key in DECIDING}
    deciding |= {key: source[key] for key in ALSO_DECIDING if key in source}
    text = json.dumps([deciding, HOLIDAYS], sort_keys=True, default=str)
    return f"{source['valid_from']}+{hashlib.sha256(text.encode()).hexdigest()[:12]}"
