"""The command line: unrolled serve | models | trace | explain | train | evaluate | study."""

import errno
import math
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar
from rich.text import Text

from app import explanations, figures
from app.settings import BadSettings, load_settings
from app.wire import to_json, trace_as_json
from model.errors import ModelError
from model.trace import MAX_TOP, trace
from model.zoo import Zoo, load

__all__ = ["cli", "main"]

cli = typer.Typer(
    help="See inside recurrent neural networks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

ModelId = Annotated[str, typer.Option("--model", "-m", help="Which model reads; `unrolled models` lists them.")]
Corpus = Annotated[
    Path | None, typer.Option(help="The corpus file, plain or zip. Without it the public source is downloaded.")
]

COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on, in place of UNROLLED_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on, in place of UNROLLED_PORT.")] = None,
) -> None:
    """Serve the page and the API."""
    import uvicorn  # only this command needs a web server

    from app.main import create_app, warm

    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = load_settings(**given)
    app = create_app(settings)
    warm(app)  # what would keep the server from being of use is a sentence here, not a traceback from its start
    listener = listen(settings.host, settings.port)
    config = uvicorn.Config(app, log_level=settings.log_level, server_header=False, access_log=False)
    address, number = listener.getsockname()[:2]
    shown = f"[{address}]" if ":" in address else address
    Console().print(f"Unrolled is on http://{shown}:{number}  (Ctrl+C stops it)", highlight=False)
    uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """Listen on an address; BadSettings, with the way out, where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches Nagle's algorithm off only where the protocol is named; else an answer can wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
        return listener
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise BadSettings(
                f"Port {port} is in use. Choose another with --port (make run PORT={port + 1}), or stop what uses it."
            ) from error
        raise BadSettings(f"{host}:{port} cannot be listened on: {error.strerror}. Choose another address.") from error


@cli.command()
def models() -> None:
    """List the models."""
    Console().print(figures.models_table(_zoo()))


@cli.command("trace")
def trace_command(
    text: Annotated[str, typer.Argument(help="The sentence to read.")],
    model_id: ModelId = "rnn-tanh",
    symbol: Annotated[str, typer.Option(help="Which of the cell's symbols the table and the heatmap show.")] = "h",
    layer: Annotated[
        int | None,
        typer.Option(help="Which layer they show, 0 next to the input; the last where not given."),
    ] = None,
    top: Annotated[int, typer.Option(min=0, max=MAX_TOP, help="How many likely next words to show.")] = 3,
    json: Annotated[bool, typer.Option("--json", help="Print the API's JSON in place of the table.")] = False,
    npz: Annotated[Path | None, typer.Option(help="Write every array to this NumPy file.")] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write one self-contained page with the heatmap to this file.")
    ] = None,
) -> None:
    """Read a sentence and show the state at every time stamp."""
    model = _zoo().get(model_id)
    result = trace(model, text, top=top)
    shown, layer = figures.symbol_of(result, symbol), figures.layer_of(result, layer)
    if npz is not None:
        figures.write_npz(npz, result)
    if html is not None:
        figures.write_html(html, model, result, shown, layer)
    if json:
        sys.stdout.buffer.write(trace_as_json(model, result) + b"\n")
    else:
        console = Console()
        console.print(figures.trace_table(model, result, shown, layer, console))


@cli.command()
def explain(
    text: Annotated[str, typer.Argument(help="The sentence to read.")],
    t: Annotated[int | None, typer.Option("--t", help="The time stamp; the last where not given.")] = None,
    unit: Annotated[int | None, typer.Option(help="The unit to explain.")] = None,
    symbol: Annotated[
        str | None, typer.Option(help="The cell's symbol that the unit is of; h where not given.")
    ] = None,
    layer: Annotated[int | None, typer.Option(help="The layer, 0 next to the input; 0 where not given.")] = None,
    word: Annotated[str | None, typer.Option(help="In place of a unit: the output word to explain.")] = None,
    model_id: ModelId = "rnn-tanh",
    top: Annotated[int, typer.Option(min=0, help="How many terms of each weight to show.")] = 8,
    json: Annotated[bool, typer.Option("--json", help="Print the API's JSON in place of the table.")] = False,
) -> None:
    """Say how one number came about: weights times values, the largest first, their sum, φ of it, torch's own value."""
    from model.derivation import derive, derive_word  # imports what a trace does without

    if (unit is None) == (word is None):
        raise typer.BadParameter("Say what to explain, one of the two: --unit 12, or an output word, --word good.")
    for name, given in (("symbol", symbol), ("layer", layer)):
        if word is not None and given is not None:
            raise typer.BadParameter(f"Give either --word or --{name}, not both: an output word has no {name}.")
    model = _zoo().get(model_id)
    result = trace(model, text, top=0)
    t = len(result.tokens) - 1 if t is None else t
    if word is not None:
        found_word = derive_word(model, result, t, word)
        answer, table = to_json(found_word), explanations.word_table(result, found_word, top)
    else:
        found = derive(model, result, t, "h" if symbol is None else symbol, unit or 0, layer or 0)
        answer, table = to_json(found), explanations.unit_table(model.network.cell, result, found, top)
    if json:
        sys.stdout.buffer.write(answer + b"\n")
    else:
        Console().print(table)


@cli.command()
def train(
    model_id: Annotated[str, typer.Argument(help="Which model to train.")],
    corpus: Corpus = None,
    out: Annotated[
        Path | None, typer.Option(help="The folder to write; the one of the shipped weights where not given.")
    ] = None,
    device: Annotated[str | None, typer.Option(help="auto, cpu or cuda, in place of UNROLLED_DEVICE.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="The seed of every random choice.")] = 0,
    epochs: Annotated[int | None, typer.Option(min=1, help="How often to read the corpus; the recipe knows.")] = None,
    checkpoint: Annotated[
        list[int] | None,
        typer.Option(
            min=0, help="After which epoch to keep the network as well, as a model beside it; 0 is the start."
        ),
    ] = None,
) -> None:
    """Train a model again, and write its folder whole or not at all."""
    from model.train import Progress, recipe_of, train_model  # imports torch, which takes a second

    console = Console(stderr=True)
    recipe = recipe_of(model_id).settings
    settings = replace(recipe, seed=seed, epochs=epochs or recipe.epochs)
    for epoch in checkpoint or ():
        if epoch >= settings.epochs:
            raise typer.BadParameter(
                f"Training has {settings.epochs} epochs and ends with a model; a checkpoint is of an earlier one, "
                f"not {epoch}.",
                param_hint="--checkpoint",
            )
    with ProgressBar(*COLUMNS, console=console) as bar:
        task = bar.add_task("reading the corpus", total=None)

        def show(progress: Progress) -> None:
            words = f"epoch {progress.epoch + 1} of {settings.epochs}, perplexity {math.exp(progress.loss):.1f}"
            bar.update(task, completed=progress.step, total=progress.steps, description=words)

        model = train_model(
            model_id,
            corpus,
            out,
            device or load_settings().device,
            settings,
            checkpoints=checkpoint or (),
            on_progress=show,
            on_notice=console.print,
        )
    console.print(f"Test perplexity {model.card.metrics['perplexity']['test']:.1f}. Every figure is on the card.")


@cli.command()
def evaluate(model_id: Annotated[str, typer.Argument(help="Which model to evaluate.")], corpus: Corpus = None) -> None:
    """Recompute every figure on a model's card from its weights, and compare; the status is 1 where one differs."""
    from model.corpora import warning_if_different
    from model.evaluate import compare, corpus_of
    from model.evaluate import evaluate as figures_of

    model = _zoo().get(model_id)
    text = corpus_of(model.vocabulary.kind, corpus)
    warning = warning_if_different(text, model.card.corpus)
    if warning:
        Console(stderr=True).print(warning)
    comparisons = compare(model.card, figures_of(model, text), text)
    Console().print(figures.comparison_table(comparisons))
    if not all(comparison.agrees for comparison in comparisons):
        raise typer.Exit(1)


@cli.command()
def study(
    model_id: Annotated[str, typer.Argument(help="Which model to study.")],
    corpus: Corpus = None,
    seed: Annotated[int, typer.Option(min=0, help="The seed of every random choice.")] = 0,
) -> None:
    """Find what a model's units follow, gather a bank of its states, and keep both in its folder."""
    from model.corpora import warning_if_different
    from model.evaluate import corpus_of
    from model.study import study as study_model

    console = Console()
    zoo = _zoo()
    folder = zoo.folder_of(model_id)
    model = load(folder, studied=False)
    text = corpus_of(model.vocabulary.kind, corpus)
    warning = warning_if_different(text, model.card.corpus)
    if warning:
        Console(stderr=True).print(warning)
    study_model(folder, text, seed, on_finding=lambda finding: console.print(figures.finding_line(finding)))
    console.print(f"Kept in {folder}: what units follow, and a bank of states.", highlight=False)


def _zoo() -> Zoo:
    return Zoo(load_settings().weights)


def main() -> None:
    """Run the command line; what goes wrong is a sentence on stderr and a status of 1."""
    try:
        cli()
    except (ModelError, BadSettings) as error:
        sentence = str(error)
    except OSError as error:
        sentence = f"{error.filename or 'A file'} cannot be written: {error.strerror}."
    else:
        return
    Console(stderr=True).print(Text(sentence, "red"), soft_wrap=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
