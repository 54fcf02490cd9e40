"""Draw the images that Home Assistant and HACS show: scripts/draw_brand.py.

The mark is a rack seen from the front, rows of outlets in it, and a bolt before them.
All measures are in one grid, in which an icon is 256 wide. Everything is drawn large
and scaled down, which makes the edges smooth.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).parents[1] / "custom_components/rack_power/brand"
OVERSAMPLING = 4

ICON_SIZE = (256, 256)
LOGO_SIZE = (838, 256)
NAME = "Rack Power"
NAME_HEIGHT = 104
NAME_STROKE = 2.6  # Pillow's own font has one weight, a little too light

CLEAR = (0, 0, 0, 0)
BOLT = "#ffb31f"
BOLT_SHAPE = ((149, 30), (80, 138), (122, 138), (107, 216), (176, 109), (134, 109))
BOLT_GAP = 9  # the rack keeps this clear of the bolt

ROWS = (32, 97, 162)  # the upper edges of what is mounted
ROW_HEIGHT = 53
SOCKETS = (66, 190)  # the middles of the outlets in a row


class Palette(NamedTuple):
    """Colours that stand out from a light or from a dark background."""

    frame: str
    row: str
    socket: str
    name: str


LIGHT = Palette(frame="#16394f", row="#2d6f93", socket="#d9ecf5", name="#16394f")
DARK = Palette(frame="#8fc3de", row="#2d6f93", socket="#d9ecf5", name="#e6f2f8")


class Sheet:
    """A transparent picture whose measures are those of the grid."""

    def __init__(self, size: tuple[int, int], pixels: float) -> None:
        self.size = (round(size[0] * pixels), round(size[1] * pixels))
        self.scale = pixels * OVERSAMPLING
        large = (self.size[0] * OVERSAMPLING, self.size[1] * OVERSAMPLING)
        self.image = Image.new("RGBA", large, CLEAR)
        self.pen = ImageDraw.Draw(self.image)

    def scaled(self, *measures: float) -> list[float]:
        """Turn measures of the grid into pixels of the large picture."""
        return [measure * self.scale for measure in measures]

    def box(
        self,
        corners: tuple[float, float, float, float],
        radius: float,
        colour: str | tuple[int, ...],
    ) -> None:
        """Fill a box with round corners."""
        self.pen.rounded_rectangle(
            self.scaled(*corners), radius * self.scale, fill=colour
        )

    def shape(
        self,
        points: Iterable[tuple[float, float]],
        colour: str | tuple[int, ...],
        margin: float,
    ) -> None:
        """Fill a shape, its corners rounded by a margin around it."""
        corners = [tuple(self.scaled(*point)) for point in points]
        self.pen.polygon(corners, fill=colour)
        width = round(2 * margin * self.scale)
        self.pen.line(
            [*corners, corners[0], corners[1]], fill=colour, width=width, joint="curve"
        )

    def save(self, name: str) -> None:
        """Scale down and write the file."""
        self.image.resize(self.size, Image.Resampling.LANCZOS).save(
            FOLDER / name, optimize=True
        )


def draw_socket(sheet: Sheet, x: float, y: float, palette: Palette) -> None:
    """Draw an outlet: a face with two slots."""
    sheet.box((x - 17, y - 17, x + 17, y + 17), 10, palette.socket)
    for slot in (x - 7, x + 7):
        sheet.box((slot - 2.5, y - 7, slot + 2.5, y + 7), 2.5, palette.row)


def draw_mark(sheet: Sheet, palette: Palette) -> None:
    """Draw the rack and the bolt."""
    for foot in (44, 180):
        sheet.box((foot, 232, foot + 32, 252), 6, palette.frame)
    sheet.box((16, 4, 240, 242), 26, palette.frame)
    sheet.box((34, 22, 222, 224), 12, CLEAR)
    for row in ROWS:
        sheet.box((44, row, 212, row + ROW_HEIGHT), 8, palette.row)
    for row in (ROWS[0], ROWS[2]):
        for x in SOCKETS:
            draw_socket(sheet, x, row + ROW_HEIGHT / 2, palette)
    sheet.shape(BOLT_SHAPE, CLEAR, BOLT_GAP + 5)
    sheet.shape(BOLT_SHAPE, BOLT, 5)


def draw_name(sheet: Sheet, palette: Palette) -> None:
    """Write the name beside the mark."""
    font = ImageFont.load_default(NAME_HEIGHT * sheet.scale)
    sheet.pen.text(
        (282 * sheet.scale, 128 * sheet.scale),
        NAME,
        fill=palette.name,
        font=font,
        anchor="lm",
        stroke_width=NAME_STROKE * sheet.scale,
    )


def main() -> None:
    """Draw icon and logo, for light and dark, in both resolutions."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for prefix, palette in (("", LIGHT), ("dark_", DARK)):
        for suffix, pixels in (("", 1), ("@2x", 2)):
            icon = Sheet(ICON_SIZE, pixels)
            draw_mark(icon, palette)
            icon.save(f"{prefix}icon{suffix}.png")
            logo = Sheet(LOGO_SIZE, pixels)
            draw_mark(logo, palette)
            draw_name(logo, palette)
            logo.save(f"{prefix}logo{suffix}.png")


if __name__ == "__main__":
    main()
