"""What learners believe about the network that `build_model` builds."""

from __future__ import annotations

from public_tests.misconception import Misconception

_ALL = (
    Misconception(
        "returns_none",
        "It returned None.",
        "`model.add`, `model.compile` and `model.summary` work in place and give None back; only `return` "
        "hands the model to the caller.",
        "End the function with `return model`.",
    ),
    Misconception(
        "returns_class",
        "It returned a class.",
        "A class is the plan of a model. Calling it, with brackets, makes the model itself.",
        "Add the brackets: `Name()` where you wrote `Name`.",
    ),
    Misconception(
        "returns_function",
        "It returned a function that has not been called.",
        "The name of a function is the function; the brackets after it make it run.",
        "Call it, and return what it gives.",
    ),
    Misconception(
        "returns_list",
        "It returned a list.",
        "A list of layers is a plan. `keras.Sequential` makes a model of it.",
        "Return one model and nothing beside it.",
    ),
    Misconception(
        "returns_more",
        "It returned a model and something beside it.",
        "A comma after `return` makes one tuple of several things, and a tuple has no layers.",
        "Return the model alone.",
    ),
    Misconception(
        "returns_layer",
        "It returned a layer, or the output of one.",
        "A layer is one step. A model joins the steps from the input to the output, and can be trained.",
        "Give the layers to `keras.Sequential`, or input and output to `keras.Model`.",
    ),
    Misconception(
        "no_layers",
        "The model holds no layers.",
        "`keras.Sequential()` starts empty, and a layer that is made but not added belongs to nobody.",
        "Give it a list of layers, or `model.add(...)` each of them.",
    ),
    Misconception(
        "no_weights",
        "The model has no weights that Keras knows of.",
        "Training changes only the weights that Keras keeps: those of the model's own layers, and those made "
        "by `self.add_weight`. A `tf.Variable`, an array, or a layer that `call` makes anew each time is "
        "invisible to it.",
        "Use `Dense` layers, made once (in `__init__`). `model.summary()` shows what Keras counts.",
    ),
    Misconception(
        "input_shape",
        "The model takes another input.",
        "A digit comes as one row of 20 x 20 = 400 pixels. The number of digits is no part of the shape: "
        "Keras leaves it open.",
        "Look at `X.shape`: what does one row of X look like?",
    ),
    Misconception(
        "dense_as_input",
        "The first layer has 400 units of its own.",
        "The input is no layer of units: its 400 numbers are the pixels as they are. `Dense(400)` "
        "computes 400 new ones, with 160,400 parameters.",
        "Name the input's shape with `keras.Input`, and begin the layers with the 25 units.",
    ),
    Misconception(
        "swapped_units",
        "The hidden layers are the wrong way round: 15 units, then 25.",
        "Order matters: the first layer holds most of the parameters, because all pixels enter there.",
        "The larger hidden layer stands next to the pixels.",
    ),
    Misconception(
        "output_units",
        "The last layer has another number of units than there are digits.",
        "Each class needs an output of its own. The digits 0 to 9 are ten classes, although the largest "
        "of them is 9, and the answer is read from where the largest output stands.",
        "Count the digits from 0 to 9. So many units does the last layer need.",
    ),
    Misconception(
        "missing_layer",
        "A layer is missing.",
        "There are two hidden layers between the pixels and the ten outputs, each called on the output of "
        "the one before: a layer that is called on the input again leaves the others out.",
        "Compare `model.summary()` with the picture: 400, 25, 15, 10.",
    ),
    Misconception(
        "extra_layer",
        "There is a layer too many.",
        "A layer more is another network, with other parameters. It may well learn, but the numbers of "
        "this lab are about 25, 15 and 10.",
        "Compare `model.summary()` with the picture: 400, 25, 15, 10.",
    ),
    Misconception(
        "other_units",
        "A hidden layer has another number of units.",
        "The first argument of `Dense` says how many units the layer has, so how many numbers come out.",
        "Compare `model.summary()` with the picture: 400, 25, 15, 10.",
    ),
    Misconception(
        "no_bias",
        "A layer has no bias.",
        "Without a bias, a row of zeros can give nothing but zeros: each unit's threshold is stuck at 0.",
        "Leave `use_bias` as it is, which is True.",
    ),
    Misconception(
        "frozen_layers",
        "Some weights are frozen.",
        "`trainable=False` keeps weights as they are. It is for networks that are trained already; here "
        "the first weights are random.",
        "Leave `trainable` as it is.",
    ),
    Misconception(
        "equal_weights",
        "In a hidden layer all units start with the same weights.",
        "Units that start equal get equal corrections, and stay equal: a layer of copies can do no more "
        "than one unit. Zeros do not learn at all.",
        "Leave `kernel_initializer` as it is: it draws small random numbers.",
    ),
    Misconception(
        "softmax_output",
        "The last layer ends in softmax.",
        "Softmax belongs in one place. Here it is part of the loss (`from_logits=True`), which needs the "
        "raw outputs. With both, accuracy may look fine, because Keras on TensorFlow quietly takes the "
        "softmax off again.",
        "Leave the last layer linear. Softmax comes when you want to read probabilities.",
    ),
    Misconception(
        "log_softmax_output",
        "The last layer ends in the logarithm of softmax.",
        "Softmax and its logarithm are part of the loss here, which needs the raw outputs.",
        "Leave the last layer linear.",
    ),
    Misconception(
        "sigmoid_output",
        "The last layer ends in sigmoid.",
        "Sigmoid answers ten separate yes-or-no questions. A digit is one of ten, and the loss turns the "
        "raw outputs into shares of one whole.",
        "Leave the last layer linear.",
    ),
    Misconception(
        "relu_output",
        "The last layer ends in ReLU.",
        "A logit may be negative: that is how the network says no. ReLU makes 0 of every no, and where "
        "all are 0 nothing is left to learn from.",
        "Leave the last layer linear.",
    ),
    Misconception(
        "other_output",
        "The last layer ends in another activation.",
        "The loss needs logits: any number, positive or negative, of any size.",
        "Leave the last layer linear.",
    ),
    Misconception(
        "linear_hidden",
        "A hidden layer is linear.",
        "Without an activation two layers multiply into one: `(x @ W1) @ W2` is `x @ (W1 @ W2)`. Depth "
        "adds nothing then.",
        "Which activation lets a unit switch off? Give it to both hidden layers.",
    ),
    Misconception(
        "saturating_hidden",
        "A hidden layer uses sigmoid or tanh.",
        "The network would learn, but sigmoid and tanh flatten out for large inputs, so corrections shrink "
        "from layer to layer. ReLU keeps its slope of 1.",
        "Use the activation that you wrote in the notebook before.",
    ),
    Misconception(
        "another_hidden_activation",
        "A hidden layer uses another activation than ReLU.",
        "Relatives of ReLU often learn as well. This network is built with ReLU itself, so that later "
        "notebooks can compute the same by hand.",
        "Use `relu` in both hidden layers.",
    ),
    Misconception(
        "activation_class",
        "A class is given as an activation.",
        "Keras calls the activation with the layer's numbers, and a class that is called so makes a new "
        "object of them, no numbers.",
        'Write the name in quotes, `activation="relu"`, or let a layer `ReLU()`, with its brackets, follow.',
    ),
    Misconception(
        "rescaled_input",
        "The model rescales the pixels.",
        "The lab's pixels lie between 0 and 1 already. Dividing by 255 once more leaves hardly any "
        "ink to see.",
        "Print `X.min()` and `X.max()`, and leave the rescaling out.",
    ),
    Misconception(
        "output_shape",
        "The outputs come in another shape.",
        "For m images there are m rows of ten logits: (m, 10).",
        "Print `model(X[:16]).shape`, and take out the layer that adds or removes an axis.",
    ),
    Misconception(
        "half_precision",
        "The model computes with half the digits.",
        "float16 keeps three digits. It saves memory in huge networks; in this one it only blurs.",
        "Leave `dtype` and the global policy as they are.",
    ),
)

NETWORK_BELIEFS: dict[str, Misconception] = {belief.id: belief for belief in _ALL}
