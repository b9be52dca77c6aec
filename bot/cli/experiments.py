"""`python -m bot experiments …`: try a variant of the recommender on some people, and read what came of it."""

import math
from typing import TYPE_CHECKING, Annotated

import typer

import settings as configuration
from recommender.experiments.records import Arm, Experiment, Guardrail, Kind, Metric
from shop.errors import Invalid

if TYPE_CHECKING:
    from recommender.experiments.offpolicy import Value
    from recommender.experiments.report import Report
    from recommender.experiments.verdict import Comparison

app = typer.Typer(help="Start, read and stop experiments with the recommender.", no_args_is_help=True)

_ARM = (
    "A name, its share, and what it changes: “now=0.5”, “quiet=0.5:friends=0.2”, “new=0.5:model=ID”. "
    "The first is the control."
)


@app.command()
def start(
    name: Annotated[str, typer.Argument(help="What is tried, such as “friends count less”.")],
    arm: Annotated[list[str], typer.Option(help=_ARM)],
    metric: Annotated[Metric, typer.Option(help="What should become more (rejection: less).")] = Metric.CLICK,
    guardrail: Annotated[
        list[str] | None, typer.Option(help="A metric and the most it may lose, as a share of people: “purchase=0.01”.")
    ] = None,
    interleave: Annotated[bool, typer.Option("--interleave", help="Make every list of both arms.")] = False,
    explore: Annotated[float, typer.Option(help="Share of lists whose first place is drawn at random.")] = 0.0,
    window_days: Annotated[
        int, typer.Option(help="Days after a person's first list in which what they do counts.")
    ] = 7,
    least_effect: Annotated[float, typer.Option(help="The smallest difference worth finding, as a share.")] = 0.02,
    alpha: Annotated[float, typer.Option(help="Chance of finding a difference where there is none.")] = 0.05,
) -> None:
    """Start an experiment and print its id; every replica takes it up within half a minute."""
    from bot.database import open_store
    from recommender.experiments.lifecycle import Design, start_experiment
    from recommender.experiments.variants import check_model
    from recommender.learning.registry import open_registry

    settings = configuration.load()
    if not settings.list_log_days:
        raise configuration.SettingsError("CONFAB_LIST_LOG_DAYS is 0: no list is kept, so no experiment can be read")
    design = Design(
        name=name,
        arms=[_read_arm(written) for written in arm],
        metric=metric,
        kind=Kind.INTERLEAVING if interleave else Kind.SPLIT,
        guardrails=[_read_guardrail(written) for written in guardrail or ()],
        exploration=explore,
        window_days=window_days,
        least_effect=least_effect,
        alpha=alpha,
    )
    for one in design.arms:
        check_model(one.variant, open_registry(settings.data_dir))
    typer.echo(start_experiment(open_store(settings), design).id)


@app.command("list")
def show() -> None:
    """List every experiment, the newest first."""
    from bot.database import open_store
    from recommender.experiments.lifecycle import list_experiments

    for found in list_experiments(open_store(configuration.load())):
        state = f"stopped {found.stopped_at:%Y-%m-%d}" if found.stopped_at else "running"
        arms = ", ".join(f"{arm.name} {arm.share:g}" for arm in found.arms)
        typer.echo(f"{found.id}  {found.started_at:%Y-%m-%d}  {state}  {found.name}: {arms}")


@app.command()
def report(
    id: Annotated[str, typer.Argument(help="The experiment's id, as `experiments list` shows it.")],
    stop_if_due: Annotated[
        bool, typer.Option("--stop-if-due", help="Stop it when its stop rule says so; for a timer.")
    ] = False,
) -> None:
    """Show what an experiment tells up to now. It may be read as often as one likes."""
    from bot.database import open_store
    from recommender.experiments.lifecycle import find_experiment, stop_experiment
    from recommender.experiments.report import make_report

    store = open_store(configuration.load())
    found = make_report(store, find_experiment(store, id))
    _print(found)
    if stop_if_due and found.verdict.stop and found.experiment.stopped_at is None:
        stop_experiment(store, id, found.verdict.sentence)
        typer.echo("It is stopped: everybody gets the recommender in use.")


@app.command()
def stop(id: Annotated[str, typer.Argument(help="The experiment's id, as `experiments list` shows it.")]) -> None:
    """Stop an experiment; everybody gets the recommender in use within half a minute."""
    from bot.database import open_store
    from recommender.experiments.lifecycle import find_experiment, stop_experiment
    from recommender.experiments.report import make_report

    store = open_store(configuration.load())
    sentence = make_report(store, find_experiment(store, id)).verdict.sentence
    typer.echo(f"Stopped: {stop_experiment(store, id, sentence).name}. {sentence}")


def _read_arm(written: str) -> Arm:
    head, _, changes = written.partition(":")
    name, _, share = head.rpartition("=")
    variant = dict(_read_pair("arm", change) for change in changes.split(",") if change.strip())
    return Arm(name.strip(), _read_number("arm", written, share), variant)


def _read_guardrail(written: str) -> Guardrail:
    name, most = _read_pair("guardrail", written)
    if name not in set(Metric):
        raise Invalid("guardrail", f"{name!r} is not measured; allowed: {', '.join(Metric)}.")
    return Guardrail(Metric(name), _read_number("guardrail", written, most))


def _read_pair(option: str, written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals:
        raise Invalid(option, f"--{option} has {written!r}; it is written as name=number.")
    return name.strip(), value.strip()


def _read_number(option: str, written: str, number: str) -> float:
    try:
        return float(number)
    except ValueError:
        raise Invalid(option, f"--{option} is {written!r}; after = stands a number such as 0.5.") from None


def _print(found: "Report") -> None:
    experiment = found.experiment
    typer.echo(
        f"{experiment.name} ({experiment.id}), since {experiment.started_at:%Y-%m-%d}: {_tell_state(experiment)}"
    )
    for arm in found.arms:
        rates = ", ".join(f"{metric} {100 * rate:.1f}%" for metric, rate in arm.rates.items())
        typer.echo(
            f"  {arm.name}: {arm.people:,} people, {arm.counted:,} of them counted, {arm.lists:,} lists; {rates}"
        )
    typer.echo(f"Sizes of the arms: p = {found.sizes_p:.2g}")
    for one in found.comparisons:
        typer.echo(f"{one.arm}, {one.metric}: {_tell_difference(one)}, p = {one.estimate.p_value:.2g}")
    for guard in found.guards:
        state = "broken" if guard.broken else "kept"
        typer.echo(
            f"Guardrail {guard.guardrail.metric}, {guard.comparison.arm}: {_tell_difference(guard.comparison)}, {state}"
        )
    for policy in found.policies:
        values = (("IPS", policy.ips), ("SNIPS", policy.snips), ("doubly robust", policy.doubly_robust))
        told = "; ".join(f"{name} {_tell_value(value)}" for name, value in values)
        effective = policy.ips.effective_lists
        typer.echo(
            f"If {policy.policy} chose what comes first: {told}; {effective:,.0f} of {policy.ips.lists:,} lists count"
        )
    typer.echo(experiment.outcome or found.verdict.sentence)


def _tell_state(experiment: Experiment) -> str:
    return f"stopped on {experiment.stopped_at:%Y-%m-%d}" if experiment.stopped_at else "running"


def _tell_difference(one: "Comparison") -> str:
    value, low, high = (100 * number for number in (one.estimate.value, one.estimate.low, one.estimate.high))
    what = "people who prefer it" if one.preference else "people"
    interval = f"{low:+.2f} to {high:+.2f}" if math.isfinite(low) else "no interval yet"
    return f"{value:+.2f} in a hundred {what} ({interval})"


def _tell_value(value: "Value") -> str:
    return f"{100 * value.value:.1f}% ({100 * value.low:.1f} to {100 * value.high:.1f})"
