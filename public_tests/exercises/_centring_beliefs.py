"""What learners believe about centring a digit."""

from __future__ import annotations

from public_tests.exercises._centring_imitations import IMITATIONS
from public_tests.misconception import Misconception

# Id, finding, belief and next step.
_BELIEFS: tuple[tuple[str, str, str, str], ...] = (
    (
        "inverted_ink",
        "Ink and paper have changed places.",
        "On a screen 1 is often white. In this lab 1 is ink and 0 is paper, in the picture that comes in "
        "and in the one that goes out.",
        "Which number has the paper around the digit in what you return? It should be 0.",
    ),
    (
        "no_crop",
        "The whole picture is scaled, with the paper around the digit.",
        "How large the paper is, and where on it somebody wrote, says nothing about the digit. In the "
        "lab's data the digit fills its 20 x 20 box.",
        "Find the first and the last line with ink, then the columns, and cut that box out before you scale.",
    ),
    (
        "stretched",
        "The box is stretched until it fills all 20 x 20 pixels.",
        "Then a 1 becomes a broad block, and a flat digit grows tall. Shape is what a digit is told by: "
        "both sides need the same factor.",
        "Compute one factor, 20 / the longer side, and multiply both sides of the box with it.",
    ),
    (
        "one_side_scaled",
        "Only the longer side of the box is scaled.",
        "A factor for one side alone changes the shape of the digit.",
        "Multiply height and width with the same factor.",
    ),
    (
        "sizes_swapped",
        "Height and width have changed places when the box is scaled.",
        "The shape of an array is (lines, columns): height first. Pillow's `resize` and `size` say width "
        "first.",
        "Print the shape of the box, and that of the scaled one.",
    ),
    (
        "shorter_side",
        "The shorter side of the box becomes 20, and the longer one reaches beyond the picture.",
        "The whole digit fits only if its longer side does.",
        "Which of height and width decides the factor: the smaller or the larger? Try a 1 in your head.",
    ),
    (
        "always_by_height",
        "The height decides the factor, for digits that are wider than high as well.",
        "Most digits are higher than wide, but a short, broad one is not. Its width then reaches beyond 20 "
        "pixels, or is squeezed into them.",
        "Which of height and width decides the factor for a box of 60 x 90 pixels?",
    ),
    (
        "not_scaled",
        "The box is cut out and keeps its size.",
        "The network learned from digits whose longer side has 20 pixels; half as large a digit is new to "
        "it.",
        "Scale the box by 20 / its longer side before you put it in its place.",
    ),
    (
        "only_shrinks",
        "Large digits are scaled and small ones stay small.",
        "Small handwriting means the same as large. (Pillow's `thumbnail` only shrinks; `resize` does both.)",
        "What is your factor for a box of 10 x 6 pixels? It should be 2.",
    ),
    (
        "only_enlarges",
        "Small digits are scaled and large ones are cut off.",
        "A digit that is larger than 20 x 20 has to shrink: 20 / the longer side is then below 1.",
        "What is your factor for a box of 60 x 90 pixels?",
    ),
    (
        "by_mass",
        "The ink's centre of mass is put in the middle.",
        "MNIST's 28 x 28 pictures are made that way. In the lab's 20 x 20 data the box stands in the "
        "middle, and the longer side leaves no room to move.",
        "Share the lines that are left over between above and below, and the columns between left and right.",
    ),
    (
        "in_a_corner",
        "The scaled digit stands at the edge, and not in the middle.",
        "An array that is filled from index 0 on is filled from the top left.",
        "How many lines of 20 are left over, and how many of these belong above the digit?",
    ),
    (
        "transposed",
        "Lines and columns have changed places.",
        "The first index of a picture is the line, the second the column; x and y in a diagram come the "
        "other way round.",
        "Where do you write (x, y), or (width, height), for something that NumPy reads as (line, column)?",
    ),
    (
        "flipped",
        "The digit is turned or mirrored.",
        "Line 0 is the top one in every picture of this lab.",
        "Leave `flip`, `rot90` and `[::-1]` out, and look at what you return.",
    ),
    (
        "margin_left",
        "The digit is centred and keeps its shape, but it is too small.",
        "MNIST leaves a margin of 4 pixels around its 20 x 20 boxes. The lab's data is those boxes, "
        "without a margin.",
        "Which number should the longer side have after scaling?",
    ),
    (
        "faint_ink_lost",
        "Faint ink is taken for paper.",
        "A threshold loses the grey ends of a stroke, and the box ends too early. In the picture that "
        "comes in, every pixel above 0 is ink, however faint.",
        "Ask for `image > 0` when you look for the box, and keep the greys.",
    ),
    (
        "whole_28",
        "It returns 28 x 28 pixels.",
        "MNIST's pictures have that size. The network of this lab takes 20 x 20.",
        "Put the scaled digit in the middle of `np.zeros((20, 20))`.",
    ),
    (
        "still_flat",
        "The 400 numbers stand in one row.",
        "The network takes rows; this function is asked for a picture, which can be looked at.",
        "Leave the `reshape` for the moment at which the network is called.",
    ),
    (
        "extra_axis",
        "The picture has an axis too many.",
        "A third axis counts pictures or colours. One grey picture has neither.",
        "Two numbers are enough for the shape: (20, 20).",
    ),
    (
        "box_only",
        "It returns the scaled box without the paper around it.",
        "Only a square digit fills 20 x 20. Beside a 1 there is paper, left and right.",
        "Make `np.zeros((20, 20))` and put the box in its middle.",
    ),
    (
        "last_line_lost",
        "A line or a column at the edge of the box is lost, and with it a digit that is one pixel wide.",
        "`rows[0]:rows[-1]` ends before the last line with ink, and `rows[-1] - rows[0]` counts one line "
        "too few: from line 3 to line 3 there is one line.",
        "Add 1 where the box ends.",
    ),
    (
        "sides_too_small",
        "The box is cut out rightly, and its sides are counted one too small.",
        "From line 2 to line 8 there are 8 - 2 + 1 = 7 lines. One line less gives a small digit another "
        "shape.",
        "Take the sides from the shape of what you cut out.",
    ),
    (
        "paper_around_the_box",
        "A line of paper is left around the ink.",
        "The box is to end with the ink. Scaled together with that paper the digit stays too small, most of "
        "all where it was small before.",
        "Print the first and the last line of your box. Is there ink in each of them?",
    ),
    (
        "one_range_for_both",
        "One range cuts the lines and the columns.",
        "Where the ink begins and ends from above to below says nothing about left and right. A digit in the "
        "middle of a square picture hides it.",
        "Look for the first and last line with ink by one axis, and for the columns by the other.",
    ),
    (
        "empty_lines_left_out",
        "Lines or columns without ink are left out in the middle of the digit.",
        "`image[image.any(axis=1)]` keeps only the lines with ink, and `len(rows)` counts only these. Where "
        "a digit is in two parts, the paper between them belongs to it.",
        "From the first line with ink to the last one: a slice takes all that lies between.",
    ),
    (
        "scaled_by_the_paper",
        "The size of the whole picture decides the factor.",
        "How large the paper was says nothing about the digit: its box has sides of its own.",
        "Which two numbers do you compare for the longer side? They should be the box's.",
    ),
    (
        "no_least_side",
        "A very narrow digit gets lost: its shorter side is rounded to 0 pixels.",
        "A line of 42 x 1 pixels, scaled to 20, is less than half a pixel wide. It is still a 1.",
        "What is the least width that a digit with ink may have? `max` can see to it.",
    ),
    (
        "one_part_kept",
        "Only one part of a digit in two parts is kept.",
        "Strokes need not touch: the bar of a 5 often stands apart from the rest. All ink belongs to the "
        "digit.",
        "Find the first and the last line with ink in the whole picture, whatever lies between them.",
    ),
    (
        "blank_without_box",
        "A picture without ink is not left blank.",
        "There is no first line with ink then, and no longer side to divide by.",
        "Before you look for the box ask whether there is any ink; if not, return `np.zeros((20, 20))`.",
    ),
    (
        "out_of_place",
        "The digit has the right size, but it does not stand in the middle.",
        "One pixel may be left over on one side. More than that is a shift, and a shift of 2 pixels costs "
        "this network every fourth digit.",
        "Count the empty lines above and below the digit, then the columns left and right.",
    ),
)

MISCONCEPTIONS: tuple[Misconception, ...] = tuple(
    Misconception(*texts, imitations=IMITATIONS.get(texts[0], ())) for texts in _BELIEFS
)
BY_ID = {belief.id: belief for belief in MISCONCEPTIONS}
