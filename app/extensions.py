"""The extensions, made once here and tied to an app in `create_app`."""

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from app.queue import Queue
from surveys.base import Base

db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate(compare_type=True)
csrf = CSRFProtect()
babel = Babel()
queue = Queue()
