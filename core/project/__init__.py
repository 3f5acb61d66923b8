"""The project file (.fmstudio): everything on the desk, exactly.  ``docs/project-file.md`` describes the format."""

from core.project.form import Project as Project
from core.project.form import RunSettings as RunSettings
from core.project.form import TrackMixForm as TrackMixForm
from core.project.limits import PROJECT_SUFFIX as PROJECT_SUFFIX
from core.project.limits import NewerFormatError as NewerFormatError
from core.project.limits import ProjectFileError as ProjectFileError
