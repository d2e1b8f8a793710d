"""Tests of the package, and two programs that measure it on a folder of real reports: ``tests.accuracy`` and ``tests.benchmark``."""

from hypothesis import HealthCheck, settings

# A slow machine is no failure, and the same commit has the same result everywhere.
settings.register_profile("project", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")
