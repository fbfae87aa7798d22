"""What learners believe about splits. A property of what came back tells each of them, not its values."""

from __future__ import annotations

from public_tests.misconception import Misconception

MASK_WITH_TWO_AXES = Misconception(
    "mask_with_two_axes",
    "A mask with two axes is used to choose rows.",
    "y has the shape (m, 1), so `y == 3` has it too. To choose rows of X, a mask needs one axis: (m,).",
    "Print `(y == 3).shape` and `(y[:, 0] == 3).shape`. Which of them has one True or False for each row?",
)
FIXED_SIZES = Misconception(
    "fixed_sizes",
    "The sizes are those of one particular X.",
    "Numbers such as 4000 or 400 fit the lab's 5,000 digits. The function is called with other data too.",
    "Compute each size from the arguments: `len(X)`, the number of rows of a digit, `test_size`.",
)
EMPTY_TEST = Misconception(
    "empty_test_part",
    "The test part is empty.",
    "Either the size came out as 0, as `int(test_size)` does: only a share of a number of rows is more than "
    "0. Or the cut is typed in, such as 400 or 4000, and lies behind the end of other data.",
    "Multiply with the number of rows first, and round afterwards. Print the size for 50 rows.",
)
WHOLE_PARTS = Misconception(
    "whole_parts",
    "The test part is one of a whole number of equal parts: a half, a third, a quarter.",
    "Folds, and every k-th row, hold 1/k of the rows. That is right for 0.2 and 0.25, and for 0.3 it makes a "
    "third of them.",
    "Compute the size from `test_size` itself, by multiplying with it.",
)
SAME_NUMBER = Misconception(
    "same_number_of_each",
    "Each digit gives as many test rows as the next, whether it has many rows or few.",
    "In the lab's data each digit has 500 rows, so equal numbers are equal shares. In other data they are "
    "not: a rare digit would be nearly used up for the test.",
    "Count the rows of each digit, and take its share of them.",
)
TOSSED = Misconception(
    "tosses_for_each_row",
    "The size of the test part changes with the seed.",
    "When a coin is tossed for each row, the share comes out right only on average.",
    "Count the rows of a digit first, compute how many of them are for the test, then draw just as many.",
)
IGNORES_TEST_SIZE = Misconception(
    "ignores_test_size",
    "The test part has the same share whatever `test_size` is.",
    "A share that is typed in fits one call only. `test_size` says it for this call.",
    "Where in the function does the share stand as a number? Let `test_size` take its place.",
)
LAB_LAYOUT = Misconception(
    "assumes_lab_layout",
    "The split is fair where labels are sorted and each digit has equally many rows, and not elsewhere.",
    "In the lab's data each digit fills one block of 500 rows. Other data has other counts and another "
    "order.",
    "Let y tell which rows hold a digit and how many they are, not their position.",
)
UNSEEDED = Misconception(
    "unseeded",
    "The same seed gives another split each time.",
    "A generator that isn't given the seed starts somewhere else in every call, and nobody can repeat "
    "your experiment.",
    "Start one generator from `seed` at the top of the function, and draw all random numbers from it.",
)
UNSEEDED_ORDER = Misconception(
    "unseeded_order",
    "The same seed gives the same rows, but in another order each time.",
    "One of the random steps doesn't follow the seed. Training sees the rows in their order, so it "
    "can't be repeated either.",
    "Look for every shuffle and permutation in the function. Does each draw from the seeded generator?",
)
ZERO_IS_NO_SEED = Misconception(
    "zero_is_no_seed",
    "Seed 42 can be repeated, and seed 0 can't.",
    "In a condition 0 counts as False, so `if seed:` or `seed or ...` leaves the seed 0 out. It is a "
    "seed like any other.",
    "Use the seed without asking whether it is there.",
)
FIXED_SEED = Misconception(
    "fixed_seed",
    "Different seeds give the same split.",
    "A seed that is typed into the function repeats one split for ever. The caller chooses the seed, to see "
    "how much a score depends on the luck of the draw.",
    "Start the generator from the argument `seed`.",
)
NOT_SHUFFLED = Misconception(
    "not_shuffled",
    "The test rows are picked by their position among the rows of a digit, so the seed changes nothing.",
    "Stratified is half of it. Data often comes in the order in which it was collected: the first rows of a "
    "digit may all be from the same writers.",
    "Shuffle the row numbers of each digit with a generator from `seed` before you cut them.",
)

# By the property that broke, see `_split_rows`; the first that any call broke is told.
BY_PROPERTY: dict[str, Misconception | None] = {
    "none": None,
    "type": None,
    "count": None,
    "nested": Misconception(
        "nested_pairs",
        "Two pairs came back in place of four arrays.",
        "Keras's own data sets come as (X_train, y_train), (X_test, y_test). This function hands over four "
        "arrays side by side.",
        "Look at the last line of the docstring: which four names, in which order?",
    ),
    "indices": Misconception(
        "returns_indices",
        "It returned row numbers or a mask, not the rows.",
        "Numbers that say which rows to take are the best way to split. One step is left.",
        "What does `X[rows]` give when `rows` holds row numbers?",
    ),
    "order": Misconception(
        "wrong_order",
        "The four parts come in another order.",
        "There are two conventions. Here both parts of X come first, then both parts of y, training before "
        "test each time; the caller unpacks them by position.",
        "Compare your `return` line with the docstring.",
    ),
    "shape": None,
    "lengths": None,
    "foreign": Misconception(
        "changes_rows",
        "A returned row holds other numbers than any row of X.",
        "A split only decides where each row goes. Scaling, sorting or shuffling the numbers inside a row is "
        "another job, and its sizes would have to come from the training part alone.",
        "Return rows of X as they are: `X[rows]`.",
    ),
    "out_of_step": Misconception(
        "out_of_step",
        "Rows of X and their labels are out of step.",
        "X and y were shuffled or cut separately, so a picture of a 3 may now carry the label 7. No error "
        "tells: the network just learns nonsense.",
        "Make one array of row numbers, shuffle it, and use it for X and for y.",
    ),
    "mask_as_numbers": Misconception(
        "mask_as_numbers",
        "Only the first rows of X, or the last, come back, over and over.",
        "A mask of 0 and 1 is read as row numbers: row 0 and row 1. (`~0` is -1, the last row.) Only True "
        "and False choose.",
        "Print the mask's `dtype`. `np.zeros(m, dtype=bool)` makes one that chooses, and `~` turns it round.",
    ),
    "places_in_a_digit": Misconception(
        "places_within_a_digit",
        "Only the first rows of X come back, over and over.",
        "The numbers say which of a digit's rows are meant: 0 is its first one. As rows of X they all point "
        "to its beginning.",
        "`np.flatnonzero(y[:, 0] == digit)` gives the places in X. Shuffle and cut these.",
    ),
    "twice": Misconception(
        "with_replacement",
        "A row of X came back twice in the same part.",
        "Drawing with `choice` or `integers` puts each number back before the next is drawn, as a die does. "
        "Or the same row numbers are collected in more than one round of a loop.",
        "Shuffle all row numbers and cut them in two, or draw with `replace=False`.",
    ),
    "shared_border": Misconception(
        "shared_border",
        "One row of each digit is in the training part and in the test part.",
        "The slices overlap by a row: `rows[:k]` ends before place k, and `rows[k - 1:]` begins one earlier. "
        "A digit that was trained on is no test.",
        "Cut both at the same place: where one slice ends, the other begins.",
    ),
    "left_in_training": Misconception(
        "test_rows_stay_in_training",
        "The test rows were copied out of X, but the training part still holds them.",
        "Then the network has seen every test digit with its answer, and the score measures memory.",
        "The training part is what remains when the test rows are gone.",
    ),
    "overlap": Misconception(
        "overlapping",
        "Some rows are in the training part and in the test part.",
        "The two parts were drawn independently of each other. A digit that was trained on is no test.",
        "Draw once, and give the second part what the first one left.",
    ),
    "first_digit_only": Misconception(
        "returns_inside_loop",
        "Only the rows of one digit came back.",
        "Either `return` stands inside the loop and ends it in its first round, or each round overwrites "
        "what the one before had found.",
        "Collect the rows of each digit in lists, and put `return` after the loop, to the left of it.",
    ),
    "digit_left_out": Misconception(
        "digit_left_out",
        "A digit is missing.",
        "There are ten digits, 0 to 9. `range(1, 10)` and `range(9)` count only nine of them.",
        "Print the digits that your loop walks over, or let `np.unique(y)` name them.",
    ),
    "lost": Misconception(
        "rows_lost",
        "Some rows of X are in neither part.",
        "Each row should be used, for training or for the test. Most often two sizes were rounded "
        "separately, or a slice ends one too early.",
        "Compute one size only. Let the other part be all that remains.",
    ),
    "fixed_sizes": FIXED_SIZES,
    "swapped": Misconception(
        "swapped_parts",
        "Training and test part have changed places: the test part is the large one.",
        "`test_size` is the share that is held back for the test. The rest is for training.",
        "Which part should have 20 of 100 rows when `test_size` is 0.2? Follow it to the `return` line.",
    ),
    "size": None,
    "position": Misconception(
        "sorted_tail",
        "The test part is one end of the sorted data.",
        "The labels are sorted, so an end holds only the last digits (or the first): the network is tested "
        "on digits that it was never shown.",
        "Take a share of the rows of each digit, not a piece of the whole.",
    ),
    "unstratified": Misconception(
        "unstratified",
        "The split takes no care of the digits: one has more test rows than its share, another fewer.",
        "Shuffling is fair on average. In one draw, and most of all for rare digits, luck decides.",
        "Split the rows of each digit separately, then put the pieces together.",
    ),
    "changed": Misconception(
        "changes_input",
        "X or y is not as it was before the call.",
        "`shuffle` and `sort` as a method rearrange the caller's own array. The next call, or a look at row "
        "1015, then meets other rows.",
        "Shuffle an array of row numbers, and leave X and y alone: `X[rows]` makes a new array.",
    ),
}

MISCONCEPTIONS: tuple[Misconception, ...] = (
    *(belief for belief in BY_PROPERTY.values() if belief),
    MASK_WITH_TWO_AXES,
    EMPTY_TEST,
    WHOLE_PARTS,
    SAME_NUMBER,
    TOSSED,
    IGNORES_TEST_SIZE,
    LAB_LAYOUT,
    UNSEEDED,
    UNSEEDED_ORDER,
    ZERO_IS_NO_SEED,
    FIXED_SEED,
    NOT_SHUFFLED,
)
