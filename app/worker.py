"""The worker's front door: `python -m app.worker` does the jobs that pages ask for."""

from app import create_app, jobs, logs, periodic
from app.extensions import queue
from app.settings import Settings


def main() -> None:
    settings = Settings.from_environment()
    logs.begin(settings.LOG_LEVEL)
    app = create_app(settings)
    with app.app_context():
        jobs.give_up_interrupted()
        periodic.tend()  # an opening that a stop cut short is taken up at once
    consumer = queue.of(app).huey.create_consumer(workers=settings.JOB_WORKERS, max_delay=1.0)
    consumer.run()


if __name__ == "__main__":
    main()
