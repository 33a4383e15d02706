"""Office files that are equal byte by byte whenever they are made from equal content."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can tell


def steady(data: bytes) -> bytes:
    """The same zipped file, none of whose parts tells when it was written."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(ZipInfo(name, EARLIEST), given.read(name), ZIP_DEFLATED)
    return out.getvalue()
