"""地区と地図: how areas and maps are laid out for whoever answers, and in previews of that."""

from app.respond.room import blueprint
from surveys.kinds import Question, area
from surveys.kinds.pin import DECIMALS, GRAINS, grain

blueprint.add_app_template_filter(area.groups, "area_groups")
blueprint.add_app_template_filter(area.larger, "larger_areas")


@blueprint.app_template_filter()
def grain_of(question: Question) -> str:
    """How coarsely a pin is kept, in words to be translated."""
    return GRAINS[grain(question)]


@blueprint.app_template_filter()
def decimals_of(question: Question) -> int:
    """The decimals of a degree that a pin keeps."""
    return DECIMALS[grain(question)]
