# Core serves probatio under the name voluptuous, so that is what mypy has to see.
from probatio import *
