"""Files handed in as evidence: bytes in, a frozen file of a known kind out, or a sentence why not. Pure.

What a file is, its content says and never its name. Nothing in a file is executed or followed. Pictures
come out without what they tell about their maker.
"""

from toolkit.filetypes.kinds import MOST_MEGABYTES, FileKind, RefusedFileError, SoundFile
from toolkit.filetypes.reading import read_file

__all__ = ["MOST_MEGABYTES", "FileKind", "RefusedFileError", "SoundFile", "read_file"]
