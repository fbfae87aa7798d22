"""What Keras means when it refuses to build, compile or train a model."""

from __future__ import annotations

# As in `public_tests.error_meanings`: (type, pattern in the message, what it means and what to do).
KERAS_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (
        "TypeError|ValueError",
        r"Sequential\.__init__\(\) takes|Expected `trainable` to be a boolean|"
        r"Argument `name` must be a string.*Received: name=<|"
        r"'(?:Dense|InputLayer)' object is not iterable",
        "`keras.Sequential` takes its layers in one list: put them between `[` and `]`.",
    ),
    (
        "TypeError",
        r"__init__\(\) missing \d+ required positional arguments?: (?P<a>.+)",
        "Something that a layer needs is not given: {a}. It stands first in the brackets, as the 25 in "
        "`Dense(25, ...)`.",
    ),
    (
        "ValueError",
        r"Only instances of `?keras\.Layer`? can be added.*Received: (?P<a>.+?) \(of type",
        "Each entry of the list must be a layer of its own, made with brackets: `Dense(25)`. This one is "
        "none: {a}.",
    ),
    (
        "ValueError",
        r"expected (?:min_)?ndim=(?P<a>[3-5]), found ndim=2",
        "This layer looks at images or sequences, with {a} axes, and got a table of rows. A layer before it, "
        "such as `keras.layers.Reshape((20, 20, 1))`, makes images of rows of 400.",
    ),
    (
        "ValueError",
        r"Could not interpret activation function identifier: (?P<a>\S+)",
        "Keras knows no activation called {a}. Their names are written in small letters, in quotes: "
        '`"relu"`. The second argument of `Dense` is its activation, not a number.',
    ),
    (
        "ValueError",
        r"Cannot convert '(?P<a>\d+)' to a shape",
        "A shape is a tuple: `({a},)`, with the comma.",
    ),
    (
        "ValueError|TypeError",
        r"(?:Unrecognized keyword arguments passed to|Argument\(s\) not recognized|"
        r"unexpected keyword argument).*?'(?P<a>\w+)'",
        "No argument is called `{a}` there. Is it spelled right, and does it belong to this call?",
    ),
    (
        "ValueError",
        r"invalid value for `units`",
        "The number of units is a whole number above 0, without quotes. `int(...)` makes one of a NumPy "
        "number.",
    ),
    (
        "ValueError",
        r"Could not interpret optimizer identifier: (?:<\S*[Ll]oss|\w*(?:entropy|error|hinge|mse|mae))",
        "A loss stands where the optimizer is meant. In `compile` the optimizer comes first; with their "
        "names before them, `optimizer=...` and `loss=...`, they may come in any order.",
    ),
    (
        "ValueError",
        r"Could not interpret (?P<a>loss|metric)",
        "Keras knows no {a} of that name. `dir(keras.losses)` and `dir(keras.metrics)` list those that it "
        "knows: the loss is what training goes down on, a metric such as the accuracy is only reported.",
    ),
    (
        "ValueError",
        r"Expected `(?P<a>metrics|weighted_metrics)` argument to be a list",
        'Metrics come in a list, also where there is one: `{a}=["accuracy"]`.',
    ),
    (
        "ValueError",
        r"`learning_rate` should be float",
        "The learning rate is a number, without quotes.",
    ),
    (
        "ValueError",
        r"Could not interpret (?P<a>optimizer)",
        "Keras knows no {a} of that name. Its own names are written in small letters, for example "
        '`"adam"`; a class must be called: `keras.optimizers.Adam()`.',
    ),
    (
        "ValueError",
        r"KerasTensor (?:is symbolic|cannot be used as input)|A KerasTensor",
        "What a layer gives before there is data stands for numbers to come. NumPy and TensorFlow's own "
        "functions can't compute with it; Keras's layers and `keras.ops` can.",
    ),
    (
        "ValueError",
        r"You must call `compile\(\)` before|model (?:must|has to) be compiled",
        "This model is not compiled: it lacks the loss and the optimizer that `fit` and `evaluate` need. To "
        "ask a model for its outputs, `predict` is enough. A model that is built or copied inside a function "
        "is another one than the argument.",
    ),
    (
        "ValueError|InvalidArgumentError",
        r"length of shape with unknown rank|Graph execution error|"
        r"Exception encountered.*Matrix size-incompatible",
        "What went into the model has another shape than the model takes. It takes a table, one image a row: "
        "(m, 400), and (1, 400) for one image. Print the `.shape` of what you hand over.",
    ),
    (
        "ValueError",
        r"incompatible with the layer: .*received input with shape \(\w+, 1\)",
        "One column of numbers came where rows of pixels are meant. Have images and labels changed places? "
        "The images come first, then their labels.",
    ),
    (
        "ValueError",
        r"Attempt to convert a value \(None\)",
        "Something is None where numbers are meant. Most often the labels are missing: images and their "
        "labels go together, to train and also to validate.",
    ),
    (
        "ValueError",
        r"must have rank \(ndim\) `target\.ndim - 1`",
        "This loss wants one whole number as the label of each row, not a row of ten. Hand the labels over "
        "as they are; labels go in first, the model's outputs second.",
    ),
    (
        "ValueError",
        r"must have the same (?:rank|shape)",
        "This loss wants labels of the same shape as the outputs, one-hot rows. Which loss takes "
        "whole-number labels as they are?",
    ),
    (
        "AttributeError",
        r"`Model\.layers` attribute is reserved",
        "Keras keeps its own list under the name `layers`. Give yours another name.",
    ),
    (
        "RuntimeError|AttributeError|ValueError",
        r"super\(\)\.__init__\(\)|forgot to call `super",
        "A subclass of `keras.Model` begins its `__init__` with `super().__init__()`.",
    ),
    (
        "NotImplementedError|AttributeError|ValueError",
        r"does not have a `?call\(\)`? method",
        "A subclass of `keras.Model` says in `call(self, x)` how its layers follow each other.",
    ),
    (
        "ValueError",
        r"Data cardinality is ambiguous",
        "There are not as many labels as images. Images and labels must come from the same part of the data: "
        "X_train with y_train, X_val with y_val.",
    ),
)
