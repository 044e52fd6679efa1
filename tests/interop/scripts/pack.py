"""Makes the zip archive of a function.

    pack.py ARCHIVE NAME=FILE...

Every member keeps its permissions: a `bootstrap` has to be executable. The archive appears at once or not at all,
since several test processes may make the same one.
"""

import os
import sys
import tempfile
import zipfile


def main() -> None:
    archive, *members = sys.argv[1:]
    handle, draft = tempfile.mkstemp(dir=os.path.dirname(archive))
    with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for member in members:
            name, source = member.split("=", 1)
            zipped.write(source, name)
    os.replace(draft, archive)


if __name__ == "__main__":
    main()
