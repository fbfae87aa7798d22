"""The config file of the experiments: what it says, and what is said about a config that can't be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from lab_utils.experiments import EXPERIMENTS_FILE, ConfigError, Experiment, load_experiments
from lab_utils.experiments._form import Augmentation
from lab_utils.experiments._layers import KINDS

SHIPPED = load_experiments()
ONE_LAYER = 'layers = [{ kind = "dense", units = 10 }]'
SMALL = f"""
data = "lab"
input = 20
split = "train"
{ONE_LAYER}
from_logits = true
optimizer = "adam"
learning_rate = 0.001
batch_size = 32
epochs = 2
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refused(experiment: str, /, **settings: Any) -> str:
    keys = {key.replace("__", "."): value for key, value in settings.items()}
    with pytest.raises(ConfigError) as caught:
        SHIPPED[experiment].with_settings(keys)
    message = str(caught.value)
    assert message.startswith(f"lab_utils/experiments.toml, experiment `{experiment}`, set ")
    assert "\n" not in message
    return message


def test_the_file_ships_the_networks_of_the_field() -> None:
    assert list(SHIPPED) == ["lab", "lab-70", "wide", "sigmoid-out", "sgd", "numpy", "linear", "cnn"]
    assert all(experiment.summary for experiment in SHIPPED.values())


@pytest.mark.parametrize(
    ("name", "by_hand"),
    [
        ("lab", (400 + 1) * 25 + (25 + 1) * 15 + (15 + 1) * 10),
        ("wide", (784 + 1) * 128 + (128 + 1) * 64 + (64 + 1) * 10),
        ("sigmoid-out", (784 + 1) * 100 + (100 + 1) * 10),
        ("linear", (400 + 1) * 10),
    ],
)
def test_parameters_are_counted_as_by_hand(name: str, by_hand: int) -> None:
    assert SHIPPED[name].parameters == by_hand


def test_what_an_experiment_is_like_comes_from_the_one_above() -> None:
    lab, longer = SHIPPED["lab"].table(), SHIPPED["lab-70"].table()
    assert {key for key in lab if lab[key] != longer[key]} == {"summary", "epochs"}
    assert longer["epochs"] == 70


def test_every_key_and_kind_of_layer_is_explained_in_the_file() -> None:
    comments = [line for line in EXPERIMENTS_FILE.read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
    explained = {line.lstrip("# ").partition(" ")[0] for line in comments}
    layer_keys = {key for form in KINDS.values() for key in form.model_fields} - {"kind"}
    assert set(Experiment.model_fields) - {"name"} <= explained
    assert set(KINDS) <= explained
    for key in layer_keys | set(Augmentation.model_fields):
        assert any(key in line for line in comments)


def test_an_experiment_survives_its_way_through_a_file(tmp_path: Path) -> None:
    file = written(tmp_path, tomli_w.dumps({name: each.table() for name, each in SHIPPED.items()}))
    assert load_experiments(file) == SHIPPED


def test_settings_change_a_copy_and_nothing_else() -> None:
    lab = SHIPPED["lab"]
    changed = lab.with_settings({"epochs": "5", "layers.0.units": "50", "optimizer": "sgd", "momentum": 0.5})
    assert (changed.epochs, changed.optimizer, changed.momentum) == (5, "sgd", 0.5)
    assert changed.parameters == (400 + 1) * 50 + (50 + 1) * 15 + (15 + 1) * 10
    assert (lab.epochs, lab.optimizer, lab.parameters) == (40, "adam", 10575)
    assert lab.with_settings({}) == lab


def test_a_setting_may_be_a_whole_table_or_list() -> None:
    layers = '[{ kind = "dense", units = 30, activation = "tanh" }, { kind = "dense", units = 10 }]'
    assert SHIPPED["lab"].with_settings({"layers": layers}).parameters == 401 * 30 + 31 * 10
    still = SHIPPED["cnn"].with_settings({"augmentation": "{}"})
    assert still.augmentation == Augmentation()
    moved = SHIPPED["lab"].with_settings({"augmentation.shift": "2"})
    assert moved.augmentation.shift == 2


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"epochz": "5"}, "there is no key `epochz`. Did you mean `epochs`? The keys are `summary`, `data`"),
        ({"layers__0__unit": "5"}, "no key `unit` in `layers.0`. Did you mean `units`? The keys are `kind`"),
        ({"augmentation__shif": "5"}, "no key `shif` in `augmentation`. Did you mean `shift`?"),
        ({"optimizer": "adm"}, '`optimizer` must be `adam` or `sgd`, and it is "adm". Did you mean `adam`?'),
        ({"layers__0__activation": "rellu"}, "Did you mean `relu`?"),
        ({"layers__0__kind": "dens"}, 'must be one of `dense`, `conv`, `max_pool`, `flatten`, `dropout` and'),
        ({"layers__3__units": "5"}, "`layers.3` names none of the 3 layers, 0 to 2"),
        ({"layers__first__units": "5"}, "`layers.first` names none of the 3 layers"),
        ({"epochs__x": "5"}, "`epochs` is 40 and holds no further keys"),
        ({"name": "mine"}, "there is no key `name`"),
    ],
)  # fmt: skip
def test_a_typo_names_the_key_those_that_there_are_and_the_nearest(
    settings: dict[str, str], said: str
) -> None:
    assert said in refused("lab", **settings)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"epochs": "five"}, '`epochs` must be a whole number from 1 to 10000, and it is "five"'),
        ({"epochs": "5.5"}, "whole number from 1 to 10000, and it is 5.5"),
        ({"epochs": "true"}, "whole number from 1 to 10000, and it is true"),
        ({"epochs": "0"}, "and it is 0"),
        ({"epochs": "2026-01-01"}, "and it is the date or time 2026-01-01"),
        ({"batch_size": "0"}, "`batch_size` must be a whole number from 1 to 60000, and it is 0"),
        ({"learning_rate": "-1"}, "`learning_rate` must be a number above 0 and up to 10, and it is -1"),
        ({"learning_rate": "nan"}, "a number above 0 and up to 10, and it is nan"),
        ({"layers__0__units": "0"}, "`layers.0.units` must be a whole number from 1 to 4096, and it is 0"),
        ({"layers": "[]"}, "`layers` must be a list of 1 to 40 layers, and it is an empty list"),
        ({"layers": "[5]"}, '`layers.0` must be a table such as { kind = "dense", units = 10 }, and it is 5'),
        ({"layers": "[{ units = 10 }]"}, "the key `layers.0.kind` is missing"),
        ({"layers": '[{ kind = "dense" }]'}, "the key `layers.0.units` is missing: a whole number"),
        ({"augmentation": "5"}, "`augmentation` must be a table with `shift`"),
        ({"augmentation__shift": "20"}, "`augmentation.shift` must be a number of pixels from 0 to 8"),
        ({"summary": "5"}, "`summary` must be a line of text, and it is 5"),
        ({"seed": "-1"}, "`seed` must be a whole number from 0 to 1000000"),
    ],
)
def test_a_wrong_type_or_an_impossible_value_says_what_it_must_be(
    settings: dict[str, str], said: str
) -> None:
    assert said in refused("lab", **settings)


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [
        ("lab", {"layers__2__activation": "softmax"}, "a loss from logits belongs to a `linear` output"),
        ("wide", {"from_logits": "true"}, "make `from_logits` false or change the output"),
        ("lab", {"from_logits": "false"}, "make `from_logits` true"),
        ("lab", {"layers__2__activation": "relu"}, "`linear`, `softmax` or `sigmoid`, and it is `relu`"),
        ("lab", {"layers__0__activation": "softmax"}, "`softmax`, which belongs to the last layer alone"),
        ("lab", {"layers__2__units": "9"}, "one for each digit, and it is 9 units"),
        ("lab", {"layers": '[{ kind = "flatten" }]'}, "must be `dense` with 10 units, one for each digit"),
        ("lab", {"data": "mnist"}, "the images of `data` = `mnist` are 28 x 28: change `input` to 28"),
        ("wide", {"data": "lab"}, "`input` is 28 and the images of `data` = `lab` are 20 x 20"),
        ("sgd", {"digits": "3201"}, "`split` = `train` has 3,200 to learn from: take fewer"),
        ("lab", {"momentum": "0.9"}, "`momentum` belongs to `sgd`, and `optimizer` is `adam`"),
        ("numpy", {"optimizer": "sgd"}, "`trainer` = `numpy` needs `optimizer` to be `adam`"),
        ("numpy", {"layers__0__activation": "tanh"}, "to be `relu` in all layers but the last"),
        ("numpy", {"augmentation__shift": "1"}, "needs no `augmentation`"),
        ("cnn", {"trainer": "numpy"}, "needs `layers` to be all `dense`"),
        ("cnn", {"layers__0__padding": "valid", "layers__0__kernel": "28"}, "needs 28 x 28 pixels"),
        ("cnn", {"layers__2__size": "11"}, "gets 1 x 1"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_told_before_anything_is_trained(
    name: str, settings: dict[str, str], said: str
) -> None:
    assert said in refused(name, **settings)


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        (["flatten", "conv", "dense"], "`layers.1` (conv) takes an image and gets a row of 400 numbers"),
        (["dense", "max_pool", "dense"], "`layers.1` (max_pool) takes an image and gets a row of 10 numbers"),
        (["conv", "dense"], "`layers.1` (dense) takes a row and gets an image of 20 x 20 x 4"),
        (
            ["flatten", "flatten", "dense"],
            "`layers.1` (flatten) makes a row of an image and gets a row already",
        ),
        ([*["max_pool"] * 5, "flatten", "dense"], "`layers.4` (max_pool) needs 2 x 2 pixels and gets 1 x 1"),
    ],
)
def test_layers_in_an_order_that_cannot_be_are_named(layers: list[str], said: str) -> None:
    extra: dict[str, dict[str, Any]] = {
        "dense": {"units": 10},
        "conv": {"filters": 4},
        "max_pool": {},
        "flatten": {},
    }
    assert said in refused("lab", layers=[{"kind": kind, **extra[kind]} for kind in layers])


def test_a_network_that_no_learner_should_wait_for_is_refused() -> None:
    said = refused("wide", layers__0__units=4096, layers__2__units=4096)
    assert f"hold {785 * 4096 + 4097 * 4096 + 4097 * 10:,} parameters, more than the 20,000,000" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[mine\n", "it can't be read as TOML: "),
        ("[mine]\nactivation = relu\n", 'or "text" in quotes'),
        ("", "there is no experiment in it; each begins with its name, as in [lab]"),
        ("epochs = 5\n", "experiment `epochs`: the key stands outside of every experiment (its value is 5)"),
        (f'["../mine"]{SMALL}', "a name has 1 to 60 letters, digits"),
        (f'[mine]{SMALL}name = "x"', "there is no key `name`: the name is the heading"),
        (f"[mine]{SMALL}epoch = 5", "experiment `mine`: there is no key `epoch`. Did you mean `epochs`?"),
        (f"[mine]{SMALL}lik = 5", "Did you mean `like`?"),
        (f'[mine]{SMALL}[other]\nlike = "min"', '`like` must name an experiment above it, and it is "min".'),
        (f'[mine]\nlike = "mine"{SMALL}', "`like` must name an experiment above it"),
        ("[mine]\n" + SMALL.replace("epochs = 2", ""), "the key `epochs` is missing: a whole number from 1"),
        ("[mine]\n" + SMALL.replace("epochs = 2", "epoch = 2"), "no key `epoch`. Did you mean `epochs`?"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_experiments(file)
    assert str(caught.value).startswith(str(file))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_not_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file"):
        load_experiments(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes("[mine]\nsummary = 'é'".encode("latin-1"))
    with pytest.raises(ConfigError, match="isn't text in UTF-8"):
        load_experiments(tmp_path / "latin.toml")


def test_a_file_from_an_editor_that_marks_utf_8_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xef\xbb\xbf" + f"[mine]{SMALL}".replace("\n", "\r\n").encode())
    assert load_experiments(file)["mine"].parameters == 4010


def test_reading_the_file_loads_neither_tensorflow_nor_matplotlib() -> None:
    code = (
        "import sys; from lab_utils.experiments import load_experiments; load_experiments()\n"
        "assert not {'keras', 'tensorflow', 'sklearn', 'matplotlib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)
