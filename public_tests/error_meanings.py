"""What the exceptions of Python, NumPy and TensorFlow mean in a learner's function, and what to try."""

from __future__ import annotations

from public_tests.keras_errors import KERAS_MEANINGS

OTHER_ARGUMENTS = (
    "The check hands over other arguments than the `def` line takes. Keep the `def` line as the exercise "
    "gives it."
)
# (type, pattern in the message, what it means and what to do); the first that fits is told.
MEANINGS: tuple[tuple[str, str, str], ...] = (
    *KERAS_MEANINGS,
    (
        "NameError|UnboundLocalError",
        r"name '(?P<a>\w+)' is not defined|local variable '(?P<b>\w+)'",
        "`{a}` is not known at that point. Is it spelled as where it was made? A module must be "
        "imported in a cell that has been run; a variable must be made inside the function before "
        "it is used.",
    ),
    (
        "TypeError",
        r"takes (?P<a>.+) but \d+ (?:was|were) given|missing \d+ required positional|"
        r"got an unexpected keyword",
        OTHER_ARGUMENTS,
    ),
    (
        "TypeError",
        r"only (?:length-1|0-dimensional|size-1) arrays? can be converted|must be real number, not",
        "A function for one number (such as those of `math`) met a whole array. Use its NumPy twin "
        "(`np.exp`, `np.log`), or call it once for each element.",
    ),
    (
        "TypeError",
        r"only integer scalar arrays",
        "One whole number is meant there, as an index of a list, a length or an axis, and it got an array. "
        "Only an array can be asked for several places at once: `np.array(...)` makes one of a list. (The "
        "second argument of `np.max` and `np.sum` is an axis; `np.maximum` compares two arrays.)",
    ),
    (
        "TypeError",
        r"'(?P<a>.+)' object is not callable",
        "Something that is no function is called with `( )`. Is a function's name also used for a "
        "variable? For an index write `[ ]`.",
    ),
    (
        "TypeError",
        r"unsupported operand .* for \^|ufunc 'bitwise_xor' not supported",
        "`^` is no power in Python, but an operation on bits. A power is written `**`.",
    ),
    (
        "TypeError",
        r"unsupported operand type\(s\) for \S+: .*'(?:list|tuple)'|can't multiply sequence by non-int",
        "A list does no arithmetic with all its numbers at once. `np.array(...)` makes an array of it, and "
        "an array does.",
    ),
    (
        "TypeError",
        r"unsupported operand .*'(?:map|generator|zip|filter|dict|set)'",
        "There stand no numbers yet, but something that would give them one by one. `np.array(list(...))` "
        "makes an array of it.",
    ),
    (
        "TypeError",
        r"len\(\) of unsized object|iteration over a 0-d|"
        r"'(?:numpy\.)?(?:float|int)\w*' object is not iterable",
        "One number stands where several are meant: it has no length, and no loop goes through it. `squeeze` "
        "takes every axis of size 1 away, also the one that counts a single row; `reshape(-1)` keeps it.",
    ),
    (
        "ValueError",
        r"Stratified train/test split is not implemented for shuffle=False",
        "scikit-learn splits by class only where it shuffles. Leave `shuffle=False` out: the seed makes the "
        "shuffle repeatable.",
    ),
    (
        "ValueError",
        r"least populated class",
        "`stratify` wants the label of each row, so that each class can be shared out. It got something of "
        "which hardly two rows are alike.",
    ),
    (
        "TypeError",
        r"unsupported operand .*(?:function|method)",
        "A function or method is named, but not called. Does it lack its brackets, as in `.sum()`?",
    ),
    (
        "_UFuncOutputCastingError|UFuncTypeError",
        r"",
        "Fractions are to be stored in an array of whole numbers: the one that `out=` names, or the one left "
        "of `-=` or `/=`. For `out=` make an array of floats, such as `np.zeros(len(z))`: `np.zeros_like` of "
        "whole numbers holds whole numbers. For `z -= ...` write `z = z - ...`, which makes a new array.",
    ),
    (
        "TypeError|AttributeError",
        r"NoneType",
        "A value is None there. A function without `return` gives None, and so do methods that work "
        "in place (`list.sort`, `model.compile`).",
    ),
    (
        "ValueError",
        r"could not broadcast input array from shape (?P<a>\((\d+),(\d+)\) into shape \(\3,\2\))",
        "What is stored lies on its side: {a}. Height and width, or rows and columns, have changed places in "
        "one of the two. A shape is (lines, columns).",
    ),
    (
        "ValueError",
        r"could not broadcast input array from shape (?P<a>\([^)]*\) into shape \([^)]*\))",
        "What is stored does not fit into its place: {a}. Is a size typed in as a number? Take sizes from "
        "the argument (`len(z)`, `Z.shape`): the check uses others too.",
    ),
    (
        "ValueError",
        r"setting an array element with a sequence|inhomogeneous shape",
        "An array needs rows of one length, and one number in each place. Print what you are about to store.",
    ),
    (
        "ValueError|InvalidArgumentError",
        r"operands could not be broadcast together with shapes (?P<a>[^\n]*)|"
        r"Incompatible shapes: (?P<b>\[.*?\] vs\. \[.*?\])",
        "NumPy cannot bring these shapes together: {a} Print `.shape` of both sides just before that "
        "line; `keepdims=True` in a sum keeps the axis that you reduce over.",
    ),
    (
        "ValueError",
        r"does not have enough dimensions",
        "One side of a matrix product is a single number. Which step before it left one number of an array: "
        "a `sum`, a `mean`, a `max`? (`np.max(z, 0)` is the largest along axis 0. `np.maximum(z, 0)` "
        "compares each number with 0.)",
    ),
    (
        "InvalidArgumentError",
        r"was expected to be a (?P<a>\w+) tensor but is a (?P<b>\w+) tensor",
        "TensorFlow mixes no types, and one side is of another type ({a}) than the other. `tf.cast(x, "
        "tf.float32)` brings them together.",
    ),
    (
        "ValueError|InvalidArgumentError",
        r"matmul|shapes .* not aligned|Dimensions must be equal|Matrix size-incompatible",
        "The inner sizes of a matrix product differ. Print `.shape` of both sides just before it.",
    ),
    (
        "ValueError",
        r"truth value of an array",
        "`if` and `and` want one True or False, and got a whole array of them. Choose element by "
        "element with `np.where` or a mask, or loop over the elements.",
    ),
    (
        "ValueError",
        r"cannot reshape array of size (?P<a>\d+)",
        "The new shape must hold just as many numbers as the array has: {a}.",
    ),
    (
        "ValueError",
        r"incompatible with the layer: expected (?P<a>[^\n]*)|Expected shape (?P<b>\([^)]*\)), but input has",
        "The model met an input of another shape than it was made for: expected {a}. A model takes a "
        "table of images, also for one image: shape (1, 400), not (400,).",
    ),
    (
        "ValueError",
        r"[Ii]nvalid dtype|Unrecognized data type|could not convert string",
        "A value has a type that cannot be used there. Print `type(...)` of what goes in.",
    ),
    (
        "IndexError",
        r"only integers, slices",
        "A value is used as a position. `for x in z` gives the values; `for i in range(len(z))` gives the "
        "positions, and `enumerate(z)` both.",
    ),
    (
        "IndexError",
        r"arrays used as indices must be of integer",
        "The array that is used as an index holds fractions, or is of a type that could hold them. Positions "
        "are whole numbers: `.astype(int)` makes them so.",
    ),
    (
        "IndexError",
        r"tuple index out of range",
        "The shape has fewer entries than that: a vector has `shape[0]` only. Print `.shape` before.",
    ),
    (
        "AxisError",
        r"",
        "The array has fewer axes than that. Axes are counted from 0: a vector has axis 0 only.",
    ),
    (
        "IndexError",
        r"",
        "An index points outside. Take sizes from the argument (`len(z)`, `Z.shape`), not from one "
        "example: the check uses other sizes too. (`for i in z` gives values, not positions.)",
    ),
    (
        "KeyError",
        r"",
        "This key is not in the dictionary. Print `.keys()` to see those that are.",
    ),
    (
        "ZeroDivisionError",
        r"",
        "Something is divided by zero. Which input makes the divisor 0?",
    ),
    (
        "OverflowError",
        r"out of bounds for (?P<a>\w+)|int too large",
        "The number is larger than its type can hold. Leave the type out, or use `int`.",
    ),
    (
        "OverflowError",
        r"",
        "A number became too large for a float. `math.exp(710)` already is.",
    ),
    (
        "FloatingPointError",
        r"",
        "NumPy was told to stop there (`np.seterr`): a result is infinite, or no number at all. Which input "
        "divides by zero, or is too large for `exp`?",
    ),
    (
        "EOFError|StdinNotImplementedError",
        r"",
        "`input()` waits for a person, and the check types nothing. What the function needs comes in through "
        "its arguments.",
    ),
    (
        "AttributeError",
        r"has no attribute '(?P<a>predict_classes|predict_proba)'",
        "`{a}` belongs to other libraries and to Keras before version 3. `model.predict` gives the outputs "
        "of the last layer; what you want is computed from them.",
    ),
    (
        "AttributeError",
        r"module '.+' has no attribute '(?P<a>\w+)'",
        "This module has nothing called `{a}`. Is it spelled right?",
    ),
    (
        "AttributeError",
        r"has no attribute '(?P<a>\w+)'",
        "This kind of object has no `{a}`. `type(...)` tells what it is; a list becomes an array "
        "with `np.array(...)`.",
    ),
    (
        "ImportError|ModuleNotFoundError",
        r"",
        "A module cannot be imported here. The lab needs only those that its first cell imports.",
    ),
    (
        "RecursionError",
        r"",
        "The function calls itself without an end. What is the case in which it should stop?",
    ),
    (
        "SystemExit",
        r"",
        "`exit()` ends the program. Leave a function with `return`.",
    ),
    (
        "AssertionError",
        r"",
        "An `assert` in your own code was not true for this input.",
    ),
    (
        "MemoryError|ResourceExhaustedError",
        r"",
        "The array would be too large. Print the shapes that you create.",
    ),
)
