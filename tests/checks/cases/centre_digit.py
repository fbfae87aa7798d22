"""Ways to put a digit into the middle of its box, with many a resampling, and ways to do it wrongly."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from lab_utils.preparation import resample as lab_resample

Resample = Callable[[Any, int, int], Any]


def box_of(image: Any) -> Any:
    lines, columns = np.flatnonzero((image > 0).any(axis=1)), np.flatnonzero((image > 0).any(axis=0))
    return image[lines[0] : lines[-1] + 1, columns[0] : columns[-1] + 1]


def middle(box: Any, side: int = 20) -> Any:
    paper = np.zeros((side, side))
    top, left = (side - box.shape[0]) // 2, (side - box.shape[1]) // 2
    paper[top : top + box.shape[0], left : left + box.shape[1]] = box
    return paper


def new_sides(box: Any, longer: int = 20, rounding: Callable[[float], int] = round) -> tuple[int, int]:
    height, width = (max(1, rounding(longer * side / max(box.shape))) for side in box.shape)
    return height, width


def by(resample: Resample, rounding: Callable[[float], int] = round) -> Callable[[Any], Any]:
    """Return a right solution with this way to scale."""

    def centre_digit(image: Any) -> Any:
        if not image.any():
            return np.zeros((20, 20))
        box = box_of(image)
        return middle(np.asarray(resample(box, *new_sides(box, rounding=rounding))))

    return centre_digit


def pillow(filter: Image.Resampling) -> Resample:
    return lambda box, height, width: Image.fromarray(box).resize((width, height), filter)


def pillow_bytes(box: Any, height: int, width: int) -> Any:
    return Image.fromarray((255 * box).astype(np.uint8)).resize((width, height))


def nearest(box: Any, height: int, width: int) -> Any:
    lines = (np.arange(height) * box.shape[0] / height).astype(int)
    columns = (np.arange(width) * box.shape[1] / width).astype(int)
    return box[lines][:, columns]


def nearest_by_loops(box: Any, height: int, width: int) -> Any:
    scaled = [[0.0] * width for _ in range(height)]
    for i in range(height):
        for j in range(width):
            scaled[i][j] = box[i * box.shape[0] // height][j * box.shape[1] // width]
    return scaled


def by_means(box: Any, height: int, width: int) -> Any:
    tall, wide = box.shape
    return np.array(
        [
            [
                box[
                    i * tall // height : max(i * tall // height + 1, (i + 1) * tall // height),
                    j * wide // width : max(j * wide // width + 1, (j + 1) * wide // width),
                ].mean()
                for j in range(width)
            ]
            for i in range(height)
        ]
    )


def spline(order: int, **options: Any) -> Resample:
    def resample(box: Any, height: int, width: int) -> Any:
        from scipy import ndimage

        return ndimage.zoom(box, (height / box.shape[0], width / box.shape[1]), order=order, **options)

    return resample


def tensorflow(method: str, antialias: bool) -> Resample:
    def resample(box: Any, height: int, width: int) -> Any:
        import tensorflow as tf

        picture = box[:, :, np.newaxis]
        return tf.image.resize(picture, (height, width), method=method, antialias=antialias)[:, :, 0].numpy()

    return resample


def interpolated(box: Any, height: int, width: int) -> Any:
    """Interpolate along the columns, then along the lines, with np.interp."""
    lines = np.linspace(0, box.shape[0] - 1, height)
    columns = np.linspace(0, box.shape[1] - 1, width)
    tall = np.stack([np.interp(lines, np.arange(box.shape[0]), column) for column in box.T], axis=1)
    return np.stack([np.interp(columns, np.arange(box.shape[1]), line) for line in tall])


def blurred_first(box: Any, height: int, width: int) -> Any:
    """Smooth before the pixels are picked, as scikit-image's `resize` does."""
    from scipy import ndimage

    sigma = [max(0.0, (old / new - 1) / 2) for old, new in zip(box.shape, (height, width), strict=True)]
    return spline(1, mode="nearest", grid_mode=True)(ndimage.gaussian_filter(box, sigma), height, width)


def supersampled(box: Any, height: int, width: int) -> Any:
    large = np.repeat(np.repeat(box, height, axis=0), width, axis=1)
    return large.reshape(height, box.shape[0], width, box.shape[1]).mean(axis=(1, 3))


def affine(image: Any) -> Any:
    """Map each of the 20 x 20 pixels back into the picture, without a box in between."""
    from scipy import ndimage

    if not image.any():
        return np.zeros((20, 20))
    lines, columns = np.nonzero(image)
    step = max(np.ptp(lines) + 1, np.ptp(columns) + 1) / 20
    centre = np.array([lines.min() + lines.max(), columns.min() + columns.max()]) / 2
    return ndimage.affine_transform(image, [step, step], centre - 9.5 * step, (20, 20), order=1)


def squared_first(image: Any) -> Any:
    """Pad the box to a square, and scale that."""
    if image.max() == 0:
        return np.zeros((20, 20))
    box = box_of(image)
    return np.asarray(Image.fromarray(middle(box, max(box.shape))).resize((20, 20), Image.Resampling.BOX))


def squared_and_picked(image: Any) -> Any:
    if image.max() == 0:
        return np.zeros((20, 20))
    box = box_of(image)
    return nearest(middle(box, max(box.shape)), 20, 20)


def squared_and_interpolated(image: Any) -> Any:
    """Interpolate from corner to corner, which makes a wide grey rim where a digit grows."""
    from scipy import ndimage

    if image.max() == 0:
        return np.zeros((20, 20))
    box = box_of(image)
    return ndimage.zoom(middle(box, max(box.shape)), 20 / max(box.shape), order=1)


def with_pillow_alone(image: Any) -> Any:
    picture = Image.fromarray((image * 255).astype("uint8"))
    box = picture.getbbox()
    if box is None:
        return np.zeros((20, 20))
    return np.array(ImageOps.pad(picture.crop(box), (20, 20))) / 255


def contained_and_pasted(image: Any) -> Any:
    picture = Image.fromarray(np.uint8(image * 255))
    paper = Image.new("L", (20, 20))
    if picture.getbbox():
        small = ImageOps.contain(picture.crop(picture.getbbox()), (20, 20))
        paper.paste(small, ((20 - small.width) // 2, (20 - small.height) // 2))
    return np.asarray(paper)


def with_loops(image: Any) -> Any:
    inked = [(i, j) for i in range(image.shape[0]) for j in range(image.shape[1]) if image[i, j] > 0]
    result = [[0.0] * 20 for _ in range(20)]
    if not inked:
        return result
    top, bottom = min(i for i, _ in inked), max(i for i, _ in inked)
    left, right = min(j for _, j in inked), max(j for _, j in inked)
    factor = 20 / max(bottom - top + 1, right - left + 1)
    height, width = max(1, int((bottom - top + 1) * factor)), max(1, int((right - left + 1) * factor))
    for i in range(height):
        for j in range(width):
            result[(20 - height) // 2 + i][(20 - width) // 2 + j] = image[
                min(bottom, top + int(i / factor)), min(right, left + int(j / factor))
            ]
    return result


def odd_pixel_above(image: Any) -> Any:
    if not image.any():
        return image[:0].sum() * np.zeros((20, 20))
    box = box_of(image)
    small = nearest(box, *new_sides(box))
    top, left = math.ceil((20 - small.shape[0]) / 2), math.ceil((20 - small.shape[1]) / 2)
    return np.pad(small, ((top, 20 - top - small.shape[0]), (left, 20 - left - small.shape[1])))


def black_and_white(image: Any) -> Any:
    return (by(pillow(Image.Resampling.BOX))(image) > 0.2).astype(int)


def with_argwhere(image: Any) -> Any:
    places = np.argwhere(image)
    if len(places) == 0:
        return np.zeros((20, 20), dtype=np.uint8)
    (top, left), (bottom, right) = places.min(axis=0), places.max(axis=0) + 1
    box = image[top:bottom, left:right]
    return (255 * middle(nearest(box, *new_sides(box)))).astype(np.uint8)


def a_tensor(image: Any) -> Any:
    import tensorflow as tf

    return tf.constant(by(nearest)(image), dtype=tf.float32)


ACCEPTED = {
    "nearest": by(nearest),
    "nearest by loops": by(nearest_by_loops),
    "means of blocks": by(by_means),
    "supersampled": by(supersampled),
    "np.interp": by(interpolated),
    "Pillow nearest": by(pillow(Image.Resampling.NEAREST)),
    "Pillow box": by(pillow(Image.Resampling.BOX)),
    "Pillow bilinear": by(pillow(Image.Resampling.BILINEAR)),
    "Pillow hamming": by(pillow(Image.Resampling.HAMMING)),
    "Pillow bicubic": by(pillow(Image.Resampling.BICUBIC)),
    "Pillow lanczos": by(pillow(Image.Resampling.LANCZOS)),
    "Pillow with bytes": by(pillow_bytes),
    "Pillow alone": with_pillow_alone,
    "Pillow contain and paste": contained_and_pasted,
    "SciPy zoom nearest": by(spline(0)),
    "SciPy zoom linear": by(spline(1)),
    "SciPy zoom cubic": by(spline(3)),
    "SciPy zoom on a grid": by(spline(1, mode="nearest", grid_mode=True)),
    "SciPy zoom cubic on a grid": by(spline(3, mode="grid-constant", grid_mode=True)),
    "smoothed first": by(blurred_first),
    "an affine map": affine,
    "padded to a square first": squared_first,
    "padded to a square and picked": squared_and_picked,
    "padded to a square and interpolated": squared_and_interpolated,
    "TensorFlow bilinear": by(tensorflow("bilinear", False)),
    "TensorFlow bilinear smoothed": by(tensorflow("bilinear", True)),
    "TensorFlow area": by(tensorflow("area", False)),
    "TensorFlow bicubic": by(tensorflow("bicubic", True)),
    "TensorFlow lanczos": by(tensorflow("lanczos5", True)),
    "sizes rounded down": by(nearest, int),
    "sizes rounded up": by(nearest, math.ceil),
    "loops and lists": with_loops,
    "the odd pixel above": odd_pixel_above,
    "black and white": black_and_white,
    "argwhere and bytes": with_argwhere,
    "a tensor": a_tensor,
    "half precision": lambda image: by(nearest)(image).astype(np.float16),
    "True and False": lambda image: by(nearest)(image) > 0,
    "nested tuples": lambda image: tuple(tuple(line) for line in by(nearest)(image)),
    "brightest is 1": lambda image: by(nearest)(image) / max(image.max(), 1e-9),
    "a little noise on the paper": lambda image: by(nearest)(image) + 0.01 * bool(image.any()),
}


def on_ink(solution: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Leave a blank picture blank."""
    return lambda image: solution(image) if image.any() else np.zeros((20, 20))


def fit(box: Any, longer: int = 20) -> Any:
    """Scale with Pillow, as most do."""
    height, width = new_sides(box, longer)
    return np.asarray(Image.fromarray(box).resize((width, height)))


def resized(picture: Any, height: int, width: int) -> Any:
    return np.asarray(Image.fromarray(picture).resize((width, height)))


def unscaled(image: Any) -> Any:
    box = box_of(image)
    return middle(box)


def thumbnail(image: Any) -> Any:
    picture = Image.fromarray(box_of(image))
    picture.thumbnail((20, 20))
    return middle(np.asarray(picture))


def by_shorter_side(image: Any) -> Any:
    box = box_of(image)
    factor = 20 / min(box.shape)
    large = resized(box, round(factor * box.shape[0]), round(factor * box.shape[1]))
    top, left = (large.shape[0] - 20) // 2, (large.shape[1] - 20) // 2
    return large[top : top + 20, left : left + 20]


def pasted_by_mass(image: Any) -> Any:
    from scipy import ndimage

    box = middle(fit(box_of(image)))
    row, column = ndimage.center_of_mass(box)
    return ndimage.shift(box, (9.5 - row, 9.5 - column), order=1)


def mnist_style(image: Any) -> Any:
    from scipy import ndimage

    box = np.pad(middle(fit(box_of(image))), 4)
    row, column = ndimage.center_of_mass(box)
    return np.roll(box, (round(14 - row), round(14 - column)), axis=(0, 1))


def as_slices(image: Any) -> Any:
    if not image.any():
        return np.zeros((20, 20))
    lines, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    return middle(fit(image[lines[0] : lines[-1], columns[0] : columns[-1]]))


def counted_one_too_few(image: Any) -> Any:
    if not image.any():
        return np.zeros((20, 20))
    places = np.argwhere(image)
    height, width = np.ptp(places, axis=0)
    top, left = places.min(axis=0)
    box = image[top : top + height, left : left + width]
    return middle(fit(box))


def size_as_pillow_says(image: Any) -> Any:
    box = box_of(image)
    return middle(np.asarray(Image.fromarray(box).resize(new_sides(box))))


def faint_cut(image: Any) -> Any:
    return middle(fit(box_of(np.where(image > 0.5, image, 0))))


def threshold_before(image: Any) -> Any:
    return middle(fit(box_of((image >= 0.5).astype(np.float32))))


def by_height(image: Any) -> Any:
    box = box_of(image)
    return middle(resized(box, 20, min(20, max(1, round(20 * box.shape[1] / box.shape[0])))))


def by_height_and_cut(image: Any) -> Any:
    box = box_of(image)
    return placed_and_cut(resized(box, 20, max(1, round(20 * box.shape[1] / box.shape[0]))))


def cut_above(level: float) -> Callable[[Any], Any]:
    return on_ink(lambda image: middle(fit(box_of(np.where(image > level, image, 0)))))


def cleaned_in_place(image: Any) -> Any:
    image[image < 0.1] = 0
    return by(nearest)(image)


def largest_part(image: Any) -> Any:
    from scipy import ndimage

    parts, count = ndimage.label(image)
    sizes = ndimage.sum(image > 0, parts, range(1, count + 1))
    return middle(fit(box_of(np.where(parts == 1 + np.argmax(sizes), image, 0))))


def first_part(image: Any) -> Any:
    """Stop at the first empty line behind the ink."""
    lines = list(image.any(axis=1))
    top = lines.index(True)
    bottom = lines.index(False, top) if False in lines[top:] else len(lines)
    return middle(fit(box_of(image[top:bottom])))


def side_of_zero(resample: Resample) -> Callable[[Any], Any]:
    """Round the sides without a least one: most ways to resample refuse a size of 0."""

    def centre_digit(image: Any) -> Any:
        box = box_of(image)
        return middle(np.asarray(resample(box, *(round(20 * side / max(box.shape)) for side in box.shape))))

    return on_ink(centre_digit)


def without_last(lines: int, columns: int) -> Callable[[Any], Any]:
    """Lose the last line or column of a box that has more than one."""

    def centre_digit(image: Any) -> Any:
        box = box_of(image)
        height, width = box.shape
        return middle(fit(box[: max(1, height - lines), : max(1, width - columns)]))

    return on_ink(centre_digit)


def columns_of_kept_lines(image: Any) -> Any:
    lines = np.flatnonzero(image.any(axis=1))
    kept = image[lines[0] : max(lines[-1], lines[0] + 1)]
    columns = np.flatnonzero(kept.any(axis=0))
    return middle(fit(kept[:, columns[0] : columns[-1] + 1]))


def first_line_of_sight(image: Any) -> Any:
    paper = np.zeros((20, 20))
    small = fit(box_of(image))
    paper[: small.shape[0], : small.shape[1]] = small
    return paper


def kept_in_place(image: Any) -> Any:
    """Leave the digit as far from the left as it was on the paper."""
    small = fit(box_of(image))
    left = int(np.flatnonzero(image.any(axis=0))[0] * (20 - small.shape[1]) / image.shape[1])
    top = int(np.flatnonzero(image.any(axis=1))[0] * (20 - small.shape[0]) / image.shape[0])
    return np.pad(small, ((top, 20 - small.shape[0] - top), (left, 20 - small.shape[1] - left)))


def shifted_by_two(image: Any) -> Any:
    return np.roll(middle(fit(box_of(image))), (0, 2), axis=(0, 1))


def erases_its_argument(image: Any) -> Any:
    result = by(nearest)(image)
    image[image < 0.5] = 0
    return result


def nothing_said_about_blank(image: Any) -> Any:
    return middle(fit(box_of(image)))


def raises_for_blank(image: Any) -> Any:
    if not image.any():
        raise ValueError("no ink")
    return by(nearest)(image)


def nan_for_blank(image: Any) -> Any:
    return by(nearest)(image) if image.any() else np.full((20, 20), np.nan)


def none_for_blank(image: Any) -> Any:
    return by(nearest)(image) if image.any() else None


def one_column_short(image: Any) -> Any:
    box = box_of(image)[:, :-1]
    return middle(fit(box)) if box.size else np.zeros((20, 20))


def closed_up(image: Any) -> Any:
    return middle(fit(image[image.any(axis=1)][:, image.any(axis=0)]))


def counted(image: Any) -> Any:
    top, left = image.any(axis=1).argmax(), image.any(axis=0).argmax()
    height, width = image.any(axis=1).sum(), image.any(axis=0).sum()
    return middle(fit(image[top : top + height, left : left + width]))


def one_less(image: Any) -> Any:
    box = box_of(image)
    height, width = box.shape[0] - 1, box.shape[1] - 1
    factor = 20 / max(height, width)
    return middle(resized(box, max(1, round(height * factor)), max(1, round(width * factor))))


def lines_for_columns(image: Any) -> Any:
    lines, columns = np.flatnonzero(image.any(axis=0)), np.flatnonzero(image.any(axis=1))
    return middle(fit(image[lines[0] : lines[-1] + 1, columns[0] : columns[-1] + 1]))


def with_paper_on(above: int, below: int, left: int, right: int) -> Callable[[Any], Any]:
    return on_ink(lambda image: middle(fit(np.pad(box_of(image), ((above, below), (left, right))))))


def one_range(axis: int) -> Callable[[Any], Any]:
    """Cut lines and columns by where the lines (axis 1) or the columns (axis 0) hold ink."""

    def centre_digit(image: Any) -> Any:
        there = np.flatnonzero(image.any(axis=axis))
        box = image[there[0] : there[-1] + 1, there[0] : there[-1] + 1]
        return middle(fit(box)) if box.size else np.zeros((20, 20))

    return on_ink(centre_digit)


def range_of_all_indices(image: Any) -> Any:
    ink = np.argwhere(image > 0)
    return middle(fit(image[ink.min() : ink.max() + 1, ink.min() : ink.max() + 1]))


def pasted_at_top_and_left(image: Any) -> Any:
    small = Image.fromarray(np.asarray(fit(box_of(image)), dtype=np.float32))
    page = Image.new("F", (20, 20))
    page.paste(small, ((20 - small.height) // 2, (20 - small.width) // 2))
    return np.array(page)


def whole_numbers_first(image: Any) -> Any:
    return by(nearest)(image.astype(np.uint8))


def ends_at_the_first_gap(image: Any) -> Any:
    columns = np.flatnonzero(image.any(axis=0))
    top = bottom = int(image.any(axis=1).argmax())
    while bottom < len(image) and image[bottom].any():
        bottom += 1
    return middle(fit(image[top:bottom, columns[0] : columns[-1] + 1]))


def by_height_without_a_word(image: Any) -> Any:
    """Scale by the height; a wide digit then doesn't fit, which is an error."""
    box = box_of(image)
    height, width = box.shape
    return middle(np.asarray(lab_resample(box, 20, max(1, round(20 * width / height)))))


def greys_stretched_in_place(image: Any) -> Any:
    if image.any():
        image /= image.max()
    return by(nearest)(image)


PLANTED = {
    "paper above": (with_paper_on(1, 0, 0, 0), "paper_around_the_box"),
    "paper above and on the left": (with_paper_on(1, 0, 1, 0), "paper_around_the_box"),
    "paper on the right": (with_paper_on(0, 0, 0, 1), "paper_around_the_box"),
    "the lines' range for both": (one_range(1), "one_range_for_both"),
    "the columns' range for both": (one_range(0), "one_range_for_both"),
    "the range of all indices": (on_ink(range_of_all_indices), "one_range_for_both"),
    "pasted at (top, left)": (on_ink(pasted_at_top_and_left), "transposed"),
    "made whole numbers first": (on_ink(whole_numbers_first), "faint_ink_lost"),
    "up to the first gap": (on_ink(ends_at_the_first_gap), "one_part_kept"),
    "20 high, too wide": (on_ink(by_height_without_a_word), "always_by_height"),
    "greys stretched in place": (greys_stretched_in_place, "changes_input"),
    "only the columns end too early": (on_ink(one_column_short), "last_line_lost"),
    "lines with ink only": (on_ink(closed_up), "empty_lines_left_out"),
    "as many lines as hold ink": (on_ink(counted), "empty_lines_left_out"),
    "a line of paper around": (on_ink(lambda i: middle(fit(np.pad(box_of(i), 1)))), "paper_around_the_box"),
    "by the paper's longer side": (
        on_ink(
            lambda i: middle(resized(box_of(i), *(max(1, 20 * s // max(i.shape)) for s in box_of(i).shape)))
        ),
        "scaled_by_the_paper",
    ),
    "sides of the box one too small": (on_ink(one_less), "sides_too_small"),
    "lines looked for as columns": (on_ink(lines_for_columns), "transposed"),
    "whole numbers": (on_ink(lambda i: by(lab_resample)(i).astype(int)), "integer_truncation"),
    "stretched": (on_ink(lambda i: resized(box_of(i), 20, 20)), "stretched"),
    "stretched by picking": (on_ink(lambda i: nearest(box_of(i), 20, 20)), "stretched"),
    "the whole picture": (lambda i: resized(i, 20, 20), "no_crop"),
    "the whole picture padded": (lambda i: np.array(ImageOps.pad(Image.fromarray(i), (20, 20))), "no_crop"),
    "the whole picture, shape kept": (lambda i: middle(fit(i)), "no_crop"),
    "not scaled": (on_ink(lambda i: placed_and_cut(box_of(i))), "not_scaled"),
    "not scaled, then an error": (on_ink(unscaled), "not_scaled"),
    "thumbnail": (on_ink(thumbnail), "only_shrinks"),
    "only enlarged": (on_ink(lambda i: unscaled_if_large(i)), "only_enlarges"),
    "by the shorter side": (on_ink(by_shorter_side), "shorter_side"),
    "by mass": (on_ink(pasted_by_mass), "by_mass"),
    "top left": (on_ink(first_line_of_sight), "in_a_corner"),
    "bottom right": (on_ink(lambda i: first_line_of_sight(i[::-1, ::-1])[::-1, ::-1]), "in_a_corner"),
    "transposed": (lambda i: by(nearest)(i).T, "transposed"),
    "transposed before": (lambda i: by(nearest)(i.T), "transposed"),
    "upside down": (lambda i: by(nearest)(i[::-1]), "flipped"),
    "mirrored": (lambda i: np.fliplr(by(nearest)(i)), "flipped"),
    "turned": (lambda i: np.rot90(by(nearest)(i)), "flipped"),
    "sides swapped for Pillow": (on_ink(size_as_pillow_says), "sizes_swapped"),
    "longer side 18": (on_ink(lambda i: middle(fit(box_of(i), 18))), "margin_left"),
    "longer side 16": (on_ink(lambda i: middle(fit(box_of(i), 16))), "margin_left"),
    "20 of 28": (on_ink(lambda i: resized(np.pad(middle(fit(box_of(i))), 4), 20, 20)), "margin_left"),
    "inverted": (lambda i: 1 - by(nearest)(i) if i.any() else by(nearest)(i), "inverted_ink"),
    "inverted bytes": (lambda i: 255 - 255 * by(nearest)(i), "inverted_ink"),
    "threshold": (on_ink(faint_cut), "faint_ink_lost"),
    "black and white first": (on_ink(threshold_before), "faint_ink_lost"),
    "threshold at the end": (lambda i: (by(nearest)(i) > 0.5).astype(float), "faint_ink_lost"),
    "rounded to whole numbers": (lambda i: np.round(by(nearest)(i)), "faint_ink_lost"),
    "20 high, squeezed": (on_ink(by_height), "always_by_height"),
    "20 high, cut": (on_ink(by_height_and_cut), "always_by_height"),
    "threshold 0.05": (cut_above(0.05), "faint_ink_lost"),
    "threshold 0.1": (cut_above(0.1), "faint_ink_lost"),
    "threshold 0.2": (cut_above(0.2), "faint_ink_lost"),
    "faint ink wiped away in place": (cleaned_in_place, "faint_ink_lost"),
    "the largest part": (on_ink(largest_part), "one_part_kept"),
    "the first part": (on_ink(first_part), "one_part_kept"),
    "a side of 0, the lab's resampling": (side_of_zero(lab_resample), "no_least_side"),
    "a side of 0, Pillow": (side_of_zero(resized), "no_least_side"),
    "the last line lost": (without_last(1, 0), "last_line_lost"),
    "the last column lost": (without_last(0, 1), "last_line_lost"),
    "the last line and column lost": (without_last(1, 1), "last_line_lost"),
    "columns of the lines that are kept": (on_ink(columns_of_kept_lines), "last_line_lost"),
    "28 x 28": (on_ink(lambda i: np.pad(middle(fit(box_of(i))), 4)), "whole_28"),
    "MNIST's way": (on_ink(mnist_style), "whole_28"),
    "400 numbers": (lambda i: by(nearest)(i).reshape(-1), "still_flat"),
    "a table of one row": (lambda i: by(nearest)(i).reshape(1, 400), "still_flat"),
    "a batch of one": (lambda i: by(nearest)(i)[np.newaxis], "extra_axis"),
    "a channel": (lambda i: by(nearest)(i)[..., np.newaxis], "extra_axis"),
    "the box alone": (on_ink(lambda i: fit(box_of(i))), "box_only"),
    "the box as it was": (on_ink(box_of), "box_only"),
    "slices end too early": (as_slices, "last_line_lost"),
    "a line too few": (counted_one_too_few, "last_line_lost"),
    "blank forgotten": (nothing_said_about_blank, "blank_without_box"),
    "blank refused": (raises_for_blank, "blank_without_box"),
    "nan for blank": (nan_for_blank, "blank_without_box"),
    "None for blank": (none_for_blank, "blank_without_box"),
    "blank as it came": (lambda i: by(nearest)(i) if i.any() else i, "blank_without_box"),
    "kept in its place": (on_ink(kept_in_place), "out_of_place"),
    "shifted by two": (on_ink(shifted_by_two), "out_of_place"),
    "shifted left by two": (
        on_ink(lambda i: np.roll(middle(fit(box_of(i))), (0, -2), axis=(0, 1))),
        "out_of_place",
    ),
    "longer side only": (
        on_ink(lambda i: middle(resized(box_of(i), *longer_only(box_of(i))))),
        "one_side_scaled",
    ),
    "changed its argument": (erases_its_argument, "changes_input"),
    "nothing returned": (lambda i: print(by(nearest)(i).shape), "returns_none"),
    "always the same": (lambda i: np.eye(20), "ignores_argument"),
}


def placed_and_cut(box: Any) -> Any:
    """Put a box into the middle of 20 x 20, and cut off what is too much."""
    large = middle(box, 200)
    return large[90:110, 90:110]


def unscaled_if_large(image: Any) -> Any:
    box = box_of(image)
    return middle(fit(box)) if max(box.shape) < 20 else placed_and_cut(box)


def longer_only(box: Any) -> tuple[int, int]:
    height, width = box.shape
    return (20, width) if height >= width else (height, 20)


REFUSED = {
    "a frame": lambda i: np.pad(np.zeros((18, 18)), 1, constant_values=1.0),
    "all ink": on_ink(lambda i: np.ones((20, 20))),
    "a filled box": on_ink(lambda i: middle(np.ones(new_sides(box_of(i))))),
    "blank": lambda i: np.zeros((20, 20)),
    "nan": lambda i: by(nearest)(i) * np.nan,
    "outline only": on_ink(lambda i: np.clip(by(nearest)(i) - np.roll(by(nearest)(i), 1, axis=0), 0, 1)),
    "turned and inverted": lambda i: 1 - np.rot90(by(nearest)(i)),
    "21 x 21": lambda i: np.pad(by(nearest)(i), (0, 1)),
    "shuffled": lambda i: np.random.default_rng(0).permutation(by(nearest)(i).ravel()).reshape(20, 20),
    "the box moved by three": on_ink(lambda i: np.roll(middle(fit(box_of(i))), 3, axis=0)),
    "longer side 24, cut": on_ink(lambda i: placed_and_cut(np.array(fit(box_of(i), 24)))),
    "a text": lambda i: str(by(nearest)(i)),
    "a Pillow image's size": lambda i: Image.fromarray(i).size,
    "crop that does not fit": lambda i: i.reshape(20, 20),
    "np.resize": lambda i: np.resize(i, (20, 20)),
    "the top left corner": lambda i: np.array(i[:20, :20]),
    "the corner padded": lambda i: middle(i[:18, :16]),
    "sheared": on_ink(lambda i: np.stack([np.roll(line, n // 3) for n, line in enumerate(by(nearest)(i))])),
    "every number 7": lambda i: np.full((20, 20), 7),
    "complex numbers": lambda i: by(nearest)(i) * 1j,
}
