"""Forms of publishing an edition."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.desk.issue_forms import EditionForm


class PublishingForm(EditionForm):
    """An edition about to be public; `backwards`: its stage may be before that of the last one."""

    backwards = BooleanField(_l("前の段階に戻して公開する"))
