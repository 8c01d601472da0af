"""The few shapes that a figure is made of, as SVG. Colours are classes, so that a reader's dark mode is obeyed; the background is the
figure's own, so that it can be read on any page."""

from xml.sax.saxutils import escape

LIGHT = {"paper": "#ffffff", "ink": "#1f2328", "quiet": "#59636e", "rule": "#d1d9e0", "ours": "#0969da", "peer": "#afb8c1",
         "second": "#8250df", "third": "#bc4c00", "fourth": "#1a7f37"}
DARK = {"paper": "#0d1117", "ink": "#f0f6fc", "quiet": "#9198a1", "rule": "#3d444d", "ours": "#4493f8", "peer": "#656c76",
        "second": "#ab7df8", "third": "#db6d28", "fourth": "#3fb950"}
FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"


def style():
    def rules(colours):
        each = "".join(f".{name}{{fill:{colour}}}.{name}-line{{stroke:{colour}}}" for name, colour in colours.items())
        return each + f".halo{{stroke:{colours['paper']}}}"

    return (f"<style>text{{font-family:{FONT};font-size:11px}}.title{{font-size:13px;font-weight:600}}path,line{{fill:none}}.halo{{paint-order:stroke;stroke-width:5px}}"
            f"{rules(LIGHT)}@media(prefers-color-scheme:dark){{{rules(DARK)}}}</style>")


def document(width, height, parts):
    """`parts` lie on paper of that size."""
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
                      style(), f'<rect class="paper" width="{width}" height="{height}" rx="6"/>', *parts, "</svg>"]) + "\n"


def text(x, y, words, kind="ink", anchor="start"):
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def bar(x, y, width, height, kind):
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" height="{height:.1f}" rx="1.5"/>'


def line(start, end, kind="rule", dashes=""):
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line class="{kind}-line" x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"{dashed}/>'


def path(points, kind, dashes=""):
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    steps = " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path class="{kind}-line" d="M{steps}" stroke-width="1.5"{dashed}/>'


def dot(x, y, kind):
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'


def moved(x, y, parts):
    return [f'<g transform="translate({x:.1f} {y:.1f})">', *parts, "</g>"]
