"""Print the packages that Home Assistant needs to start without installing any itself.

    setup_requirements.py DOMAIN…      for what core sets up by itself and these domains
    setup_requirements.py --stand-ins  write modules for what cannot be installed

It reads the manifests of the Home Assistant that is installed, so it is right for each.
"""

from importlib.util import find_spec
import json
from pathlib import Path
import sys
import sysconfig

from homeassistant import components
from homeassistant.bootstrap import DEFAULT_INTEGRATIONS, STAGE_0_INTEGRATIONS

# Not set up, but imported by those that are.
IMPORTED = {"camera", "hassio", "isal", "stream"}
# Set up only if configured or present.
NOT_NEEDED = {"debugpy", "sentry", "zeroconf"}

# Compiled packages of the voice assistant that come as source only: they would need a
# compiler. Its pipeline imports these names when it loads and uses them when it hears.
STAND_INS = {
    "pymicro_vad": "class MicroVad: ...\n",
    "pyspeex_noise": "class AudioProcessor: ...\n",
}


def needed_domains(wanted: set[str]) -> set[str]:
    """Follow the dependencies of all that a start sets up."""
    stage_0 = {domain for _, domains, _ in STAGE_0_INTEGRATIONS for domain in domains}
    todo = (DEFAULT_INTEGRATIONS | stage_0 | IMPORTED | wanted) - NOT_NEEDED
    found: set[str] = set()
    while todo:
        found.add(domain := todo.pop())
        todo |= set(manifest(domain).get("dependencies", ())) - found
    return found


def manifest(domain: str) -> dict[str, list[str]]:
    """Read a manifest; a few parts of core that start have none."""
    path = Path(components.__path__[0], domain, "manifest.json")
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def print_requirements(wanted: set[str]) -> None:
    """Print what pip shall install, in the versions that core works with."""
    print(
        "--constraint", Path(components.__path__[0]).parent / "package_constraints.txt"
    )
    requirements = {
        requirement
        for domain in needed_domains(wanted)
        for requirement in manifest(domain).get("requirements", ())
        if requirement.partition("==")[0].replace("-", "_") not in STAND_INS
    }
    print(*sorted(requirements), sep="\n")


def write_stand_ins() -> None:
    """Write the stand-ins into this environment, where the real thing is missing."""
    site_packages = Path(sysconfig.get_paths()["purelib"])
    for name, source in STAND_INS.items():
        if find_spec(name) is None:
            site_packages.joinpath(f"{name}.py").write_text(source, encoding="utf-8")


if __name__ == "__main__":
    if "--stand-ins" in sys.argv:
        write_stand_ins()
    else:
        print_requirements(set(sys.argv[1:]))
