"""Pictures for pages: drawn once for each state of the answers, kept by the browser for good."""

from flask import Response, make_response, request

from analysis.charts.picture import DESIGN, Chart, svg

MARK_LENGTH = 16
FOR_GOOD = "private, max-age=31536000, immutable"


def drawn(chart: Chart, mark: str) -> Response:
    """An SVG whose address names the state `mark` of the answers it shows."""
    response = make_response(svg(chart))
    response.content_type = "image/svg+xml"
    response.headers["Cache-Control"] = FOR_GOOD
    response.set_etag(f"{DESIGN}-{mark}-{response.calculate_content_length()}")
    response.make_conditional(request)
    return response
